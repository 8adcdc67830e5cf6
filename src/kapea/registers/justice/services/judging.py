"""What a court decides: judgments, sentences, additional penalties, releases, appeals."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.registers.justice import access, law, sealed
from kapea.registers.justice.errors import (
    ActNotOpen,
    AlreadyJudged,
    NotAForeigner,
    NotConvicted,
    ReasonNeeded,
)
from kapea.registers.justice.models import (
    Accused,
    AdditionalPenalty,
    Appeal,
    Charge,
    Judgment,
    Proceeding,
    Release,
    Sentence,
)
from kapea.registers.justice.rules.sentences import check_ban, check_reason, check_suspended
from kapea.registers.justice.rules.stages import ACTS, check_day
from kapea.registers.justice.services.parties import accused_of
from kapea.registers.justice.services.stages import move

PENALTIES = "additional_penalty"
FOREIGNERS_ONLY = ("entry_ban", "entry_ban_up_to_five_years_or_permanent", "visa_cancellation", "expulsion")
CUSTODY_AFTER = {"bail": "bail", "suspension": "free", "parole": "free", "pardon": "free", "served": "free"}


@dataclass(frozen=True, kw_only=True)
class NewSentence:
    """A sentence for one charge. `is_life` excludes an amount. fine: in the currency of the law."""

    judgment_id: int
    charge_id: int
    is_life: bool = False
    amount: int | None = None
    unit: str = ""
    suspended_amount: int | None = None
    suspended_unit: str = ""
    fine: int | None = None
    reason: str = ""


@transaction.atomic
def record_judgment(
    code: str,
    *,
    accused_id: int,
    instance: str,
    outcome: str,
    on: date,
    in_absence: bool,
    words: str,
    by: Viewer,
    now: datetime,
) -> int:
    """Record what a court decided on one accused; the proceeding is then judged.

    Raises NotFound, NotAllowed, ActNotOpen, AlreadyJudged, DayNotPossible.
    """
    proceeding = access.writable(code, by=by, permission=access.JUDGE, section="judgment")
    accused = accused_of(proceeding, accused_id)
    if proceeding.stage not in (*ACTS["judge"].at, "judged"):
        raise ActNotOpen("Nothing is before a court.")
    if accused.judgments.filter(instance=instance).exists():
        raise AlreadyJudged(instance)
    since = proceeding.stage_since if proceeding.stage != "judged" else proceeding.received_on
    check_day(on, not_before=since, today=local_day(now))
    judgment = Judgment.objects.create(
        proceeding=proceeding,
        accused=accused,
        instance=instance,
        on=on,
        outcome=outcome,
        in_absence=in_absence,
        words_sealed=sealed.close_text(proceeding, words, sealed.JUDGMENT),
        recorded_at=now,
        recorded_by=by.username,
    )
    verdict = "guilty" if outcome == "convicted" else "acquitted"
    accused.charges.filter(state="chosen").update(verdict=verdict)
    if proceeding.stage != "judged":
        move(proceeding, act="judge", on=on, version=proceeding.version, by=by, now=now)
    details = {"accused": accused.code, "instance": instance, "outcome": outcome}
    record_event("proceeding.judged", by=by, on=("proceeding", code), details=details, at=now)
    return judgment.pk


@transaction.atomic
def record_sentence(code: str, new: NewSentence, *, by: Viewer, now: datetime) -> bool | None:
    """Record a sentence; return whether it lies in the provision's range on the day of the act.

    Imprisonment and fine are each compared. None when no source gives a range or the day is not
    known. Raises NotFound, NotAllowed, NotConvicted, SuspendedTooLong, SentenceReasonNeeded.
    """
    proceeding = access.writable(code, by=by, permission=access.JUDGE, section="judgment")
    judgment, charge = _convicted(proceeding, new.judgment_id), _charge_of(proceeding, new.charge_id)
    if charge.accused_id != judgment.accused_id:
        raise NotConvicted("The charge is another person's.")
    given = law.Given(
        imprisonment=law.term(is_life=new.is_life, amount=new.amount, unit=new.unit),
        suspended=law.term(amount=new.suspended_amount, unit=new.suspended_unit),
        fine=new.fine,
    )
    check_suspended(given.imprisonment, given.suspended)
    occurred = (proceeding.occurred_from, proceeding.occurred_to)
    found = law.check_sentence(charge.offence, given, occurred=occurred)
    check_reason(is_within=found.is_within, is_fine_within=found.is_fine_within, reason=new.reason)
    Sentence.objects.update_or_create(
        judgment=judgment,
        charge=charge,
        defaults={
            "is_life": new.is_life,
            "amount": None if new.is_life else new.amount,
            "unit": "" if new.is_life or new.amount is None else new.unit,
            "suspended_amount": new.suspended_amount,
            "suspended_unit": new.suspended_unit if new.suspended_amount is not None else "",
            "fine": new.fine,
            "range_text": found.words,
            "is_within": found.is_within,
            "fine_range_text": found.fine_words,
            "is_fine_within": found.is_fine_within,
            "is_rest_within": found.is_rest_within,
            "law_on": proceeding.occurred_from,
            "reason_sealed": sealed.close_text(proceeding, new.reason, sealed.SENTENCE),
            "recorded_at": now,
            "recorded_by": by.username,
        },
    )
    within = law.is_all_within(found)
    details = {"offence": charge.offence, "within": str(within)}
    record_event("proceeding.sentenced", by=by, on=("proceeding", code), details=details, at=now)
    return within


@transaction.atomic
def record_additional_penalty(
    code: str,
    judgment_id: int,
    *,
    kind: str,
    provision: str,
    until_on: date | None,
    is_for_good: bool,
    words: str,
    by: Viewer,
    now: datetime,
) -> None:
    """Record a penalty beside the sentence. Raises NotFound, NotAllowed, NotConvicted, BanTooLong, NotAForeigner."""
    proceeding = access.writable(code, by=by, permission=access.JUDGE, section="judgment")
    judgment = _convicted(proceeding, judgment_id)
    if kind in FOREIGNERS_ONLY and judgment.accused.is_foreign is False:
        raise NotAForeigner(kind)
    limit = current_pack().code_list(PENALTIES).item(kind).attributes.get("most_years") or ""
    check_ban(
        on=judgment.on,
        until_on=until_on,
        is_for_good=is_for_good,
        most_years=int(limit) if limit.isdigit() else None,
    )
    AdditionalPenalty.objects.create(
        judgment=judgment,
        kind=kind,
        provision=provision,
        until_on=until_on,
        is_for_good=is_for_good,
        words_sealed=sealed.close_text(proceeding, words, sealed.PENALTY),
        recorded_at=now,
        recorded_by=by.username,
    )
    record_event(
        "proceeding.penalty_added", by=by, on=("proceeding", code), details={"penalty": kind}, at=now
    )


@transaction.atomic
def record_release(
    code: str,
    *,
    accused_id: int,
    kind: str,
    on: date,
    victim_told_on: date | None,
    reason: str,
    by: Viewer,
    now: datetime,
) -> None:
    """Record a release and why. Bail comes before a judgment is final, the others after a conviction.

    Raises NotFound, NotAllowed, DayNotPossible, ReasonNeeded, NotConvicted, ActNotOpen.
    """
    proceeding = access.writable(code, by=by, permission=access.JUDGE, section="judgment")
    accused = accused_of(proceeding, accused_id)
    for day in (on, victim_told_on):
        if day is not None:
            check_day(day, not_before=proceeding.received_on, today=local_day(now))
    if not reason.strip():
        raise ReasonNeeded("A release says why.")
    is_convicted = accused.judgments.filter(outcome="convicted").exists()
    if kind == "bail" and proceeding.stage in ("final", "execution", "ended"):
        raise ActNotOpen("The judgment is final.")
    if kind != "bail" and not is_convicted:
        raise NotConvicted(kind)
    Release.objects.create(
        accused=accused,
        kind=kind,
        on=on,
        victim_told_on=victim_told_on,
        reason_sealed=sealed.close_text(proceeding, reason, sealed.RELEASE),
        recorded_at=now,
        recorded_by=by.username,
    )
    Accused.objects.filter(pk=accused.pk).update(custody=CUSTODY_AFTER[kind], custody_since=on)
    details = {"accused": accused.code, "kind": kind}
    record_event("proceeding.released", by=by, on=("proceeding", code), details=details, at=now)


@transaction.atomic
def record_appeal(
    code: str, *, accused_id: int, to: str, by_whom: str, on: date, words: str, by: Viewer, now: datetime
) -> int:
    """Record that someone asks a higher court. Raises NotFound, NotAllowed, ActNotOpen, DayNotPossible."""
    proceeding = access.writable(code, by=by, permission=access.JUDGE, section="judgment")
    accused = accused_of(proceeding, accused_id)
    last = accused.judgments.order_by("-on", "-pk").first()
    if proceeding.stage not in ("judged", "appeal") or last is None:
        raise ActNotOpen("There is no judgment to appeal against.")
    check_day(on, not_before=last.on, today=local_day(now))
    appeal = Appeal.objects.create(
        proceeding=proceeding,
        accused=accused,
        to=to,
        by_whom=by_whom,
        on=on,
        words_sealed=sealed.close_text(proceeding, words, sealed.APPEAL),
        recorded_at=now,
        recorded_by=by.username,
    )
    if proceeding.stage == "judged":
        move(proceeding, act="appeal", on=on, version=proceeding.version, by=by, now=now)
    record_event(
        "proceeding.appealed", by=by, on=("proceeding", code), details={"to": to, "by": by_whom}, at=now
    )
    return appeal.pk


@transaction.atomic
def decide_appeal(code: str, appeal_id: int, *, outcome: str, on: date, by: Viewer, now: datetime) -> None:
    """Record what a higher court said; a changed or new judgment is recorded as a judgment of its own.

    Raises NotFound, NotAllowed, DayNotPossible.
    """
    proceeding = access.writable(code, by=by, permission=access.JUDGE, section="judgment")
    appeal = proceeding.appeals.filter(pk=appeal_id, outcome="").first()
    if appeal is None:
        raise NotFound
    check_day(on, not_before=appeal.on, today=local_day(now))
    Appeal.objects.filter(pk=appeal.pk).update(outcome=outcome, decided_on=on)
    waits = proceeding.appeals.filter(outcome="").exists()
    if outcome in ("upheld", "withdrawn") and proceeding.stage == "appeal" and not waits:
        move(
            proceeding,
            act="judge",
            on=max(on, proceeding.stage_since),
            version=proceeding.version,
            by=by,
            now=now,
        )
    record_event(
        "proceeding.appeal_decided", by=by, on=("proceeding", code), details={"outcome": outcome}, at=now
    )


def _convicted(proceeding: Proceeding, judgment_id: int) -> Judgment:
    judgment = proceeding.judgments.select_related("accused").filter(pk=judgment_id).first()
    if judgment is None:
        raise NotFound
    if judgment.outcome != "convicted":
        raise NotConvicted(judgment.outcome)
    return judgment


def _charge_of(proceeding: Proceeding, charge_id: int) -> Charge:
    charge = proceeding.charges.filter(pk=charge_id, state="chosen").first()
    if charge is None:
        raise NotFound
    return charge
