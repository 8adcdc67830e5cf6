"""Which days the offices of a country work."""

from datetime import date

import pytest

from kapea.engines.dates import Holiday, WorkingCalendar, add_working_days
from kapea.engines.dates.working_days import NoWorkingDays

FRIDAY = date(2025, 5, 9)
MONDAY = date(2025, 5, 12)


def test_the_weekend_is_skipped() -> None:
    assert add_working_days(FRIDAY, 1, calendar=WorkingCalendar()) == MONDAY


def test_a_country_may_rest_on_another_day() -> None:
    calendar = WorkingCalendar(weekend=frozenset({4}))
    assert not calendar.is_working(FRIDAY)
    assert calendar.is_working(date(2025, 5, 11))


def test_a_confirmed_holiday_is_skipped() -> None:
    calendar = WorkingCalendar(holidays=(Holiday(on=MONDAY, name="A day off", state="sourced"),))
    assert add_working_days(FRIDAY, 1, calendar=calendar) == date(2025, 5, 13)


def test_a_holiday_that_nobody_confirmed_does_not_stop_the_clock() -> None:
    calendar = WorkingCalendar(holidays=(Holiday(on=MONDAY, name="Perhaps", state="unconfirmed"),))
    assert add_working_days(FRIDAY, 1, calendar=calendar) == MONDAY


def test_no_working_day_later_is_the_next_day_that_is_worked() -> None:
    assert add_working_days(date(2025, 5, 10), 0, calendar=WorkingCalendar()) == MONDAY
    assert add_working_days(FRIDAY, 0, calendar=WorkingCalendar()) == FRIDAY


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(NoWorkingDays):
        WorkingCalendar(weekend=frozenset(range(7)))
