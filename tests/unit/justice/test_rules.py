"""What follows what in a proceeding, and what must be said when it is unusual."""

from datetime import date

import pytest

from kapea.engines.law.penalty import Term, Unit
from kapea.registers.justice import errors
from kapea.registers.justice.errors import (
    ActNotOpen,
    BanTooLong,
    DayNotPossible,
    EnforcementNotExhausted,
    InterviewReasonNeeded,
    MeasureNotOpen,
    ReasonNeeded,
    SentenceReasonNeeded,
    SettlementNotReviewed,
    SpecialNeedNeeded,
    StepNotNext,
    SubjectNotNamed,
    SupportPersonNeeded,
)
from kapea.registers.justice.rules import (
    compensation,
    cooperation,
    interviews,
    measures,
    sentences,
    stages,
    vetting,
)

TODAY = date(2026, 3, 2)
RULE = measures.MeasureRule(
    always=("screen", "in_camera"),
    needs_reason=frozenset({"tv_link"}),
    needs_name=frozenset({"support_person"}),
)
STEPS = ("sent", "received", "answered")


def check(act: str, stage: str, **more) -> None:
    stages.check_act(act, stage=stage, on=TODAY, since=TODAY, today=TODAY, **more)


def test_every_act_leads_from_known_stages_to_a_known_one():
    for act in stages.ACTS.values():
        assert set(act.at) <= set(stages.STAGES)
        assert not act.leads_to or act.leads_to in stages.STAGES


def test_each_stage_but_the_end_can_be_left():
    for stage in stages.STAGES:
        leaving = [act for act in stages.ACTS.values() if stage in act.at and act.leads_to not in ("", stage)]
        assert leaving, stage


def test_a_complaint_goes_to_the_prosecutor_and_not_straight_to_trial():
    check("open_case", "complaint")
    with pytest.raises(ActNotOpen):
        check("send_to_trial", "complaint")


def test_a_judgment_is_not_recorded_as_a_bare_act():
    with pytest.raises(ActNotOpen):
        check("judge", "trial")


@pytest.mark.parametrize(
    ("act", "stage"), [("drop", "prosecution"), ("dismiss", "investigation"), ("order_detention", "trial")]
)
def test_giving_up_and_detaining_ask_why(act, stage):
    with pytest.raises(ReasonNeeded):
        check(act, stage, reason="  ")
    check(act, stage, reason="No act was found.")


@pytest.mark.parametrize(("act", "stage"), [("drop", "complaint"), ("dismiss", "investigation")])
def test_a_matter_is_not_given_up_while_a_settlement_waits(act, stage):
    with pytest.raises(SettlementNotReviewed):
        check(act, stage, reason="The family agreed.", has_open_concern=True)


def test_a_judged_matter_is_not_taken_up_again():
    check("reopen", "ended", reason="A witness came.")
    with pytest.raises(ActNotOpen):
        check("reopen", "ended", reason="A witness came.", was_judged=True)


@pytest.mark.parametrize("on", [date(2026, 3, 1), date(2026, 3, 3)])
def test_an_act_lies_neither_before_the_stage_nor_in_the_future(on):
    with pytest.raises(DayNotPossible):
        stages.check_act("open_case", stage="complaint", on=on, since=TODAY, today=TODAY)


def test_the_path_shows_one_current_stage():
    states = [state for _name, state in stages.path_of("trial")]
    assert states.count("current") == 1
    assert states[:3] == ["done"] * 3


def test_a_second_interview_asks_why():
    assert interviews.next_number(0, reason="", reason_from=2) == 1
    with pytest.raises(InterviewReasonNeeded):
        interviews.next_number(1, reason="", reason_from=2)
    assert interviews.next_number(1, reason="She remembered more.", reason_from=2) == 2


def test_the_screen_stands_to_every_child_first():
    assert RULE.missing(()) == ("screen", "in_camera")
    assert RULE.missing(("screen",)) == ("in_camera",)


def test_a_tv_link_needs_a_special_need_and_a_screen_does_not():
    measures.check_asked("screen", special_need="", rule=RULE)
    with pytest.raises(SpecialNeedNeeded):
        measures.check_asked("tv_link", special_need="", rule=RULE)


def decide(measure: str = "screen", **more) -> None:
    told = {"state": "asked", "is_granted": True, "reason": "", "person": "", **more}
    measures.check_decided(measure, rule=RULE, **told)


def test_a_refusal_says_why_and_a_support_person_has_a_name():
    with pytest.raises(ReasonNeeded):
        decide(is_granted=False)
    with pytest.raises(SupportPersonNeeded):
        decide("support_person")
    decide("support_person", person="An aunt")
    with pytest.raises(MeasureNotOpen):
        decide(state="refused")


def test_a_measure_not_granted_cannot_be_used_and_not_using_says_why():
    with pytest.raises(MeasureNotOpen):
        measures.check_used(state="asked", was_used=True, reason="")
    with pytest.raises(ReasonNeeded):
        measures.check_used(state="granted", was_used=False, reason="")


def test_a_fine_outside_the_range_needs_the_court_s_reason():
    with pytest.raises(errors.SentenceReasonNeeded):
        sentences.check_reason(is_within=True, is_fine_within=False, reason="")
    sentences.check_reason(is_within=True, is_fine_within=False, reason="As the court says.")


def test_no_more_is_suspended_than_was_given():
    sentences.check_suspended(Term(amount=2), Term(amount=24, unit=Unit.MONTHS))
    with pytest.raises(errors.SuspendedTooLong):
        sentences.check_suspended(Term(amount=2), Term(amount=25, unit=Unit.MONTHS))
    with pytest.raises(errors.SuspendedTooLong):
        sentences.check_suspended(None, Term(amount=1))


@pytest.mark.parametrize("is_within", [True, None])
def test_a_sentence_in_range_or_not_checked_needs_no_reason(is_within):
    sentences.check_reason(is_within=is_within, reason="")


def test_a_sentence_outside_the_range_needs_a_reason():
    with pytest.raises(SentenceReasonNeeded):
        sentences.check_reason(is_within=False, reason=" ")


@pytest.mark.parametrize(
    ("until_on", "is_for_good"),
    [(date(2031, 3, 3), False), (None, False), (date(2026, 3, 2), False), (date(2028, 1, 1), True)],
)
def test_a_ban_of_at_most_five_years_is_neither_longer_nor_without_end(until_on, is_for_good):
    with pytest.raises(BanTooLong):
        sentences.check_ban(on=TODAY, until_on=until_on, is_for_good=is_for_good, most_years=5)


def test_a_ban_for_good_stands_beside_the_longest_term():
    sentences.check_ban(on=TODAY, until_on=None, is_for_good=True, most_years=5)
    sentences.check_ban(on=TODAY, until_on=date(2031, 3, 2), is_for_good=False, most_years=5)


def test_what_is_owed_never_falls_below_nothing_and_is_late_only_after_its_day():
    held = compensation.owed(100, [80])
    assert held.left == 20
    assert not held.is_in_arrears(due_on=TODAY, today=TODAY)
    assert held.is_in_arrears(due_on=date(2026, 3, 1), today=TODAY)
    assert not held.is_in_arrears(due_on=None, today=TODAY)
    assert compensation.owed(100, [80, 40]).left == 0


@pytest.mark.parametrize(
    ("asked", "exhausted", "left"), [(False, True, 5), (True, False, 5), (True, True, 0)]
)
def test_imprisonment_in_lieu_is_the_last_means(asked, exhausted, left):
    with pytest.raises(EnforcementNotExhausted):
        compensation.check_lieu(asked_by_civil_party=asked, enforcement_exhausted=exhausted, left=left)


def test_the_steps_of_a_request_follow_each_other():
    cooperation.check_step("sent", steps=STEPS, taken=())
    with pytest.raises(StepNotNext):
        cooperation.check_step("answered", steps=STEPS, taken=("sent",))
    assert cooperation.next_step(STEPS, STEPS) == ""


@pytest.mark.parametrize("written", ["john SMITH", "Smith,  John", "JOHN\u200bSMITH"])
def test_a_name_is_compared_without_case_order_and_typing(written):
    assert vetting.name_key(written) == vetting.name_key("John Smith")


def test_another_name_is_another_person():
    assert vetting.name_key("John Smyth") != vetting.name_key("John Smith")


def test_khmer_names_keep_their_vowels():
    assert vetting.name_key("សុខ ដារ៉ា") != vetting.name_key("សខ ដរា")
    assert vetting.name_key("ដារ៉ា សុខ") == vetting.name_key("សុខ ដារ៉ា")


def test_nobody_is_vetted_by_a_name_alone():
    with pytest.raises(SubjectNotNamed):
        vetting.check_named(name="John Smith", born_on=None, document="")
    vetting.check_named(name="", born_on=None, document="N 012")
