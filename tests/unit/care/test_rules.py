"""When residential care has lasted too long, what must be said before it, and what a facility is watched for."""

from datetime import date

import pytest

from kapea.registers.care.rules.facilities import Alarm, FacilityFacts, alarms, counted
from kapea.registers.care.rules.placements import (
    Clocks,
    LastResortNotSaid,
    ProlongationTooLong,
    check_last_resort,
    check_prolonged,
    is_fit,
    is_too_long,
    longest_until,
    next_review,
)

CLOCKS = Clocks(review_months=3, longest_residential_months=6, longest_prolongation_months=6)
FIRST = ["kinship", "foster_short"]
TODAY = date(2026, 3, 2)


def test_residential_care_ends_after_the_longest_months_and_family_care_does_not():
    arrived = date(2025, 8, 31)
    assert longest_until(CLOCKS, arrived_on=arrived, is_residential=True) == date(2026, 2, 28)
    assert longest_until(CLOCKS, arrived_on=arrived, is_residential=False) is None
    assert next_review(CLOCKS, after=arrived) == date(2025, 11, 30)


def test_the_last_day_itself_is_not_too_long():
    assert not is_too_long(until=TODAY, today=TODAY)
    assert is_too_long(until=date(2026, 3, 1), today=TODAY)
    assert not is_too_long(until=None, today=TODAY)


@pytest.mark.parametrize(
    ("tried", "why"), [([], "No relative"), (["kinship"], " "), (["adoption"], "No relative")]
)
def test_residential_care_without_a_word_on_family_care_is_refused(tried, why):
    with pytest.raises(LastResortNotSaid):
        check_last_resort(is_residential=True, tried=tried, why=why, first_consider=FIRST)


def test_family_care_needs_no_word_on_what_came_before():
    check_last_resort(is_residential=False, tried=[], why="", first_consider=FIRST)
    check_last_resort(is_residential=True, tried=["kinship"], why="Nobody", first_consider=FIRST)


@pytest.mark.parametrize("until", [TODAY, date(2026, 1, 1), date(2026, 9, 3)])
def test_a_prolongation_into_the_past_or_beyond_the_rule_is_refused(until):
    with pytest.raises(ProlongationTooLong):
        check_prolonged(CLOCKS, until=until, today=TODAY)


def test_what_nobody_knows_of_a_child_excludes_no_facility():
    served = {"serves_sex": "female", "age_from": 6, "age_to": 17}
    assert is_fit(**served, sex="", age_years=None)
    assert is_fit(**served, sex="female", age_years=17)
    assert not is_fit(**served, sex="male", age_years=10)
    assert not is_fit(**served, sex="female", age_years=18)


def watched(**more: object) -> tuple[Alarm, ...]:
    known = {"opened_on": date(2020, 1, 1), "capacity": 10, "occupied": 10, "licence_until": date(2027, 1, 1)}
    facts = FacilityFacts(**{**known, "inspected_on": date(2026, 1, 1), **more})
    return alarms(facts, today=TODAY, inspection_months=12, warn_days=60)


def test_a_facility_in_order_raises_no_alarm():
    assert watched() == ()


@pytest.mark.parametrize(
    ("more", "alarm"),
    [
        ({"occupied": 11}, Alarm.OVER_CAPACITY),
        ({"licence_until": None}, Alarm.NO_LICENCE),
        ({"licence_until": date(2026, 3, 1)}, Alarm.LICENCE_PAST),
        ({"licence_until": TODAY}, Alarm.LICENCE_SOON),
        ({"inspected_on": date(2025, 3, 1)}, Alarm.INSPECTION_LATE),
        ({"inspected_on": None}, Alarm.INSPECTION_LATE),
        ({"correct_by": date(2026, 3, 1)}, Alarm.CORRECTION_LATE),
        ({"open_ties": 1}, Alarm.SUSPECT),
        ({"open_complaints": 1}, Alarm.COMPLAINT),
        ({"stays_too_long": 1}, Alarm.STAY_TOO_LONG),
    ],
)
def test_each_thing_that_is_wrong_raises_its_own_alarm(more, alarm):
    assert watched(**more) == (alarm,)


def test_a_standard_that_was_not_looked_at_counts_nowhere():
    answers = {"food": "met", "fire": "not_met", "rooms": "not_seen", "school": "partly"}
    assert counted(answers) == {"met": 1, "partly": 1, "not_met": 1}
