"""The acts of an enquiry: interviews of victims, items of evidence and their custody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kapea.guard.errors import NotFound
from kapea.guard.web import door, viewer
from kapea.registers.police import access, queries, services
from kapea.registers.police.forms.enquiry import CustodyForm, EvidenceForm, InterviewForm
from kapea.registers.police.views.acting import do_act

WRITE = access.WRITE


@door(WRITE, section="statement", record="incident")
def interview(request: HttpRequest, code: str, victim_code: str) -> HttpResponse:
    """Record an interview of a victim; from the second on the form asks why."""
    by, now = viewer(request), timezone.now()
    number = services.next_number(code, victim_code, by=by)
    first = {"held_at": now}
    form = InterviewForm(request.POST or None, number=number, initial=first)

    def act(_told: dict[str, Any]) -> None:
        services.record_interview(code, victim_code, form.interview(), by=by, now=now)

    note = ""
    if number > 1:
        note = _(
            "The police have interviewed this person %(count)d time(s). Each time hurts again: use what was said."
        ) % {"count": number - 1}
    title = _("Record an interview")
    return do_act(request, code, form=form, name="interview", title=title, act=act, note=note)


@door(WRITE, section="evidence", record="incident")
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """Record an item of evidence; never its content."""
    by, now = viewer(request), timezone.now()
    access.incident_for(code, by=by, permission=WRITE, section="evidence")
    first = {"at": now, "act": "seized"}
    form = EvidenceForm(request.POST or None, initial=first)

    def act(told: dict[str, Any]) -> str:
        named = {name: told[name] for name in ("kind", "description", "algorithm", "digest")}
        return services.record_evidence(code, **named, first=form.hands(), by=by, now=now)

    note = _("Only what tells the item from others, and in whose hands it is. Never the item’s content.")
    title = _("Record an item of evidence")
    return do_act(request, code, form=form, name="evidence", title=title, act=act, note=note)


@door(WRITE, section="evidence", record="incident")
def custody(request: HttpRequest, code: str, item_code: str) -> HttpResponse:
    """Add a step to the custody of an item."""
    by, now = viewer(request), timezone.now()
    access.incident_for(code, by=by, permission=WRITE, section="evidence")
    if not queries.has_item(code, item_code):
        raise NotFound
    form = CustodyForm(request.POST or None, initial={"at": now})

    def act(_told: dict[str, Any]) -> None:
        services.record_custody(code, item_code, form.hands(), by=by, now=now)

    title = _("Add a step of custody")
    return do_act(request, code, form=form, name="custody", title=f"{title}: {item_code}", act=act)
