"""The provincial form of an incident on paper: filled from its facts, or empty."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kapea.guard.web import door, viewer
from kapea.registers import papers
from kapea.registers.police import access
from kapea.registers.police.papers import print_empty, print_incident


@require_safe
@door(access.READ, record="incident")
def incident_paper(request: HttpRequest, code: str, paper: str) -> HttpResponse:
    """Give a form filled from the incident, as PDF."""
    by, language = viewer(request), papers.language_asked(request)
    access.incident_for(code, by=by)
    papers.paper_or_404("incident", paper)
    printed = print_incident(code, paper, language=language, by=by, now=timezone.now())
    return papers.file_of(printed, name=f"{code}-{paper}-{language}")


@require_safe
@door(access.READ)
def empty_paper(request: HttpRequest, paper: str) -> HttpResponse:
    """Give a form empty, to fill in by hand."""
    papers.paper_or_404("incident", paper)
    language = papers.language_asked(request)
    printed = print_empty(paper, language=language, now=timezone.now())
    return papers.file_of(printed, name=f"{paper}-{language}")
