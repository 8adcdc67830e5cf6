"""When a child who has returned to family or community must be visited.

A country sets its visit calendar in its pack (a rule of months after return). This module turns
that calendar and a return date into planned visits and their status. It knows no country, no
database and no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from kapea.engines.dates.months import add_months
from kapea.engines.errors import KapeaError

SHORTEST_MONTH_DAYS: Final = 28


class InvalidCalendar(KapeaError):
    """A visit calendar whose visits do not ascend, or overlap."""

    code = "dates.invalid_follow_up_calendar"


class VisitStatus(StrEnum):
    """How a planned visit stands on a day."""

    PLANNED = "planned"
    OPEN = "open"
    MADE = "made"
    OVERDUE = "overdue"
    MISSED = "missed"


@dataclass(frozen=True, kw_only=True)
class FollowUpCalendar:
    """A country's rule for visits after a child's return.

    months: whole months after return at which visits fall due, ascending.
    opens_days_before: how many days before the due date a visit counts.
    grace_days: days after the due date until the visit is overdue.
    source: instrument and provision that sets the calendar, or "proposed".
    """

    months: tuple[int, ...]
    opens_days_before: int
    grace_days: int
    source: str

    def __post_init__(self) -> None:
        gaps = [later - earlier for earlier, later in pairwise((0, *self.months))]
        if not gaps or min(gaps) < 1:
            raise InvalidCalendar(f"Months must ascend from 1: {self.months}.")
        if self.opens_days_before < 0 or self.grace_days < 0:
            raise InvalidCalendar("The opening and the grace are days from 0.")
        if self.opens_days_before + self.grace_days >= min(gaps) * SHORTEST_MONTH_DAYS:
            raise InvalidCalendar("Visits overlap: shorten the opening or the grace.")


@dataclass(frozen=True, kw_only=True)
class PlannedVisit:
    """One visit of the plan.

    It counts from opens_on until the day before closes_on, when the next one opens; the last
    one never closes.
    """

    month: int
    opens_on: date
    due_on: date
    overdue_after: date
    closes_on: date

    def counts(self, visited_on: date) -> bool:
        return self.opens_on <= visited_on < self.closes_on

    def status(self, *, visited_on: Iterable[date], today: date) -> VisitStatus:
        """How the visit stands today, given the days on which the child was visited."""
        if any(self.counts(day) and day <= today for day in visited_on):
            return VisitStatus.MADE
        if today < self.opens_on:
            return VisitStatus.PLANNED
        if today <= self.overdue_after:
            return VisitStatus.OPEN
        return VisitStatus.OVERDUE if today < self.closes_on else VisitStatus.MISSED


def missed_visits(
    visits: Iterable[PlannedVisit], *, visited_on: Iterable[date], made_up: Iterable[int], on: date
) -> list[PlannedVisit]:
    """Return the planned visits that a visit on a day may make up for: their time was over and nobody had come.

    visited_on: days of the visits that answer the plan; one that makes up for another is none of them.
    made_up: the months that are made up already.
    """
    days, done = list(visited_on), set(made_up)
    return [
        visit
        for visit in visits
        if visit.month not in done
        and on >= visit.closes_on
        and visit.status(visited_on=days, today=on) is VisitStatus.MISSED
    ]


def plan_visits(calendar: FollowUpCalendar, *, returned_on: date) -> list[PlannedVisit]:
    """Return the planned visits in date order; their windows never overlap.

    >>> calendar = FollowUpCalendar(months=(1, 2), opens_days_before=7, grace_days=7, source="proposed")
    >>> [str(visit.due_on) for visit in plan_visits(calendar, returned_on=date(2025, 1, 31))]
    ['2025-02-28', '2025-03-31']
    """
    due = [add_months(returned_on, month) for month in calendar.months]
    opens = [day - timedelta(days=calendar.opens_days_before) for day in due]
    closes = [*opens[1:], date.max]
    return [
        PlannedVisit(
            month=month,
            opens_on=opens_on,
            due_on=due_on,
            overdue_after=due_on + timedelta(days=calendar.grace_days),
            closes_on=closes_on,
        )
        for month, opens_on, due_on, closes_on in zip(calendar.months, opens, due, closes, strict=True)
    ]
