"""When a late task goes up: the supervisors of the body then see it too, and are told. The worker keeps it.

A body without a supervisor: see `unattended`.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice, takewhile
from typing import Any

from django.db import transaction
from django.db.models import Q

from kapea.engines.dates import deadline
from kapea.guard.access.viewer import background
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import current_pack
from kapea.registers.worklist.models import Task
from kapea.registers.worklist.notices import DANGER
from kapea.registers.worklist.unattended import close_settled, tell

RULE = "worklist.escalation"
BY = background("escalation")
OTHER = "other"
MOST_AT_ONCE = 500


def goes_up_at(due_at: datetime, *, priority: str) -> datetime:
    """Return when a task with that deadline goes up, if it is still open then."""
    pack, after = current_pack(), _after()
    return deadline(
        due_at, after.get(priority, after[OTHER]), calendar=pack.calendar, time_zone=pack.time_zone
    )


def escalate_late(*, now: datetime) -> int:
    """Send up each open task whose time has come, once; return how many. Called by the worker.

    The priorities that the rule names come first, and none waits behind those that have time left: however
    many tasks are a little late, one in danger goes up when its own clock strikes.
    """
    moved = sum(_escalate(task, now=now) for task in islice(_whose_time_has_come(now), MOST_AT_ONCE))
    close_settled(now=now)
    return moved


def _whose_time_has_come(now: datetime) -> Iterator[Task]:
    late = Task.objects.filter(done_at__isnull=True, escalated_at__isnull=True, due_at__lte=now)
    for alike in (Q(priority__in=_urgent()), ~Q(priority__in=_urgent())):
        for priority in late.filter(alike).order_by("priority").values_list("priority", flat=True).distinct():
            rows = late.filter(priority=priority).order_by("due_at", "pk")[:MOST_AT_ONCE]
            yield from takewhile(lambda task: goes_up_at(task.due_at, priority=task.priority) <= now, rows)


def _urgent() -> list[str]:
    """Return the priorities that the rule names: those that cannot wait like others."""
    return sorted(set(_after()) - {OTHER})


def _after() -> Any:
    return current_pack().rule(RULE).values


@transaction.atomic
def _escalate(task: Task, *, now: datetime) -> bool:
    moved = Task.objects.filter(pk=task.pk, escalated_at__isnull=True, done_at__isnull=True).update(
        escalated_at=now
    )
    if moved:
        kind = DANGER if task.priority in _urgent() else "late"
        tell(task, kind=kind, now=now)
        record_event(
            "task.escalated",
            by=BY,
            on=(task.subject_kind, task.subject_code),
            details={"task": task.kind, "rule": RULE},
            at=now,
        )
    return bool(moved)
