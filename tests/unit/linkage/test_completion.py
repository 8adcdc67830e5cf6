"""What one record of a child lacks, another may tell; what a record says itself stays."""

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from kapea.engines.linkage import linking
from kapea.engines.linkage.completion import completed, tellers
from kapea.engines.linkage.fictitious import invent_persons, invent_records
from kapea.engines.linkage.linking import link
from kapea.engines.linkage.preparation import prepare
from kapea.engines.linkage.quality import quality_of_pairs
from kapea.engines.linkage.records import COLUMNS

Told = dict[str, str]


def prepared(*told: Told) -> pa.Table:
    rows = [{**dict.fromkeys(COLUMNS), "record_id": str(row), **each} for row, each in enumerate(told)]
    table = pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in COLUMNS]))
    with duckdb.connect() as connection:
        return prepare(table, connection)


def told_by_all(*told: Told, clusters: list[int]) -> list[dict[str, object]]:
    table = prepared(*told)
    return completed(table, tellers(table, np.array(clusters))).to_pylist()


def test_a_record_without_a_mother_takes_her_from_another_of_the_same_child() -> None:
    one, other = told_by_all({"mother_name": "Chan Sophea"}, {"father_name": "Sok Dara"}, clusters=[0, 0])
    for name in ("mother_given_skeleton", "father_given_skeleton"):
        assert one[name] == other[name] is not None


def test_records_of_other_children_tell_nothing() -> None:
    one, other = told_by_all({"mother_name": "Chan Sophea"}, {"father_name": "Sok Dara"}, clusters=[0, 1])
    assert one["father_given_skeleton"] is other["mother_given_skeleton"] is None


def test_a_day_of_birth_is_told_for_an_age_and_never_for_another_day() -> None:
    day, age, other_day = told_by_all(
        {"birth_date": "2011-05-06"},
        {"age": "13", "event_date": "2024-01-10"},
        {"birth_date": "2011-05-07"},
        clusters=[0, 0, 0],
    )
    assert (day["birth_on"], age["birth_on"], other_day["birth_on"]) == (
        "2011-05-06", "2011-05-06", "2011-05-07",
    )  # fmt: skip
    assert age["birth_kind"] == "D"
    assert age["birth_year"] == day["birth_year"]


def test_a_village_is_told_only_where_the_commune_is_the_same() -> None:
    whole, commune, elsewhere, nowhere = told_by_all(
        {"home_code": "01020304"}, {"home_code": "010203"}, {"home_code": "010299"}, {}, clusters=[0] * 4
    )
    assert commune["village"] == nowhere["village"] == whole["village"] == "01020304"
    assert (elsewhere["village"], elsewhere["commune"]) == (None, "010299")


def test_a_record_keeps_its_own_name() -> None:
    one, other = told_by_all({"name_latin": "Chan Bopha"}, {"name_latin": "Chan Sreymom"}, clusters=[0, 0])
    assert one["given_skeleton"] != other["given_skeleton"]


def test_a_table_of_other_columns_is_left_as_it_is() -> None:
    table = pa.table({"unique_id": [0, 1], "surname": ["a", None]})
    assert tellers(table, np.array([0, 0])) == {}
    assert completed(table, {}).equals(table)


def test_more_records_find_their_child_by_what_the_others_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(31)
    invented = invent_records(invent_persons(400, chance), chance)

    def recall() -> float:
        with duckdb.connect() as connection:
            linkage = link(invented.records, connection=connection)
        return quality_of_pairs(linkage.clusters, invented.person_ids).recall

    together = recall()
    monkeypatch.setattr(linking, "tellers", lambda _prepared, _clusters: {})
    assert together > recall()
