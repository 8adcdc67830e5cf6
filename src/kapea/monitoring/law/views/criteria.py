"""The law from the treaty side: instruments, articles, criteria, questions; and the concordance."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from kapea.guard.web import door, viewer
from kapea.monitoring.law.concordance import Narrowing, by_article, by_instrument, counts, rows
from kapea.monitoring.law.forms import ConcordanceForm
from kapea.monitoring.law.links import provisions_of, unrecorded_names
from kapea.monitoring.law.queries import text
from kapea.monitoring.law.views.asking import compared, day_asked, page, proposed_choices

READ = text.READ
ON_A_PAGE = 10
WHOLE = "whole"
"""What an address asks for the whole table, to print."""


@door(READ, section="law")
def instruments(request: HttpRequest) -> HttpResponse:
    """List the instruments with how many of their criteria the law meets."""
    by, on = viewer(request), day_asked(request)[1]
    found = text.assessment(by=by, on=on)
    body = text.law(by=by)
    names = dict.fromkeys(one.instrument for one in body.criteria)
    listed = []
    for name in names:
        held = rows(found, body, wanted=Narrowing(instrument=name))
        bindings = list(dict.fromkeys(row.criterion.binding for row in held))
        listed.append({"name": name, "bindings": bindings, "rows": held, "counts": counts(held)})
    return page(request, "law/instruments.html", {"instruments": listed})


@door(READ, section="law")
def instrument(request: HttpRequest, name: str) -> HttpResponse:
    """Show an instrument: each article, its criteria, and the provisions that serve them."""
    by, on = viewer(request), day_asked(request)[1]
    body = text.law(by=by)
    found = rows(text.assessment(by=by, on=on), body, wanted=Narrowing(instrument=name))
    if not found:
        raise Http404
    articles = by_article(found)
    return page(request, "law/instrument.html", {"name": name, "articles": articles, "counts": counts(found)})


@door(READ, section="law")
def concordance(request: HttpRequest) -> HttpResponse:
    """Show each criterion: existing law, proposed law, sign, and who says what and when.

    Page by page, or whole with ?whole=1; above it the instruments with how many rows each has.
    """
    by = viewer(request)
    body = text.law(by=by)
    names = dict.fromkeys(one.instrument for one in body.criteria)
    form = ConcordanceForm(
        request.GET, instruments=[(name, name) for name in names], proposed=proposed_choices(request)
    )
    if not form.is_valid():
        return page(request, "law/concordance.html", {"form": form}, status=422)
    told = form.cleaned_data
    effects = compared(request, told["compare"], told["on"])
    wanted = Narrowing(
        status=told["status"],
        is_contested=told["only"] == "contested",
        needs_review=told["only"] == "review",
        is_changed=told["only"] == "changed",
    )
    before = effects.before if effects else text.assessment(by=by, on=told["on"])
    every = rows(before, body, compared=effects, wanted=wanted)
    found = [row for row in every if told["instrument"] in ("", row.criterion.instrument)]
    is_whole = bool(request.GET.get(WHOLE))
    shown = Paginator(found, max(len(found), 1) if is_whole else ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "shown": shown,
        "instruments": by_instrument(every),
        "instrument": told["instrument"],
        "is_whole": is_whole,
        "is_compared": effects is not None,
        "compare": told["compare"],
    }
    return page(request, "law/concordance.html", {**context, "sources": text.source_years(by=by)})


@door(READ, section="law")
def criterion(request: HttpRequest, name: str) -> HttpResponse:
    """Show a criterion: its status with the trace, what each assessor says, its provisions."""
    by, on = viewer(request), day_asked(request)[1]
    body = text.law(by=by)
    result = next((one for one in text.assessment(by=by, on=on).results if one.criterion.id == name), None)
    if result is None:
        raise Http404
    context = {
        "result": result,
        "criterion": result.criterion,
        "trace": [(body.facts[value.fact], value) for value in result.trace],
        "provisions": [text.record(one, by=by, on=on) for one in provisions_of(result, body)],
        "unrecorded": unrecorded_names(result, body),
        "recommendations": [one for one in body.recommendations if name in one.criteria],
        "sources": text.source_years(by=by),
    }
    return page(request, "law/criterion.html", context)


@door(READ, section="law")
def fact(request: HttpRequest, name: str) -> HttpResponse:
    """Show a question about the law: its answer on the day, from what, and which criteria ask it."""
    by, on = viewer(request), day_asked(request)[1]
    body = text.law(by=by)
    found = text.assessment(by=by, on=on)
    if name not in body.facts:
        raise Http404
    context = {
        "fact": body.facts[name],
        "value": found.facts[name],
        "provisions": [one for one in found.facts[name].provisions if body.knows(one)],
        "asked_by": [one for one in found.results if name in one.criterion.requires],
    }
    return page(request, "law/fact.html", context)
