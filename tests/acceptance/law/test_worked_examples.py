"""The worked examples of the pack, in words a lawyer can read: facts in, answer out."""

from pathlib import Path

import pytest
import yaml

from kapea.packs import law

PACK = Path(__file__).parents[3] / "packs" / "khm"
INCIDENTS = sorted((PACK / "examples" / "law").glob("*.yaml"))
AMENDMENTS = sorted((PACK / "examples" / "law" / "scenarios").glob("*.yaml"))


def told(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def names(charge, state):
    return {element["element"] for element in charge["elements"] if element["state"] == state}


@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_the_facts_of_an_example_give_the_charges_it_says_and_no_other(path):
    expected = told(path)["expect"]
    found = law.charges(PACK, path)
    by_offence = {charge["offence"]: charge for charge in found["charges"]}
    if "charges" in expected:
        assert set(by_offence) == set(expected["charges"])
    for offence, answer in expected.get("charges", {}).items():
        check_charge(by_offence[offence], answer)
    for offence, fits in expected.get("some", {}).items():
        assert by_offence[offence]["fits"] == fits
    assert not set(expected.get("absent", ())) & set(by_offence)
    assert {kept["offence"] for kept in found["withheld"]} == set(expected.get("withheld", ()))
    assert set(expected.get("to_find_out", ())) <= {question["fact"] for question in found["to_find_out"]}
    assert all(charge["sources"] for charge in found["charges"])


def check_charge(charge, answer):
    assert charge["fits"] == answer["fits"]
    assert set(answer.get("unmet", ())) == names(charge, "unmet") or "unmet" not in answer
    assert set(answer.get("unknown", ())) == names(charge, "unknown") or "unknown" not in answer
    for key in ("class", "limitation_ends_on", "competes_with"):
        if key in answer:
            assert charge[key] == answer[key]
    if "jurisdiction" in answer:
        assert charge["jurisdiction"]["state"] == answer["jurisdiction"]
    if "bases" in answer:
        assert charge["jurisdiction"]["bases"] == answer["bases"]
    if "double_criminality" in answer:
        assert charge["jurisdiction"]["abroad"]["double_criminality"] == answer["double_criminality"]
    penalties = {one["penalty"] for one in charge["additional_penalties"]}
    assert set(answer.get("additional", ())) <= penalties


@pytest.mark.parametrize("path", AMENDMENTS, ids=lambda path: path.stem)
def test_an_amendment_changes_the_criteria_it_says_and_no_other(path, tmp_path):
    example = told(path)
    expected = example["expect"]
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(yaml.safe_dump(example["scenario"], allow_unicode=True), encoding="utf-8")
    found = law.assess(PACK, scenario=scenario)
    assert by_criterion(found["changes"]) == by_criterion(expected["changes"])
    for change in expected.get("offence_changes", ()):
        assert any(change.items() <= one.items() for one in found["offence_changes"]), change
    if "recommendations_met" in expected:
        assert [one["id"] for one in found["recommendations_met"]] == expected["recommendations_met"]


def by_criterion(changes):
    return sorted((one["criterion"], one["before"], one["after"], one["direction"]) for one in changes)
