"""What must be there before a child is handed over, and when the months after a return are done."""

from datetime import date, timedelta

import pytest

from kapea.engines.dates import FollowUpCalendar, add_months
from kapea.registers.returns.rules.closing import (
    FollowUpNotDone,
    check_closing,
    next_visit_on,
    standing,
    visit_lines,
)
from kapea.registers.returns.rules.steps import (
    GatesNotMet,
    ReturnFacts,
    check_gates,
    gates_of,
    missing_gates,
    stage_of,
)

TODAY = date(2026, 3, 2)
VALUES = {
    "always": ["recognised", "traced", "assessed", "consented", "escorted"],
    "across_a_border": ["papers"],
}
GATES = gates_of(VALUES, direction="in")
DONE = {
    "is_accepted": True,
    "recognised": "recognised",
    "is_traced": True,
    "assessed": "suitable",
    "consent": "given",
    "has_papers": True,
    "papers_until": TODAY,
    "has_escort": True,
}
CALENDAR = FollowUpCalendar(months=(1, 2, 3, 6, 9, 12), opens_days_before=7, grace_days=14, source="proposed")


def facts(**more: object) -> ReturnFacts:
    return ReturnFacts(**{**DONE, **more})


def test_a_return_within_the_country_needs_no_papers():
    assert "papers" in gates_of(VALUES, direction="out")
    assert "papers" not in gates_of(VALUES, direction="within")


@pytest.mark.parametrize(
    ("more", "gate"),
    [
        ({"recognised": "not_recognised"}, "recognised"),
        ({"is_traced": False}, "traced"),
        ({"assessed": "not_suitable"}, "assessed"),
        ({"assessed": ""}, "assessed"),
        ({"consent": "withdrawn"}, "consented"),
        ({"consent": "refused"}, "consented"),
        ({"has_papers": False}, "papers"),
        ({"papers_until": TODAY - timedelta(days=1)}, "papers"),
        ({"has_escort": False}, "escorted"),
    ],
)
def test_each_gate_alone_holds_the_child_back(more, gate):
    assert missing_gates(GATES, facts(**more), today=TODAY) == (gate,)
    with pytest.raises(GatesNotMet) as refused:
        check_gates(GATES, facts(**more), today=TODAY)
    assert refused.value.missing == (gate,)
    assert stage_of(facts(**more), GATES, today=TODAY) == "preparation"


def test_a_gate_that_nobody_knows_is_never_met():
    assert missing_gates([*GATES, "blessed"], facts(), today=TODAY) == ("blessed",)


def test_the_stage_follows_from_what_was_done():
    assert stage_of(ReturnFacts(), GATES, today=TODAY) == "received"
    assert stage_of(facts(), GATES, today=TODAY) == "ready"
    assert stage_of(facts(handed_over_on=TODAY), GATES, today=TODAY) == "crossing"
    assert stage_of(facts(handed_over_on=TODAY, arrived_on=TODAY), GATES, today=TODAY) == "follow_up"
    assert stage_of(facts(is_stopped=True), GATES, today=TODAY) == "stopped"


def lines(visited: list[date], *, today: date):
    return visit_lines(CALENDAR, arrived_on=TODAY, visited_on=visited, today=today)


ALL_MADE = [add_months(TODAY, month) for month in CALENDAR.months]
END = date(2027, 3, 2)


def test_twelve_months_with_every_visit_close_without_a_waiver():
    found = standing(lines(ALL_MADE, today=END), arrived_on=TODAY, minimum_months=12, today=END)
    assert found.is_done
    check_closing(found, waiver="")


def test_a_day_before_twelve_months_is_too_early():
    day = END - timedelta(days=1)
    made = [*ALL_MADE[:-1], day]
    found = standing(lines(made, today=day), arrived_on=TODAY, minimum_months=12, today=day)
    assert (found.is_too_early, found.not_made, found.until) == (True, (), END)
    with pytest.raises(FollowUpNotDone):
        check_closing(found, waiver=" ")
    check_closing(found, waiver="The child moved abroad.")


@pytest.mark.parametrize("missing", range(6))
def test_any_visit_that_was_not_made_stands_against_closing(missing):
    made = [day for number, day in enumerate(ALL_MADE) if number != missing]
    found = standing(lines(made, today=END), arrived_on=TODAY, minimum_months=12, today=END)
    assert found.not_made == (CALENDAR.months[missing],)
    with pytest.raises(FollowUpNotDone):
        check_closing(found, waiver="")


def test_a_missed_visit_that_was_made_up_for_stands_against_closing_no_more_and_stays_missed():
    made = ALL_MADE[1:]
    found = visit_lines(
        CALENDAR, arrived_on=TODAY, visited_on=made, today=END, made_up={1: date(2026, 6, 20)}
    )
    assert standing(found, arrived_on=TODAY, minimum_months=12, today=END).is_done
    assert (found[0].state.value, found[0].made_up_on) == ("missed", date(2026, 6, 20))


def test_the_next_visit_is_the_first_that_can_still_be_made():
    assert next_visit_on(lines([], today=TODAY)) == date(2026, 4, 2)
    assert next_visit_on(lines([], today=date(2026, 5, 1))) == date(2026, 5, 2)
    assert next_visit_on(lines(ALL_MADE, today=END)) is None
