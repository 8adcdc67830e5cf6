"""The law of the pack: what its own files say must come out of the engine."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from kapea.engines.law.assessment import assess as assess_law
from kapea.engines.law.effects import Direction, effects
from kapea.engines.law.facts import Basis
from kapea.engines.law.scenario import Scenario
from kapea.packs import law

PACK = Path(__file__).parents[3] / "packs" / "khm"
CRITERIA = yaml.safe_load((PACK / "law" / "criteria.yaml").read_text(encoding="utf-8"))
OFFENCES = yaml.safe_load((PACK / "law" / "offences.yaml").read_text(encoding="utf-8"))["offences"]
DAYS = {"days": 1, "months": 365.25 / 12, "years": 365.25}
MEASURED = [scenario for scenario in CRITERIA["scenarios"] if "expected_changes" in scenario]


@pytest.fixture(scope="module")
def body():
    return law.load_law(PACK)


@pytest.fixture(scope="module")
def now(body):
    return assess_law(body)


def test_every_criterion_and_fact_of_the_file_is_assessed(now):
    assert [result.criterion.id for result in now.results] == [one["id"] for one in CRITERIA["criteria"]]
    assert set(now.facts) == set(CRITERIA["facts"])


def test_what_is_derived_from_the_coded_provisions_agrees_with_what_the_sources_say(now):
    differing = {
        name: (value.value, CRITERIA["facts"][name]["value"], value.why)
        for name, value in now.facts.items()
        if value.value is not CRITERIA["facts"][name]["value"]
    }
    assert differing == {}


def test_a_good_part_of_the_facts_is_derived_and_each_names_its_source(now):
    assert sum(value.basis is Basis.DERIVED for value in now.facts.values()) >= 60
    assert [name for name, value in now.facts.items() if not value.sources] == []


def test_what_the_assessors_say_together_is_the_consensus_of_the_file(now):
    assert {result.criterion.id: result.consensus for result in now.results} == {
        one["id"]: one["consensus"] for one in CRITERIA["criteria"]
    }


@pytest.mark.parametrize("scenario", MEASURED, ids=lambda scenario: scenario["id"])
def test_a_scenario_changes_exactly_the_criteria_its_file_expects(scenario):
    found = law.assess(PACK, scenario=scenario["id"])
    keys = ("criterion", "before", "after", "direction")
    assert sorted(tuple(one[key] for key in keys) for one in found["changes"]) == sorted(
        tuple(one[key] for key in keys) for one in scenario["expected_changes"]
    )
    assert found["net"] == scenario["net"]


@pytest.mark.parametrize("scenario", CRITERIA["scenarios"], ids=lambda scenario: scenario["id"])
def test_an_entry_of_the_criteria_file_is_a_valid_scenario_file(scenario, tmp_path):
    alone = tmp_path / "scenario.yaml"
    alone.write_text(yaml.safe_dump(scenario, allow_unicode=True), encoding="utf-8")
    assert law.assess(PACK, scenario=alone)["changes"] == law.assess(PACK, scenario=scenario["id"])["changes"]


def expected_consequences(record):
    """The derivation rules of the file's meta, once more and as plainly as can be."""
    term = record["imprisonment"]
    if term is None:
        is_open = record["law"] == "TIPSE" and record["kind"] in ("offence", "attempt")
        return (None, None, None, "open" if is_open else None, None, None)
    most = term["max"] * DAYS[term["unit"]]
    is_felony = most > 5 * 365.25
    return (
        "felony" if is_felony else "misdemeanour",
        15 if is_felony else 5,
        "mandatory" if is_felony else "optional",
        "open" if record["law"] == "TIPSE" else not is_felony,
        most > 365.25,
        most >= 2 * 365.25,
    )


def test_the_consequences_of_every_record_are_those_of_the_derivation_rules():
    keys = (
        "class",
        "limitation_years",
        "investigation",
        "double_criminality",
        "extraditable_treaty",
        "extraditable_code",
    )
    found = {one["id"]: tuple(one[key] for key in keys) for one in law.consequences(PACK)["offences"]}
    records = {record["id"]: record for record in OFFENCES if record["kind"] != "summary_claim"}
    assert found == {name: expected_consequences(record) for name, record in records.items()}


def test_a_summary_of_a_source_is_kept_as_a_claim_and_never_as_an_offence():
    assert [claim["id"] for claim in law.consequences(PACK)["claims"]] == ["TIPSE-TRAFF"]


def test_repealing_any_one_offence_helps_only_where_the_offence_itself_was_the_harm(body):
    """Two criteria ask for the absence of something: one regime only, and no liability of the child."""
    asks_for_absence = {"GL-04", "GL-05"}
    for offence in {one.id for one in body.offences if one.kind == "offence"}:
        for change in effects(body, Scenario(id="S", repeals=(offence,))).criteria:
            assert change.direction is Direction.WORSE or change.criterion in asks_for_absence, (
                offence,
                change,
            )


@pytest.mark.parametrize(
    ("on", "expected"), [("2007-12-31", "unclear"), ("2008-02-15", "compliant"), (None, "compliant")]
)
def test_buying_a_child_is_covered_from_the_day_of_the_law(on, expected):
    found = {one["id"]: one["status"] for one in law.assess(PACK, on=on)["criteria"]}
    assert found["OPSC-3b-1"] == expected


def test_a_bill_covers_nothing_on_any_day():
    found = {one["id"]: one for one in law.assess(PACK, on=date(2030, 1, 1))["criteria"]}
    (line,) = found["RIO-01"]["trace"]
    assert (found["RIO-01"]["status"], line["value"], line["provisions"]) == ("gap", False, ["TIPSE-41-2"])


def test_every_answer_says_that_it_informs_and_does_not_decide():
    answers = [law.assess(PACK), law.consequences(PACK)]
    assert all(answer["notice"] == "This informs and does not decide." for answer in answers)
