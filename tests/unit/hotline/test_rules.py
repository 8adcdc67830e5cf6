"""How urgent a contact is, and that no file comes in as text."""

import base64

import pytest

from kapea.registers.hotline.limits import LookUpBudget
from kapea.registers.hotline.rules import (
    StepNotOpen,
    check_step,
    is_embedded_file,
    next_steps,
    priority_of,
    without_zero_width,
)


@pytest.mark.parametrize(
    ("danger", "age", "priority"),
    [
        (True, None, "red"),
        (True, 17, "red"),
        (None, 17, "amber"),
        (False, 12, "amber"),
        (False, 13, "green"),
        (False, None, "green"),
    ],
)
def test_danger_is_red_and_not_knowing_is_never_green(danger, age, priority):
    assert priority_of(is_danger_now=danger, child_age_years=age) == priority


def test_a_new_contact_cannot_be_handed_over_before_triage():
    with pytest.raises(StepNotOpen):
        check_step("new", "hand_over")
    check_step("triaged", "hand_over")


def test_nothing_follows_a_closed_contact():
    assert next_steps("closed") == ()


@pytest.mark.parametrize(
    "text",
    [
        "data:image/png;base64,iVBORw0KGgo=",
        "see DATA : image/jpeg;base64,/9j/4AAQ",
        base64.b64encode(b"\x89PNG" + bytes(600)).decode(),
    ],
)
def test_a_file_dressed_as_text_is_seen(text):
    assert is_embedded_file(text)


@pytest.mark.parametrize(
    "text", ["គ្រូម្នាក់និយាយថា…" * 50, "He sent me https://example.org/a?b=c " * 20, "a" * 399]
)
def test_a_child_s_words_and_web_addresses_are_no_file(text):
    assert not is_embedded_file(text)


def test_zero_width_ends_and_nuls_are_cut():
    assert without_zero_width("\u200bសួស្តី\x00\ufeff ") == "សួស្តី"


def test_guessing_is_slowed_and_the_budget_comes_back():
    budget = LookUpBudget(most=3)
    for _guess in range(3):
        assert budget.may_try(at=0)
        budget.failed(at=0)
    assert not budget.may_try(at=30)
    assert budget.may_try(at=61)
