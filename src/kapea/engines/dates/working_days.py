"""Which days a country's offices work.

A holiday that nobody has confirmed does not stop the clock: a deadline set for a child is
rather too early than too late.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from kapea.engines.errors import KapeaError

SATURDAY, SUNDAY = 5, 6
"""Numbers of `date.weekday()`: Monday is 0."""


class NoWorkingDays(KapeaError):
    """A calendar without a working day."""

    code = "dates.no_working_days"


@dataclass(frozen=True, kw_only=True)
class Holiday:
    """A day off. state: `sourced`, `proposed` or `unconfirmed`; source: where it stands, or ""."""

    on: date
    name: str
    state: str
    source: str = ""

    @property
    def is_confirmed(self) -> bool:
        return self.state == "sourced"


@dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """A country's weekend (`date.weekday()` numbers) and holidays."""

    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    holidays: tuple[Holiday, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.weekend >= set(range(7)):
            raise NoWorkingDays("A week needs a working day.")

    @cached_property
    def _days_off(self) -> frozenset[date]:
        return frozenset(holiday.on for holiday in self.holidays if holiday.is_confirmed)

    def is_working(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self._days_off

    def next_working_day(self, day: date) -> date:
        """The day itself when it is a working day, else the first one after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day


def add_working_days(day: date, days: int, *, calendar: WorkingCalendar) -> date:
    """The working day that is `days` working days after a day; the day itself is not counted.

    >>> friday = date(2025, 5, 9)
    >>> add_working_days(friday, 3, calendar=WorkingCalendar())
    datetime.date(2025, 5, 14)
    >>> add_working_days(date(2025, 5, 10), 0, calendar=WorkingCalendar())
    datetime.date(2025, 5, 12)
    """
    day = calendar.next_working_day(day) if days == 0 else day
    for _ in range(days):
        day = calendar.next_working_day(day + timedelta(days=1))
    return day
