"""Whose work is due: the tasks that a person may see, and how many of each.

A person sees the tasks given to them, and those of their agency that nobody has taken yet and
that their role may do (in their unit, when the task has one; in their provinces, when they serve some).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, F, Q, QuerySet

from kapea.guard.access.viewer import Viewer
from kapea.registers.worklist.models import Task
from kapea.registers.worklist.queues import MOST_COUNTED, counted
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


def _parts(by: Viewer) -> list[Q]:
    """Return which open tasks the viewer may see, in parts that share no task: each has an index of its own."""
    if by.user_id is None or not by.may("worklist.task.read"):
        return []
    free = Q(assignee_id__isnull=True, agency_code=by.agency)
    team = Q(kind__in=kinds_for(by.may))
    if by.provinces:
        team &= Q(province_code="") | Q(province_code__in=by.provinces)
    units = [Q(unit_code=unit) for unit in ("", by.unit)] if by.unit else [Q()]
    parts = [*(free & team & unit for unit in units), Q(assignee_id=by.user_id)]
    if "agency" in by.scopes("worklist.task.read") & by.standing:
        theirs = team & reduce(or_, units)
        parts += [free & ~theirs & Q(escalated_at__isnull=False), _late_of_others(by)]
    return parts


def _late_of_others(by: Viewer) -> Q:
    """Late tasks of others that went up: to who reads the tasks of the whole body."""
    late = Q(escalated_at__isnull=False, agency_code=by.agency, assignee_id__isnull=False)
    return late & ~Q(assignee_id=by.user_id)


def _narrowing(which: str, *, by: Viewer, now: datetime) -> Q:
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
    first = _first(_parts(by), _narrowing(which, by=by, now=now), most=page * most)
    return [row_of(task, by=by, now=now) for task in first[(page - 1) * most :]]


def most_urgent(*, by: Viewer, now: datetime, most: int) -> list[TaskRow]:
    """Return the tasks to show first: what is late and urgent or in danger, then what is due first."""
    parts = _parts(by)
    if not parts:
        return []
    late = _first([reduce(or_, parts)], Q(priority__in=URGENT, due_at__lt=now), most=most)
    others = _first(parts, ~Q(pk__in=[task.pk for task in late]), most=most - len(late))
    return [row_of(task, by=by, now=now) for task in (*late, *others)]


def _first(parts: list[Q], narrowed: Q, *, most: int) -> list[Task]:
    """Return the tasks due first over all parts: each part gives its own first, from its index."""
    found = [
        key
        for part in parts
        for key in _open(part, narrowed).order_by(*FIRST_DUE).values_list("due_at", "pk")[:most]
    ]
    found.sort(key=lambda key: (key[0] is None, *(part for part in key if part is not None)))
    tasks = Task.objects.in_bulk([pk for _due, pk in found[:most]]) if found else {}
    return [tasks[pk] for _due, pk in found[:most] if pk in tasks]


def _open(part: Q, narrowed: Q) -> "QuerySet[Task]":
    return Task.objects.filter(part, narrowed, done_at__isnull=True)


def task_counts(*, by: Viewer, now: datetime) -> dict[str, int]:
    """Return the length of each list of LISTS, and of "all"; beyond MOST_COUNTED only that there are more."""
    found = dict.fromkeys(("all", *LISTS), 0)
    for part in _parts(by):
        for name, number in _counts_of(part, by=by, now=now).items():
            found[name] += number
    return {name: min(number, MOST_COUNTED + 1) for name, number in found.items()}


def _counts_of(part: Q, *, by: Viewer, now: datetime) -> dict[str, int]:
    """Return the counts of one part, from those due first; list by list where there are too many to read."""
    wanted = {name: _narrowing(name, by=by, now=now) for name in LISTS}
    rows = _open(part, Q())
    first = rows.order_by("due_at")[: MOST_COUNTED + 1]
    found = first.aggregate(
        all=Count("pk"), **{name: Count("pk", filter=each) for name, each in wanted.items()}
    )
    if found["all"] <= MOST_COUNTED:
        return found
    return {"all": found["all"], **{name: counted(rows.filter(each)) for name, each in wanted.items()}}


def open_parts(by: Viewer) -> "list[QuerySet[Task]]":
    """Return the open tasks that the viewer may see, in parts that share no task."""
    return [_open(part, Q()) for part in _parts(by)]


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
