"""When the child is visited."""

from datetime import date

import pytest

from kapea.engines.dates import FollowUpCalendar
from kapea.registers.casework.rules.visits import (
    VisitDays,
    may_make_up,
    may_visit_on,
    next_after_return,
    next_in_community,
    visit_answering,
    visit_lines,
)

CALENDAR = FollowUpCalendar(months=(1, 2, 3), opens_days_before=7, grace_days=7, source="proposed")
RETURNED = date(2026, 1, 31)


def test_visits_after_return_show_which_are_made_and_which_are_late():
    visited = VisitDays(answering=(date(2026, 2, 27),))
    lines = visit_lines(CALENDAR, returned_on=RETURNED, visited=visited, today=date(2026, 4, 10))
    assert [(line.month, line.state.value) for line in lines] == [(1, "made"), (2, "overdue"), (3, "planned")]


def test_the_next_visit_is_the_first_one_not_made():
    made = (date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30))

    def after(*days: date, **made_up: date) -> date | None:
        months = {int(name[1:]): day for name, day in made_up.items()}
        visited = VisitDays(answering=days, made_up=months)
        return next_after_return(CALENDAR, returned_on=RETURNED, visited=visited)

    assert after() == date(2026, 2, 28)
    assert after(made[0]) == date(2026, 3, 31)
    assert after(*made) is None
    assert after(*made[1:]) == date(2026, 2, 28)
    assert after(*made[1:], m1=date(2026, 4, 2)) is None


def test_a_missed_visit_can_be_made_up_for_once_its_time_is_over_and_stays_missed():
    day = date(2026, 4, 2)

    def missed(**visited) -> list[int]:
        found = may_make_up(CALENDAR, returned_on=RETURNED, visited=VisitDays(**visited), on=day)
        return [visit.month for visit in found]

    assert missed() == [1]
    assert missed(answering=(date(2026, 2, 27),)) == []
    assert missed(made_up={1: date(2026, 4, 1)}) == []
    early = may_make_up(CALENDAR, returned_on=RETURNED, visited=VisitDays(), on=date(2026, 3, 1))
    assert early == []
    visited = VisitDays(made_up={1: day})
    line = visit_lines(CALENDAR, returned_on=RETURNED, visited=visited, today=day)[0]
    assert (line.state.value, line.made_up_on) == ("missed", day)


def test_a_visit_answers_the_planned_one_whose_window_it_falls_in():
    answered = visit_answering(CALENDAR, returned_on=RETURNED, visited_on=date(2026, 2, 21))
    assert answered is not None
    assert answered.month == 1
    assert visit_answering(CALENDAR, returned_on=RETURNED, visited_on=date(2026, 2, 2)) is None


def test_in_the_community_the_interval_counts_from_the_last_visit():
    assert next_in_community({"days": 7}, since=date(2026, 3, 2)) == date(2026, 3, 9)
    assert next_in_community({"months": 1}, since=date(2026, 1, 31)) == date(2026, 2, 28)
    assert next_in_community({}, since=date(2026, 3, 2)) is None


@pytest.mark.parametrize(
    ("day", "possible"),
    [
        (date(2026, 3, 3), False),
        (date(2026, 3, 2), True),
        (date(2026, 1, 31), True),
        (date(2026, 1, 30), False),
    ],
)
def test_a_visit_lies_between_the_return_and_today(day, possible):
    found = may_visit_on(day, opened_on=date(2026, 1, 1), returned_on=RETURNED, today=date(2026, 3, 2))
    assert found is possible
