"""What a signed-in person was refused, written without letting a flood drown the rest."""

from datetime import datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.audit.flood import is_written, number_of

LONGEST_CODE = 60


def record_refusal(by: Viewer, *, route: str, on: tuple[str, str], status: int, now: datetime) -> None:
    """Record that the person asked for a page or a record and did not get it.

    on: kind and code that the address named; a code is cut at 60 characters, for anyone may type one.
    """
    number = number_of("refusal", by.username, now=now)
    if not is_written(number):
        return
    kind, code = on
    details = {"route": route, "status": status, "number_this_hour": number}
    with transaction.atomic():
        record_event(
            "access.refused",
            by=by,
            on=(kind, code[:LONGEST_CODE]),
            details=details,
            outcome="refused",
            at=now,
        )
