"""The ways in which people write down what they know of an incident."""

from pathlib import Path

import pytest

from kapea.engines.errors import InputFault
from kapea.packs import law

PACK = Path(__file__).parents[3] / "packs" / "khm"
PLAIN = (
    "acts: [purchase]\nconsideration: given\n"
    "victim: {age: 16, nationality: KHM}\nsuspect: {age: 40, nationality: FRA}\n"
)
PERSONS = "victim: {age: 9}\nsuspect: {age: 40}\ndate: 2020\nplace: KHM\n"


def charged(folder, text):
    path = folder / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    return law.charges(PACK, path)


def fits(found):
    return {charge["offence"]: charge["fits"] for charge in found["charges"]}


@pytest.mark.parametrize(
    "place", ["KHM", "KH", "Cambodia", "កម្ពុជា", "Siem Reap", "{province: '17'}", "{country: KHM}"]
)
def test_the_country_may_be_named_by_code_by_name_or_by_one_of_its_provinces(tmp_path, place):
    found = charged(tmp_path, f"{PLAIN}date: 2020-01-01\nplace: {place}\n")
    assert fits(found)["TIPSE-34-15"] == "yes"
    assert found["charges"][0]["jurisdiction"]["bases"][0] == "territory"


@pytest.mark.parametrize("place", ["THA", "TH", "Thailand"])
def test_another_country_is_not_the_territory(tmp_path, place):
    found = charged(tmp_path, f"{PLAIN}date: 2020-01-01\nplace: {place}\n")
    assert found["charges"][0]["jurisdiction"]["bases"] == ["passive_nationality"]


def test_the_precision_of_a_date_may_stand_beside_it(tmp_path):
    found = charged(tmp_path, f"{PLAIN}date: 2020-05-17\ndate_precision: month\nplace: KHM\n")
    assert found["charges"][0]["limitation_ends_between"] == ["2025-05-01", "2025-05-31"]


def test_facts_may_stand_under_a_heading_with_flat_names(tmp_path):
    text = (
        "incident:\n  acts: purchase\n  consideration: a phone\n  victim_age: 16\n  victim_nationality: KHM\n"
        "  suspect_age: 40\n  suspect_nationality: FRA\n  date: 2020\n  place: KHM\n"
    )
    assert fits(charged(tmp_path, text))["TIPSE-34-15"] == "yes"


def test_a_list_with_unknown_in_it_leaves_more_open_than_one_without(tmp_path):
    recruited = f"acts: [recruit]\npurpose: prostitution\n{PERSONS}"
    assert fits(charged(tmp_path, recruited + "means: [unknown]\n")) == {"TIPSE-12": "maybe"}
    assert fits(charged(tmp_path, recruited + "means: [deception, unknown]\n")) == {"TIPSE-12": "yes"}
    assert fits(charged(tmp_path, recruited + "means: []\n")) == {"TIPSE-12": "no"}


def test_one_act_may_carry_its_own_setting(tmp_path):
    text = (
        "acts:\n- {act: display, object: csam, setting: public_place}\n"
        f"- {{act: produce, object: csam, purpose: none}}\nsetting: private\n{PERSONS}"
    )
    assert fits(charged(tmp_path, text)) == {"TIPSE-41-1": "yes", "TIPSE-41-3": "yes", "TIPSE-41-4": "no"}


def test_each_victim_has_charges_of_its_own(tmp_path):
    text = (
        "acts: [purchase]\nconsideration: given\nvictims: [{age: 16}, {age: 12}]\nsuspect: {age: 40}\n"
        "date: 2020\nplace: KHM\n"
    )
    found = charged(tmp_path, text)
    assert {(one["victim"], one["offence"]) for one in found["charges"] if one["fits"] == "yes"} == {
        (1, "TIPSE-34-15"),
        (2, "TIPSE-34-U15"),
    }


def test_what_follows_from_a_title_only_is_marked_as_inferred(tmp_path):
    text = f"acts: [transport person]\npurpose: exploitation\n{PERSONS}"
    (charge,) = (one for one in charged(tmp_path, text)["charges"] if one["offence"] == "TIPSE-17")
    assert {one["element"] for one in charge["elements"] if one["inferred"]} == {
        "conduct",
        "object",
        "purpose",
    }
    assert charge["article_basis"] == "inferred"


def test_facts_and_scenarios_may_come_from_a_form_instead_of_a_file():
    found = law.charges(PACK, {"acts": ["possess csam"], "purpose": "none", "place": "KHM"})
    assert fits(found) == {"TIPSE-41-2": "no"}
    better = law.assess(PACK, scenario={"id": "S", "offences": {"TIPSE-12": {"means": "none"}}})
    assert better["net"] == {"better": 1, "worse": 0}


def test_a_form_that_cannot_be_read_is_refused_with_the_reason():
    with pytest.raises(InputFault, match="No person is 140"):
        law.charges(PACK, {"acts": ["purchase"], "victim": {"age": 140}})


def test_what_interrupts_the_limitation_is_open_where_no_source_says(tmp_path):
    facts = {"acts": ["purchase"], "date": "2020-05-01"}
    assert law.charges(PACK, facts)["limitation_interrupted_by"] == "open"
    other = law.charges(PACK.parent / "xxa", facts)
    assert other["limitation_interrupted_by"] == ["ask_investigation", "send_to_trial"]
