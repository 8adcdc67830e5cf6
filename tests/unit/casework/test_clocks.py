"""By when each step is due."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from kapea.engines.dates import WorkingCalendar
from kapea.registers.casework.rules.clocks import due_at, end_of

CLOCKS = {"assessment": {"high": {"hours": 72}, "low": {"days": 30}}, "planning": {"low": {"days": 1}}}
START = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Phnom_Penh")


def due(step: str, risk: str) -> datetime | None:
    return due_at(CLOCKS, step, risk=risk, start=START, calendar=WorkingCalendar(), time_zone=ZONE)


def test_a_higher_risk_is_due_sooner():
    assert due("assessment", "high") == datetime(2026, 3, 5, 3, 0, tzinfo=UTC)
    assert due("assessment", "low") == datetime(2026, 4, 1, 16, 59, 59, tzinfo=UTC)


def test_until_the_risk_is_judged_the_clock_of_the_highest_runs():
    assert due("assessment", "") == due("assessment", "high")


def test_what_the_pack_does_not_set_is_never_due():
    assert due("assessment", "no_action") is None
    assert due("planning", "high") is None
    assert due("closure", "low") is None


def test_a_day_ends_where_the_child_lives():
    assert end_of(date(2026, 3, 2), time_zone=ZONE).astimezone(UTC) == datetime(
        2026, 3, 2, 16, 59, 59, tzinfo=UTC
    )
