"""Who is on duty, which hours nobody covers, and which missed calls wait to be called back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.vault.sealing import open_sealed
from kapea.registers.hotline.models import DutyShift, MissedCall
from kapea.registers.hotline.roster import Gap, gaps_between

READ, WRITE = "hotline.roster.read", "hotline.roster.write"
MISSED_PHONE = "hotline.MissedCall.phone"
MOST = 200


@dataclass(frozen=True, kw_only=True)
class ShiftRow:
    """A shift as the roster shows it."""

    pk: int
    held_by: str
    starts_at: datetime
    ends_at: datetime
    is_now: bool
    is_to_come: bool
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class MissedRow:
    """A missed call. phone is opened for who may call back."""

    code: str
    channel: str
    missed_at: datetime
    cause: str
    phone: str
    settled_at: datetime | None
    result: str
    times: int


def _ours(by: Viewer) -> dict[str, Q]:
    return {"agency": Q(agency_code=by.agency)}


def seen_shifts(*, by: Viewer) -> "QuerySet[DutyShift]":
    """Return the shifts of the viewer's hotline."""
    return visible(DutyShift.objects.all(), by=by, permission=READ, section="summary", scopes=_ours(by))


def roster(*, by: Viewer, start: datetime, end: datetime, now: datetime) -> list[ShiftRow]:
    """Return the shifts that touch a span of time, in order."""
    rows = seen_shifts(by=by).filter(starts_at__lt=end, ends_at__gt=start).order_by("starts_at", "held_by")
    return [
        ShiftRow(
            pk=row.pk,
            held_by=row.held_by,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            is_now=row.starts_at <= now < row.ends_at,
            is_to_come=row.starts_at > now,
            is_mine=row.operator_id == by.user_id,
        )
        for row in rows[:MOST]
    ]


def on_duty(agency_code: str, *, now: datetime) -> frozenset[int]:
    """Return the accounts of those who are on duty at an instant. For notices, not for a page."""
    rows = DutyShift.objects.filter(agency_code=agency_code, starts_at__lte=now, ends_at__gt=now)
    return frozenset(rows.values_list("operator_id", flat=True))


def uncovered(*, by: Viewer, start: datetime, end: datetime) -> Sequence[Gap]:
    """Return the spans of time in which nobody is on duty."""
    rows = seen_shifts(by=by).filter(starts_at__lt=end, ends_at__gt=start)
    return gaps_between([(row.starts_at, row.ends_at) for row in rows], start=start, end=end)


def seen_missed(*, by: Viewer) -> "QuerySet[MissedCall]":
    """Return the missed calls of the viewer's hotline."""
    return visible(MissedCall.objects.all(), by=by, permission=READ, section="summary", scopes=_ours(by))


def missed_for(code: str, *, by: Viewer) -> MissedCall:
    """Return one missed call. Raises NotFound."""
    found = seen_missed(by=by).select_related("data_key").filter(code=code).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def list_missed(*, by: Viewer, now: datetime, is_settled: bool = False) -> list[MissedRow]:
    """Return the missed calls that wait, the oldest first; or those settled, the newest first.

    That phones were opened is audited.
    """
    rows = seen_missed(by=by).select_related("data_key").filter(settled_at__isnull=not is_settled)
    ordered = rows.order_by("-settled_at" if is_settled else "missed_at", "pk")[:MOST]
    may_call = "contact_details" in by.sections(READ, frozenset({"agency"}))
    found = list(ordered)
    indexes = [row.caller_blind for row in found]
    opened = sum(1 for row in found if row.caller_blind) if may_call else 0
    if opened:
        record_event("missed.phones_read", by=by, details={"phones": opened, "settled": is_settled}, at=now)
    return [
        MissedRow(
            code=row.code,
            channel=row.channel,
            missed_at=row.missed_at,
            cause=row.cause,
            phone=open_sealed(row.data_key, row.phone_sealed, field=MISSED_PHONE) if may_call else "",
            settled_at=row.settled_at,
            result=row.result,
            times=indexes.count(row.caller_blind) if row.caller_blind else 1,
        )
        for row in found
    ]


def waiting_calls(*, by: Viewer) -> "QuerySet[MissedCall]":
    """Return the missed calls that wait."""
    return seen_missed(by=by).filter(settled_at__isnull=True)
