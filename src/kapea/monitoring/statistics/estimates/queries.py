"""Which estimates there are, and one as it was kept. The one door to read them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.monitoring.statistics.models import Estimate

ABANDONED_AFTER = timedelta(hours=2)
"""Longer than any computation takes: a worker that ended in between never says so."""

READ, ASK = "statistics.estimate.read", "statistics.estimate.ask"


def estimates(*, by: Viewer) -> QuerySet[Estimate]:
    """Return the estimates, the newest first. Raises NotFound for who may not read them."""
    _check(by)
    return Estimate.objects.defer("answer", "table")


def accessible_estimate(code: str, *, by: Viewer, act: str = "estimate.read") -> Estimate:
    """Return one estimate; the read is audited. Raises NotFound."""
    _check(by)
    row = Estimate.objects.filter(code=code).first()
    if row is None:
        raise NotFound
    with transaction.atomic():
        record_event(
            act, by=by, on=("estimate", code), details={"state": row.state, "table": row.table_version[:12]}
        )
    return row


def state_of(row: Estimate, *, now: datetime) -> str:
    """Return the state to show: work that began long ago and never ended has failed."""
    is_abandoned = row.state == "running" and row.started_at and now - row.started_at > ABANDONED_AFTER
    return "failed" if is_abandoned else str(row.state)


def _check(by: Viewer) -> None:
    if not by.may(READ):
        raise NotFound
