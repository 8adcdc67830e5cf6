"""The pages of estimates: which there are, one with its plots, asking for another, its files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kapea.engines.errors import InputFault, KapeaError
from kapea.engines.figures.writers import MEDIA_TYPES, SUFFIXES
from kapea.engines.figures.writers import render as write
from kapea.guard.pack import local_day
from kapea.guard.saving import once
from kapea.guard.web import door, viewer
from kapea.monitoring.statistics.estimates import queries, services
from kapea.monitoring.statistics.estimates.export import indicator_table
from kapea.monitoring.statistics.estimates.forms import RegistersForm, TableForm
from kapea.monitoring.statistics.estimates.histories import CHILDREN, EVERYONE, NobodyFound, usual_lists
from kapea.monitoring.statistics.estimates.shown import page_of
from kapea.monitoring.statistics.estimates.words import STATES
from kapea.monitoring.statistics.queries import small_count_threshold, usual_period

READ, ASK = queries.READ, queries.ASK
MOST_SHOWN = 200
ENDED_WITH_AN_ANSWER = ("answered", "refused")


@door(READ, section="counts")
def estimates(request: HttpRequest) -> HttpResponse:
    """List the estimates."""
    by = viewer(request)
    now = timezone.now()
    rows = [(row, STATES[queries.state_of(row, now=now)]) for row in queries.estimates(by=by)[:MOST_SHOWN]]
    return render(request, "statistics/estimates.html", {"estimates": rows, "may_ask": by.may(ASK)})


@door(READ, section="counts", record="estimate")
def estimate(request: HttpRequest, code: str) -> HttpResponse:
    """Show one estimate: what may be said, the plots, what was looked at, how it was made."""
    row = queries.accessible_estimate(code, by=viewer(request))
    context = page_of(
        row, language=get_language() or "en", threshold=small_count_threshold(), now=timezone.now()
    )
    return render(request, "statistics/estimate.html", {**context, "formats": list(SUFFIXES)})


@door(READ, section="counts", record="estimate")
def download(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Send the indicator's table as a file."""
    row = queries.accessible_estimate(code, by=viewer(request), act="estimate.exported")
    if form not in SUFFIXES or row.state not in ENDED_WITH_AN_ANSWER:
        raise Http404
    table = indicator_table(row, threshold=small_count_threshold())
    body = write(table, form, language=get_language() or "en", prepared_at=row.ended_at)
    response = HttpResponse(body, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{row.code}{SUFFIXES[form]}"'
    return response


@door(ASK, section="counts")
def from_registers(request: HttpRequest) -> HttpResponse:
    """Ask for an estimate from the registers."""
    first, last = usual_period(local_day(timezone.now()))
    initial = {"first_on": first, "last_on": last, "who": CHILDREN, "lists": list(usual_lists())}
    form = RegistersForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        asked = services.Asked(
            title=told["title"],
            first_on=told["first_on"],
            last_on=told["last_on"],
            who=told["who"],
            lists=tuple(told["lists"]),
            by=tuple(told["by"]),
        )
        try:
            return redirect("statistics:estimate", _ask(request, asked))
        except NobodyFound:
            form.add_error(
                None, _("The chosen lists hold nobody in this period. Choose a longer period or other lists.")
            )
    return _page(request, form, "registers")


@door(ASK, section="counts")
def from_table(request: HttpRequest) -> HttpResponse:
    """Ask for an estimate from a table of counts."""
    form = TableForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        asked = services.Asked(
            title=told["title"],
            first_on=told["first_on"],
            last_on=told["last_on"],
            who=EVERYONE,
            by=told["by"],
            text=told["text"],
        )
        try:
            return redirect("statistics:estimate", _ask(request, asked))
        except InputFault as error:
            form.add_error("text", _fault(error))
        except KapeaError as error:
            form.add_error("text", str(error))
    return _page(request, form, "table")


def _ask(request: HttpRequest, asked: services.Asked) -> str:
    by, now = viewer(request), timezone.now()
    return once(
        request.POST.get("submission_key", ""),
        act="statistics.estimate",
        do=lambda: services.ask_for_estimate(asked, by=by, now=now),
    )


def _fault(error: InputFault) -> str:
    if not error.fault.line:
        return error.fault.reason
    return _("Line %(line)d: %(reason)s") % {"line": error.fault.line, "reason": error.fault.reason}


def _page(request: HttpRequest, form: Any, origin: str) -> HttpResponse:
    context = {"form": form, "origin": origin}
    return render(request, "statistics/ask.html", context, status=422 if form.errors else 200)
