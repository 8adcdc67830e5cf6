"""The country's forms on paper about a case: which there are, and each as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kapea.guard.web import door, viewer
from kapea.registers import papers
from kapea.registers.casework import access
from kapea.registers.casework.papers import print_case, print_empty


@require_safe
@door(access.READ, record="case")
def case_papers(request: HttpRequest, code: str) -> HttpResponse:
    """List the forms that can be printed of a case, in each language."""
    access.standing_on(code, by=viewer(request), today=timezone.localdate())
    context = {"code": code, "papers": papers.papers_of("case"), "languages": papers.named_languages()}
    return render(request, "casework/papers.html", context)


@require_safe
@door(access.READ, record="case")
def case_paper(request: HttpRequest, code: str, paper: str) -> HttpResponse:
    """Give one form filled from the case, as PDF."""
    by, language = viewer(request), papers.language_asked(request)
    access.standing_on(code, by=by, today=timezone.localdate())
    papers.paper_or_404("case", paper)
    printed = print_case(code, paper, language=language, by=by, now=timezone.now())
    return papers.file_of(printed, name=f"{code}-{paper}-{language}")


@require_safe
@door(access.READ)
def empty_paper(request: HttpRequest, paper: str) -> HttpResponse:
    """Give one form empty, to fill in by hand."""
    papers.paper_or_404("case", paper)
    language = papers.language_asked(request)
    printed = print_empty(paper, language=language, now=timezone.now())
    return papers.file_of(printed, name=f"{paper}-{language}")
