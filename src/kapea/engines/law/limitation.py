"""On which day the prosecution of an act is barred.

The period runs from the act, or where the country's rules say so from the child's majority. It
ends on the same day of the year; an act known only to the month has a first and a last possible
end, and whoever must act in time counts with the first. Where the country's rules name acts that
interrupt the period, it begins anew on the day of such an act; where no source names any, that is open.
"""

from dataclasses import dataclass
from datetime import date

from kapea.engines.dates import AgeRange, PartialDate, add_months
from kapea.engines.law.protection import ADULT_FROM_YEARS


@dataclass(frozen=True, kw_only=True)
class LimitationEnd:
    """The first and the last day on which the period may end."""

    earliest: date
    latest: date


def limitation_end(
    occurred: PartialDate | None, years: int | None, *, victim_age: AgeRange | None, from_majority: bool
) -> LimitationEnd | None:
    """When prosecution is barred; None where the day, the period or the needed age is unknown.

    None also for an end after the last day of the calendar.

    >>> limitation_end(PartialDate.from_iso("2020-02-29"), 5, victim_age=None, from_majority=False).earliest
    datetime.date(2025, 2, 28)
    """
    if occurred is None or years is None:
        return None
    waits = _years_to_majority(victim_age) if from_majority else (0, 0)
    if waits is None or occurred.latest.year + years + waits[1] > date.max.year:
        return None
    return LimitationEnd(
        earliest=add_months(occurred.earliest, 12 * (years + waits[0])),
        latest=add_months(occurred.latest, 12 * (years + waits[1])),
    )


def _years_to_majority(age: AgeRange | None) -> tuple[int, int] | None:
    """The least and the most whole years until the eighteenth birthday."""
    if age is None:
        return None
    return max(0, ADULT_FROM_YEARS - 1 - age.highest), max(0, ADULT_FROM_YEARS - age.lowest)


def after_interruption(interrupted_on: date, years: int | None) -> date | None:
    """When prosecution is barred after an act that interrupted the period; None where the period is unknown.

    >>> after_interruption(date(2024, 2, 29), 5)
    datetime.date(2029, 2, 28)
    """
    return None if years is None else add_months(interrupted_on, 12 * years)
