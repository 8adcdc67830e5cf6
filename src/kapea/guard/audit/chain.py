"""How an event is added to the chain: in the act's own transaction, or not at all.

mac(n) = HMAC-SHA256(audit key, seq | mac(n-1) | canonical body). The body carries codes, never
names: what is read is named by kind and code.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.models import AuditEvent, AuditHead
from kapea.guard.vault.sealing import keyring


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
    event = AuditEvent(
        at=at or timezone.now(),
        actor=by.username,
        role=by.role,
        purpose=by.purpose,
        action=action,
        outcome=outcome,
        object_kind=kind,
        object_code=code,
        details=dict(details or {}),
    )
    head = AuditHead.objects.select_for_update().get(id=1)
    event.seq = head.seq + 1
    event.mac = event_mac(event, previous=head.mac)
    event.save(force_insert=True)
    AuditHead.objects.filter(id=1).update(seq=event.seq, mac=event.mac)
    return event


def event_mac(event: AuditEvent, *, previous: str) -> str:
    """Return the HMAC that chains the event to the one before it, in hexadecimal."""
    body = [
        event.seq,
        previous,
        event.at.isoformat(timespec="microseconds"),
        event.actor,
        event.role,
        event.purpose,
        event.action,
        event.outcome,
        event.object_kind,
        event.object_code,
        event.details,
    ]
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(keyring().secret("audit"), text.encode(), sha256).hexdigest()
