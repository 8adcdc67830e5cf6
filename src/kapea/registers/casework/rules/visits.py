"""When the child is to be visited next, and which planned visits are made, due or missed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kapea.engines.dates import FollowUpCalendar, PlannedVisit, VisitStatus, add_months, plan_visits


@dataclass(frozen=True, kw_only=True)
class VisitLine:
    """A planned visit with its state on a day."""

    month: int
    due_on: date
    state: VisitStatus


def visit_lines(
    calendar: FollowUpCalendar, *, returned_on: date, visited_on: Iterable[date], today: date
) -> tuple[VisitLine, ...]:
    """Return the visits planned after return with their states, in date order."""
    days = list(visited_on)
    return tuple(
        VisitLine(month=visit.month, due_on=visit.due_on, state=visit.status(visited_on=days, today=today))
        for visit in plan_visits(calendar, returned_on=returned_on)
    )


def visit_answering(
    calendar: FollowUpCalendar, *, returned_on: date, visited_on: date
) -> PlannedVisit | None:
    """Return the planned visit that a visit on this day answers, None when it answers none."""
    planned = plan_visits(calendar, returned_on=returned_on)
    return next((visit for visit in planned if visit.counts(visited_on)), None)


def next_after_return(
    calendar: FollowUpCalendar, *, returned_on: date, visited_on: Iterable[date]
) -> date | None:
    """Return the due date of the first planned visit not made, None when all are made."""
    days = list(visited_on)
    for visit in plan_visits(calendar, returned_on=returned_on):
        if not any(visit.counts(day) for day in days):
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
