"""What a person does with their own sign-in: purpose, and ending it elsewhere. Each is audited."""

from hashlib import sha256

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.accounts.models import User
from kapea.guard.accounts.sessions import end_sessions, own_sessions
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed


@transaction.atomic
def choose_purpose(purpose: str, *, by: Viewer) -> str:
    """Record that the person works for another purpose from now on; return it. Raises NotAllowed."""
    if purpose not in by.purposes:
        raise NotAllowed
    if purpose != by.purpose:
        record_event(
            "account.purpose_chosen", by=by, on=("account", by.username), details={"purpose": purpose}
        )
    return purpose


@transaction.atomic
def end_own_sessions(user: User, *, only: str, but: str, by: Viewer) -> int:
    """End one sign-in (by the tag shown on the page), or all but the one in use; return how many."""
    if only:
        keys = [row.session_key for row in own_sessions(user) if session_tag(row.session_key) == only]
        ended = sum(end_sessions(user, only=key) for key in keys)
    else:
        ended = end_sessions(user, but=but)
    record_event("account.sessions_ended", by=by, on=("account", by.username), details={"count": ended})
    return ended


def session_tag(session_key: str) -> str:
    """Return what names a session on a page; the session itself cannot be had from it."""
    return sha256(session_key.encode()).hexdigest()[:16]
