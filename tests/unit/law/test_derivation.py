"""Each rule by which an answer about the law follows from its provisions."""

from dataclasses import replace

import pytest

from kapea.engines.dates import AgeRange
from kapea.engines.law.ages import ANY_AGE
from kapea.engines.law.body import LawOnDay
from kapea.engines.law.derivation import (
    Covered,
    Defined,
    Heavier,
    InForce,
    JudgedAt,
    NotCovered,
    Reaching,
    SingleRegime,
)
from kapea.engines.law.elements import NOT_CODED, stated
from kapea.engines.law.errors import UnknownProvision
from kapea.engines.law.incident import Suspect, Victim
from kapea.engines.law.provision import Definition, Displacement, Status
from unit.law.small_law import PRODUCE, SHOW, SOLICIT, law, offence, posed, range_of, years

CHILD_AT_WORK = Suspect(age=AgeRange(lowest=16, highest=16))
ADULT = AgeRange(lowest=30, highest=30)


def found(rule, *offences, **changes):
    return rule.find(LawOnDay(body=law(*offences, **changes)))


def test_a_case_is_covered_only_by_an_offence_of_the_class_asked():
    rule = Covered(cases=(posed("produce", "csam"),), offence_class="felony")
    assert found(rule, PRODUCE).value is True
    assert found(rule, replace(PRODUCE, imprisonment=range_of(1, 3))).value is False


def test_a_class_that_no_source_lets_us_know_leaves_the_answer_to_who_asserts_one():
    rule = Covered(cases=(posed("produce", "csam"),), offence_class="felony")
    answer = found(rule, replace(PRODUCE, imprisonment=None))
    assert (answer.value, answer.is_decided) == (None, False)


def test_every_case_must_be_covered():
    rule = Covered(cases=(posed("produce", "csam"), posed("access", "csam")))
    assert found(rule, PRODUCE, SHOW).value is False


def test_a_text_that_is_not_coded_does_not_decide():
    vague = replace(PRODUCE, elements=replace(PRODUCE.elements, means=NOT_CODED))
    answer = found(Covered(cases=(posed("produce", "csam"),)), vague)
    assert (answer.value, answer.is_decided) == (None, False)


def test_absence_is_left_to_the_assertion_where_the_rule_says_so():
    rule = Covered(cases=(posed("access", "csam"),), absence_decides=False)
    assert found(rule, PRODUCE).is_decided is False


def test_an_exemption_of_children_shows_in_that_no_case_of_a_child_is_covered():
    rule = NotCovered(cases=(replace(posed("solicit_self", "prostitution"), suspect=CHILD_AT_WORK),))
    exempting = replace(SOLICIT, suspect_age=AgeRange(lowest=18, highest=120))
    assert found(rule, exempting).value is True
    assert found(rule, SOLICIT).value is False


def test_a_draft_provision_is_not_in_force():
    rule = InForce(names=("PRODUCE",))
    assert found(rule, PRODUCE).value is True
    assert found(rule, replace(PRODUCE, status=Status.DRAFT)).value is False


def test_a_rule_on_a_provision_that_is_nowhere_is_refused():
    with pytest.raises(UnknownProvision):
        found(InForce(names=("NOWHERE",)), PRODUCE)


def test_one_definition_with_the_feature_is_enough_and_an_open_one_leaves_it_unknown():
    closed = Definition(work="LAW", object="csam", article="1", features={"audio": False})
    open_one = Definition(work="OPEN", object="csam", article="2", features={"audio": None})
    wide = Definition(work="OPEN", object="csam", article="3", features={"audio": True})
    rule = Defined(object="csam", feature="audio")
    assert found(rule, definitions=(closed,)).value is False
    assert found(rule, definitions=(closed, open_one)).value is None
    assert found(rule, definitions=(closed, open_one, wide)).value is True
    assert found(rule, definitions=(closed, replace(wide, status=Status.DRAFT))).value is False


def test_all_offences_reach_a_threshold_only_when_the_least_grave_one_does():
    rule = Reaching(of=("PRODUCE", "SHOW"), consequence="extraditable_treaty", equals=True)
    mild = replace(SHOW, imprisonment=range_of(0, 1))
    assert found(rule, PRODUCE, SHOW).value is True
    assert found(rule, PRODUCE, mild).value is False
    assert found(rule, PRODUCE, replace(SHOW, imprisonment=None)).is_decided is False


def test_most_offences_are_more_than_half_of_them():
    rule = Reaching(of=("A", "B", "C"), consequence="extraditable_treaty", equals=True, share="most")
    grave, mild = range_of(2, 5), range_of(0, 1)
    assert found(
        rule, *(offence(n, imprisonment=p) for n, p in zip("ABC", (grave, grave, mild), strict=True))
    ).value
    assert not found(
        rule, *(offence(n, imprisonment=p) for n, p in zip("ABC", (grave, mild, mild), strict=True))
    ).value


def test_a_child_victim_weighs_heavier_when_the_maximum_is_higher():
    plain = offence("PLAIN", victim_age=ANY_AGE, conduct=("remove",), object=("person",))
    graver = offence("GRAVER", imprisonment=range_of(15, 20), conduct=("remove",), object=("person",))
    case = posed("remove", "person")
    rule = Heavier(case=case, than=replace(case, victim=Victim(age=ADULT)))
    assert found(rule, plain, graver).value is True
    assert found(rule, plain).value is False


def test_two_works_that_punish_one_act_unequally_are_no_single_regime():
    rival = offence("RIVAL", work="OPEN", imprisonment=range_of(1, 2), conduct=("produce",), object=("csam",))
    rule = SingleRegime(cases=(posed("produce", "csam"),))
    assert found(rule, PRODUCE, rival).provisions == ("PRODUCE", "RIVAL")
    assert found(rule, PRODUCE, replace(rival, imprisonment=PRODUCE.imprisonment)).value is True
    assert found(rule, PRODUCE).value is True


def test_a_judgement_about_a_penalty_lapses_when_the_maximum_rises():
    rule = JudgedAt(offence="SHOW", judged_maximum=years(5))
    assert found(rule, SHOW).is_decided is False
    assert found(rule, replace(SHOW, imprisonment=range_of(2, 8))) == replace(
        found(rule, replace(SHOW, imprisonment=range_of(2, 8))), value=None, is_decided=True
    )
    assert found(rule, PRODUCE).value is False


def test_a_displaced_provision_covers_the_media_that_are_left_to_it():
    displaced = replace(PRODUCE, displaced=(Displacement(by="NEW", media=frozenset({"computer_system"})),))
    on_screen = posed("produce", "csam", medium=stated("internet"))
    on_paper = posed("produce", "csam", medium=stated("print"))
    assert found(Covered(cases=(on_screen,)), displaced).value is False
    assert found(Covered(cases=(on_paper,)), displaced).value is True
    gone = replace(PRODUCE, displaced=(Displacement(by="NEW"),))
    assert found(Covered(cases=(on_paper,)), gone).value is False
