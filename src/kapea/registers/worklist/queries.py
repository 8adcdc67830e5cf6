"""Whose work is due: the tasks that a person may see, and how many of each.

A person sees the tasks given to them, and those of their agency that nobody has taken yet and
that their role may do (in their unit, when the task has one; in their provinces, when they serve some).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet

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


@dataclass(frozen=True, kw_only=True)
class Part:
    """Some of the open tasks that a viewer may see, found by an index of their own.

    taken_by: who has taken all of them: "nobody", "viewer" or "others".
    """

    asked: Q
    taken_by: str

    def rows(self, narrowed: Q | None = None) -> "QuerySet[Task]":
        """Return the part's tasks, narrowed further or not, unread."""
        return Task.objects.filter(self.asked, narrowed or Q(), done_at__isnull=True)


def parts_of(by: Viewer) -> list[Part]:
    """Return the open tasks that the viewer may see, in parts that share no task."""
    if by.user_id is None or not by.may("worklist.task.read"):
        return []
    free = Q(assignee_id__isnull=True, agency_code=by.agency)
    team = Q(kind__in=kinds_for(by.may))
    if by.provinces:
        team &= Q(province_code="") | Q(province_code__in=by.provinces)
    units = [Q(unit_code=unit) for unit in ("", by.unit)] if by.unit else [Q()]
    parts = [
        *(Part(asked=free & team & unit, taken_by="nobody") for unit in units),
        Part(asked=Q(assignee_id=by.user_id), taken_by="viewer"),
    ]
    if "agency" in by.scopes("worklist.task.read") & by.standing:
        not_theirs = free & ~(team & reduce(or_, units)) & Q(escalated_at__isnull=False)
        parts += [
            Part(asked=not_theirs, taken_by="nobody"),
            Part(asked=_late_of_others(by), taken_by="others"),
        ]
    return parts


def _late_of_others(by: Viewer) -> Q:
    """Late tasks of others that went up: to who reads the tasks of the whole body."""
    late = Q(escalated_at__isnull=False, agency_code=by.agency, assignee_id__isnull=False)
    return late & ~Q(assignee_id=by.user_id)


def narrowing(which: str, *, by: Viewer, now: datetime) -> Q:
    """Return what a list of LISTS asks of a task; of no list, nothing."""
    return {
        "overdue": Q(due_at__lt=now),
        "soon": Q(due_at__gte=now, due_at__lt=now + SOON),
        "mine": Q(assignee_id=by.user_id),
        "waiting": Q(assignee_id__isnull=True),
        "escalated": Q(escalated_at__isnull=False),
    }.get(which, Q())


def open_tasks(
    *, by: Viewer, now: datetime, which: str = "", page: int = 1, most: int = PAGE
) -> list[TaskRow]:
    """Return one page of at most `most` of the viewer's open tasks, what is due first on top."""
    first = _first(parts_of(by), narrowing(which, by=by, now=now), most=page * most)
    return [row_of(task, by=by, now=now) for task in first[(page - 1) * most :]]


def most_urgent(*, by: Viewer, now: datetime, most: int) -> list[TaskRow]:
    """Return the tasks to show first: what is late and urgent or in danger, then what is due first."""
    parts = parts_of(by)
    if not parts:
        return []
    seen = reduce(or_, (part.asked for part in parts))
    whole = Part(asked=seen, taken_by="")
    late = _first([whole], Q(priority__in=URGENT, due_at__lt=now), most=most)
    others = _first(parts, ~Q(pk__in=[task.pk for task in late]), most=most - len(late))
    return [row_of(task, by=by, now=now) for task in (*late, *others)]


def _first(parts: list[Part], narrowed: Q, *, most: int) -> list[Task]:
    """Return the tasks due first over all parts: each part gives its own first, from its index."""
    found = [
        key
        for part in parts
        for key in part.rows(narrowed).order_by(*FIRST_DUE).values_list("due_at", "pk")[:most]
    ]
    found.sort(key=lambda key: (key[0] is None, *(part for part in key if part is not None)))
    tasks = Task.objects.in_bulk([pk for _due, pk in found[:most]]) if found else {}
    return [tasks[pk] for _due, pk in found[:most] if pk in tasks]


def tasks_of(kind: str, code: str, *, by: Viewer, now: datetime) -> list[TaskRow]:
    """Return the open tasks of one record; the caller has checked that the viewer may see it."""
    rows = Task.objects.filter(subject_kind=kind, subject_code=code, done_at__isnull=True)
    return [row_of(task, by=by, now=now) for task in rows.order_by(*FIRST_DUE)]


def row_of(task: Task, *, by: Viewer, now: datetime) -> TaskRow:
    """Return a task as a list shows it."""
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
