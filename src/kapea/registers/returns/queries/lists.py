"""Which returns a list shows, and how many: the same conditions for both."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q, QuerySet

from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import local_day
from kapea.registers.returns.access import READ, RETURNS
from kapea.registers.returns.models import Return, ReturnClosure
from kapea.registers.worklist.queues import counted

PAGE: Final = 50


@dataclass(frozen=True, kw_only=True)
class ReturnRow:
    """A return as a list shows it: codes and days, no name; to who only visits, not from where to where."""

    code: str
    stage: str
    direction: str
    from_country: str
    to_country: str
    received_on: date
    next_visit_on: date | None
    is_late: bool


def listed_returns(*, by: Viewer, now: datetime, which: str = "") -> "QuerySet[Return]":
    """Return the returns of a list, over all its pages."""
    today = local_day(now)
    rows = RETURNS.seen(by=by)
    asked = ReturnClosure.objects.filter(decision="").values("the_return_id")
    wanted = {
        "mine": Q(worker_id=by.user_id),
        "preparation": Q(stage__in=("preparation", "ready")),
        "visit": Q(stage="follow_up", next_visit_on__lt=today),
        "closure": Q(stage="follow_up", pk__in=asked),
    }.get(which)
    if wanted is not None:
        return rows.filter(wanted)
    return rows.filter(stage=which) if which else rows


def list_returns(
    *, by: Viewer, now: datetime, which: str = "", after: tuple[date, str] | None = None
) -> list[ReturnRow]:
    """Return one page of returns, newest first; `after` is the last row of the page before."""
    today = local_day(now)
    tells = bool(by.scopes(READ, "return") or by.scopes(READ) - {"commune"})
    rows = listed_returns(by=by, now=now, which=which)
    if after is not None:
        rows = rows.filter(Q(received_on__lt=after[0]) | Q(received_on=after[0], code__lt=after[1]))
    return [
        ReturnRow(
            code=row.code,
            stage=row.stage,
            direction=row.direction if tells else "",
            from_country=row.from_country if tells else "",
            to_country=row.to_country if tells else "",
            received_on=row.received_on,
            next_visit_on=row.next_visit_on,
            is_late=row.next_visit_on is not None and row.next_visit_on < today,
        )
        for row in rows.order_by("-received_on", "-code")[:PAGE]
    ]


def count_returns(*, by: Viewer, now: datetime, which: str = "") -> int:
    """Return how many returns `list_returns` lists over all its pages, as far as lists are counted."""
    return counted(listed_returns(by=by, now=now, which=which))
