"""Every proposal of the sources changes what its facts say, and nothing else.

The expected changes stand here as a lawyer can read them; the plain recomputation knows only the rule
"all true: compliant; some: partial; none and one false: gap; else unclear".
"""

from pathlib import Path

import pytest

from kapea.packs import law
from kapea.packs.law.body import read_scenarios
from kapea.packs.marked import FaultBook

PACK = Path(__file__).parents[3] / "packs" / "khm"
EXPECTED = {
    "SC1": {
        "OPSC-2c-2": "compliant", "OPSC-2c-3": "compliant", "OPSC-2c-4": "compliant", "OPSC-3c-2": "compliant",
        "RIO-01": "compliant", "RIO-02": "compliant", "RIO-03": "compliant", "RIO-04": "compliant",
        "RIO-05": "compliant", "ICMEC-05": "compliant", "PAL-3c-1": "compliant",
    },
    "SC2": {
        "GL-06": "compliant", "GL-07": "compliant", "OPSC-3c-2": "compliant", "RIO-01": "compliant",
        "GL-13": "compliant", "LANZ-3": "compliant", "OPSC-3-3": "gap",
    },
    "SC3": {"PAL-3c-1": "compliant"},
    "SC4": {"OPSC-9-5": "compliant", "GL-16": "compliant", "GL-17": "compliant"},
    "SC5": {"GL-20": "compliant", "OPSC-5-1": "compliant", "GL-21": "compliant"},
    "SC6": {"OPSC-8-1g": "compliant", "OPSC-9-4": "compliant"},
    "SC7": {
        "OPSC-2c-2": "compliant", "OPSC-2c-3": "compliant", "OPSC-2c-4": "compliant", "RIO-01": "compliant",
        "RIO-03": "compliant", "RIO-04": "compliant", "RIO-06": "compliant", "GL-08": "compliant",
        "GL-10": "compliant", "GL-11": "compliant", "OPSC-8-4": "compliant",
    },
    "SC8": {"GL-04": "compliant", "GL-05": "compliant"},
}  # fmt: skip
WORSE = {("SC2", "OPSC-3-3")}


def by_the_plain_rule(values: list[bool | None]) -> str:
    if all(value is True for value in values):
        return "compliant"
    if any(value is True for value in values) and any(value is False for value in values):
        return "partial"
    return "gap" if any(value is False for value in values) else "unclear"


def test_each_proposal_of_the_pack_is_looked_at():
    assert set(read_scenarios(FaultBook(root=PACK, strict=True))) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_proposal_changes_the_criteria_that_it_should_and_no_other(name):
    changes = law.assess(PACK, scenario=name)["changes"]
    assert {one["criterion"]: one["after"] for one in changes} == EXPECTED[name]
    worse = {(name, one["criterion"]) for one in changes if one["direction"] != "better"}
    assert worse == {pair for pair in WORSE if pair[0] == name}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_proposal_gives_what_the_plain_rule_gives_from_its_facts(name):
    told = read_scenarios(FaultBook(root=PACK, strict=True))[name].at("overrides").plain()
    body = law.load_law(PACK)
    before = law.assess(PACK)["criteria"]
    facts = {step["fact"]: step["value"] for one in before for step in one["trace"]} | told
    expected = {
        one.id: status
        for one in body.criteria
        if (status := by_the_plain_rule([facts[fact] for fact in one.requires]))
        != next(held["status"] for held in before if held["id"] == one.id)
    }
    assert expected == EXPECTED[name]


def test_the_penalties_that_an_author_states_are_worked_out_and_marked_as_stated():
    found = law.assess(PACK, scenario="SC2")["offence_changes"]
    changed = {(one["offence"], one["property"]): (one["before"], one["after"]) for one in found}
    for offence in ("TIPSE-41-3", "TIPSE-41-4"):
        assert changed[offence, "class"] == ("felony", "misdemeanour")
        assert changed[offence, "limitation_years"] == (15, 5)
        assert changed[offence, "investigation"] == ("mandatory", "optional")
