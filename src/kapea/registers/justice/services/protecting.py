"""How a child is protected in court: measures asked, decided, used; and who stands beside the child."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.registers.agencies.queries import agency_kind, agency_receives
from kapea.registers.justice import access, sealed, tasks
from kapea.registers.justice.errors import AlreadyAsked, NotWithUs
from kapea.registers.justice.models import LegalAid, Proceeding, ProtectiveMeasure
from kapea.registers.justice.rules.measures import MeasureRule, check_asked, check_decided, check_used
from kapea.registers.justice.rules.stages import check_day
from kapea.registers.justice.services.parties import accused_of, victim_of


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A measure asked for a child. asked_by: who asks, as a word."""

    victim_id: int
    kind: str
    asked_by: str
    special_need: str = ""
    hearing_id: int | None = None


def measure_rule() -> MeasureRule:
    """Return the country's rule on protective measures."""
    return MeasureRule.of(current_pack().rule(tasks.MEASURES).values)


@transaction.atomic
def ask_measure(code: str, asked: Asked, *, by: Viewer, now: datetime) -> int:
    """Ask for a measure. Raises NotFound, NotAllowed, SpecialNeedNeeded, AlreadyAsked."""
    proceeding = access.writable(code, by=by, permission=access.ASK, section="protection")
    victim = victim_of(proceeding, asked.victim_id)
    hearing = proceeding.hearings.filter(pk=asked.hearing_id).first() if asked.hearing_id else None
    if asked.hearing_id and hearing is None:
        raise NotFound
    check_asked(asked.kind, special_need=asked.special_need, rule=measure_rule())
    if (
        victim.measures.filter(kind=asked.kind, hearing=hearing, was_used__isnull=True)
        .exclude(state="refused")
        .exists()
    ):
        raise AlreadyAsked(asked.kind)
    held = current_pack().rule(tasks.MEASURES)
    measure = ProtectiveMeasure.objects.create(
        proceeding=proceeding,
        victim=victim,
        hearing=hearing,
        kind=asked.kind,
        asked_on=local_day(now),
        asked_by=asked.asked_by,
        special_need=asked.special_need,
        rule_code=held.code,
        rule_version=str(held.version),
        recorded_at=now,
        recorded_by=by.username,
    )
    tasks.set_clocked(proceeding, "proceeding.measures", "decide_measure", by=by, now=now, is_officers=False)
    details = {"victim": victim.code, "measure": asked.kind}
    record_event("proceeding.measure_asked", by=by, on=("proceeding", code), details=details, at=now)
    return measure.pk


@transaction.atomic
def decide_measure(
    code: str,
    measure_id: int,
    *,
    is_granted: bool,
    reason: str,
    person: str,
    on: date,
    by: Viewer,
    now: datetime,
) -> None:
    """Grant or refuse a measure; a refusal says why, a support person is approved by name.

    Raises NotFound, NotAllowed, DayNotPossible, MeasureNotOpen, ReasonNeeded, SupportPersonNeeded.
    """
    proceeding = access.writable(code, by=by, permission=access.DECIDE, section="protection")
    measure = _measure_of(proceeding, measure_id)
    check_day(on, not_before=measure.asked_on, today=local_day(now))
    check_decided(
        measure.kind,
        state=measure.state,
        is_granted=is_granted,
        reason=reason,
        person=person,
        rule=measure_rule(),
    )
    ProtectiveMeasure.objects.filter(pk=measure.pk).update(
        state="granted" if is_granted else "refused",
        decided_on=on,
        refusal_sealed=b"" if is_granted else sealed.close_text(proceeding, reason, sealed.MEASURE_REFUSAL),
        person_sealed=sealed.close_text(proceeding, person if is_granted else "", sealed.MEASURE_PERSON),
    )
    if not proceeding.measures.filter(state="asked").exists():
        tasks.done(proceeding, "proceeding.measures", by=by, now=now)
    details = {"measure": measure.kind, "granted": is_granted}
    record_event("proceeding.measure_decided", by=by, on=("proceeding", code), details=details, at=now)


@transaction.atomic
def record_use(
    code: str, measure_id: int, *, was_used: bool, on: date, reason: str, by: Viewer, now: datetime
) -> None:
    """Record whether a granted measure was used on the day; when it was not, why.

    Raises NotFound, NotAllowed, DayNotPossible, MeasureNotOpen, ReasonNeeded.
    """
    proceeding = access.writable(code, by=by, permission=access.DECIDE, section="protection")
    measure = _measure_of(proceeding, measure_id)
    check_used(state=measure.state, was_used=was_used, reason=reason)
    check_day(on, not_before=measure.decided_on or measure.asked_on, today=local_day(now))
    ProtectiveMeasure.objects.filter(pk=measure.pk).update(
        was_used=was_used,
        used_on=on,
        not_used_sealed=sealed.close_text(proceeding, "" if was_used else reason, sealed.MEASURE_NOT_USED),
    )
    details = {"measure": measure.kind, "used": was_used}
    record_event("proceeding.measure_used", by=by, on=("proceeding", code), details=details, at=now)


def _measure_of(proceeding: Proceeding, measure_id: int) -> ProtectiveMeasure:
    found = proceeding.measures.filter(pk=measure_id).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def appoint_lawyer(
    code: str,
    *,
    victim_id: int | None,
    accused_id: int | None,
    agency_code: str,
    lawyer: str,
    on: date,
    by: Viewer,
    now: datetime,
) -> int:
    """Record who defends a child or an accused: the bar or an organisation that gives legal aid.

    Raises NotFound, NotAllowed, NotWithUs, DayNotPossible.
    """
    proceeding = access.writable(code, by=by, permission=access.WRITE, section="legal_aid")
    if not agency_receives(agency_code, "legal_aid"):
        raise NotWithUs(agency_code)
    check_day(on, not_before=date.min, today=local_day(now))
    aid = LegalAid.objects.create(
        proceeding=proceeding,
        victim=victim_of(proceeding, victim_id) if victim_id else None,
        accused=accused_of(proceeding, accused_id) if accused_id and not victim_id else None,
        provider="bar" if agency_kind(agency_code) == "professional_body" else "ngo",
        agency_code=agency_code,
        lawyer_sealed=sealed.close_text(proceeding, lawyer, sealed.LAWYER),
        appointed_on=on,
        recorded_at=now,
        recorded_by=by.username,
    )
    record_event(
        "proceeding.lawyer_appointed", by=by, on=("proceeding", code), details={"agency": agency_code}, at=now
    )
    return aid.pk


@transaction.atomic
def record_meeting(code: str, aid_id: int, *, met_on: date, by: Viewer, now: datetime) -> None:
    """Record the first day on which the lawyer met whom they defend.

    A lawyer records their own body's meetings only. Raises NotFound, NotAllowed, DayNotPossible.
    """
    proceeding = access.writable(code, by=by, permission=access.AID, section="legal_aid")
    rows = proceeding.legal_aid.filter(pk=aid_id, ended_on__isnull=True)
    if not by.may(access.WRITE):
        rows = rows.filter(agency_code=by.agency)
    aid = rows.first()
    if aid is None:
        raise NotFound
    check_day(met_on, not_before=aid.appointed_on, today=local_day(now))
    LegalAid.objects.filter(pk=aid.pk).update(met_on=met_on)
    record_event(
        "proceeding.lawyer_met", by=by, on=("proceeding", code), details={"agency": aid.agency_code}, at=now
    )
