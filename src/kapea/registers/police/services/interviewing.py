"""How an interview of a victim is recorded: counted, with the reasons that protection asks for."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.registers.police import access, sealed, tasks
from kapea.registers.police.models import Incident, IncidentInterview, IncidentVictim
from kapea.registers.police.rules.interviews import Circumstances, check_interview, needs_alarm
from kapea.registers.police.rules.steps import DayNotPossible
from kapea.registers.police.services.parties import victim_of

WRITE = access.WRITE


@dataclass(frozen=True, kw_only=True)
class Interview:
    """What is told of an interview. The reasons are asked for only where something calls for one."""

    held_at: datetime
    place: str
    interviewer: str
    trusted_adult: str = ""
    alone_reason: str = ""
    suspect_absent: bool = True
    suspect_reason: str = ""
    again_reason: str = ""
    statement: str = ""


def interviews_before(victim: IncidentVictim) -> int:
    """Return how often the person was interviewed by the police, in whatever incident."""
    rows = IncidentInterview.objects.filter(victim=victim)
    if victim.person_code:
        rows = IncidentInterview.objects.filter(victim__person_code=victim.person_code) | rows
    return rows.distinct().count()


def next_number(code: str, victim_code: str, *, by: Viewer) -> int:
    """Return which interview of the victim the next one is. Raises NotFound."""
    incident = access.incident_for(code, by=by, permission=WRITE, section="statement")
    return interviews_before(victim_of(incident, victim_code)) + 1


@transaction.atomic
def record_interview(code: str, victim_code: str, told: Interview, *, by: Viewer, now: datetime) -> int:
    """Record an interview; return which of the person it is.

    Raises NotFound, DayNotPossible, ReasonMissing, ContentRefused.
    """
    incident = access.incident_for(code, by=by, permission=WRITE, section="statement", lock=True)
    victim = victim_of(incident, victim_code)
    if told.held_at > now:
        raise DayNotPossible("An interview cannot be held in the future.")
    number = interviews_before(victim) + 1
    circumstances = Circumstances(
        number=number,
        trusted_adult=told.trusted_adult,
        suspect_absent=told.suspect_absent,
        alone_reason=told.alone_reason,
        suspect_reason=told.suspect_reason,
        again_reason=told.again_reason,
    )
    check_interview(circumstances)
    IncidentInterview.objects.create(
        victim=victim,
        number=number,
        held_at=told.held_at,
        place=told.place,
        trusted_adult=told.trusted_adult,
        suspect_absent=told.suspect_absent,
        recorded_at=now,
        recorded_by=by.username,
        **_sealed(incident, told),
    )
    if needs_alarm(circumstances):
        tasks.alarm(incident, tasks.SUSPECT_PRESENT, by=by, now=now)
    record_event(
        "incident.interview_recorded",
        by=by,
        on=("incident", code),
        details={"victim": victim_code, "number": number, "suspect_absent": told.suspect_absent},
        at=now,
    )
    return number


def _sealed(incident: Incident, told: Interview) -> dict[str, bytes]:
    words = {
        "interviewer_sealed": (told.interviewer, sealed.INTERVIEWER),
        "alone_reason_sealed": ("" if told.trusted_adult else told.alone_reason, sealed.ALONE),
        "suspect_reason_sealed": ("" if told.suspect_absent else told.suspect_reason, sealed.SUSPECT_THERE),
        "again_reason_sealed": (told.again_reason, sealed.AGAIN),
        "statement_sealed": (told.statement, sealed.STATEMENT),
    }
    return {name: sealed.close_text(incident, text, field) for name, (text, field) in words.items()}
