"""Whether a case may be closed."""

from dataclasses import replace
from datetime import date

import pytest

from kapea.registers.casework.rules.closure import ClosureFacts, checklist, follow_up_ends_on, unmet

CODES = (
    "goals_met",
    "no_open_referral",
    "no_live_protective_measure",
    "follow_up_done",
    "child_view_heard",
    "feedback_asked",
    "approved_by_another",
)
READY = ClosureFacts(
    today=date(2026, 3, 2),
    has_plan=True,
    minimum_months=12,
    child_view_heard=True,
    feedback_asked=True,
    no_protective_measure=True,
)


def why(facts: ClosureFacts) -> dict[str, str]:
    return {item.code: item.why for item in unmet(checklist(CODES, facts))}


def test_a_case_with_everything_done_may_be_closed():
    assert why(READY) == {}


def test_the_second_person_is_not_an_item_that_the_asker_can_meet():
    assert "approved_by_another" not in {item.code for item in checklist(CODES, READY)}


@pytest.mark.parametrize(
    ("change", "item", "reason"),
    [
        ({"open_actions": 2}, "goals_met", "open_actions"),
        ({"has_plan": False}, "goals_met", "no_plan"),
        ({"open_referrals": 1}, "no_open_referral", "open_referrals"),
        ({"no_protective_measure": False}, "no_live_protective_measure", "say_no_measure"),
        ({"live_measures": 1}, "no_live_protective_measure", "live_measures"),
        ({"child_view_heard": False}, "child_view_heard", "write_childs_view"),
        ({"feedback_asked": False}, "feedback_asked", "ask_feedback"),
        ({"returned_on": date(2025, 3, 3)}, "follow_up_done", "follow_up_until"),
        (
            {"returned_on": date(2025, 3, 2), "planned_visits_missing": 1},
            "follow_up_done",
            "visits_missing",
        ),
    ],
)
def test_each_item_says_why_it_is_not_met(change, item, reason):
    assert why(replace(READY, **change)) == {item: reason}


def test_follow_up_lasts_twelve_months_to_the_day():
    returned = replace(READY, returned_on=date(2025, 3, 2))
    assert follow_up_ends_on(returned) == date(2026, 3, 2)
    assert why(returned) == {}
    assert why(replace(returned, today=date(2026, 3, 1))) == {"follow_up_done": "follow_up_until"}


def test_a_child_who_never_left_needs_no_follow_up_after_return():
    assert why(replace(READY, returned_on=None)) == {}


def test_a_written_waiver_stands_for_the_missing_follow_up():
    early = replace(READY, returned_on=date(2026, 2, 1), waiver_given=True)
    assert why(early) == {}


def test_goals_may_stay_unmet_for_a_written_reason():
    assert why(replace(READY, open_actions=3, goals_reason_given=True)) == {}


def test_a_child_who_was_not_exploited_needs_no_plan():
    assert why(replace(READY, has_plan=False, is_not_victim=True)) == {}


def test_an_item_that_nobody_knows_how_to_check_counts_as_unmet():
    assert [item.why for item in checklist(["goals_mett"], READY)] == ["unknown_item"]
