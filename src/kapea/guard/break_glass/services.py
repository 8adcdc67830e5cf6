"""Opening a record in danger, and reviewing that it was right.

Break-glass widens whose records a person may read, never what they may do: the opened record shows
the sections that the pack grants their role for it, and nothing of it can be changed.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import OPEN_IN_DANGER, Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.break_glass.kinds import RecordOwner, record_kinds
from kapea.guard.break_glass.models import BreakGlass
from kapea.guard.break_glass.queries import REVIEW, opening_to_review
from kapea.guard.break_glass.signals import Opened, opened, reviewed
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import current_pack
from kapea.guard.vault.sealing import new_data_key, seal

RULE: Final = "break_glass"
VERDICTS: Final = ("justified", "misused")
SHORTEST_REASON: Final = 15


class ReasonTooShort(KapeaError):
    """Say in a sentence why this record must be opened now."""

    code = "guard.reason_too_short"


@transaction.atomic
def open_in_danger(
    *, kind: str, code: str, reason: str, purpose: str, by: Viewer, now: datetime
) -> BreakGlass:
    """Open one record to this person for the time that the pack's rule gives.

    Owner and supervisor are told in the same transaction. An opening that still stands is returned
    as it is. Raises NotAllowed, NotFound, ReasonTooShort.
    """
    by = replace(by, purpose=purpose)
    owner = _owner_of(kind, code, by=by)
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonTooShort
    standing = BreakGlass.objects.filter(
        opened_by_id=by.user_id or 0, record_kind=kind, record_code=code, closes_at__gt=now
    ).first()
    if standing:
        return standing
    row = _store(kind, code, reason=reason.strip(), purpose=purpose, owner=owner, by=by, now=now)
    record_event(
        "break_glass.opened",
        by=by,
        on=(kind, code),
        details={"opening": row.code, "purpose": purpose},
        at=now,
    )
    opened.send(sender=BreakGlass, opening=_as_told(row, owner), now=now)
    return row


@transaction.atomic
def review_opening(*, code: str, verdict: str, note: str, by: Viewer, now: datetime) -> BreakGlass:
    """Record what the reviewer found. Nobody reviews their own; a review stands.

    Raises NotFound, NotAllowed.
    """
    if verdict not in VERDICTS or not by.may(REVIEW):
        raise NotAllowed
    row = opening_to_review(code, by=by).row
    sealed = seal(row.data_key, note.strip(), field="guard.BreakGlass.review_note")
    changed = BreakGlass.objects.filter(pk=row.pk, reviewed_at=None).update(
        reviewed_at=now, reviewed_by_name=by.username, verdict=verdict, review_note=sealed
    )
    if not changed:
        raise NotAllowed("This opening was already reviewed.")
    record_event(
        "break_glass.reviewed", by=by, on=("break_glass", code), details={"verdict": verdict}, at=now
    )
    reviewed.send(sender=BreakGlass, opening_code=code, by=by, now=now)
    row.refresh_from_db()
    return row


def _owner_of(kind: str, code: str, *, by: Viewer) -> RecordOwner:
    known = record_kinds().get(kind)
    if known is None or not by.may(OPEN_IN_DANGER) or not by.may(known.permission):
        raise NotAllowed
    owner = known.find(code)
    if owner is None:
        raise NotFound
    return owner


def _store(
    kind: str, code: str, *, reason: str, purpose: str, owner: RecordOwner, by: Viewer, now: datetime
) -> BreakGlass:
    rule = current_pack().rule(RULE)
    key = new_data_key()
    return BreakGlass.objects.create(
        code=f"G-{secrets.token_hex(5).upper()}",
        record_kind=kind,
        record_code=code,
        opened_by_id=by.user_id,
        opened_by_name=by.username,
        opener_role=by.role,
        opener_agency_code=by.agency,
        owner_agency_code=owner.agency_code,
        owner_unit_code=owner.unit_code,
        purpose=purpose,
        data_key=key,
        reason=seal(key, reason, field="guard.BreakGlass.reason"),
        opened_at=now,
        closes_at=now + _period(rule.values["open"]),
        rule_code=rule.code,
        rule_version=rule.version,
        review_due_at=now + _period(rule.values["review"]),
    )


def _period(value: object) -> timedelta:
    """Return a rule's {minutes: 60} or {hours: 24}."""
    if not isinstance(value, Mapping):
        raise TypeError(f"A rule's period is a mapping of units, not {value!r}.")
    return timedelta(**value)


def _as_told(row: BreakGlass, owner: RecordOwner) -> Opened:
    return Opened(
        code=row.code,
        record_kind=row.record_kind,
        record_code=row.record_code,
        opened_by_id=row.opened_by_id,
        opened_by_name=row.opened_by_name,
        opener_agency_code=row.opener_agency_code,
        owner_agency_code=row.owner_agency_code,
        owner_unit_code=row.owner_unit_code,
        owner_worker_id=owner.worker_id,
        purpose=row.purpose,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        review_due_at=row.review_due_at,
        rule_code=row.rule_code,
        rule_version=row.rule_version,
    )
