"""Whose work is due: the tasks that a person may see, and how many of each.

A person sees the tasks given to them, and those of their agency that nobody has taken yet and
that their role may do (in their unit, when the task has one; in their provinces, when they serve some).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from kapea.guard.access.viewer import Viewer
from kapea.registers.worklist.models import Task
from kapea.registers.worklist.subjects import is_told, kinds_for, subject_url, task_label

PAGE = 50
URGENT = ("red", "urgent")
FIRST_DUE = (F("due_at").asc(nulls_last=True), "pk")
"""What has no deadline comes after what has one, in every database."""
SOON = timedelta(hours=24)
LISTS = ("overdue", "soon", "mine", "waiting", "escalated")


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """A task as a list shows it. may_tick: the viewer may say that they have read it, which is all it asks."""

    pk: int
    kind: str
    label: str
    subject_code: str
    url: str
    due_at: datetime | None
    is_overdue: bool
    priority: str
    is_mine: bool
    escalated: bool
    may_tick: bool = False


def _seen(by: Viewer) -> "QuerySet[Task]":
    if by.user_id is None or not by.may("worklist.task.read"):
        return Task.objects.none()
    return Task.objects.filter(_theirs(by) | _passed_up(by), done_at__isnull=True)


def _theirs(by: Viewer) -> Q:
    """The tasks given to the viewer, and those of their body that nobody has taken and they may do."""
    team = Q(assignee_id__isnull=True, agency_code=by.agency, kind__in=kinds_for(by.may))
    if by.unit:
        team &= Q(unit_code__in=["", by.unit])
    if by.provinces:
        team &= Q(province_code="") | Q(province_code__in=by.provinces)
    return team | Q(assignee_id=by.user_id)


def _passed_up(by: Viewer) -> Q:
    """Late tasks of others that went up: to who reads the tasks of the whole body, or of the same unit."""
    scopes = by.scopes("worklist.task.read") & by.standing
    late = Q(escalated_at__isnull=False, agency_code=by.agency)
    if "agency" in scopes:
        return late
    return Q(pk__in=[])


def _narrow(rows: "QuerySet[Task]", which: str, *, by: Viewer, now: datetime) -> "QuerySet[Task]":
    if which == "overdue":
        return rows.filter(due_at__lt=now)
    if which == "soon":
        return rows.filter(due_at__gte=now, due_at__lt=now + SOON)
    if which == "mine":
        return rows.filter(assignee_id=by.user_id)
    if which == "waiting":
        return rows.filter(assignee_id__isnull=True)
    if which == "escalated":
        return rows.filter(escalated_at__isnull=False)
    return rows


def open_tasks(
    *, by: Viewer, now: datetime, which: str = "", page: int = 1, most: int = PAGE
) -> list[TaskRow]:
    """Return one page of at most `most` of the viewer's open tasks, the most urgent first."""
    rows = _narrow(_seen(by), which, by=by, now=now).order_by(*FIRST_DUE)
    return [_row(task, by=by, now=now) for task in rows[(page - 1) * most : page * most]]


def most_urgent(*, by: Viewer, now: datetime, most: int) -> list[TaskRow]:
    """Return the tasks to show first: what is late and urgent or in danger, then what is due first."""
    rows = _seen(by).order_by(*FIRST_DUE)
    late = list(rows.filter(priority__in=URGENT, due_at__lt=now)[:most])
    others = rows.exclude(pk__in=[task.pk for task in late])[: most - len(late)] if len(late) < most else ()
    return [_row(task, by=by, now=now) for task in (*late, *others)]


def count_open(*, by: Viewer, now: datetime, which: str = "") -> int:
    """Return how many tasks `open_tasks` lists."""
    return _narrow(_seen(by), which, by=by, now=now).count()


def task_counts(*, by: Viewer, now: datetime) -> dict[str, int]:
    """Return the length of each list of LISTS, and of "all", in one query."""
    wanted = {
        "overdue": Q(due_at__lt=now),
        "soon": Q(due_at__gte=now, due_at__lt=now + SOON),
        "mine": Q(assignee_id=by.user_id),
        "waiting": Q(assignee_id__isnull=True),
        "escalated": Q(escalated_at__isnull=False),
    }
    counts = {name: Count("pk", filter=condition) for name, condition in wanted.items() if condition}
    return _seen(by).aggregate(all=Count("pk"), **counts)


def tasks_of(kind: str, code: str, *, by: Viewer, now: datetime) -> list[TaskRow]:
    """Return the open tasks of one record; the caller has checked that the viewer may see it."""
    rows = Task.objects.filter(subject_kind=kind, subject_code=code, done_at__isnull=True)
    return [_row(task, by=by, now=now) for task in rows.order_by(*FIRST_DUE)]


def _row(task: Task, *, by: Viewer, now: datetime) -> TaskRow:
    is_mine = task.assignee_id is not None and task.assignee_id == by.user_id
    return TaskRow(
        pk=task.pk,
        kind=task.kind,
        label=task_label(task.kind),
        subject_code=task.subject_code,
        url=subject_url(task.subject_kind, task.subject_code),
        due_at=task.due_at,
        is_overdue=task.due_at is not None and task.due_at < now,
        priority=task.priority,
        is_mine=is_mine,
        escalated=task.escalated_at is not None,
        may_tick=is_mine and is_told(task.kind),
    )
