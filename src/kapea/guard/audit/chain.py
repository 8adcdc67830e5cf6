"""How an event is added to the chain: in the act's own transaction, or not at all.

mac(n) = HMAC-SHA256(audit key, mac(n-1) and every column of event n, as canonical JSON). The
event carries codes, never names: what is read is named by kind and code.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import connection, transaction
from django.utils import timezone

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.models import AuditEvent
from kapea.guard.vault.current import keyring

START = "0" * 64
"""What stands before the first event."""

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode

_READ_HEAD = "SELECT seq, mac FROM guard_audithead WHERE id = 1"
_MOVE_HEAD = "UPDATE guard_audithead SET seq = %s, mac = %s WHERE id = 1"


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What is to be written of one read or act. on: kind and code of the record.

    details: codes and counts only, never personal data.
    """

    action: str
    on: tuple[str, str] = ("", "")
    details: Mapping[str, object] = field(default_factory=dict)
    outcome: str = "done"


def record_event(
    action: str,
    *,
    by: Viewer,
    on: tuple[str, str] | None = None,
    details: Mapping[str, object] | None = None,
    outcome: str = "done",
    at: datetime | None = None,
) -> AuditEvent:
    """Add one event to the chain and return it; the arguments as in `Happening`.

    Raises TransactionManagementError outside a transaction: an act and its event stand or fall
    together.
    """
    happened = Happening(action=action, on=on or ("", ""), details=details or {}, outcome=outcome)
    (event,) = record_events((happened,), by=by, at=at)
    return event


def record_events(
    happened: Sequence[Happening], *, by: Viewer, at: datetime | None = None
) -> list[AuditEvent]:
    """Add events to the chain in their order, holding its end once for all of them, and return them.

    Raises TransactionManagementError outside a transaction.
    """
    if not happened:
        return []
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An audit event belongs in its act's transaction.")
    instant, key = (at or timezone.now()).astimezone(UTC), keyring().secret("audit")
    events = []
    with connection.cursor() as cursor:
        cursor.execute(_READ_HEAD + (" FOR UPDATE" if connection.features.has_select_for_update else ""))
        seq, mac = cursor.fetchone() or (0, START)
        for each in happened:
            event = _event(each, by=by, at=instant, seq=seq + 1)
            event.mac = chained_mac(key, mac, columns(event))
            events.append(event)
            seq, mac = event.seq, event.mac
        AuditEvent.objects.bulk_create(events)
        cursor.execute(_MOVE_HEAD, [seq, mac])
    return events


def _event(happened: Happening, *, by: Viewer, at: datetime, seq: int) -> AuditEvent:
    kind, code = happened.on
    return AuditEvent(
        seq=seq,
        at=at,
        actor=by.username,
        role=by.role,
        purpose=by.purpose,
        action=happened.action,
        outcome=happened.outcome,
        object_kind=kind,
        object_code=code,
        body=_encode(dict(happened.details)),
    )


def columns(event: AuditEvent) -> Sequence[object]:
    """Return the event's values in the order in which they are chained."""
    return (
        event.seq,
        written_instant(event.at),
        event.actor,
        event.role,
        event.purpose,
        event.action,
        event.outcome,
        event.object_kind,
        event.object_code,
        event.body,
    )


def written_instant(at: datetime) -> str:
    """Return an instant as it is chained: UTC, microseconds, whatever the database shows.

    >>> written_instant(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    '2026-01-02 03:04:05.000000'
    """
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def chained_mac(key: bytes, previous: str, values: Sequence[object]) -> str:
    """Return the HMAC that chains an event to the one before it, in hexadecimal."""
    return hmac.digest(key, _encode([previous, *values]).encode(), "sha256").hex()
