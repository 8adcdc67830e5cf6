"""How an incident goes on: confirmed, investigated, cleared, sent to court, or closed as unfounded."""

from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import local_day
from kapea.guard.saving import save_current
from kapea.registers.agencies.queries import agency_receives
from kapea.registers.police import access, sealed, tasks
from kapea.registers.police.law import title_of
from kapea.registers.police.models import Incident
from kapea.registers.police.rules.steps import CourtNotPossible, check_day, check_step, stages
from kapea.registers.worklist.handover import (
    HandedSuspect,
    HandedVictim,
    HandOver,
    hand_over,
    report_outcome,
)


@transaction.atomic
def record_step(
    *, code: str, step: str, on: date, version: int, by: Viewer, now: datetime, court: str = ""
) -> None:
    """Record that an incident was confirmed, investigated, sent to court, or closed as unfounded.

    court: the agency that receives it, when it is sent to one; "" only records that it was sent.
    Raises NotFound, StepNotOpen, DayNotPossible, StaleSave, CourtNotPossible.
    """
    permission = access.SEND if step == "send_to_court" else access.WRITE
    incident = access.incident_for(code, by=by, permission=permission)
    check_step(stages(incident), step=step, on=on, today=local_day(now))
    changes: dict[str, object] = {
        "confirm": {"confirmed_on": on, "status": "confirmed", "officer_id": by.user_id},
        "close": {"status": "closed"},
        "investigate": {"investigated_on": on, "status": "investigated"},
        "send_to_court": {"sent_to_court_on": on, "status": "sent_to_court"},
    }[step]
    save_current(incident, version=version, changes=changes)
    tasks.close_steps(incident, by=by, now=now)
    following = {"confirm": "investigate", "investigate": "send_to_court"}.get(step)
    if following:
        tasks.open_step(incident, following, by=by, now=now)
    if step == "send_to_court":
        incident.suspects.filter(arrested_on__isnull=False, sent_to_court_on__isnull=True).update(
            sent_to_court_on=on
        )
        if court:
            _hand_to_court(incident, court=court, on=on, by=by, now=now)
    report_outcome("incident", code, outcome=incident.status, at=now)
    record_event(f"incident.{step}", by=by, on=("incident", code), details={"on": str(on)}, at=now)


@transaction.atomic
def record_clearance(*, code: str, clearance: str, on: date, version: int, by: Viewer, now: datetime) -> None:
    """Record how the police cleared an incident. Raises NotFound, DayNotPossible, StaleSave."""
    incident = access.incident_for(code, by=by, permission=access.WRITE)
    check_day(on, not_before=incident.reported_on, today=local_day(now))
    save_current(incident, version=version, changes={"clearance": clearance, "cleared_on": on})
    record_event("incident.cleared", by=by, on=("incident", code), details={"clearance": clearance}, at=now)


def _hand_to_court(incident: Incident, *, court: str, on: date, by: Viewer, now: datetime) -> None:
    """Give the court what it needs: the report, the victims, and the suspects with their names."""
    if not agency_receives(court, "court"):
        raise CourtNotPossible(court)
    hand_over(
        HandOver(
            source_kind="incident",
            source_code=incident.code,
            to="justice",
            agency_code=court,
            province_code=incident.province_code,
            place_code=incident.place_code,
            summary=_summary(incident),
            via_hotline=incident.via_hotline,
            forms=tuple(incident.forms),
            sent_on=on,
            occurred_from=incident.occurred_from,
            occurred_to=incident.occurred_to,
            victims=_victims(incident),
            suspects=_suspects(incident),
        ),
        by=by,
        now=now,
    )


def _summary(incident: Incident) -> str:
    """Return what is reported, and beneath it the law's own titles of the offences alleged."""
    told = sealed.open_text(incident, incident.narrative_sealed, sealed.NARRATIVE)
    rows = incident.offences.filter(withdrawn_at__isnull=True).order_by("pk")
    alleged = dict.fromkeys(rows.values_list("offence", flat=True))
    return "\n".join(part for part in (told, *(title_of(offence) for offence in alleged)) if part)


def _victims(incident: Incident) -> tuple[HandedVictim, ...]:
    return tuple(
        HandedVictim(
            code=victim.code,
            sex=victim.sex,
            age_low=victim.age_low,
            age_high=victim.age_high,
            nationality=victim.nationality,
        )
        for victim in incident.victims.order_by("pk")
    )


def _suspects(incident: Incident) -> tuple[HandedSuspect, ...]:
    return tuple(
        HandedSuspect(
            code=suspect.code,
            name=sealed.open_text(incident, suspect.name_sealed, sealed.SUSPECT_NAME),
            sex=suspect.sex,
            nationality=suspect.nationality,
            is_foreign=suspect.is_foreign,
            arrested_on=suspect.arrested_on,
        )
        for suspect in incident.suspects.order_by("pk")
    )
