"""How an event is added to the chain: in the act's own transaction, or not at all.

mac(n) = HMAC-SHA256(audit key, mac(n-1) and every column of event n, as canonical JSON). The
event carries codes, never names: what is read is named by kind and code.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.models import AuditEvent, AuditHead
from kapea.guard.vault.current import keyring

START = "0" * 64
"""What stands before the first event."""

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def record_event(
    action: str,
    *,
    by: Viewer,
    on: tuple[str, str] | None = None,
    details: Mapping[str, object] | None = None,
    outcome: str = "done",
    at: datetime | None = None,
) -> AuditEvent:
    """Add one event to the chain and return it.

    on: kind and code of the record. details: codes and counts only, never personal data.
    Raises TransactionManagementError outside a transaction: an act and its event stand or fall
    together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An audit event belongs in its act's transaction.")
    kind, code = on or ("", "")
    head = AuditHead.objects.select_for_update().get(id=1)
    event = AuditEvent(
        seq=head.seq + 1,
        at=(at or timezone.now()).astimezone(UTC),
        actor=by.username,
        role=by.role,
        purpose=by.purpose,
        action=action,
        outcome=outcome,
        object_kind=kind,
        object_code=code,
        body=_encode(dict(details or {})),
    )
    event.mac = chained_mac(keyring().secret("audit"), head.mac, columns(event))
    event.save(force_insert=True)
    AuditHead.objects.filter(id=1).update(seq=event.seq, mac=event.mac)
    return event


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
