"""A clock tells how it stands, and a roster tells which hours nobody covers."""

from datetime import UTC, datetime, timedelta

import pytest

from kapea.registers.hotline.roster import gaps_between
from kapea.registers.hotline.rules import Clock

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("due_at", "met_at", "state"),
    [
        (NOON + HOUR, None, "running"),
        (NOON - HOUR, None, "late"),
        (NOON, NOON, "met"),
        (NOON - HOUR, NOON, "met_late"),
        (None, None, "unset"),
        (None, NOON, "met"),
    ],
)
def test_a_clock_says_how_it_stands(due_at, met_at, state):
    assert Clock(name="referral", due_at=due_at, met_at=met_at).state(NOON) == state


def test_hours_between_shifts_and_after_the_last_are_uncovered():
    shifts = [(NOON + HOUR, NOON + 2 * HOUR), (NOON + 3 * HOUR, NOON + 4 * HOUR)]
    assert gaps_between(shifts, start=NOON, end=NOON + 5 * HOUR) == [
        (NOON, NOON + HOUR),
        (NOON + 2 * HOUR, NOON + 3 * HOUR),
        (NOON + 4 * HOUR, NOON + 5 * HOUR),
    ]


def test_shifts_that_overlap_leave_no_gap():
    shifts = [(NOON, NOON + 3 * HOUR), (NOON + HOUR, NOON + 5 * HOUR)]
    assert gaps_between(shifts, start=NOON, end=NOON + 4 * HOUR) == []


def test_an_empty_roster_is_one_gap():
    assert gaps_between([], start=NOON, end=NOON + HOUR) == [(NOON, NOON + HOUR)]
