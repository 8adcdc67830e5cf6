"""The law from the national side: works, their provisions, each offence; sources and passages; search."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from kapea.guard.web import door, viewer
from kapea.monitoring.law import searching
from kapea.monitoring.law.forms import SearchForm
from kapea.monitoring.law.links import citing, passages, same_article, served_by
from kapea.monitoring.law.queries import text
from kapea.monitoring.law.views.asking import day_asked, page

READ = text.READ


@door(READ, section="law")
def works(request: HttpRequest) -> HttpResponse:
    """List the works with their titles side by side; drafts and bills are shown as such."""
    by, on = viewer(request), day_asked(request)[1]
    body = text.law(by=by)
    rows = [{"work": one, "state": text.state_of(one, body, on)} for one in text.works(by=by)]
    return page(request, "law/works.html", {"rows": rows, "search": SearchForm()})


@door(READ, section="law")
def work(request: HttpRequest, name: str) -> HttpResponse:
    """Show one work: its titles, since when it is in force, its provisions and definitions."""
    by, on = viewer(request), day_asked(request)[1]
    found = text.work(name, by=by)
    body = text.law(by=by)
    context = {
        "work": found,
        "state": text.state_of(found, body, on),
        "records": text.records_of(name, by=by, on=on),
        "definitions": [one for one in body.definitions if one.work == name],
    }
    return page(request, "law/work.html", context)


@door(READ, section="law")
def provision(request: HttpRequest, name: str) -> HttpResponse:
    """Show one provision or offence, what follows from it, and the criteria it serves."""
    by, on = viewer(request), day_asked(request)[1]
    record = text.record(name, by=by, on=on)
    body = text.law(by=by)
    context: dict[str, Any] = {
        "record": record,
        "work": text.work(record.work, by=by),
        "served": served_by(name, text.assessment(by=by, on=on), body),
        "siblings": same_article(name, body),
    }
    if record.offence is not None:
        context["offence"] = record.offence
        context["limits"] = [
            (element, limit, element in record.offence.elements.inferred)
            for element, limit in record.offence.elements.limits()
        ]
        context["additional"] = text.additional(record.offence, by=by)
    return page(request, "law/provision.html", context)


@door(READ, section="law")
def source(request: HttpRequest, alias: str) -> HttpResponse:
    """Show a source: its title, and each of its passages that the law cites."""
    by = viewer(request)
    found, body = text.source(alias, by=by), text.law(by=by)
    return page(request, "law/source.html", {"source": found, "passages": passages(alias, body)})


@door(READ, section="law")
def passage(request: HttpRequest, alias: str, locator: str) -> HttpResponse:
    """Show a passage of a source and every record that cites it."""
    by = viewer(request)
    found = text.source(alias, by=by)
    context = {"source": found, "locator": locator, "citing": citing(alias, locator, text.law(by=by))}
    return page(request, "law/passage.html", context)


@door(READ, section="law")
def search(request: HttpRequest) -> HttpResponse:
    """Look for words in works, provisions, criteria and questions."""
    form = SearchForm(request.GET or None)
    by = viewer(request)
    body = text.law(by=by)
    found = searching.found(form.cleaned_data["q"], body, text.wordings(by=by)) if form.is_valid() else ()
    return page(request, "law/search.html", {"search": form, "found": found})
