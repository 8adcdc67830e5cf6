"""The list of incidents, one incident, registering it, putting it right, and its steps."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kapea.engines.errors import KapeaError
from kapea.guard.errors import StaleSave
from kapea.guard.pack import current_pack, local_day
from kapea.guard.saving import once
from kapea.guard.web import door, viewer
from kapea.registers import papers
from kapea.registers.people.queries import openable
from kapea.registers.police import access, queries, services
from kapea.registers.police.forms.incident import (
    ClearanceForm,
    CorrectionForm,
    IncidentForm,
    SendForm,
    StepForm,
)
from kapea.registers.police.papers import occurred_words, station_name
from kapea.registers.police.problems import add_problem, is_known
from kapea.registers.police.rules.steps import StepNotOpen
from kapea.registers.police.views.acting import do_act
from kapea.registers.police.words import CUSTODY_ACT, KEPT_AT, LEFT_TO, STATUS, STEP
from kapea.registers.sheets.places import path_words
from kapea.registers.stale import Both, both_values, renewed
from kapea.registers.worklist.handover import outcomes
from kapea.registers.worklist.queries import tasks_of
from kapea.registers.worklist.queues import queue_here

READ, WRITE = access.READ, access.WRITE


@door(READ)
def incidents(request: HttpRequest) -> HttpResponse:
    """List incidents, newest first, narrowed by ?status= and found by ?q=."""
    asked = request.GET.get("status", "")
    wanted = queries.Wanted(
        status=asked if asked in (*queries.STATUSES, queries.AT_POST) else "",
        text=request.GET.get("q", "")[:80],
    )
    by = viewer(request)
    rows = queries.list_incidents(wanted, by=by, after=_after(request))
    return render(
        request,
        "police/incidents.html",
        {
            "rows": rows,
            "wanted": wanted,
            "status_choices": [
                (queries.AT_POST, _("A victim is at a police post")),
                *((code, words) for code, (words, _tone) in STATUS.items()),
            ],
            "total": queries.count_incidents(wanted, by=by),
            "queue": queue_here(queries.workqueues(by=by, now=timezone.now()), request),
            "may_write": by.may(WRITE),
            "papers": papers.papers_of("incident"),
            "languages": papers.named_languages(),
            "next_after": f"{rows[-1].reported_on}~{rows[-1].code}" if len(rows) == queries.PAGE else "",
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
    """Register an incident that the police confirm themselves."""
    by, now = viewer(request), timezone.now()
    first = {"reported_on": local_day(now), "station_code": by.unit}
    form = IncidentForm(request.POST or None, initial=first, agency_code=by.agency)
    if request.method == "POST" and form.is_valid():
        try:
            code = once(
                request.POST.get("submission_key", ""),
                act="police.register",
                do=lambda: services.register_incident(form.new(), by=by, now=now),
            )
        except KapeaError as error:
            if not is_known(error):
                raise
            add_problem(form, error)
        else:
            return redirect("police:incident", code)
    return render(request, "police/register.html", {"form": form}, status=422 if form.errors else 200)


@door(READ, record="incident")
def incident(request: HttpRequest, code: str) -> HttpResponse:
    """Show one incident with the acts that are open."""
    return _page(request, code)


def _page(request: HttpRequest, code: str, *, status: int = 200, **more: Any) -> HttpResponse:
    by, now = viewer(request), timezone.now()
    page = queries.accessible_incident(code, by=by, now=now)
    context = {
        "page": page,
        "tasks": tasks_of("incident", code, by=by, now=now),
        "step_forms": _step_forms(page, today=local_day(now), **more),
        "outcomes": outcomes("incident", code),
        "place": path_words(page.place_code) if page.place_code else "",
        "station": station_name(page),
        "links": queries.possible_links(code, by=by, now=now) if page.suspects else (),
        "same_digests": queries.same_digests(code, by=by) if page.evidence else (),
        "words": {"kept_at": KEPT_AT, "left_to": LEFT_TO, "custody": CUSTODY_ACT},
        "openable": openable([each.person_code for each in (*page.victims, *page.suspects)], by=by),
        "papers": papers.papers_of("incident"),
        "languages": papers.named_languages(),
        "hours": current_pack().rule("police.custody_hours").values["hours"],
        **more,
    }
    return render(request, "police/incident.html", context, status=status)


def _step_forms(page: queries.IncidentPage, *, today: date, **more: Any) -> list[dict[str, Any]]:
    may = {"send_to_court": page.may_send}
    open_steps = [step for step in page.steps if may.get(step, "summary" in page.writable)]
    first = {"version": page.version, "on": today}
    return [
        {
            "words": STEP[step],
            "tone": "danger" if step == "close" else "",
            "form": more["step_form"]
            if more.get("step") == step
            else step_form(step)(initial={**first, "step": step}, auto_id=f"{step}_%s"),
        }
        for step in open_steps
    ]


def step_form(step: str) -> type[StepForm]:
    """Return the form of a step; sending to court asks for the court too."""
    return SendForm if step == "send_to_court" else StepForm


@door(WRITE, record="incident")
def step(request: HttpRequest, code: str) -> HttpResponse:
    """Record a step: confirmed, investigated, sent to court, or closed as unfounded."""
    name = request.POST.get("step", "")
    form = step_form(name)(request.POST)
    if request.method != "POST":
        return _page(request, code)
    if not form.is_valid():
        return _page(request, code, status=422, step=name, step_form=form)
    told = form.cleaned_data
    try:
        services.record_step(
            code=code,
            step=told["step"],
            on=told["on"],
            version=told["version"],
            court=told.get("court", ""),
            by=viewer(request),
            now=timezone.now(),
        )
    except StepNotOpen:
        return _page(request, code, status=409, is_stale=True)
    except StaleSave as stale:
        return _page(request, code, status=409, is_stale=True, stale=stale)
    except KapeaError as error:
        if not is_known(error):
            raise
        add_problem(form, error)
        return _page(request, code, status=422, step=told["step"], step_form=form)
    return redirect("police:incident", code)


@door(WRITE, record="incident")
def facts(request: HttpRequest, code: str) -> HttpResponse:
    """Put right where an incident stands in the book, and when, where and how it was done."""
    by, now = viewer(request), timezone.now()
    found = access.incident_for(code, by=by, permission=WRITE)

    def stored() -> dict[str, Any]:
        return _stored(queries.writable_facts(code, by=by, now=now))

    agency = found.agency_code
    form = CorrectionForm(request.POST or None, initial=_first(request, stored), agency_code=agency)
    status = 200
    stale_rows: list[Both] = []
    if request.method == "POST" and form.is_valid():
        new = services.NewIncident(reported_on=found.reported_on, **form.facts())
        try:
            services.correct_facts(code, new, version=form.cleaned_data["version"], by=by, now=now)
        except StaleSave as stale:
            stale_rows = both_values(form, stored())
            form = CorrectionForm(renewed(form, stale.version), agency_code=agency)
            status = 409
        except KapeaError as error:
            if not is_known(error):
                raise
            add_problem(form, error)
        else:
            messages.success(request, _("The correction is saved."))
            return redirect("police:incident", code)
    context = {"form": form, "code": code, "title": _("Put the facts right"), "stale_rows": stale_rows}
    return render(request, "police/act.html", context, status=422 if form.errors else status)


def _first(request: HttpRequest, stored: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
    """Return what a form begins with; nothing is read again for a form that is sent back."""
    return None if request.method == "POST" else stored()


def _stored(page: queries.IncidentFacts) -> dict[str, Any]:
    return {
        "version": page.version,
        "station_code": page.row.station_code,
        "book_number": page.row.book_number,
        "book_year": page.row.book_year,
        "occurred": occurred_words(page),
        "province_code": page.row.province_code,
        "place_code": page.place_code,
        "exploitation": list(page.row.forms),
        "setting": page.setting,
    }


@door(WRITE, record="incident")
def clearance(request: HttpRequest, code: str) -> HttpResponse:
    """Record how the police cleared an incident."""
    by, now = viewer(request), timezone.now()
    access.incident_for(code, by=by, permission=WRITE)

    def stored() -> dict[str, Any]:
        facts = queries.writable_facts(code, by=by, now=now)
        return {"version": facts.version, "clearance": facts.clearance, "on": facts.cleared_on}

    first = _first(request, stored)
    if first:
        first["on"] = first["on"] or local_day(now)
    form = ClearanceForm(request.POST or None, initial=first)

    def act(told: dict[str, Any]) -> None:
        services.record_clearance(code=code, **told, by=by, now=now)

    title = _("Record the clearance")
    return do_act(request, code, form=form, name="clearance", title=title, act=act, stored=stored)


@door(access.REVIEW, record="incident")
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Mark the alarms of an incident as looked into."""
    if request.method == "POST":
        services.look_into(code, by=viewer(request), now=timezone.now())
        messages.success(request, _("Marked as looked into."))
    else:
        access.incident_for(code, by=viewer(request), permission=access.REVIEW)
    return redirect("police:incident", code)
