"""The acts on those who stand in an incident: victims, where they are, suspects, offences."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kapea.engines.errors import KapeaError
from kapea.guard.errors import NotFound
from kapea.guard.pack import local_day
from kapea.guard.saving import earlier_result, once
from kapea.guard.web import door, viewer
from kapea.registers.people.intake import take_in
from kapea.registers.police import access, queries, services
from kapea.registers.police.errors import AlreadyRegistered
from kapea.registers.police.forms.incident import OffenceForm
from kapea.registers.police.forms.parties import (
    ArrestForm,
    ArrivalForm,
    AssistanceForm,
    HandOverForm,
    LeavingForm,
    SuspectForm,
    VictimCorrectionForm,
    VictimForm,
)
from kapea.registers.police.problems import add_problem, is_known
from kapea.registers.police.views.acting import do_act
from kapea.registers.worklist.handover import related

WRITE = access.WRITE
PERSON = "police.victim_person"
SUSPECT = "police.suspect"


def _may_act(request: HttpRequest, code: str, *, section: str, victim_code: str = "") -> Any:
    """Return the incident if the viewer may act on that section of it. Raises NotFound."""
    incident = access.incident_for(code, by=viewer(request), permission=WRITE, section=section)
    if victim_code and not queries.has_victim(code, victim_code):
        raise NotFound
    return incident


@door(WRITE, section="victim", record="incident")
def victim(request: HttpRequest, code: str) -> HttpResponse:
    """Record a victim of the incident."""
    _may_act(request, code, section="victim")

    def act(told: dict[str, Any]) -> str:
        return services.record_victim(code=code, **told, by=viewer(request), now=timezone.now())

    form = VictimForm(request.POST or None)
    return do_act(request, code, form=form, name="victim", title=_("Record a victim"), act=act)


@door(WRITE, section="victim", record="incident")
def victim_person(request: HttpRequest, code: str, victim_code: str) -> HttpResponse:
    """Record who a victim is: the form, then the choice among similar records, then the role."""
    incident = _may_act(request, code, section="victim", victim_code=victim_code)
    by, now = viewer(request), timezone.now()
    key = request.POST.get("submission_key", "")
    if earlier_result(key, act=PERSON):
        return redirect("police:incident", code)
    is_first = request.method != "POST"
    told = queries.told_of_victim(code, victim_code, by=by, now=now) if is_first else {}
    intake = take_in(request, by=by, now=now, initial={"province_code": incident.province_code, **told})
    if intake.draft is None:
        context = {"code": code, "intake": intake, "title": _("Record who this is")}
        return render(request, "police/person.html", context, status=intake.status)
    draft = intake.draft
    try:
        once(
            key,
            act=PERSON,
            do=lambda: services.register_victim_person(
                code, victim_code, draft, **intake.same, by=by, now=now
            ),
        )
    except AlreadyRegistered:
        messages.warning(request, _("It is recorded already who this is."))
    return redirect("police:incident", code)


@door(WRITE, section="victim", record="incident")
def victim_facts(request: HttpRequest, code: str, victim_code: str) -> HttpResponse:
    """Put right what is known of a victim."""
    _may_act(request, code, section="victim", victim_code=victim_code)
    by, now = viewer(request), timezone.now()

    def stored() -> dict[str, Any]:
        return queries.victim_facts_of(code, victim_code)

    form = VictimCorrectionForm(request.POST or None, initial=stored())

    def act(told: dict[str, Any]) -> None:
        services.correct_victim(code, victim_code, form.facts(), version=told["version"], by=by, now=now)

    title, done = _("Put right what is known of the victim"), _("The correction is saved.")
    return do_act(
        request, code, form=form, name="victim_facts", title=title, act=act, stored=stored, done=done
    )


@door(WRITE, section="victim", record="incident")
def assistance(request: HttpRequest, code: str, victim_code: str) -> HttpResponse:
    """Record to whom a victim was referred or entrusted."""
    _may_act(request, code, section="victim", victim_code=victim_code)
    by, now = viewer(request), timezone.now()

    def act(told: dict[str, Any]) -> None:
        services.record_assistance(code=code, victim_code=victim_code, **told, by=by, now=now)

    def stored() -> dict[str, Any]:
        return queries.assistance_of(code, victim_code)

    first = stored()
    first["on"] = first["on"] or local_day(now)
    form = AssistanceForm(request.POST or None, initial=first)
    title = _("Assistance to a victim")
    return do_act(request, code, form=form, name="assistance", title=title, act=act, stored=stored)


@door(WRITE, section="victim", record="incident")
def hand_over(request: HttpRequest, code: str, victim_code: str) -> HttpResponse:
    """Hand a victim's case to a body of social work."""
    _may_act(request, code, section="victim", victim_code=victim_code)

    def act(told: dict[str, Any]) -> None:
        services.hand_child_over(code, victim_code, **told, by=viewer(request), now=timezone.now())

    note = ""
    if related("incident", code, wanted="case"):
        note = _("A child’s case is open already for this report. Hand over only a child who has none.")
    form = HandOverForm(request.POST or None)
    title = _("Hand the child over to social work")
    done = _("The child is handed over. You see here what becomes of it.")
    return do_act(request, code, form=form, name="hand_over", title=title, act=act, done=done, note=note)


@door(WRITE, section="victim", record="incident")
def arrival(request: HttpRequest, code: str, victim_code: str) -> HttpResponse:
    """Record that a victim is at a police post."""
    incident = _may_act(request, code, section="victim", victim_code=victim_code)
    by, now = viewer(request), timezone.now()

    def act(told: dict[str, Any]) -> None:
        services.record_arrival(code, victim_code, services.Arrival(**told), by=by, now=now)

    first = {"arrived_at": now, "station_code": by.unit}
    form = ArrivalForm(request.POST or None, initial=first, agency_code=incident.agency_code)
    title = _("Record that the person is at a police post")
    return do_act(request, code, form=form, name="arrival", title=title, act=act, keeps_refusals=True)


@door(WRITE, section="victim", record="incident")
def leaving(request: HttpRequest, code: str, victim_code: str) -> HttpResponse:
    """Record that a victim left the police post."""
    _may_act(request, code, section="victim", victim_code=victim_code)
    by, now = viewer(request), timezone.now()

    def act(told: dict[str, Any]) -> None:
        services.record_leaving(code, victim_code, **told, by=by, now=now)

    form = LeavingForm(request.POST or None, initial={"left_at": now})
    title = _("Record that the person left the post")
    return do_act(request, code, form=form, name="leaving", title=title, act=act)


@door(WRITE, section="suspect", record="incident")
def suspect(request: HttpRequest, code: str) -> HttpResponse:
    """Record a suspect, past those who may already be recorded, and the arrest if there was one."""
    _may_act(request, code, section="suspect")
    by, now = viewer(request), timezone.now()
    key = request.POST.get("submission_key", "")
    if earlier_result(key, act=SUSPECT):
        return redirect("police:incident", code)
    intake = take_in(request, by=by, now=now, make=_suspect_form)
    if intake.draft is not None:
        new, same = intake.form.new(), intake.same
        try:
            once(key, act=SUSPECT, do=lambda: services.record_suspect(code, new, **same, by=by, now=now))
        except KapeaError as error:
            if not is_known(error):
                raise
            add_problem(intake.form, error)
        else:
            return redirect("police:incident", code)
    context = {"code": code, "intake": intake, "title": _("Record a suspect")}
    return render(request, "police/person.html", context, status=intake.status)


def _suspect_form(data: Any = None, **_of_persons: Any) -> SuspectForm:
    return SuspectForm(data)


@door(WRITE, section="suspect", record="incident")
def arrest(request: HttpRequest, code: str, suspect_code: str) -> HttpResponse:
    """Record that a suspect was arrested."""
    _may_act(request, code, section="suspect")

    def act(told: dict[str, Any]) -> None:
        services.record_arrest(code, suspect_code, **told, by=viewer(request), now=timezone.now())

    form = ArrestForm(request.POST or None, initial={"on": local_day(timezone.now())})
    return do_act(request, code, form=form, name="arrest", title=_("Record an arrest"), act=act)


@door(WRITE, record="incident")
def offence(request: HttpRequest, code: str) -> HttpResponse:
    """Write down which provision is alleged."""
    _may_act(request, code, section="summary")
    by, now = viewer(request), timezone.now()
    if request.method == "POST":
        suspects = [(each, each) for each in queries.suspect_codes(code, by=by)]
    else:
        named = queries.named_suspects(code, by=by, now=now)
        suspects = [(each, f"{each} {name}") for each, name in named]
    form = OffenceForm(request.POST or None, suspects=suspects)

    def act(told: dict[str, Any]) -> None:
        services.allege_offence(code, told["offence"], suspect_code=told["suspect_code"], by=by, now=now)

    title = _("Write down an offence alleged")
    return do_act(request, code, form=form, name="offence", title=title, act=act)


@door(WRITE, record="incident")
def withdraw_offence(request: HttpRequest, code: str, offence_id: int) -> HttpResponse:
    """Take back that a provision is alleged."""
    _may_act(request, code, section="summary")
    if request.method == "POST":
        services.withdraw_offence(code, offence_id, by=viewer(request), now=timezone.now())
    return redirect("police:incident", code)
