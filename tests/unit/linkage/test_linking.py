"""From records to persons, on records few enough to know each child."""

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from kapea.engines.linkage.constraints import Decisions
from kapea.engines.linkage.fictitious import FictitiousRecords, invent_persons, invent_records
from kapea.engines.linkage.linking import Linkage, link
from kapea.engines.linkage.quality import quality_of_pairs


@pytest.fixture(scope="module")
def invented() -> FictitiousRecords:
    chance = np.random.default_rng(11)
    return invent_records(invent_persons(100, chance), chance)


def linked(records: pa.Table, decisions: Decisions = Decisions()) -> Linkage:  # noqa: B008 - frozen
    with duckdb.connect() as connection:
        return link(records, connection=connection, decisions=decisions)


@pytest.fixture(scope="module")
def outcome(invented: FictitiousRecords) -> Linkage:
    return linked(invented.records)


def test_most_children_of_a_small_table_are_found(invented: FictitiousRecords, outcome: Linkage) -> None:
    assert quality_of_pairs(outcome.clusters, invented.person_ids).f1 > 0.9


def test_the_same_table_gives_the_same_persons_again(invented: FictitiousRecords, outcome: Linkage) -> None:
    assert linked(invented.records).clusters.tolist() == outcome.clusters.tolist()


def test_every_pair_within_a_person_was_compared(outcome: Linkage) -> None:
    compared = set(
        zip(outcome.pairs.vectors.left.tolist(), outcome.pairs.vectors.right.tolist(), strict=True)
    )
    members: dict[int, list[int]] = {}
    for row, cluster in enumerate(outcome.clusters.tolist()):
        members.setdefault(cluster, []).append(row)
    for rows in members.values():
        assert all((one, other) in compared for one in rows for other in rows if one < other)


def test_no_pair_is_compared_twice(outcome: Linkage) -> None:
    pairs = list(zip(outcome.pairs.vectors.left.tolist(), outcome.pairs.vectors.right.tolist(), strict=True))
    assert len(pairs) == len(set(pairs))
    assert all(one < other for one, other in pairs)


def test_records_that_two_people_held_apart_stay_apart(invented: FictitiousRecords, outcome: Linkage) -> None:
    ids = invented.records["record_id"].to_pylist()
    row = next(row for row, cluster in enumerate(outcome.clusters.tolist()) if row != cluster)
    pair = (ids[row], ids[int(outcome.clusters[row])])
    after = linked(invented.records, Decisions(apart=frozenset({pair})))
    assert after.clusters[row] != after.clusters[ids.index(pair[1])]


def test_records_that_two_people_put_together_are_one_person(
    invented: FictitiousRecords, outcome: Linkage
) -> None:
    ids = invented.records["record_id"].to_pylist()
    alone = [row for row in range(len(ids)) if (outcome.clusters == outcome.clusters[row]).sum() == 1][:2]
    pair = (ids[alone[0]], ids[alone[1]])
    after = linked(invented.records, Decisions(together=frozenset({pair})))
    assert after.clusters[alone[0]] == after.clusters[alone[1]]


def test_a_decision_on_a_record_that_is_gone_harms_nobody(
    invented: FictitiousRecords, outcome: Linkage
) -> None:
    after = linked(invented.records, Decisions(together=frozenset({("gone", "also gone")})))
    assert after.clusters.tolist() == outcome.clusters.tolist()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_table_with_hardly_any_record_is_answered(invented: FictitiousRecords, count: int) -> None:
    assert linked(invented.records.slice(0, count)).clusters.tolist() == list(range(count))
