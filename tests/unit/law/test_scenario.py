"""What an amendment would change, for better and for worse."""

from dataclasses import replace
from datetime import date

import pytest

from kapea.engines.law.derivation import Covered
from kapea.engines.law.effects import Direction, effects
from kapea.engines.law.elements import FREE
from kapea.engines.law.errors import UnknownProvision
from kapea.engines.law.provision import Status
from kapea.engines.law.recommendation import LawRecommendation
from kapea.engines.law.scenario import Displaced, Scenario, apply
from unit.law.small_law import PRODUCE, RECRUIT, SHOW, law, offence, range_of


def changed(found):
    return {(one.criterion, one.direction.value) for one in found.criteria}


def moved(found, name):
    return {one.property: (one.before, one.after) for one in found.offences if one.offence == name}


def test_dropping_the_means_element_is_better_for_a_recruited_child_and_worse_for_nobody():
    free = replace(RECRUIT, elements=replace(RECRUIT.elements, means=FREE))
    found = effects(law(), Scenario(id="S", offences=(free,)))
    assert changed(found) == {("RECRUITING", "better")}
    assert moved(found, "RECRUIT") == {"means": ("coercion, deception", "any")}


def test_repealing_the_only_provision_leaves_a_gap():
    found = effects(law(), Scenario(id="S", repeals=("PRODUCE",)))
    assert changed(found) == {("PRODUCING", "worse"), ("DATA", "worse")}
    assert moved(found, "PRODUCE") == {"in_force": (True, False)}


def test_a_lower_maximum_changes_class_limitation_investigation_and_double_criminality():
    lower = replace(PRODUCE, imprisonment=range_of(1, 3))
    found = effects(law(), Scenario(id="S", offences=(lower,)))
    assert moved(found, "PRODUCE") == {
        "class": ("felony", "misdemeanour"),
        "limitation_years": (15, 5),
        "investigation": ("mandatory", "optional"),
        "double_criminality": (False, True),
        "imprisonment": ("5-10 years", "1-3 years"),
    }


def test_a_bill_protects_nobody_until_it_commences():
    bill = replace(
        offence("BILL", work="OPEN", conduct=("distribute",), object=("csam",), medium=("computer_system",)),
        status=Status.DRAFT,
    )
    body = law(PRODUCE, SHOW, RECRUIT, bill)
    assert effects(body, Scenario(id="S")).criteria == ()
    assert changed(effects(body, Scenario(id="S", commences=("OPEN",)))) == {("SHARING", "better")}


def test_a_scenario_changes_nothing_before_the_day_it_commences():
    scenario = Scenario(id="S", repeals=("PRODUCE",), commences_on=date(2030, 1, 1))
    assert effects(law(), scenario, on=date(2029, 12, 31)).criteria == ()
    assert effects(law(), scenario, on=date(2030, 1, 1)).criteria != ()


def test_a_newer_milder_provision_that_displaces_an_older_one_lowers_what_its_conduct_risks():
    milder = offence(
        "MILDER",
        imprisonment=range_of(1, 3),
        conduct=("produce",),
        object=("csam",),
        medium=("computer_system",),
    )
    found = effects(law(), Scenario(id="S", offences=(milder,), displaces=(Displaced(offence="PRODUCE"),)))
    (lost,) = {one.by for one in found.offences if one.offence == "PRODUCE"}
    assert lost == "MILDER"
    assert moved(found, "PRODUCE")["class"] == ("felony", "misdemeanour")


def test_a_displaced_provision_still_governs_what_the_newer_one_does_not():
    milder = offence("MILDER", conduct=("produce",), object=("csam",), medium=("computer_system",))
    after = apply(Scenario(id="S", offences=(milder,), displaces=(Displaced(offence="PRODUCE"),)), law())
    (older,) = (one for one in after.offences if one.id == "PRODUCE")
    assert (older.lost_media, older.is_displaced) == ({"computer_system"}, False)


def test_an_override_is_shown_as_the_scenarios_and_not_as_derived():
    found = effects(law(), Scenario(id="S", overrides={"data": True}))
    assert changed(found) == {("DATA", "better")}
    assert found.after.facts["data"].basis == "scenario"


def test_an_override_to_unknown_is_worse_than_yes_and_better_than_no():
    worse = effects(law(), Scenario(id="S", overrides={"produce": None}))
    assert ("PRODUCING", "worse") in changed(worse)
    better = effects(law(), Scenario(id="S", overrides={"recruit": None}))
    assert changed(better) == {("RECRUITING", "better")}


def test_facts_that_rise_and_fall_at_once_let_the_status_decide():
    found = effects(law(), Scenario(id="S", overrides={"show": None, "send": True}))
    (change,) = found.criteria
    assert (change.before, change.after, change.direction) == ("partial", "unclear", Direction.WORSE)


def test_a_recommendation_is_met_when_all_its_criteria_become_compliant():
    asks = LawRecommendation(id="R", topic="", criteria=("RECRUITING",), source=PRODUCE.sources[0])
    already = LawRecommendation(id="Q", topic="", criteria=("PRODUCING",), source=PRODUCE.sources[0])
    body = law(recommendations=(asks, already))
    met = effects(body, Scenario(id="S", overrides={"recruit": True})).recommendations_met
    assert [one.id for one in met] == ["R"]


def test_an_added_offence_that_nobody_coded_derives_nothing_and_is_named():
    blank = replace(offence("BLANK"), elements=type(PRODUCE.elements)())
    found = effects(law(), Scenario(id="S", offences=(blank,)))
    assert (found.criteria, found.not_coded) == ((), ("BLANK",))


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario(id="S", overrides={"nothing": True}),
        Scenario(id="S", repeals=("NOWHERE",)),
        Scenario(id="S", commences=("NOWHERE",)),
        Scenario(id="S", displaces=(Displaced(offence="PRODUCE", by=("NOWHERE",)),)),
    ],
)
def test_a_scenario_against_what_the_law_does_not_hold_is_refused(scenario):
    with pytest.raises(UnknownProvision):
        effects(law(), scenario)


def test_the_law_a_scenario_starts_from_is_left_as_it_was():
    body = law()
    effects(body, Scenario(id="S", repeals=("PRODUCE",), overrides={"data": True}))
    assert body == law()
    assert isinstance(body.facts["produce"].rule, Covered)
