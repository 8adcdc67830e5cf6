"""Additional penalties, and whether a sentence lies in the range of the day."""

import pytest

from kapea.engines.law.errors import InvalidLaw
from kapea.engines.law.incident import Suspect
from kapea.engines.law.penalties import (
    additional_penalties,
    is_fine_within,
    is_rest_within,
    is_within_range,
)
from kapea.engines.law.penalty import LIFE, Fine, Imprisonment
from kapea.engines.law.provision import AccessoryPenalties, Kind, Offence
from unit.law.small_law import HOME, PRODUCE, SHOW, SOURCE, law, years

BANS = Offence(
    id="BANS",
    work="LAW",
    article="9",
    kind=Kind.ACCESSORY_PENALTY,
    title="",
    sources=SOURCE,
    accessory=AccessoryPenalties(
        penalties=("closure", "entry_ban"), works=frozenset({"LAW"}), foreigners_only=frozenset({"entry_ban"})
    ),
)
TRADE = Offence(
    id="TRADE",
    work="LAW",
    article="10",
    kind=Kind.ACCESSORY_PENALTY,
    title="",
    accessory=AccessoryPenalties(penalties=("professional_ban",), offences=frozenset({"SHOW"})),
)


def names(offence, suspect=None):
    return {one.penalty for one in additional_penalties(law(PRODUCE, SHOW, BANS, TRADE), offence, suspect)}


def test_an_entry_ban_is_open_only_for_who_may_be_a_foreigner():
    assert names(PRODUCE) == {"closure", "entry_ban"}
    assert names(PRODUCE, Suspect(nationalities=frozenset({"XXB"}))) == {"closure", "entry_ban"}
    assert names(PRODUCE, Suspect(nationalities=frozenset({HOME}))) == {"closure"}


def test_a_ban_from_the_profession_is_open_only_for_the_offences_it_names():
    assert "professional_ban" in names(SHOW)
    assert "professional_ban" not in names(PRODUCE)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [(years(1), False), (years(2), True), (years(5), True), (years(6), False), (LIFE, False)],
)
def test_a_sentence_is_checked_against_both_ends_of_the_range(sentence, expected):
    assert is_within_range(sentence, SHOW.imprisonment) is expected


def test_a_sentence_is_not_judged_where_no_source_gives_the_range():
    assert is_within_range(years(3), None) is None
    assert is_within_range(years(3), Imprisonment(least=None, most=years(5))) is None
    assert is_within_range(years(6), Imprisonment(least=None, most=years(5))) is False


def test_a_range_is_written_as_a_lawyer_would():
    assert str(Imprisonment(least=years(2), most=years(5))) == "2-5 years"
    assert str(Imprisonment(least=years(15), most=LIFE)) == "15 years to life"
    assert str(Imprisonment(least=None, most=years(5))) == "up to 5 years"
    assert str(Fine(least=100_000, most=500_000, currency="riel")) == "100,000-500,000 riel"


def test_a_fine_that_goes_downwards_is_refused():
    with pytest.raises(InvalidLaw):
        Fine(least=5, most=2, currency="riel")


FINE = Fine(least=4_000_000, most=10_000_000, currency="riel")


@pytest.mark.parametrize(
    ("amount", "expected"), [(3_999_999, False), (4_000_000, True), (10_000_000, True), (10_000_001, False)]
)
def test_a_fine_lies_in_the_range_with_both_ends(amount, expected):
    assert is_fine_within(amount, FINE) is expected


def test_a_fine_without_a_range_in_the_sources_is_not_judged():
    assert is_fine_within(1, None) is None


@pytest.mark.parametrize(("suspended", "expected"), [(1, True), (2, True), (3, False)])
def test_what_is_left_to_serve_is_compared_with_the_least_term(suspended, expected):
    imprisonment = Imprisonment(least=years(2), most=years(5))
    assert is_rest_within(years(4), years(suspended), imprisonment) is expected


def test_what_is_left_to_serve_is_unknown_without_a_part_or_a_least_term():
    assert is_rest_within(years(4), None, Imprisonment(least=years(2), most=years(5))) is None
    assert is_rest_within(years(4), years(1), Imprisonment(least=None, most=years(5))) is None
