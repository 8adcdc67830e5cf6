"""A child who comes again is found while the caller waits; a stranger is not taken for another."""

from collections.abc import Iterator

import duckdb
import numpy as np
import pytest

from kapea.engines.linkage.fictitious import FictitiousRecords, invent_persons, invent_records
from kapea.engines.linkage.linking import link
from kapea.engines.linkage.lookup import LookupIndex

NEWCOMERS = 60


@pytest.fixture(scope="module")
def invented() -> FictitiousRecords:
    chance = np.random.default_rng(21)
    return invent_records(invent_persons(250, chance), chance)


@pytest.fixture(scope="module")
def index(invented: FictitiousRecords) -> Iterator[LookupIndex]:
    known = invented.records.slice(NEWCOMERS)
    with duckdb.connect() as connection:
        linkage = link(known, connection=connection)
    opened = LookupIndex(known, linkage)
    yield opened
    opened.close()


def found(invented: FictitiousRecords, index: LookupIndex) -> list[tuple[str, bool, list[tuple[str, float]]]]:
    """Return each newcomer's person, whether that person is in the index, and who was found."""
    person_of = dict(zip(invented.records["record_id"].to_pylist(), invented.person_ids, strict=True))
    known = set(invented.person_ids[NEWCOMERS:])
    rows = invented.records.slice(0, NEWCOMERS).to_pylist()
    answers = [index.find(row) for row in rows]
    return [
        (person, person in known, [(person_of[one.record_id], one.probability) for one in answer])
        for person, answer in zip(invented.person_ids, answers, strict=False)
    ]


def test_most_children_who_come_again_are_named_first(
    invented: FictitiousRecords, index: LookupIndex
) -> None:
    again = [(person, who) for person, is_known, who in found(invented, index) if is_known]
    assert sum(bool(who) and who[0][0] == person for person, who in again) >= 0.9 * len(again)


def test_a_stranger_is_seldom_taken_for_another_child(
    invented: FictitiousRecords, index: LookupIndex
) -> None:
    strangers = [who for _, is_known, who in found(invented, index) if not is_known]
    assert strangers
    assert sum(bool(who) and who[0][1] > 0.9 for who in strangers) <= 0.1 * len(strangers)


def test_each_person_stands_once_the_likeliest_first(invented: FictitiousRecords, index: LookupIndex) -> None:
    for row in invented.records.slice(0, 20).to_pylist():
        answer = index.find(row)
        assert [one.probability for one in answer] == sorted(
            (one.probability for one in answer), reverse=True
        )
        assert len({one.cluster for one in answer}) == len(answer) <= 10


def test_a_candidate_comes_with_its_reasons(invented: FictitiousRecords, index: LookupIndex) -> None:
    answer = next(filter(None, (index.find(row) for row in invented.records.slice(0, 20).to_pylist())))
    odds = sum(step.bits for step in answer[0].steps)
    assert 1 / (1 + 2**-odds) == pytest.approx(answer[0].probability, abs=1e-6)


def test_a_record_that_says_nothing_finds_nobody(index: LookupIndex) -> None:
    assert index.find({}) == []
    assert index.find({"sex": "F", "name_km": " \u200b"}) == []


def test_the_other_script_finds_the_same_child(index: LookupIndex, invented: FictitiousRecords) -> None:
    asked = {"birth_date": "2011-05-06", "home_code": "01010101", "sex": "F", "event_date": "2024-01-01"}
    in_khmer = index.find(asked | {"name_km": "សុខ ស្រីនាង"})
    in_latin = index.find(asked | {"name_latin": "SREY NEANG Sok"})
    assert {one.record_id for one in in_khmer} == {one.record_id for one in in_latin}
