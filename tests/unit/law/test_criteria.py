"""How far the law meets what an instrument asks."""

from dataclasses import replace
from datetime import date

import pytest

from kapea.engines.dates import PartialDate
from kapea.engines.law.assessment import assess
from kapea.engines.law.citation import Citation
from kapea.engines.law.criteria import Reported, Status, assess_criterion, status_of
from kapea.engines.law.errors import OverlappingValidity, UnknownProvision
from kapea.engines.law.facts import Assertion, Basis, LegalFact
from kapea.engines.law.provision import Work
from kapea.engines.law.validity import Validity
from unit.law.small_law import FACTS, PRODUCE, RECRUIT, SHOW, SOURCE, asserted, criterion, law, rules

T, F, N = True, False, None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([T, T], "compliant"),
        ([T, F], "partial"),
        ([T, F, N], "partial"),
        ([F, F], "gap"),
        ([F, N], "gap"),
        ([T, N], "unclear"),
        ([N], "unclear"),
    ],
)
def test_a_status_follows_from_what_is_true_false_and_unknown(values, expected):
    assert status_of(values) == expected


def statuses(body, on=None):
    return {result.criterion.id: result.status.value for result in assess(body, on=on).results}


def test_what_offences_cover_is_derived_and_the_rest_is_asserted():
    found = assess(law())
    assert statuses(law()) == {
        "PRODUCING": "compliant",
        "SHARING": "partial",
        "RECRUITING": "gap",
        "DATA": "partial",
    }
    assert (found.facts["produce"].basis, found.facts["data"].basis) == (Basis.DERIVED, Basis.ASSERTED)


def test_a_trace_names_the_provision_that_decides_and_where_it_was_read():
    value = assess(law()).facts["recruit"]
    assert (value.value, value.provisions, value.sources) == (False, ("RECRUIT",), SOURCE)
    assert "means" in value.why


def test_a_child_recruited_without_any_means_is_protected_once_the_means_are_dropped():
    free = replace(RECRUIT, elements=replace(RECRUIT.elements, means=type(RECRUIT.elements.means)()))
    assert statuses(law(PRODUCE, SHOW, free))["RECRUITING"] == "compliant"


def test_assessors_who_differ_make_a_criterion_contested_and_leave_its_computed_status():
    one, other = (
        Reported(status=status, verdict="coded", citation=Citation(source="X0", locator=""))
        for status in ("gap", "compliant")
    )
    contested = replace(criterion("C", "data"), reported=(one, other))
    result = assess_criterion(contested, assess(law()).facts)
    assert (result.is_contested, result.status, result.needs_review) == (True, Status.GAP, True)


def test_a_law_that_began_later_does_not_protect_a_child_before():
    begins = Validity(begins=PartialDate.exact(date(2015, 1, 1)))
    body = law(works={"LAW": Work(id="LAW", title="LAW", validity=begins)})
    assert statuses(body, date(2014, 12, 31))["PRODUCING"] == "gap"
    assert statuses(body, date(2015, 1, 1))["PRODUCING"] == "compliant"


def test_a_missing_provision_is_unknown_not_absent_on_a_day_whose_law_is_not_recorded():
    body = law(SHOW, rules=rules(described_from=date(2015, 1, 1)))
    assert statuses(body, date(2014, 12, 31))["PRODUCING"] == "unclear"
    assert statuses(body, date(2015, 1, 1))["PRODUCING"] == "gap"


def test_an_asserted_fact_holds_from_its_first_to_its_last_day():
    dated = LegalFact(
        id="data",
        question="data",
        assertions=(
            Assertion(value=False, validity=Validity(ends=PartialDate.exact(date(2019, 12, 31)))),
            Assertion(value=True, validity=Validity(begins=PartialDate.exact(date(2020, 1, 1)))),
        ),
    )
    body = law(facts={one.id: one for one in FACTS} | {"data": dated})
    assert assess(body, on=date(2019, 12, 31)).facts["data"].value is False
    assert assess(body, on=date(2020, 1, 1)).facts["data"].value is True
    assert assess(body).facts["data"].value is True


def test_an_asserted_yes_falls_with_the_law_it_rests_on():
    resting = LegalFact(
        id="data", question="data", assertions=(Assertion(value=True, rests_on=("PRODUCE",)),)
    )
    facts = {one.id: one for one in FACTS} | {"data": resting}
    assert assess(law(facts=facts)).facts["data"].value is True
    gone = replace(PRODUCE, validity=Validity(ends=PartialDate.exact(date(2019, 12, 31))))
    assert assess(law(gone, SHOW, facts=facts)).facts["data"].value is None


def test_two_versions_that_hold_on_the_same_day_are_refused():
    early = replace(PRODUCE, validity=Validity(ends=PartialDate.exact(date(2020, 6, 1))))
    late = replace(PRODUCE, validity=Validity(begins=PartialDate.exact(date(2020, 1, 1))))
    with pytest.raises(OverlappingValidity, match="PRODUCE"):
        law(early, late)


def test_a_criterion_that_requires_a_fact_nobody_asks_is_refused():
    with pytest.raises(UnknownProvision, match="nothing"):
        law(criteria=(criterion("C", "nothing"),), facts={"data": asserted("data", True)})
