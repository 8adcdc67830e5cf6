"""When the court sits, and how often a child is asked to tell it again."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.registers.justice import access, sealed, tasks
from kapea.registers.justice.errors import ReasonNeeded
from kapea.registers.justice.models import Hearing, Interview, Proceeding, ProtectiveMeasure
from kapea.registers.justice.rules.interviews import next_number
from kapea.registers.justice.rules.measures import MeasureRule
from kapea.registers.justice.rules.stages import check_day
from kapea.registers.justice.services.parties import victim_of

REPEAT = "interview.repeat"
ADULT_FROM_YEARS = 18


@dataclass(frozen=True, kw_only=True)
class NewInterview:
    """An interview that took place."""

    victim_id: int
    on: date
    by_whom: str
    room: str = ""
    support_present: bool | None = None
    lawyer_present: bool | None = None
    reason: str = ""


@transaction.atomic
def plan_hearing(
    code: str, *, kind: str, planned_at: datetime, child_testifies: bool, by: Viewer, now: datetime
) -> int:
    """Plan a sitting. When a child testifies, the measures that stand to every child are asked at once.

    Raises NotFound, NotAllowed, DayNotPossible for a day before the proceeding was received.
    """
    proceeding = access.writable(code, by=by, permission=access.WRITE, section="hearing")
    check_day(local_day(planned_at), not_before=proceeding.received_on, today=date.max)
    hearing = Hearing.objects.create(
        proceeding=proceeding,
        kind=kind,
        planned_at=planned_at,
        child_testifies=child_testifies,
        recorded_at=now,
        recorded_by=by.username,
    )
    if child_testifies:
        _ask_what_stands_to_every_child(proceeding, hearing, by=by, now=now)
    tasks.settle(proceeding, by=by, now=now)
    record_event("proceeding.hearing_planned", by=by, on=("proceeding", code), details={"kind": kind}, at=now)
    return hearing.pk


def _ask_what_stands_to_every_child(
    proceeding: Proceeding, hearing: Hearing, *, by: Viewer, now: datetime
) -> None:
    """In doubt about age the person is presumed a child."""
    held = current_pack().rule(tasks.MEASURES)
    rule = MeasureRule.of(held.values)
    for victim in proceeding.victims.all():
        if victim.age_low is not None and victim.age_low >= ADULT_FROM_YEARS:
            continue
        asked = set(victim.measures.filter(hearing=hearing).values_list("kind", flat=True))
        for kind in rule.missing(asked):
            ProtectiveMeasure.objects.create(
                proceeding=proceeding,
                victim=victim,
                hearing=hearing,
                kind=kind,
                asked_on=local_day(now),
                asked_by="rule",
                rule_code=held.code,
                rule_version=str(held.version),
                recorded_at=now,
                recorded_by=by.username,
            )
    if proceeding.measures.filter(state="asked").exists():
        tasks.set_clocked(
            proceeding, "proceeding.measures", "decide_measure", by=by, now=now, is_officers=False
        )


@transaction.atomic
def end_hearing(
    code: str, hearing_id: int, *, state: str, on: date, words: str, by: Viewer, now: datetime
) -> None:
    """Record that a hearing was held, postponed or cancelled; the last two ask why.

    Raises NotFound, NotAllowed, DayNotPossible, ReasonNeeded.
    """
    proceeding = access.writable(code, by=by, permission=access.WRITE, section="hearing")
    hearing = proceeding.hearings.filter(pk=hearing_id, state="planned").first()
    if hearing is None:
        raise NotFound
    check_day(on, not_before=proceeding.received_on, today=local_day(now))
    if state != "held" and not words.strip():
        raise ReasonNeeded("A hearing that was not held says why.")
    Hearing.objects.filter(pk=hearing.pk).update(
        state=state, ended_on=on, words_sealed=sealed.close_text(proceeding, words, sealed.HEARING)
    )
    tasks.settle(proceeding, by=by, now=now)
    record_event(
        f"proceeding.hearing_{state}", by=by, on=("proceeding", code), details={"on": str(on)}, at=now
    )


@transaction.atomic
def record_interview(code: str, new: NewInterview, *, by: Viewer, now: datetime) -> int:
    """Record an interview of a child and return which one it was; another one asks why.

    Raises NotFound, NotAllowed, DayNotPossible, InterviewReasonNeeded.
    """
    proceeding = access.writable(code, by=by, permission=access.WRITE, section="hearing")
    victim = victim_of(proceeding, new.victim_id)
    check_day(new.on, not_before=date.min, today=local_day(now))
    reason_from = int(str(current_pack().rule(REPEAT).values["reason_from"]))
    earlier = Interview.objects.select_for_update().filter(victim=victim).count()
    number = next_number(earlier, reason=new.reason, reason_from=min(reason_from, 2))
    Interview.objects.create(
        victim=victim,
        number=number,
        on=new.on,
        by_whom=new.by_whom,
        room=new.room,
        support_present=new.support_present,
        lawyer_present=new.lawyer_present,
        reason_sealed=sealed.close_text(proceeding, new.reason, sealed.INTERVIEW),
        recorded_at=now,
        recorded_by=by.username,
    )
    details = {"victim": victim.code, "number": number}
    record_event("proceeding.interview_recorded", by=by, on=("proceeding", code), details=details, at=now)
    return number
