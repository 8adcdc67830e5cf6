"""How old a person is on a day, as far as the birth date is known.

Where the answer could go either way, the range says so: who may be a child is for the caller
to presume a child.
"""

from dataclasses import dataclass
from datetime import date

from kapea.engines.dates.months import add_months
from kapea.engines.dates.partial import PartialDate


@dataclass(frozen=True, kw_only=True)
class AgeRange:
    """Full years of age, from the lowest to the highest possible, both included."""

    lowest: int
    highest: int

    @property
    def is_exact(self) -> bool:
        return self.lowest == self.highest

    def may_be_under(self, years: int) -> bool:
        """Whether the person may be younger than `years`: the presumption of childhood.

        Source: S2 §113(1), uncertain age: the person is presumed a child.
        """
        return self.lowest < years

    def is_under(self, years: int) -> bool:
        """Whether the person is surely younger than `years`."""
        return self.highest < years

    def __str__(self) -> str:
        return str(self.lowest) if self.is_exact else f"{self.lowest}-{self.highest}"


def age_on(day: date, *, born_on: date) -> int:
    """Full years on a day. Negative before birth.

    Who was born on 29 February turns a year older on 28 February of a short year.

    >>> age_on(date(2026, 2, 28), born_on=date(2008, 2, 29))
    18
    >>> age_on(date(2026, 2, 27), born_on=date(2008, 2, 29))
    17
    """
    years = day.year - born_on.year
    return years if day >= add_months(born_on, 12 * years) else years - 1


def age_range_on(day: date, *, born: PartialDate) -> AgeRange:
    """The ages the person may have on a day; never under 0.

    >>> str(age_range_on(date(2025, 6, 1), born=PartialDate.in_year(2007)))
    '17-18'
    """
    lowest = max(0, age_on(day, born_on=born.latest))
    return AgeRange(lowest=lowest, highest=max(lowest, age_on(day, born_on=born.earliest)))
