"""Who is on duty when, and what becomes of a call that nobody answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.accounts.queries import colleague_name
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import current_pack
from kapea.guard.saving import once
from kapea.guard.vault.sealing import new_data_key, seal
from kapea.registers.codes import new_code
from kapea.registers.hotline.models import DutyShift, MissedCall
from kapea.registers.hotline.queries.duty import MISSED_PHONE, WRITE, missed_for, seen_shifts
from kapea.registers.hotline.services.clocks import after
from kapea.registers.hotline.services.taking import TAKE, caller_blind
from kapea.registers.people.rules import phone_key
from kapea.registers.worklist.services import complete_tasks, open_task

RULE = "missed.clocks"
LONGEST_SHIFT = timedelta(hours=24)


class ShiftNotPossible(KapeaError):
    """A shift ends after it starts, lasts a day at most, and is held by one of the hotline's own people."""

    code = "hotline.shift_not_possible"


@dataclass(frozen=True, kw_only=True)
class NewMissedCall:
    """A call that nobody answered. phone: "" when no number showed."""

    channel: str
    missed_at: datetime
    cause: str = ""
    phone: str = ""


@transaction.atomic
def set_shift(operator_id: int, *, starts_at: datetime, ends_at: datetime, by: Viewer, now: datetime) -> None:
    """Put one of the agency's people on duty; the same start again moves the end.

    Raises NotAllowed, ShiftNotPossible.
    """
    if not by.may(WRITE) or not by.agency:
        raise NotAllowed
    name = colleague_name(operator_id, agency=by.agency, permission=TAKE)
    if not name or not timedelta(0) < ends_at - starts_at <= LONGEST_SHIFT:
        raise ShiftNotPossible
    DutyShift.objects.update_or_create(
        operator_id=operator_id,
        starts_at=starts_at,
        defaults={"agency_code": by.agency, "ends_at": ends_at, "held_by": name, "set_by": by.username},
    )
    record_event("duty.shift_set", by=by, details={"operator": operator_id, "starts": str(starts_at)}, at=now)


@transaction.atomic
def remove_shift(number: int, *, by: Viewer, now: datetime) -> None:
    """Take a shift that has not begun out of the roster. Raises NotFound, NotAllowed."""
    if not by.may(WRITE):
        raise NotAllowed
    shift = seen_shifts(by=by).filter(pk=number, starts_at__gt=now).first()
    if shift is None:
        raise NotFound
    shift.delete()
    record_event("duty.shift_removed", by=by, details={"operator": shift.operator_id}, at=now)


def record_missed_call(new: NewMissedCall, *, submission: str, by: Viewer, now: datetime) -> str:
    """Store a missed call and ask the hotline to call back, when a number showed; return its code.

    Raises NotFound, ShiftNotPossible (when it lies in the future).
    """
    if not by.may(TAKE):
        raise NotFound
    if new.missed_at > now:
        raise ShiftNotPossible

    def store() -> str:
        key, digits = new_data_key(), phone_key(new.phone)
        missed = MissedCall.objects.create(
            code=new_code("M"),
            agency_code=by.agency,
            channel=new.channel,
            missed_at=new.missed_at,
            cause=new.cause,
            data_key=key,
            phone_sealed=seal(key, new.phone, field=MISSED_PHONE),
            caller_blind=caller_blind(digits) if digits else "",
            recorded_at=now,
            recorded_by=by.username,
        )
        if digits:
            rule = current_pack().rule(RULE)
            open_task(
                kind="missed.call_back",
                subject=("missed_call", missed.code),
                agency_code=by.agency,
                by=by,
                now=now,
                due_at=after(rule.values["call_back"], now=now),  # type: ignore[arg-type]
                rule_code=rule.code,
                rule_version=str(rule.version),
            )
        record_event("missed.recorded", by=by, on=("missed_call", missed.code), at=now)
        return missed.code

    return once(submission, act="hotline.missed", do=store)


@transaction.atomic
def settle_missed_call(code: str, *, result: str, contact_code: str, by: Viewer, now: datetime) -> None:
    """Write down what became of a missed call; doing it twice changes nothing. Raises NotFound."""
    missed = missed_for(code, by=by)
    if missed.settled_at is not None:
        return
    missed.settled_at, missed.settled_by = now, by.username
    missed.result, missed.contact_code = result, contact_code
    missed.save()
    complete_tasks(subject=("missed_call", code), by=by, now=now)
    record_event("missed.settled", by=by, on=("missed_call", code), details={"result": result}, at=now)
