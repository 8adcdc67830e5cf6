"""What waits for somebody, for their home: what to do first, and how long each list of tasks is.

Who has at most READ open tasks, as nearly everybody has, gets both by one question, counted and sorted
by the database; of who has more it is asked list by list. Both ways give the same answer.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection

from kapea.guard.access.viewer import Viewer
from kapea.registers.worklist.models import Task
from kapea.registers.worklist.queries import (
    FIRST_DUE,
    LISTS,
    SOON,
    URGENT,
    TaskRow,
    most_urgent,
    open_parts,
    row_of,
    task_counts,
)

READ: Final = 1_000
"""So many open tasks of each part are counted and sorted in one question."""

NUMBERS: Final = ("all", *LISTS)

_QUESTION: Final = """
WITH part AS (SELECT * FROM ({parts}) AS each_part),
     task AS (SELECT *, COALESCE(due_at < %s, FALSE) AS is_late FROM part)
SELECT COUNT(*),
       COUNT(*) FILTER (WHERE is_late),
       COUNT(*) FILTER (WHERE due_at >= %s AND due_at < %s),
       COUNT(*) FILTER (WHERE assignee_id = %s),
       COUNT(*) FILTER (WHERE assignee_id IS NULL),
       COUNT(*) FILTER (WHERE escalated_at IS NOT NULL),
       NULL
  FROM task
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, first.id
  FROM (SELECT id FROM task
         ORDER BY CASE WHEN is_late AND priority IN ({urgent}) THEN 0 ELSE 1 END, due_at NULLS LAST, id
         LIMIT %s) AS first
"""
"""The counts in the order of NUMBERS in one row, then a row for each task to show first."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """The tasks to show first, and the length of each of NUMBERS."""

    first: list[TaskRow]
    counts: dict[str, int]


def work_of(*, by: Viewer, now: datetime, most: int) -> Work:
    """Return the viewer's work, `most` tasks of it: late and urgent ones first, then what is due first."""
    parts = _parts(by)
    if not parts:
        return Work(first=[], counts=dict.fromkeys(NUMBERS, 0))
    numbers, pks = _ask(parts, by=by, now=now, most=most)
    if numbers["all"] > READ:
        return Work(first=most_urgent(by=by, now=now, most=most), counts=task_counts(by=by, now=now))
    tasks = Task.objects.in_bulk(pks) if pks else {}
    return Work(first=[row_of(tasks[pk], by=by, now=now) for pk in pks if pk in tasks], counts=numbers)


def _parts(by: Viewer) -> list[tuple[str, tuple[Any, ...]]]:
    """Return the question for each part of the viewer's open tasks, with its values."""
    found = []
    for part in open_parts(by):
        rows = part.order_by(*FIRST_DUE).values("id", "due_at", "priority", "assignee_id", "escalated_at")
        try:
            found.append(rows[: READ + 1].query.sql_with_params())
        except EmptyResultSet:
            continue  # it can hold nothing
    return found


def _ask(
    parts: list[tuple[str, tuple[Any, ...]]], *, by: Viewer, now: datetime, most: int
) -> tuple[dict[str, int], list[int]]:
    adapted = connection.ops.adapt_datetimefield_value
    values = [value for _sql, given in parts for value in given]
    values += [adapted(now), adapted(now), adapted(now + SOON), by.user_id, *URGENT, most]
    each = [f"SELECT * FROM ({sql}) AS rows_{place}" for place, (sql, _) in enumerate(parts)]  # noqa: S608
    question = _QUESTION.format(parts=" UNION ALL ".join(each), urgent=", ".join("%s" for _ in URGENT))
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        rows = cursor.fetchall()
    numbers = next(row for row in rows if row[0] is not None)
    return dict(zip(NUMBERS, numbers, strict=False)), [row[-1] for row in rows if row[0] is None]
