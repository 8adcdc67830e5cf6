"""Whether a return may be closed: twelve months followed up by the country's calendar, or a logged waiver."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kapea.engines.dates import FollowUpCalendar, VisitStatus, add_months, plan_visits
from kapea.engines.errors import KapeaError


class FollowUpNotDone(KapeaError):
    """The months of follow-up are not over, or planned visits were not made; a waiver has to say why."""

    code = "returns.follow_up_not_done"


class NotMissed(KapeaError):
    """No visit of that month was missed by that day, or it is made up already."""

    code = "returns.not_missed"


class VisitRecorded(KapeaError):
    """Another visit of that day is recorded; what was written now would be lost."""

    code = "returns.visit_recorded"


@dataclass(frozen=True, kw_only=True)
class VisitLine:
    """A planned visit with its state on a day. made_up_on: when a later visit made up for it; it stays missed."""

    month: int
    due_on: date
    state: VisitStatus
    made_up_on: date | None = None

    @property
    def is_answered(self) -> bool:
        """Whether the child was visited for it, in time or later."""
        return self.state is VisitStatus.MADE or self.made_up_on is not None


def visit_lines(
    calendar: FollowUpCalendar,
    *,
    arrived_on: date,
    visited_on: Iterable[date],
    today: date,
    made_up: Mapping[int, date] | None = None,
) -> tuple[VisitLine, ...]:
    """Return the visits planned after arrival with their states, in date order.

    visited_on: without the visits that make up for another; made_up: month to the day that made up for it.
    """
    days = list(visited_on)
    return tuple(
        VisitLine(
            month=each.month,
            due_on=each.due_on,
            state=each.status(visited_on=days, today=today),
            made_up_on=(made_up or {}).get(each.month),
        )
        for each in plan_visits(calendar, returned_on=arrived_on)
    )


def next_visit_on(lines: Sequence[VisitLine]) -> date | None:
    """Return when the next visit is due: the first that is neither made nor missed; None at the end."""
    waiting = (VisitStatus.PLANNED, VisitStatus.OPEN, VisitStatus.OVERDUE)
    return next((line.due_on for line in lines if line.state in waiting), None)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What stands against closing. until: the first day on which enough months are over."""

    until: date
    is_too_early: bool
    not_made: tuple[int, ...]

    @property
    def is_done(self) -> bool:
        """Whether the follow-up is done without a waiver."""
        return not self.is_too_early and not self.not_made


def standing(lines: Sequence[VisitLine], *, arrived_on: date, minimum_months: int, today: date) -> Standing:
    """Return what stands against closing: months that are not over, and planned visits that were not made.

    Source of the months: the pack (`closure.minimum_months_after_return`).
    """
    until = add_months(arrived_on, minimum_months)
    not_made = tuple(line.month for line in lines if not line.is_answered)
    return Standing(until=until, is_too_early=today < until, not_made=not_made)


def check_closing(found: Standing, *, waiver: str) -> None:
    """Raise FollowUpNotDone unless the follow-up is done or a waiver says why not."""
    if not found.is_done and not waiver.strip():
        raise FollowUpNotDone(str(found.until))
