"""When the child is to be visited next, and which planned visits are made, due or missed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kapea.engines.dates import (
    FollowUpCalendar,
    PlannedVisit,
    VisitStatus,
    add_months,
    missed_visits,
    plan_visits,
)


@dataclass(frozen=True, kw_only=True)
class VisitLine:
    """A planned visit with its state on a day. made_up_on: when a later visit made up for it; it stays missed."""

    month: int
    due_on: date
    state: VisitStatus
    made_up_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class VisitDays:
    """The days of the visits made: those that answer the calendar, and by month those that make up for a missed one."""

    answering: tuple[date, ...] = ()
    made_up: Mapping[int, date] = field(default_factory=dict)

    @property
    def all(self) -> tuple[date, ...]:
        """Every day on which the child was visited."""
        return (*self.answering, *self.made_up.values())


def visit_lines(
    calendar: FollowUpCalendar, *, returned_on: date, visited: VisitDays, today: date
) -> tuple[VisitLine, ...]:
    """Return the visits planned after return with their states, in date order."""
    return tuple(
        VisitLine(
            month=visit.month,
            due_on=visit.due_on,
            state=visit.status(visited_on=visited.answering, today=today),
            made_up_on=visited.made_up.get(visit.month),
        )
        for visit in plan_visits(calendar, returned_on=returned_on)
    )


def visit_answering(
    calendar: FollowUpCalendar, *, returned_on: date, visited_on: date
) -> PlannedVisit | None:
    """Return the planned visit that a visit on this day answers, None when it answers none."""
    planned = plan_visits(calendar, returned_on=returned_on)
    return next((visit for visit in planned if visit.counts(visited_on)), None)


def may_make_up(
    calendar: FollowUpCalendar, *, returned_on: date, visited: VisitDays, on: date
) -> list[PlannedVisit]:
    """Return the planned visits that a visit on a day may make up for."""
    planned = plan_visits(calendar, returned_on=returned_on)
    return missed_visits(planned, visited_on=visited.answering, made_up=visited.made_up, on=on)


def next_after_return(calendar: FollowUpCalendar, *, returned_on: date, visited: VisitDays) -> date | None:
    """Return the due date of the first planned visit that is neither made nor made up for, None when none is."""
    for visit in plan_visits(calendar, returned_on=returned_on):
        is_made = any(visit.counts(day) for day in visited.answering)
        if not is_made and visit.month not in visited.made_up:
            return visit.due_on
    return None


def next_in_community(interval: Mapping[str, object], *, since: date) -> date | None:
    """Return when a child who has not left the community is to be visited next.

    interval: one of days, weeks or months, from the pack. since: the last visit, or the plan.
    """
    days, months = interval.get("days"), interval.get("months")
    if isinstance(days, int):
        return since + timedelta(days=days)
    if isinstance(months, int):
        return add_months(since, months)
    return None


def may_visit_on(visited_on: date, *, opened_on: date, returned_on: date | None, today: date) -> bool:
    """Whether a visit can have happened on this day: not before the case or the return, not in the future."""
    return max(opened_on, returned_on or opened_on) <= visited_on <= today
