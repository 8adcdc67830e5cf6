"""When a late task goes up: the supervisors of the body then see it too, and are told. The worker keeps it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kapea.engines.dates import deadline
from kapea.guard.access.viewer import background
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import current_pack
from kapea.registers.worklist.models import Task
from kapea.registers.worklist.notices import notify_agency

RULE = "worklist.escalation"
SUPERVISED = "worklist.task.read"
BY = background("escalation")
MOST_AT_ONCE = 500


def goes_up_at(due_at: datetime, *, priority: str) -> datetime:
    """Return when a task with that deadline goes up, if it is still open then."""
    pack = current_pack()
    values: Any = pack.rule(RULE).values
    after = values.get(priority, values["other"])
    return deadline(due_at, after, calendar=pack.calendar, time_zone=pack.time_zone)


def escalate_late(*, now: datetime) -> int:
    """Send up each open task whose time has come, once; return how many. Called by the worker."""
    late = Task.objects.filter(done_at__isnull=True, escalated_at__isnull=True, due_at__lte=now)
    rows = late.order_by("due_at", "pk")[:MOST_AT_ONCE]
    return sum(
        _escalate(task, now=now) for task in rows if goes_up_at(task.due_at, priority=task.priority) <= now
    )  # type: ignore[arg-type]


@transaction.atomic
def _escalate(task: Task, *, now: datetime) -> bool:
    moved = Task.objects.filter(pk=task.pk, escalated_at__isnull=True, done_at__isnull=True).update(
        escalated_at=now
    )
    if moved:
        notify_agency(task.agency_code, permission=SUPERVISED, kind="late", now=now, scope="agency")
        record_event(
            "task.escalated",
            by=BY,
            on=(task.subject_kind, task.subject_code),
            details={"task": task.kind, "rule": RULE},
            at=now,
        )
    return bool(moved)
