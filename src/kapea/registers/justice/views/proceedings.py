"""The list of proceedings, one proceeding, and what may be charged in it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kapea.engines.errors import KapeaError
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import local_day
from kapea.guard.saving import once
from kapea.guard.web import door, viewer
from kapea.registers.justice import words, words_of_facts
from kapea.registers.justice.acts import ACTS
from kapea.registers.justice.errors import FactsNotUnderstood
from kapea.registers.justice.forms.opening import ProceedingForm
from kapea.registers.justice.problems import PROBLEMS
from kapea.registers.justice.queries import lists
from kapea.registers.justice.queries.page import accessible_proceeding
from kapea.registers.justice.queries.proposals import proposed_charges
from kapea.registers.justice.rules.stages import path_of
from kapea.registers.justice.services.receiving import NewProceeding, register_proceeding
from kapea.registers.sheets.problems import add_problem
from kapea.registers.worklist.queries import tasks_of

READ = "justice.proceeding.read"
WRITE = "justice.proceeding.write"


@door(READ)
def proceedings(request: HttpRequest) -> HttpResponse:
    """List proceedings, newest first, narrowed by ?which=."""
    which = request.GET.get("which", "")
    which = which if which in lists.LISTS else ""
    by, now = viewer(request), timezone.now()
    rows, total = lists.read_list(by=by, now=now, which=which, after=_after(request))
    return render(
        request,
        "justice/proceedings.html",
        {
            "rows": rows,
            "which": which,
            "choices": words.LIST_CHOICES,
            "total": total,
            "may_write": by.may(WRITE),
            "next_after": f"{rows[-1].received_on}~{rows[-1].code}" if len(rows) == lists.PAGE else "",
        },
    )


def _after(request: HttpRequest) -> tuple[date, str] | None:
    day, _mark, code = request.GET.get("after", "").partition("~")
    try:
        return (date.fromisoformat(day), code) if code else None
    except ValueError:
        return None


@door(WRITE)
def register(request: HttpRequest) -> HttpResponse:
    """Register a complaint or a civil action brought to the court itself."""
    now, by = timezone.now(), viewer(request)
    form = ProceedingForm(request.POST or None, initial={"received_on": local_day(now)})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        new = NewProceeding(forms=tuple(told.pop("exploitation")), **told)
        try:
            code = once(
                request.POST.get("submission_key", ""),
                act="justice.register",
                do=lambda: register_proceeding(new, by=by, now=now),
            )
        except (NotFound, NotAllowed):
            raise
        except KapeaError as error:
            add_problem(form, error, PROBLEMS)
        else:
            return redirect("justice:proceeding", code)
    return render(request, "justice/register.html", {"form": form}, status=422 if form.errors else 200)


@door(READ, record="proceeding")
def proceeding(request: HttpRequest, code: str) -> HttpResponse:
    """Show one proceeding with what is open on each of its parts."""
    by, now = viewer(request), timezone.now()
    page = accessible_proceeding(code, by=by, now=now)
    placed = {act for part in page.parts for act in part.acts}
    return render(
        request,
        "justice/proceeding.html",
        {
            "page": page,
            "steps": [
                {"label": words.STAGE[name][0], "state": state} for name, state in path_of(page.row.stage)
            ],
            "stage": words.STAGE[page.row.stage],
            "kind": words.KIND[page.row.kind],
            "informs": words.INFORMS,
            "tasks": tasks_of("proceeding", code, by=by, now=now) if page.is_ours else [],
            "other_acts": sorted(act for act in page.acts - placed if not ACTS[act].item),
            "may_propose": "charge" in page.acts,
        },
    )


@door("justice.charge.choose", section="charge", record="proceeding")
def charges(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the engine proposes for one accused and one victim; a person chooses on another page."""
    by, now = viewer(request), timezone.now()
    page = accessible_proceeding(code, by=by, now=now)
    accused, victim = _number(request, "accused"), _number(request, "victim")
    context: dict[str, Any] = {"page": page, "informs": words.INFORMS, "accused": accused, "victim": victim}
    try:
        found = proposed_charges(code, accused_id=accused, victim_id=victim, by=by)
    except FactsNotUnderstood:
        return render(request, "justice/charges.html", {**context, "is_unclear": True}, status=422)
    questions = [words_of_facts.QUESTION.get(fact, fact) for fact in found.to_find_out] if found else []
    return render(request, "justice/charges.html", {**context, "found": found, "questions": questions})


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
