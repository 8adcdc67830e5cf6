"""What may follow what in a placement, and when residential care has lasted too long.

Residential care is the last resort and temporary: what was considered before it is asked, and a clock
runs. The numbers come from the country's rules; this module knows no country.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kapea.engines.dates import add_months
from kapea.engines.errors import KapeaError

STATES: Final = ("asked", "accepted", "in_care", "refused", "cancelled", "ended")
EMERGENCY: Final = "emergency"
"""The word of the country's list for a placement that a court or the authority has yet to confirm."""
ASKED: Final = frozenset({"asked"})
EXPECTED: Final = frozenset({"asked", "accepted"})
IN_CARE: Final = frozenset({"in_care"})


class LastResortNotSaid(KapeaError):
    """Residential care without a word on what was considered before."""

    code = "care.last_resort_not_said"


class NoFreePlace(KapeaError):
    """The facility is full, and no reason is given for one more child."""

    code = "care.no_free_place"


class NotFor(KapeaError):
    """The facility does not take a child of this sex or age."""

    code = "care.not_for_this_child"


class FacilityNotOpen(KapeaError):
    """The facility is closed, has no licence in force, or a suspect is tied to it."""

    code = "care.facility_not_open"


class ProlongationTooLong(KapeaError):
    """A prolongation beyond what the rule allows at once."""

    code = "care.prolongation_too_long"


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """A country's months for a placement. Source: the pack (`care.clocks`)."""

    review_months: int
    longest_residential_months: int
    longest_prolongation_months: int

    @classmethod
    def of(cls, values: Mapping[str, object]) -> "Clocks":
        """Read them from the values of the rule."""
        return cls(
            review_months=_months(values["review"]),
            longest_residential_months=_months(values["longest_residential"]),
            longest_prolongation_months=_months(values["longest_prolongation"]),
        )


def _months(duration: object) -> int:
    if not isinstance(duration, Mapping) or not isinstance(duration.get("months"), int):
        raise TypeError("This clock is said in months.")
    return int(duration["months"])


def next_review(clocks: Clocks, *, after: date) -> date:
    """Return the day by which the placement is reviewed again."""
    return add_months(after, clocks.review_months)


def longest_until(clocks: Clocks, *, arrived_on: date, is_residential: bool) -> date | None:
    """Return the last day of residential care without a decision to prolong it; None for a family."""
    return add_months(arrived_on, clocks.longest_residential_months) if is_residential else None


def is_too_long(*, until: date | None, today: date) -> bool:
    """Whether residential care has outlasted its last day."""
    return until is not None and today > until


def check_last_resort(
    *, is_residential: bool, tried: Collection[str], why: str, first_consider: Collection[str]
) -> None:
    """Raise LastResortNotSaid unless residential care says what was considered first, and why not that."""
    if is_residential and not (set(tried) & set(first_consider) and why.strip()):
        raise LastResortNotSaid(
            "Say what was considered before residential care, and why it was not possible."
        )


def check_prolonged(clocks: Clocks, *, until: date, today: date) -> None:
    """Raise ProlongationTooLong for a day in the past, or beyond the longest prolongation from today."""
    if not today < until <= add_months(today, clocks.longest_prolongation_months):
        raise ProlongationTooLong(str(until))


def is_fit(
    *,
    serves_sex: str,
    sex: str,
    age_from: int | None,
    age_to: int | None,
    age_years: int | None,
) -> bool:
    """Whether a facility takes a child; what nobody knows of the child does not exclude it."""
    if serves_sex and sex in ("female", "male") and sex != serves_sex:
        return False
    if age_years is None:
        return True
    return (age_from is None or age_years >= age_from) and (age_to is None or age_years <= age_to)
