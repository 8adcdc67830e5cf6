"""What follows from an offence's maximum."""

from dataclasses import replace

import pytest

from kapea.engines.law.consequences import class_of, consequences
from kapea.engines.law.errors import InvalidLaw
from kapea.engines.law.penalty import LIFE, Imprisonment, Term, Unit
from kapea.engines.law.provision import Kind
from unit.law.small_law import offence, range_of, rules, years


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (Term(amount=6, unit=Unit.DAYS), None),
        (Term(amount=7, unit=Unit.DAYS), "misdemeanour"),
        (Term(amount=90, unit=Unit.DAYS), "misdemeanour"),
        (years(5), "misdemeanour"),
        (Term(amount=60, unit=Unit.MONTHS), "misdemeanour"),
        (Term(amount=61, unit=Unit.MONTHS), "felony"),
        (years(30), "felony"),
        (years(31), None),
        (LIFE, "felony"),
        (None, None),
    ],
)
def test_the_class_of_an_offence_changes_exactly_at_the_thresholds_of_the_country(most, expected):
    found = class_of(most, rules())
    assert (found.name if found else None) == expected


def test_a_felony_is_barred_later_and_must_be_investigated():
    found = consequences(offence("X", imprisonment=range_of(5, 10)), rules())
    assert (found.limitation_years, found.investigation, found.double_criminality) == (15, "mandatory", False)


def test_a_misdemeanour_of_a_national_abroad_must_be_punishable_there_too():
    found = consequences(offence("X", imprisonment=range_of(2, 5)), rules())
    assert (found.limitation_years, found.investigation, found.double_criminality) == (5, "optional", True)


def test_nothing_is_known_of_an_offence_whose_penalty_no_source_gives():
    found = consequences(replace(offence("X"), imprisonment=None), rules())
    assert set(dict(found.as_pairs()).values()) == {None}
    assert found.why == "No source gives the penalty."


def test_double_criminality_is_open_where_two_texts_differ_even_without_a_known_penalty():
    assert consequences(offence("X", work="OPEN"), rules()).double_criminality == "open"
    assert (
        consequences(replace(offence("X", work="OPEN"), imprisonment=None), rules()).double_criminality
        == "open"
    )


def test_a_rule_that_punishes_nobody_has_no_double_criminality_to_settle():
    record = replace(offence("X", work="OPEN", kind=Kind.GENERAL_RULE), imprisonment=None)
    assert consequences(record, rules()).double_criminality is None


@pytest.mark.parametrize(
    ("most", "by_treaty", "by_code"),
    [
        (Term(amount=12, unit=Unit.MONTHS), False, False),
        (Term(amount=13, unit=Unit.MONTHS), True, False),
        (years(2), True, True),
    ],
)
def test_a_suspect_can_be_extradited_only_over_the_treaty_or_from_the_code_threshold(
    most, by_treaty, by_code
):
    found = consequences(offence("X", imprisonment=Imprisonment(least=None, most=most)), rules())
    assert (found.extraditable_treaty, found.extraditable_code) == (by_treaty, by_code)


def test_a_range_that_goes_downwards_is_refused():
    with pytest.raises(InvalidLaw, match="least term"):
        range_of(5, 2)
