"""A month later is the same day, or the last day of a shorter month."""

from datetime import date

import pytest

from kapea.engines.dates import add_months


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 31), 2, date(2025, 3, 31)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
        (date(2025, 6, 30), 0, date(2025, 6, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_a_day_some_months_away(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later
