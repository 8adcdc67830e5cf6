"""A workqueue: a list that somebody works off. A query behind an address, its columns, one act, its count.

Each register says which queues it has for a viewer; the home counts them, and the page of the list says
which act it asks for. Knows no register and counts only what is asked for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

Card = dict[str, object]
MOST_COUNTED: Final = 10_000
"""A list is counted so far; of a longer one it is said that there are more."""

TURNS_PAGES = ("after", "page")
"""What an address may hold beside its question."""


@dataclass(frozen=True, kw_only=True)
class Workqueue:
    """One list of work. page: the name of its address; asked: what the address asks; listed: its records.

    columns: what it shows of each record beside the code; act: the one act it asks for, in words.
    """

    code: str
    label: str
    page: str
    listed: Callable[[], "QuerySet[Any]"]
    asked: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    act: str = ""
    tone: str = "neutral"
    icon: str = "inbox"

    @property
    def url(self) -> str:
        """The address that lists exactly what is counted."""
        query = urlencode(self.asked)
        return f"{reverse(self.page)}?{query}" if query else reverse(self.page)

    def card(self, number: int) -> Card:
        """The queue as a number on a home screen."""
        return {
            "code": self.code,
            "label": self.label,
            "number": number,
            "url": self.url,
            "tone": self.tone,
            "icon": self.icon,
            "act": self.act,
        }


def cards(queues: Iterable[Workqueue]) -> list[Card]:
    """Return the queues as numbers of a home, counted in one question over all their pages."""
    offered = list(queues)
    numbers = counts([_to_count(queue.listed()) for queue in offered])
    return [queue.card(number) for queue, number in zip(offered, numbers, strict=True)]


def counted(rows: "QuerySet[Any, Any]") -> int:
    """Return how many rows a list has, MOST_COUNTED + 1 when there are more than that."""
    return _to_count(rows).count()


def _to_count(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    return rows.order_by().values("pk")[: MOST_COUNTED + 1]


def counts(lists: "Sequence[QuerySet[Any, Any]]") -> list[int]:
    """Return how many rows each list has, in one question to the database.

    A home asks for twenty numbers: asked for one by one, their making and sending cost more than their counting.
    """
    found = [0] * len(lists)
    asked: dict[int, tuple[str, Sequence[object]]] = {}
    for place, rows in enumerate(lists):
        try:
            asked[place] = rows.query.sql_with_params()
        except EmptyResultSet:
            continue  # it can hold nothing: the database is not asked
    if asked:
        each = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) AS listed)" for sql, _values in asked.values())  # noqa: S608
        values = [value for _sql, given in asked.values() for value in given]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {each}", values)
            for place, number in zip(asked, cursor.fetchone() or (), strict=True):
                found[place] = number
    return found


def queue_here(queues: Iterable[Workqueue], request: HttpRequest) -> Workqueue | None:
    """Return the queue that the address asked for opens, None when it is another list."""
    asked = {name: value for name, value in request.GET.items() if value and name not in TURNS_PAGES}
    return next(
        (queue for queue in queues if queue.asked == asked and reverse(queue.page) == request.path), None
    )
