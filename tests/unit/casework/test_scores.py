"""What the answers to a tool add up to."""

from pathlib import Path

import pytest

from kapea.packs import load_pack
from kapea.registers.casework.rules.scores import scored

FORMS = load_pack(Path(__file__).parents[3] / "packs" / "xxa").forms


def test_a_tool_that_does_not_count_gives_no_sum():
    assert scored(FORMS["best_interests"], {"matter": "Where she lives"}) == (None, "")


def test_one_answer_may_decide_the_level_alone():
    tool = FORMS["risk_assessment"]
    deciding = next(question for question in tool.questions if question.decides)
    answer, level = deciding.decides
    assert scored(tool, {deciding.code: answer})[1] == level


def test_the_sum_gives_the_level_when_no_answer_decides():
    tool = FORMS["risk_assessment"]
    lowest = {
        question.code: min(question.choices, key=lambda each: each.score or 0).code
        for question in tool.questions
        if question.choices
    }
    total, level = scored(tool, lowest)
    assert total == 0
    assert level in ("", tool.levels[-1][0])


@pytest.mark.parametrize("answers", [{}, {"danger_now": None}, {"nothing": "yes"}])
def test_a_question_without_an_answer_adds_nothing(answers):
    assert scored(FORMS["risk_assessment"], answers)[0] == 0
