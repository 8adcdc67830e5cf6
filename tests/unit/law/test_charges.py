"""Which provisions may apply to an incident."""

from dataclasses import replace
from datetime import date

import pytest

from kapea.engines.dates import AgeRange, PartialDate
from kapea.engines.law.charges import propose_charges
from kapea.engines.law.elements import NOT_KNOWN, stated
from kapea.engines.law.errors import UnknownProvision
from kapea.engines.law.incident import Incident, Suspect, Victim
from kapea.engines.law.matching import Fit, State
from kapea.engines.law.protection import Reason
from kapea.engines.law.provision import Status
from kapea.engines.law.validity import Validity
from unit.law.small_law import ADULT, HOME, PRODUCE, SHOW, SOLICIT, incident, law, offence, rules

FOREIGNER = Suspect(age=ADULT, nationalities=frozenset({"XXB"}), capacity=stated(), is_exploited=False)


def only(found):
    (charge,) = found.charges
    return charge


def element(charge, name):
    return next(one for one in charge.elements if one.name == name)


def test_every_element_met_at_home_fits_and_says_when_prosecution_is_barred():
    charge = only(propose_charges(law(), incident("produce", "csam")))
    assert charge.fits is Fit.YES
    assert charge.limitation.earliest == charge.limitation.latest == date(2035, 3, 15)


def test_a_setting_that_is_not_the_one_asked_leaves_the_provision_in_sight_but_unfit():
    charge = only(propose_charges(law(), incident("distribute", "csam", setting=stated("private"))))
    assert charge.fits is Fit.NO
    assert element(charge, "setting").state is State.UNMET


def test_an_unknown_fact_stays_unknown_and_is_listed_to_find_out():
    found = propose_charges(law(), incident("distribute", "csam", setting=NOT_KNOWN))
    assert only(found).fits is Fit.MAYBE
    assert [(question.fact, question.offences) for question in found.to_find_out] == [("setting", ("SHOW",))]


def test_an_age_range_that_straddles_the_limit_is_unknown_and_asked_for():
    child = Victim(age=AgeRange(lowest=16, highest=19), nationalities=frozenset({HOME}))
    found = propose_charges(law(), incident("produce", "csam", victim=child))
    assert element(only(found), "victim_age").state is State.UNKNOWN
    assert "victim.age" in {question.fact for question in found.to_find_out}


def test_an_adult_victim_is_not_covered_by_an_offence_against_children():
    adult = Victim(age=ADULT, nationalities=frozenset({HOME}))
    assert only(propose_charges(law(), incident("produce", "csam", victim=adult))).fits is Fit.NO


def test_nothing_known_of_the_acts_leaves_every_coded_offence_possible():
    found = propose_charges(law(), Incident(countries=frozenset({HOME})))
    assert {charge.fits for charge in found.charges} == {Fit.MAYBE}
    assert {question.fact for question in found.to_find_out} >= {"acts", "victim.age", "suspect.age", "date"}


def test_a_draft_is_never_proposed():
    draft = replace(PRODUCE, status=Status.DRAFT)
    assert propose_charges(law(draft, SHOW), incident("produce", "csam")).charges == ()


def test_an_act_before_the_provision_began_is_not_charged_under_it():
    later = replace(PRODUCE, validity=Validity(begins=PartialDate.exact(date(2021, 1, 1))))
    assert propose_charges(law(later), incident("produce", "csam")).charges == ()


def test_whether_the_provision_held_is_unknown_when_the_act_is_known_to_the_year_only():
    later = replace(PRODUCE, validity=Validity(begins=PartialDate.exact(date(2020, 6, 1))))
    act = replace(incident("produce", "csam"), occurred=PartialDate.in_year(2020))
    charge = only(propose_charges(law(later), act))
    assert element(charge, "in_force").state is State.UNKNOWN
    assert (charge.limitation.earliest, charge.limitation.latest) == (date(2035, 1, 1), date(2035, 12, 31))


def test_the_version_of_the_day_of_the_act_applies_and_no_later_one():
    old = replace(
        PRODUCE,
        imprisonment=offence("X").imprisonment,
        validity=Validity(ends=PartialDate.exact(date(2020, 12, 31))),
    )
    new = replace(PRODUCE, validity=Validity(begins=PartialDate.exact(date(2021, 1, 1))))
    charge = only(propose_charges(law(old, new), incident("produce", "csam")))
    assert charge.follows.offence_class == "misdemeanour"


@pytest.mark.parametrize("age", [None, AgeRange(lowest=16, highest=16), AgeRange(lowest=17, highest=19)])
def test_a_child_or_who_may_be_one_is_never_charged_for_soliciting(age):
    child = replace(FOREIGNER, age=age)
    found = propose_charges(law(SOLICIT), incident("solicit_self", "prostitution", suspect=child))
    assert found.charges == ()
    assert [(one.offence, one.reason) for one in found.withheld] == [("SOLICIT", Reason.OWN_EXPLOITATION)]


def test_a_child_is_not_charged_for_a_picture_of_itself():
    child = Suspect(age=AgeRange(lowest=15, highest=15), is_victim=True)
    found = propose_charges(law(), incident("produce", "csam", suspect=child))
    assert found.charges == ()
    assert found.withheld[0].reason is Reason.IS_THE_CHILD


def test_a_child_who_was_exploited_by_others_is_not_charged_for_what_it_was_made_to_do():
    child = Suspect(age=AgeRange(lowest=17, highest=17), is_exploited=True)
    found = propose_charges(law(), incident("produce", "csam", suspect=child))
    assert (found.charges, found.withheld[0].reason) == ((), Reason.EXPLOITED_CHILD)


def test_whether_a_child_suspect_is_exploited_must_be_found_out_first():
    child = Suspect(age=AgeRange(lowest=17, highest=17), nationalities=frozenset({HOME}))
    found = propose_charges(law(), incident("produce", "csam", suspect=child))
    assert only(found).fits is Fit.MAYBE
    assert "suspect.exploited" in {question.fact for question in found.to_find_out}


def test_a_child_under_the_age_of_responsibility_cannot_answer_in_court():
    child = Suspect(age=AgeRange(lowest=13, highest=13), nationalities=frozenset({HOME}), is_exploited=False)
    charge = only(propose_charges(law(), incident("produce", "csam", suspect=child)))
    assert element(charge, "responsibility").state is State.UNMET


def test_a_foreigner_abroad_with_a_foreign_victim_is_out_of_reach():
    act = replace(
        incident(
            "produce",
            "csam",
            victim=Victim(age=AgeRange(lowest=9, highest=9), nationalities=frozenset({"XXB"})),
        ),
        countries=frozenset({"XXB"}),
    )
    charge = only(propose_charges(law(), act))
    assert charge.jurisdiction.answer is False
    assert charge.fits is Fit.NO


def test_a_national_abroad_is_in_reach_and_the_need_of_double_criminality_is_said():
    act = replace(
        incident(
            "distribute",
            "csam",
            setting=stated("public_place"),
            suspect=replace(FOREIGNER, nationalities=frozenset({HOME})),
        ),
        countries=frozenset({"XXB"}),
    )
    charge = only(propose_charges(law(), act))
    assert [ground.basis.value for ground in charge.jurisdiction.held] == [
        "active_nationality",
        "passive_nationality",
    ]
    assert charge.jurisdiction.abroad.double_criminality is True


def test_what_two_texts_say_of_double_criminality_is_shown_side_by_side_when_nobody_has_settled_it():
    open_one = offence("OPENED", work="OPEN", conduct=("produce",), object=("csam",))
    act = replace(
        incident("produce", "csam", suspect=replace(FOREIGNER, nationalities=frozenset({HOME}))),
        countries=frozenset({"XXB"}),
    )
    abroad = only(propose_charges(law(open_one), act)).jurisdiction.abroad
    assert (abroad.double_criminality, abroad.readings) == ("open", {"P-4": True, "P-6": False})


def test_an_act_partly_done_abroad_leaves_the_territory_to_a_lawyer():
    act = replace(incident("produce", "csam"), countries=frozenset({HOME, "XXB"}))
    charge = only(propose_charges(law(), act))
    assert charge.jurisdiction.grounds[0].answer is None
    assert "for a lawyer" in charge.jurisdiction.note


def test_a_mere_attempt_fits_only_where_the_attempt_is_punished():
    act = replace(incident("produce", "csam"), was_completed=False)
    assert only(propose_charges(law(replace(PRODUCE, attempt=True)), act)).fits is Fit.YES
    assert only(propose_charges(law(replace(PRODUCE, attempt=False)), act)).fits is Fit.NO
    assert only(propose_charges(law(PRODUCE), act)).fits is Fit.MAYBE


def test_two_works_on_the_same_conduct_are_shown_as_competing():
    rival = offence("RIVAL", work="OPEN", conduct=("produce",), object=("csam",))
    found = propose_charges(law(PRODUCE, rival), incident("produce", "csam"))
    assert {charge.offence.id: charge.competes_with for charge in found.charges} == {
        "PRODUCE": ("RIVAL",),
        "RIVAL": ("PRODUCE",),
    }


def test_the_period_runs_from_the_childs_majority_where_the_country_says_so():
    body = law(PRODUCE, rules=rules(limitation_from_majority=True))
    charge = only(propose_charges(body, incident("produce", "csam")))
    assert (charge.limitation.earliest, charge.limitation.latest) == (date(2042, 3, 15), date(2043, 3, 15))


def test_an_alleged_offence_that_the_law_does_not_hold_is_refused():
    with pytest.raises(UnknownProvision, match="NOWHERE"):
        propose_charges(law(), replace(incident("produce", "csam"), alleged=("NOWHERE",)))
