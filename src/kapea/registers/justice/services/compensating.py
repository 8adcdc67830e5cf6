"""What a child is owed: claimed, awarded, paid, kept for the child, and the last means when it is not."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.registers.justice import access, sealed, tasks
from kapea.registers.justice.errors import NotAwarded, ReasonNeeded
from kapea.registers.justice.models import Compensation, Payment, Proceeding
from kapea.registers.justice.queries.compensation import owed_of
from kapea.registers.justice.rules.compensation import check_lieu
from kapea.registers.justice.rules.stages import check_day
from kapea.registers.justice.services.parties import accused_of, victim_of

RULE = "justice.compensation"
BEFORE_FINAL = ("complaint", "prosecution", "investigation", "trial", "judged", "appeal")


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What is asked for a child. route: joined to the criminal case, or alone before a civil court."""

    victim_id: int
    kind: str
    route: str
    on: date
    amount: int | None = None
    accused_id: int | None = None


@transaction.atomic
def claim(code: str, told: Claim, *, by: Viewer, now: datetime) -> int:
    """Record a civil action. Brought alone, it waits while the criminal case is not decided.

    Source: S4 fn 97. Raises NotFound, NotAllowed, DayNotPossible.
    """
    proceeding = access.writable(code, by=by, permission=access.JUDGE, section="compensation")
    check_day(told.on, not_before=date.min, today=local_day(now))
    waits = told.route == "alone" and proceeding.kind == "criminal" and proceeding.stage in BEFORE_FINAL
    row = Compensation.objects.create(
        proceeding=proceeding,
        victim=victim_of(proceeding, told.victim_id),
        accused=accused_of(proceeding, told.accused_id) if told.accused_id else None,
        kind=told.kind,
        route=told.route,
        state="suspended" if waits else "claimed",
        currency=str(current_pack().rule(RULE).values["currency"]),
        claimed_on=told.on,
        claimed=told.amount,
        recorded_at=now,
        recorded_by=by.username,
    )
    record_event(
        "proceeding.compensation_claimed",
        by=by,
        on=("proceeding", code),
        details={"route": told.route},
        at=now,
    )
    return row.pk


@transaction.atomic
def decide_claim(
    code: str,
    claim_id: int,
    *,
    awarded: int | None,
    on: date,
    due_on: date | None,
    with_interest: bool,
    by: Viewer,
    now: datetime,
) -> None:
    """Record what was awarded (None: refused), and until when it is to be paid.

    Raises NotFound, NotAllowed, DayNotPossible.
    """
    proceeding = access.writable(code, by=by, permission=access.JUDGE, section="compensation")
    row = _claim_of(proceeding, claim_id)
    check_day(on, not_before=row.claimed_on, today=local_day(now))
    Compensation.objects.filter(pk=row.pk).update(
        state="awarded" if awarded else "refused",
        awarded=awarded or None,
        decided_on=on,
        due_on=due_on if awarded else None,
        with_interest=with_interest and row.kind == "restitution",
    )
    tasks.settle(proceeding, by=by, now=now)
    record_event(
        "proceeding.compensation_decided",
        by=by,
        on=("proceeding", code),
        details={"awarded": bool(awarded)},
        at=now,
    )


@transaction.atomic
def open_account(code: str, claim_id: int, *, account: str, on: date, by: Viewer, now: datetime) -> None:
    """Record the custody account in which the money lies for the child.

    Raises NotFound, NotAllowed, NotAwarded, DayNotPossible, ReasonNeeded.
    """
    proceeding, row = _awarded(code, claim_id, by=by)
    check_day(on, not_before=row.decided_on or row.claimed_on, today=local_day(now))
    if not account.strip():
        raise ReasonNeeded("Name the account.")
    Compensation.objects.filter(pk=row.pk).update(
        account_sealed=sealed.close_text(proceeding, account, sealed.ACCOUNT), account_opened_on=on
    )
    record_event("proceeding.account_opened", by=by, on=("proceeding", code), at=now)


@transaction.atomic
def record_payment(
    code: str,
    claim_id: int,
    *,
    amount: int,
    payer: str,
    into_account: bool,
    on: date,
    by: Viewer,
    now: datetime,
) -> int:
    """Record money that came; return what is left. Raises NotFound, NotAllowed, NotAwarded, DayNotPossible."""
    proceeding, row = _awarded(code, claim_id, by=by)
    check_day(on, not_before=row.decided_on or row.claimed_on, today=local_day(now))
    Payment.objects.create(
        compensation=row,
        on=on,
        amount=amount,
        payer=payer,
        into_account=into_account,
        recorded_at=now,
        recorded_by=by.username,
    )
    tasks.settle(proceeding, by=by, now=now)
    record_event(
        "proceeding.payment_recorded", by=by, on=("proceeding", code), details={"payer": payer}, at=now
    )
    return owed_of(row).left


@transaction.atomic
def enforce(
    code: str,
    claim_id: int,
    *,
    exhausted_on: date | None,
    lieu_asked_on: date | None,
    lieu_ordered_on: date | None,
    lieu_days: int | None,
    fund_asked_on: date | None,
    by: Viewer,
    now: datetime,
) -> None:
    """Record how an award is enforced. Imprisonment in lieu is the last means and does not end the debt.

    Raises NotFound, NotAllowed, NotAwarded, DayNotPossible, EnforcementNotExhausted.
    """
    _proceeding, row = _awarded(code, claim_id, by=by)
    for day in (exhausted_on, lieu_asked_on, lieu_ordered_on, fund_asked_on):
        if day is not None:
            check_day(day, not_before=row.decided_on or row.claimed_on, today=local_day(now))
    if lieu_ordered_on is not None:
        check_lieu(
            asked_by_civil_party=lieu_asked_on is not None,
            enforcement_exhausted=exhausted_on is not None,
            left=owed_of(row).left,
        )
    Compensation.objects.filter(pk=row.pk).update(
        enforcement_exhausted_on=exhausted_on,
        lieu_asked_on=lieu_asked_on,
        lieu_ordered_on=lieu_ordered_on,
        lieu_days=lieu_days if lieu_ordered_on else None,
        fund_asked_on=fund_asked_on,
    )
    details = {"lieu": lieu_ordered_on is not None, "fund": fund_asked_on is not None}
    record_event("proceeding.award_enforced", by=by, on=("proceeding", code), details=details, at=now)


def _awarded(code: str, claim_id: int, *, by: Viewer) -> tuple[Proceeding, Compensation]:
    proceeding = access.writable(code, by=by, permission=access.JUDGE, section="compensation")
    row = _claim_of(proceeding, claim_id)
    if row.state != "awarded":
        raise NotAwarded(row.state)
    return proceeding, row


def _claim_of(proceeding: Proceeding, claim_id: int) -> Compensation:
    row = proceeding.compensations.filter(pk=claim_id).first()
    if row is None:
        raise NotFound
    return row
