"""By when something must be done that began at an instant.

Minutes and hours run through nights and holidays. Days and working days end with the local day,
at the last second before midnight; working days skip what the calendar says is off.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta, tzinfo
from typing import Final

from kapea.engines.dates.months import add_months
from kapea.engines.dates.working_days import WorkingCalendar, add_working_days
from kapea.engines.errors import KapeaError

DURATION_UNITS: Final = ("minutes", "hours", "days", "working_days", "months")
_END_OF_DAY: Final = time(23, 59, 59)


class InvalidDuration(KapeaError):
    """A duration that is not one unit with a whole number from 0."""

    code = "dates.invalid_duration"


def deadline(
    start: datetime,
    duration: Mapping[str, object],
    *,
    calendar: WorkingCalendar,
    time_zone: tzinfo | None = None,
) -> datetime:
    """The last instant at which it is still in time, in the time zone of `start`.

    duration: one unit, as a rule of a pack says it: `{"hours": 48}`, `{"working_days": 3}`.
    time_zone: whose days count; the one of `start` when not given.
    Raises InvalidDuration.

    >>> from datetime import UTC
    >>> deadline(datetime(2025, 5, 9, 10, 0, tzinfo=UTC), {"hours": 48}, calendar=WorkingCalendar())
    datetime.datetime(2025, 5, 11, 10, 0, tzinfo=datetime.timezone.utc)
    >>> deadline(datetime(2025, 5, 9, 10, 0, tzinfo=UTC), {"working_days": 3}, calendar=WorkingCalendar())
    datetime.datetime(2025, 5, 14, 23, 59, 59, tzinfo=datetime.timezone.utc)
    """
    if start.tzinfo is None:
        raise InvalidDuration("A deadline starts at an instant with a time zone.")
    unit, count = _unit(duration)
    if unit in ("minutes", "hours"):
        return start + timedelta(**{unit: count})
    local = start.astimezone(time_zone or start.tzinfo)
    if unit == "days":
        last = local.date() + timedelta(days=count)
    elif unit == "months":
        last = add_months(local.date(), count)
    else:
        last = add_working_days(local.date(), count, calendar=calendar)
    return datetime.combine(last, _END_OF_DAY, tzinfo=local.tzinfo).astimezone(start.tzinfo)


def _unit(duration: Mapping[str, object]) -> tuple[str, int]:
    given = [(unit, duration[unit]) for unit in DURATION_UNITS if unit in duration]
    if len(given) != 1 or len(duration) != 1:
        raise InvalidDuration(f"A duration has one unit of {', '.join(DURATION_UNITS)}.")
    unit, count = given[0]
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise InvalidDuration(f"The {unit} of a duration are a whole number from 0.")
    return unit, count
