"""Whether a facility needs somebody's eye: its places, its licence, its inspections. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from kapea.engines.dates import add_months
from kapea.engines.errors import KapeaError

STATES_OF_A_STANDARD: Final = ("met", "partly", "not_met", "not_seen")


class MoreThanLicensed(KapeaError):
    """A facility would have more places than its licence allows."""

    code = "care.more_than_licensed"


class Alarm(StrEnum):
    """What is wrong with a facility, the worst first."""

    SUSPECT = "suspect"
    COMPLAINT = "complaint"
    OVER_CAPACITY = "over_capacity"
    NO_LICENCE = "no_licence"
    LICENCE_PAST = "licence_past"
    LICENCE_SOON = "licence_soon"
    INSPECTION_LATE = "inspection_late"
    CORRECTION_LATE = "correction_late"
    STAY_TOO_LONG = "stay_too_long"


@dataclass(frozen=True, kw_only=True)
class FacilityFacts:
    """What is known of a facility on a day. licence_until: None without a licence in force at all."""

    opened_on: date
    capacity: int
    occupied: int
    licence_until: date | None = None
    inspected_on: date | None = None
    correct_by: date | None = None
    open_complaints: int = 0
    open_ties: int = 0
    stays_too_long: int = 0


def alarms(facts: FacilityFacts, *, today: date, inspection_months: int, warn_days: int) -> tuple[Alarm, ...]:
    """Return what is wrong, the worst first. The months and days are the country's (`care.oversight`)."""
    inspect_by = add_months(facts.inspected_on or facts.opened_on, inspection_months)
    is_past = facts.licence_until is not None and facts.licence_until < today
    found = {
        Alarm.SUSPECT: facts.open_ties > 0,
        Alarm.COMPLAINT: facts.open_complaints > 0,
        Alarm.OVER_CAPACITY: facts.occupied > facts.capacity,
        Alarm.NO_LICENCE: facts.licence_until is None,
        Alarm.LICENCE_PAST: is_past,
        Alarm.LICENCE_SOON: facts.licence_until is not None
        and not is_past
        and facts.licence_until - today <= timedelta(days=warn_days),
        Alarm.INSPECTION_LATE: inspect_by < today,
        Alarm.CORRECTION_LATE: facts.correct_by is not None and facts.correct_by < today,
        Alarm.STAY_TOO_LONG: facts.stays_too_long > 0,
    }
    return tuple(alarm for alarm, holds in found.items() if holds)


def counted(answers: Mapping[str, str]) -> dict[str, int]:
    """Return how many standards are met, partly met and not met; what was not looked at counts nowhere."""
    return {
        state: sum(1 for answer in answers.values() if answer == state)
        for state in ("met", "partly", "not_met")
    }
