"""Which task an incident sets next, until when, and under which rule of the country."""

from datetime import datetime
from typing import Any, Final

from kapea.engines.dates import deadline
from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack
from kapea.registers.police.models import Incident, PostStay
from kapea.registers.worklist.services import complete_tasks, open_task

CLOCKS: Final = "police.clocks"
CUSTODY: Final = "police.custody_hours"
URGENT: Final = "referral.answer_hours"
DANGER: Final = "red"
STEPS: Final = ("confirm", "investigate", "send_to_court")
LEAVE_POST: Final = "incident.leave_post"
REFUSED_DETENTION: Final = "incident.detention_refused"
SUSPECT_PRESENT: Final = "incident.suspect_present"
TO_LOOK_INTO: Final = (REFUSED_DETENTION, SUSPECT_PRESENT)


def open_step(incident: Incident, step: str, *, by: Viewer, now: datetime, in_danger: bool = False) -> None:
    """Set the task of the next step, due by the country's clock for it.

    in_danger: it was handed over as danger now; the clock of an urgent answer runs instead.
    """
    whose = {**_whose(incident), "assignee_id": incident.officer_id}
    clock = _clock("urgent", rule=URGENT, now=now) if in_danger else _clock(step, now=now)
    priority = DANGER if in_danger else ""
    open_task(kind=f"incident.{step}", priority=priority, by=by, now=now, **clock, **whose)


def close_steps(incident: Incident, *, by: Viewer, now: datetime) -> None:
    """Mark the open tasks of the steps as done; the clock of a child at a post goes on."""
    for step in STEPS:
        complete_tasks(subject=("incident", incident.code), kind=f"incident.{step}", by=by, now=now)


def settle_post(incident: Incident, *, by: Viewer, now: datetime) -> None:
    """Let the task to bring victims away stand at the first deadline, or end when nobody is left there."""
    stay = PostStay.objects.filter(victim__incident=incident, left_at__isnull=True).order_by("due_at").first()
    if stay is None:
        complete_tasks(subject=("incident", incident.code), kind=LEAVE_POST, by=by, now=now)
        return
    open_task(
        kind=LEAVE_POST,
        due_at=stay.due_at,
        rule_code=stay.rule_code,
        rule_version=stay.rule_version,
        priority="urgent",
        assignee_id=incident.officer_id,
        by=by,
        now=now,
        **_whose(incident),
    )


def alarm(incident: Incident, kind: str, *, by: Viewer, now: datetime) -> None:
    """Ask the supervisors of the agency to look at once into how a victim was treated."""
    whose = {**_whose(incident), "unit_code": ""}
    clock = _clock("look_into", now=now)
    open_task(kind=kind, priority="urgent", earlier_stands=True, by=by, now=now, **clock, **whose)


def close_alarms(incident: Incident, *, by: Viewer, now: datetime) -> int:
    """Mark the alarms of an incident as looked into; return how many."""
    subject = ("incident", incident.code)
    return sum(complete_tasks(subject=subject, kind=kind, by=by, now=now) for kind in TO_LOOK_INTO)


def _clock(name: str, *, now: datetime, rule: str = CLOCKS) -> dict[str, Any]:
    pack = current_pack()
    held = pack.rule(rule)
    return {
        "due_at": deadline(now, held.values[name], calendar=pack.calendar, time_zone=pack.time_zone),
        "rule_code": held.code,
        "rule_version": str(held.version),
    }


def _whose(incident: Incident) -> dict[str, Any]:
    return {
        "subject": ("incident", incident.code),
        "agency_code": incident.agency_code,
        "unit_code": incident.unit_code,
        "province_code": incident.province_code,
    }
