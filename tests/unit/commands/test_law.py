"""What `kapea law` says in words: which provisions, why, what to find out, and that it does not decide."""

from argparse import Namespace
from pathlib import Path

import pytest

from kapea.commands import law

PACK = Path("packs/khm")
NOTICE = "This informs and does not decide."


@pytest.fixture
def told(tmp_path):
    """Return what the command says of facts."""

    def ask(facts: str) -> str:
        file = tmp_path / "facts.yaml"
        file.write_text(facts)
        status, _found, text = law._charges(Namespace(pack=PACK, facts=file))
        assert status == 0
        return text

    return ask


def test_charges_say_what_is_met_and_what_is_to_be_found_out(told):
    text = told("victim: {age: 13}\nacts: [intercourse, procure]\n")
    procuring = text[text.index("CC-289") :].split("\n\n")[0]
    assert "may apply" in procuring
    assert "met: procuring in any way; exploitation in prostitution; 0-17 years" in procuring
    assert "unknown: in force on the day of the act" in procuring
    assert "felony, 7-15 years" in procuring
    assert "sources: S2 §84(e)" in procuring
    assert "- On which day was it done? (CC-284, CC-289" in text
    assert text.endswith(NOTICE)


def test_a_suspect_too_young_to_be_charged_is_said_so_and_never_that_it_applies(told):
    text = told("date: 2015-01-01\nvictim: {age: 13}\nsuspect: {age: 12}\nacts: [intercourse]\n")
    assert "TIPSE-42  Sexual intercourse with a minor under fifteen: does not apply" in text
    assert "unmet: not under 14" in text
    assert ": applies" not in text


def test_what_an_act_done_abroad_needs_is_said(told):
    text = told(
        "date: 2019-06-30\nplace: THA\nacts: [procure]\nvictim: {age: 16, nationality: KHM}\n"
        "suspect: {age: 40, nationality: KHM}\n"
    )
    said = {part.split()[0]: part for part in text.split("\n\n")}
    assert "done abroad: it must be punishable there too" in said["CC-284"]
    assert "done abroad: it need not be punishable there" in said["CC-289"]
    assert "is not settled" in said["TIPSE-28"]
    assert "also possible: confiscation (TIPSE-48)" in said["TIPSE-28"]


def test_a_child_s_own_picture_is_not_proposed_and_it_is_said_why(told):
    text = told(
        "acts: [produce csam]\nvictim: {age: 15}\nsuspect: {age: 15, same_as_victim: true}\n"
        "date: 2019-06-30\nplace: KHM\n"
    )
    assert "TIPSE-41-3: not proposed. The suspect is, or may be, the child." in text
    assert "No provision" not in text


def test_a_day_known_to_the_month_gives_two_ends_of_the_limitation(told):
    text = told("date: 2019-06\nplace: KHM\nacts: [procure]\nvictim: {age: 16}\nsuspect: {age: 40}\n")
    assert "limitation ends: between 2034-06-01 and 2034-06-30" in text


def test_a_scenario_says_what_gets_better_and_which_recommendations_are_met():
    _status, _found, text = law._assess(Namespace(pack=PACK, on=None, scenario="SC1"))
    assert "11 better, 0 worse" in text
    assert "OPSC-2c-2: gap -> compliant (better)" in text
    assert "S0-R04: recommendation met (Grooming)" in text
    assert text.endswith(NOTICE)


def test_consequences_and_criteria_say_that_they_do_not_decide():
    for text in (
        law._consequences(Namespace(pack=PACK, on=None))[2],
        law._assess(Namespace(pack=PACK, on="2005-01-01", scenario=None))[2],
    ):
        assert text.endswith(NOTICE)
