"""The police pages: incidents, one incident, and the acts on it."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kapea.guard.errors import NotFound, StaleSave
from kapea.guard.pack import current_pack, local_day
from kapea.guard.saving import once
from kapea.guard.web import door, viewer
from kapea.registers.police import queries, services
from kapea.registers.police.forms import (
    AssistanceForm,
    IncidentForm,
    SendForm,
    StepForm,
    SuspectForm,
    VictimForm,
)
from kapea.registers.police.rules import DayNotPossible, StepNotOpen
from kapea.registers.police.words import STATUS, STEP
from kapea.registers.worklist.handover import outcomes
from kapea.registers.worklist.queries import tasks_of

READ = queries.PERMISSION
WRITE = services.WRITE


@door(READ)
def incidents(request: HttpRequest) -> HttpResponse:
    """List incidents, newest first, narrowed by ?status=."""
    status = request.GET.get("status", "")
    status = status if status in queries.LISTS else ""
    by = viewer(request)
    rows = queries.list_incidents(by=by, status=status, after=_after(request))
    return render(
        request,
        "police/incidents.html",
        {
            "rows": rows,
            "status": status,
            "status_choices": [(code, words) for code, (words, _tone) in STATUS.items()],
            "total": queries.count_incidents(by=by, status=status),
            "may_write": by.may(WRITE),
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
    now = timezone.now()
    form = IncidentForm(request.POST or None, initial={"reported_on": local_day(now)})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        told["forms"] = tuple(told.pop("exploitation"))
        new = services.NewIncident(**told)
        try:
            code = once(
                request.POST.get("submission_key", ""),
                act="police.register",
                do=lambda: services.register_incident(new, by=viewer(request), now=now),
            )
        except DayNotPossible:
            form.add_error("reported_on", _("This day is in the future. Write today or an earlier day."))
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
    may = {"send_to_court": by.may("police.incident.send_to_court")}
    open_steps = [step for step in page.steps if may.get(step, by.may(WRITE))]
    today = {"version": page.version, "on": local_day(now)}
    return render(
        request,
        "police/incident.html",
        {
            "page": page,
            "tasks": tasks_of("incident", code, by=by, now=now),
            "step_forms": [
                {
                    "words": STEP[step],
                    "form": more["step_form"]
                    if more.get("step") == step
                    else step_form(step)(initial={**today, "step": step}, auto_id=f"{step}_%s"),
                }
                for step in open_steps
            ],
            "may_write": by.may(WRITE),
            "assistance": current_pack().code_list("assistance"),
            "outcomes": outcomes("incident", code),
            **more,
        },
        status=status,
    )


def step_form(step: str) -> type[StepForm]:
    """Return the form of a step; sending to court asks for the court too."""
    return SendForm if step == "send_to_court" else StepForm


@door(WRITE, record="incident")
def step(request: HttpRequest, code: str) -> HttpResponse:
    """Record a step: confirmed, investigated, sent to court, or closed as unfounded."""
    form = step_form(request.POST.get("step", ""))(request.POST)
    if request.method != "POST":
        return _page(request, code)
    if not form.is_valid():
        return _page(request, code, status=422, step=request.POST.get("step", ""), step_form=form)
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
    except DayNotPossible:
        form.add_error("on", _("This day is before the step it follows, or in the future."))
        return _page(request, code, status=422, step=told["step"], step_form=form)
    except StepNotOpen:
        return _page(request, code, status=409, is_stale=True)
    except StaleSave as stale:
        return _page(request, code, status=409, is_stale=True, stale=stale)
    return redirect("police:incident", code)


def _act(
    request: HttpRequest, code: str, *, form: forms.Form, title: str, act: Any, section: str
) -> HttpResponse:
    """Show a form of one act on an incident, or do the act and go back to the incident."""
    by = viewer(request)
    queries.incident_for(code, by=by, permission=WRITE, section=section)
    if request.method == "POST" and form.is_valid():
        try:
            once(
                request.POST.get("submission_key", ""),
                act=f"police.{title}",
                do=lambda: act(form.cleaned_data),
            )
        except DayNotPossible:
            name = "arrested_on" if "arrested_on" in form.fields else "on"
            form.add_error(name, _("This day is before the report, or in the future."))
        else:
            return redirect("police:incident", code)
    context = {"form": form, "code": code, "title": title}
    return render(request, "police/act.html", context, status=422 if form.errors else 200)


@door(WRITE, section="victim", record="incident")
def victim(request: HttpRequest, code: str) -> HttpResponse:
    """Record a victim of the incident."""

    def act(told: dict[str, Any]) -> str:
        return services.record_victim(code=code, **told, by=viewer(request), now=timezone.now())

    form = VictimForm(request.POST or None)
    return _act(request, code, form=form, title=_("Record a victim"), act=act, section="victim")


@door(WRITE, section="victim", record="incident")
def assistance(request: HttpRequest, code: str, victim_code: str) -> HttpResponse:
    """Record to whom a victim was referred or entrusted."""

    def act(told: dict[str, Any]) -> str:
        services.record_assistance(
            code=code, victim_code=victim_code, **told, by=viewer(request), now=timezone.now()
        )
        return code

    if not queries.has_victim(code, victim_code):
        raise NotFound
    form = AssistanceForm(request.POST or None, initial={"on": local_day(timezone.now())})
    return _act(request, code, form=form, title=_("Assistance to a victim"), act=act, section="victim")


@door(WRITE, section="suspect", record="incident")
def suspect(request: HttpRequest, code: str) -> HttpResponse:
    """Record a suspect, and the arrest if there was one."""

    def act(told: dict[str, Any]) -> str:
        nationality = told["nationality"]
        foreign = None if nationality in ("", "XU") else nationality != current_pack().manifest.country
        return services.record_suspect(
            code=code, **told, is_foreign=foreign, by=viewer(request), now=timezone.now()
        )

    form = SuspectForm(request.POST or None)
    return _act(request, code, form=form, title=_("Record a suspect"), act=act, section="suspect")
