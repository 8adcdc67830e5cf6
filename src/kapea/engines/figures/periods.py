"""Which days a table covers, and into which intervals they fall.

A year, quarter or month that the period covers only in part keeps its own days in its label,
so that nobody reads ten months as a year. No clock: both ends are given.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kapea.engines.figures.errors import InvalidPeriod


class By(StrEnum):
    """How long an interval is."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WHOLE = "whole"


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A run of days; both ends count.

    number: year, year*10+quarter, year*100+month, or 0 for the whole period.
    """

    number: int
    first_on: date
    last_on: date
    label: str
    sdmx: str


@dataclass(frozen=True, kw_only=True)
class Period:
    """From a day to a day, both included, cut into intervals.

    >>> [i.label for i in Period(first_on=date(2009, 10, 1), last_on=date(2010, 12, 31)).intervals()]
    ['2009-10-01/2009-12-31', '2010']
    """

    first_on: date
    last_on: date
    by: By = By.YEAR

    def __post_init__(self) -> None:
        if self.first_on > self.last_on:
            raise InvalidPeriod(f"The period starts on {self.first_on}, after it ends on {self.last_on}.")

    def intervals(self) -> tuple[Interval, ...]:
        """Return the intervals in time order; together they are the period, without gap."""
        found = []
        start = self.first_on
        while start <= self.last_on:
            whole_start, whole_end = _whole(start, self.by, self)
            end = min(whole_end, self.last_on)
            is_whole = (start, end) == (whole_start, whole_end) and self.by is not By.WHOLE
            found.append(_interval(start, end, self.by, is_whole=is_whole))
            start = end + timedelta(days=1)
        return tuple(found)


def years(first: int, last: int) -> Period:
    """Return the period of whole years from `first` to `last`, both included."""
    return Period(first_on=date(first, 1, 1), last_on=date(last, 12, 31))


def _whole(day: date, by: By, period: Period) -> tuple[date, date]:
    if by is By.WHOLE:
        return period.first_on, period.last_on
    first_month, length = {
        By.YEAR: (1, 12),
        By.QUARTER: (3 * ((day.month - 1) // 3) + 1, 3),
        By.MONTH: (day.month, 1),
    }[by]
    last_month = first_month + length - 1
    following = date(day.year + 1, 1, 1) if last_month == 12 else date(day.year, last_month + 1, 1)
    return date(day.year, first_month, 1), following - timedelta(days=1)


def _interval(start: date, end: date, by: By, *, is_whole: bool) -> Interval:
    quarter = (start.month - 1) // 3 + 1
    number = {
        By.YEAR: start.year,
        By.QUARTER: start.year * 10 + quarter,
        By.MONTH: start.year * 100 + start.month,
        By.WHOLE: 0,
    }[by]
    if not is_whole:
        # SDMX 3.0 Technical Notes, "Time Range": start date, solidus, ISO 8601 duration.
        days = (end - start).days + 1
        return Interval(
            number=number, first_on=start, last_on=end, label=f"{start}/{end}", sdmx=f"{start}/P{days}D"
        )
    label = {
        By.YEAR: f"{start.year:04d}",
        By.QUARTER: f"{start.year:04d}-Q{quarter}",
        By.MONTH: f"{start.year:04d}-{start.month:02d}",
    }[by]
    return Interval(number=number, first_on=start, last_on=end, label=label, sdmx=label)
