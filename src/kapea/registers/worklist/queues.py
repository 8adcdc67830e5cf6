"""A workqueue: a list that somebody works off. A query behind an address, its columns, one act, its count.

Each register says which queues it has for a viewer; the home counts them, and the page of the list says
which act it asks for. Knows no register and counts only what is asked for.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

Card = dict[str, object]
TURNS_PAGES = ("after", "page")
"""What an address may hold beside its question."""


@dataclass(frozen=True, kw_only=True)
class Workqueue:
    """One list of work. page: the name of its address; asked: what the address asks; counted: how long it is.

    columns: what it shows of each record beside the code; act: the one act it asks for, in words.
    """

    code: str
    label: str
    page: str
    counted: Callable[[], int]
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

    @property
    def count(self) -> int:
        """How many records the list holds over all its pages."""
        return self.counted()

    @property
    def card(self) -> Card:
        """The queue as a number on a home screen."""
        return {
            "code": self.code,
            "label": self.label,
            "number": self.count,
            "url": self.url,
            "tone": self.tone,
            "icon": self.icon,
            "act": self.act,
        }


def cards(queues: Iterable[Workqueue]) -> list[Card]:
    """Return the queues as numbers of a home."""
    return [queue.card for queue in queues]


def queue_here(queues: Iterable[Workqueue], request: HttpRequest) -> Workqueue | None:
    """Return the queue that the address asked for opens, None when it is another list."""
    asked = {name: value for name, value in request.GET.items() if value and name not in TURNS_PAGES}
    return next(
        (queue for queue in queues if queue.asked == asked and reverse(queue.page) == request.path), None
    )
