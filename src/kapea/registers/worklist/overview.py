"""What waits for somebody, for their home: what to do first, and how long each list of tasks is.

One question counts and sorts the tasks of each part that holds at most READ of them, as nearly all do; the
lists of a longer part are counted each from its index. Both ways give the same answer.
"""

from contextlib import suppress
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
    Part,
    TaskRow,
    most_urgent,
    narrowing,
    parts_of,
    row_of,
)
from kapea.registers.worklist.queues import MOST_COUNTED, counts

READ: Final = 1_000
"""So many open tasks of a part are counted and sorted in one question with those of the others."""

NUMBERS: Final = ("all", *LISTS)

Question = tuple[str, tuple[Any, ...]]

_QUESTION: Final = """
WITH task AS (SELECT each_part.*, COALESCE(due_at < %s, FALSE) AS is_late FROM ({parts}) AS each_part)
SELECT place,
       COUNT(*),
       COUNT(*) FILTER (WHERE is_late),
       COUNT(*) FILTER (WHERE due_at >= %s AND due_at < %s),
       COUNT(*) FILTER (WHERE assignee_id = %s),
       COUNT(*) FILTER (WHERE assignee_id IS NULL),
       COUNT(*) FILTER (WHERE escalated_at IS NOT NULL),
       NULL
  FROM task
 GROUP BY place
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, first.id
  FROM (SELECT id FROM task
         ORDER BY CASE WHEN is_late AND priority IN ({urgent}) THEN 0 ELSE 1 END, due_at NULLS LAST, id
         LIMIT %s) AS first
"""
"""A row for each part, with the counts in the order of NUMBERS; then a row for each task to show first."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """The tasks to show first, and the length of each of NUMBERS."""

    first: list[TaskRow]
    counts: dict[str, int]


def work_of(*, by: Viewer, now: datetime, most: int) -> Work:
    """Return the viewer's work, `most` tasks of it: late and urgent ones first, then what is due first."""
    parts = parts_of(by)
    asked = _questions(parts)
    numbers, pks = _ask(asked, by=by, now=now, most=most) if asked else ({}, [])
    long = [place for place, found in numbers.items() if found["all"] > READ]
    for place in long:
        numbers[place] = _counts_of(parts[place], by=by, now=now)
    return Work(
        first=most_urgent(by=by, now=now, most=most) if long and most else _rows(pks, by=by, now=now),
        counts={
            name: min(sum(found[name] for found in numbers.values()), MOST_COUNTED + 1) for name in NUMBERS
        },
    )


def task_counts(*, by: Viewer, now: datetime) -> dict[str, int]:
    """Return the length of each of NUMBERS; beyond MOST_COUNTED only that there are more."""
    return work_of(by=by, now=now, most=0).counts


def _rows(pks: list[int], *, by: Viewer, now: datetime) -> list[TaskRow]:
    tasks = Task.objects.in_bulk(pks) if pks else {}
    return [row_of(tasks[pk], by=by, now=now) for pk in pks if pk in tasks]


def _questions(parts: list[Part]) -> dict[int, Question]:
    """Return the question for each part by its place, with its values; none for one that can hold nothing."""
    found: dict[int, Question] = {}
    for place, part in enumerate(parts):
        rows = part.rows().order_by(*FIRST_DUE)
        told = rows.values("id", "due_at", "priority", "assignee_id", "escalated_at")
        with suppress(EmptyResultSet):
            found[place] = told[: READ + 1].query.sql_with_params()
    return found


def _ask(
    asked: dict[int, Question], *, by: Viewer, now: datetime, most: int
) -> tuple[dict[int, dict[str, int]], list[int]]:
    """Return the counts of each part by its place, and the keys of the tasks to show first."""
    adapted = connection.ops.adapt_datetimefield_value
    each = [f"SELECT {place} AS place, each.* FROM ({sql}) AS each" for place, (sql, _) in asked.items()]  # noqa: S608
    question = _QUESTION.format(parts=" UNION ALL ".join(each), urgent=", ".join("%s" for _ in URGENT))
    values = [adapted(now), *(value for _sql, given in asked.values() for value in given)]
    values += [adapted(now), adapted(now + SOON), by.user_id, *URGENT, most]
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        rows = cursor.fetchall()
    numbers = {row[0]: dict(zip(NUMBERS, row[1:], strict=False)) for row in rows if row[0] is not None}
    return numbers, [row[-1] for row in rows if row[0] is None]


def _counts_of(part: Part, *, by: Viewer, now: datetime) -> dict[str, int]:
    """Return the counts of a long part, each list from its index; who has taken its tasks is known."""
    names = ("overdue", "soon", "escalated")
    lists = [part.rows(), *(part.rows(narrowing(name, by=by, now=now)) for name in names)]
    whole, *found = counts([rows.values("pk")[: MOST_COUNTED + 1] for rows in lists])
    return {
        "all": whole,
        "mine": whole if part.taken_by == "viewer" else 0,
        "waiting": whole if part.taken_by == "nobody" else 0,
        **dict(zip(names, found, strict=True)),
    }
