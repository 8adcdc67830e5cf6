"""Which step of an incident follows which, and on which days."""

from datetime import date

import pytest

from kapea.registers.police.rules import (
    DayNotPossible,
    Stages,
    StepNotOpen,
    check_step,
    is_arrest_possible,
    next_steps,
)

REPORTED = Stages(reported_on=date(2026, 3, 1))
CONFIRMED = Stages(reported_on=date(2026, 3, 1), confirmed_on=date(2026, 3, 2))
INVESTIGATED = Stages(
    reported_on=date(2026, 3, 1), confirmed_on=date(2026, 3, 2), investigated_on=date(2026, 3, 10)
)
TODAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("stages", "steps"),
    [(REPORTED, ("confirm", "close")), (CONFIRMED, ("investigate",)), (INVESTIGATED, ("send_to_court",))],
)
def test_each_stage_opens_the_next(stages, steps):
    assert next_steps(stages) == steps


def test_an_unconfirmed_incident_cannot_be_sent_to_court():
    with pytest.raises(StepNotOpen):
        check_step(REPORTED, step="send_to_court", on=TODAY, today=TODAY)


@pytest.mark.parametrize("on", [date(2026, 3, 9), date(2026, 4, 2)])
def test_a_step_lies_neither_before_the_one_it_follows_nor_in_the_future(on):
    with pytest.raises(DayNotPossible):
        check_step(INVESTIGATED, step="send_to_court", on=on, today=TODAY)


def test_a_step_may_lie_on_the_day_of_the_one_before():
    check_step(INVESTIGATED, step="send_to_court", on=date(2026, 3, 10), today=TODAY)


def test_an_arrest_is_possible_from_the_report_on():
    assert is_arrest_possible(REPORTED, on=date(2026, 3, 1), today=TODAY)
    assert not is_arrest_possible(REPORTED, on=date(2026, 2, 28), today=TODAY)
    assert not is_arrest_possible(REPORTED, on=date(2026, 4, 2), today=TODAY)
