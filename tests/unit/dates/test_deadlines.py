"""By when it must be done."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kapea.engines.dates import InvalidDuration, WorkingCalendar, deadline

CALENDAR = WorkingCalendar()
PHNOM_PENH = ZoneInfo("Asia/Phnom_Penh")
FRIDAY_EVENING = datetime(2025, 5, 9, 18, 30, tzinfo=UTC)  # Saturday 01:30 seven hours to the east


@pytest.mark.parametrize(
    ("duration", "due"),
    [
        ({"minutes": 15}, datetime(2025, 5, 9, 18, 45, tzinfo=UTC)),
        ({"hours": 48}, datetime(2025, 5, 11, 18, 30, tzinfo=UTC)),
        ({"days": 7}, datetime(2025, 5, 16, 23, 59, 59, tzinfo=UTC)),
        ({"working_days": 3}, datetime(2025, 5, 14, 23, 59, 59, tzinfo=UTC)),
        ({"months": 1}, datetime(2025, 6, 9, 23, 59, 59, tzinfo=UTC)),
        ({"hours": 0}, FRIDAY_EVENING),
    ],
)
def test_hours_run_through_the_night_and_days_end_with_the_day(
    duration: Mapping[str, object], due: datetime
) -> None:
    assert deadline(FRIDAY_EVENING, duration, calendar=CALENDAR) == due


def test_a_day_ends_when_the_country_s_day_ends() -> None:
    due = deadline(FRIDAY_EVENING, {"days": 1}, calendar=CALENDAR, time_zone=PHNOM_PENH)
    assert due == datetime(2025, 5, 11, 23, 59, 59, tzinfo=PHNOM_PENH)
    assert due.tzinfo is UTC


def test_working_days_are_the_country_s() -> None:
    due = deadline(FRIDAY_EVENING, {"working_days": 1}, calendar=CALENDAR, time_zone=PHNOM_PENH)
    assert due.astimezone(PHNOM_PENH).date().isoformat() == "2025-05-12"


def test_a_clock_without_a_time_zone_is_refused() -> None:
    with pytest.raises(InvalidDuration, match="time zone"):
        deadline(datetime(2025, 5, 9), {"hours": 1}, calendar=CALENDAR)


@pytest.mark.parametrize(
    "duration",
    [
        {},
        {"hours": 1, "days": 1},
        {"hours": -1},
        {"hours": 1.5},
        {"hours": True},
        {"weeks": 1},
        {"hours": None},
    ],
)
def test_a_duration_is_one_unit_and_a_whole_number(duration: Mapping[str, object]) -> None:
    with pytest.raises(InvalidDuration):
        deadline(FRIDAY_EVENING, duration, calendar=CALENDAR)
