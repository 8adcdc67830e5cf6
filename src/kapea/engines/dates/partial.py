"""What is known of a date: the day, the month, the year, or only a guess.

A child often knows the year of a birth or "after the harvest". A date keeps how far it is
known, as the first and the last day it may be; nothing is made up to fill it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kapea.engines.dates.months import add_months
from kapea.engines.errors import KapeaError


class InvalidPartialDate(KapeaError):
    """A date whose last day is before its first, or whose text is no date."""

    code = "dates.invalid_partial_date"


class Precision(StrEnum):
    """How far a date is known."""

    EXACT = "exact"
    MONTH = "month"
    YEAR = "year"
    ESTIMATED = "estimated"


@dataclass(frozen=True, kw_only=True)
class PartialDate:
    """A date between `earliest` and `latest`, both of them possible."""

    earliest: date
    latest: date
    precision: Precision

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise InvalidPartialDate(f"A date cannot end ({self.latest}) before it begins ({self.earliest}).")
        if self.precision is Precision.EXACT and self.earliest != self.latest:
            raise InvalidPartialDate("An exact date is one day.")

    @classmethod
    def exact(cls, day: date) -> "PartialDate":
        return cls(earliest=day, latest=day, precision=Precision.EXACT)

    @classmethod
    def in_month(cls, year: int, month: int) -> "PartialDate":
        """Some day of a month.

        >>> PartialDate.in_month(2012, 2).latest
        datetime.date(2012, 2, 29)
        """
        first = _day(year, month, 1)
        return cls(earliest=first, latest=add_months(first, 1) - timedelta(days=1), precision=Precision.MONTH)

    @classmethod
    def in_year(cls, year: int) -> "PartialDate":
        """Some day of a year."""
        return cls(earliest=_day(year, 1, 1), latest=_day(year, 12, 31), precision=Precision.YEAR)

    @classmethod
    def estimated(cls, earliest: date, latest: date) -> "PartialDate":
        """Some day between two, ends included, by somebody's estimate."""
        return cls(earliest=earliest, latest=latest, precision=Precision.ESTIMATED)

    @classmethod
    def born_at_age(cls, *, lowest: int, highest: int, on: date) -> "PartialDate":
        """The birth of a person who looked `lowest` to `highest` years old on a day.

        >>> PartialDate.born_at_age(lowest=13, highest=13, on=date(2025, 6, 1)).earliest
        datetime.date(2011, 6, 2)

        Born on 29 February 2000 they would already be two on 28 February 2002:

        >>> PartialDate.born_at_age(lowest=0, highest=1, on=date(2002, 2, 28)).earliest
        datetime.date(2000, 3, 1)
        """
        if not 0 <= lowest <= highest:
            raise InvalidPartialDate(f"An age range goes upwards from 0: {lowest} to {highest}.")
        months = 12 * (highest + 1)
        earliest = add_months(on, -months) + timedelta(days=1)
        if add_months(earliest, months) <= on:
            earliest += timedelta(days=1)
        return cls.estimated(earliest, add_months(on, -12 * lowest))

    @classmethod
    def from_iso(cls, text: str) -> "PartialDate":
        """The date that `2012`, `2012-02`, `2012-02-03` or `2012/2014` says. Raises InvalidPartialDate.

        >>> PartialDate.from_iso("2012-02").precision.value
        'month'
        >>> PartialDate.from_iso("2012/2014").latest
        datetime.date(2014, 12, 31)
        """
        first, slash, last = text.partition("/")
        if slash:
            return cls.estimated(cls.from_iso(first).earliest, cls.from_iso(last).latest)
        try:
            parts = [int(part) for part in text.split("-")]
        except ValueError:
            raise InvalidPartialDate("A date is written YYYY, YYYY-MM or YYYY-MM-DD.") from None
        if len(parts) == 1:
            return cls.in_year(parts[0])
        if len(parts) == 2:
            return cls.in_month(parts[0], parts[1])
        if len(parts) == 3:
            return cls.exact(_day(parts[0], parts[1], parts[2]))
        raise InvalidPartialDate("A date is written YYYY, YYYY-MM or YYYY-MM-DD.")

    def may_be(self, day: date) -> bool:
        """Whether the date may be that day."""
        return self.earliest <= day <= self.latest

    def may_equal(self, other: "PartialDate") -> bool:
        """Whether the two may be the same day: they do not contradict each other."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def is_before(self, day: date) -> bool:
        """Whether the date is surely before a day."""
        return self.latest < day

    def __str__(self) -> str:
        if self.precision is Precision.EXACT:
            return self.earliest.isoformat()
        if self.precision is Precision.MONTH:
            return f"{self.earliest:%Y-%m}"
        if self.precision is Precision.YEAR:
            return f"{self.earliest:%Y}"
        return f"{self.earliest}/{self.latest}"


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise InvalidPartialDate(f"There is no day {year}-{month}-{day}.") from None
