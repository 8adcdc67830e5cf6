"""At which step a case stands."""

from dataclasses import replace

import pytest

from kapea.registers.casework.rules.steps import (
    CaseFacts,
    may_assess,
    may_implement,
    may_plan,
    missing_in,
    step_of,
)

IDENTIFIED = CaseFacts(
    accepted=True, child_registered=True, ground_recorded=True, identification_decided=True
)
ASSESSED = replace(IDENTIFIED, risk_assessed=True, assessed=True)


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (CaseFacts(), "contact"),
        (CaseFacts(accepted=True), "identification"),
        (IDENTIFIED, "assessment"),
        (ASSESSED, "planning"),
        (replace(ASSESSED, planned=True), "implementation"),
        (replace(ASSESSED, planned=True, follow_up_begun=True), "follow_up"),
        (CaseFacts(accepted=True, closure_asked=True), "closure"),
        (replace(ASSESSED, planned=True, closed=True), "closure"),
    ],
)
def test_a_case_stands_at_the_first_step_whose_needs_are_not_met(facts, step):
    assert step_of(facts) == step


def test_a_plan_made_early_does_not_let_a_case_skip_identification():
    assert step_of(CaseFacts(accepted=True, planned=True, follow_up_begun=True)) == "identification"


@pytest.mark.parametrize("need", ["child_registered", "ground_recorded", "identification_decided"])
def test_a_child_is_assessed_only_when_identified(need):
    assert may_assess(IDENTIFIED)
    assert not may_assess(replace(IDENTIFIED, **{need: False}))


def test_a_plan_waits_for_risk_and_assessment():
    assert not may_plan(replace(IDENTIFIED, risk_assessed=True))
    assert not may_plan(replace(IDENTIFIED, assessed=True))
    assert may_plan(ASSESSED)
    assert not may_implement(ASSESSED)


def test_a_worker_is_told_what_the_step_still_needs():
    facts = CaseFacts(accepted=True, ground_recorded=True)
    assert missing_in("identification", facts) == ("child_registered", "identification_decided")
    assert missing_in("follow_up", facts) == ()
