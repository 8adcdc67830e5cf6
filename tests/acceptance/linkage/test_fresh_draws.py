"""On children nobody has seen: each counted once, and the engine says itself how sure it is."""

import csv
import json
from pathlib import Path

import numpy as np
import pyarrow.csv as arrow_csv
import pytest

from kapea.engines.errors import InputFault
from kapea.engines.linkage.command import UnknownEngine, run
from kapea.engines.linkage.fictitious import FictitiousRecords, invent_persons, invent_records

PERSONS = 600


def write_bodies(folder: Path, invented: FictitiousRecords) -> Path:
    """Write one CSV a body, and the truth beside the folder."""
    folder.mkdir()
    sources = np.array(invented.records["source"].to_pylist())
    for source in np.unique(sources):
        rows = np.flatnonzero(sources == source)
        arrow_csv.write_csv(invented.records.take(rows).drop_columns(["source"]), folder / f"{source}.csv")
    truth = folder.parent / "truth.csv"
    with truth.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["record_id", "person_id"])
        writer.writerows(zip(invented.records["record_id"].to_pylist(), invented.person_ids, strict=True))
    return truth


@pytest.fixture(scope="module", params=[41, 42])
def answer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    chance = np.random.default_rng(request.param)
    invented = invent_records(invent_persons(PERSONS, chance), chance)
    folder = tmp_path_factory.mktemp("link")
    truth = write_bodies(folder / "bodies", invented)
    out = folder / "clusters.csv"
    return run(folder / "bodies", truth=truth, out=out) | {"out": out}


def test_pairs_are_found_at_the_threshold_the_engine_chose(answer: dict[str, dict[str, float]]) -> None:
    assert answer["scored_pairs"]["f1"] >= 0.90


def test_children_are_put_together_whole(answer: dict[str, dict[str, float]]) -> None:
    assert answer["f1"] >= 0.90
    assert answer["b_cubed"]["f1"] >= 0.95
    assert answer["whole_persons"]["f1"] >= 0.87


def test_links_made_without_review_are_right(answer: dict[str, dict[str, float]]) -> None:
    assert answer["automatic"]["precision"] >= 0.98
    assert answer["automatic"]["recall"] >= 0.5


def test_the_engine_knows_its_own_precision(answer: dict[str, dict[str, float]]) -> None:
    assert answer["expected"]["precision"] == pytest.approx(answer["scored_pairs"]["precision"], abs=0.04)


def test_every_record_gets_exactly_one_cluster(answer: dict[str, object]) -> None:
    with open(str(answer["out"]), encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["record_id", "cluster_id"]
    assert len({row["record_id"] for row in rows}) == len(rows) == answer["records"]
    assert len({row["cluster_id"] for row in rows}) == answer["clusters"]


def test_the_answer_can_be_printed_as_json(answer: dict[str, object]) -> None:
    printed = json.loads(json.dumps({key: value for key, value in answer.items() if key != "out"}))
    assert {"records", "clusters", "pairs", "threshold", "precision", "recall", "f1", "seconds"} <= set(
        printed
    )


def test_without_truth_nothing_is_claimed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("record_id,name_latin\n1,Sok Dara\n2,Sok Dara\n3,Chan Bopha\n")
    answer = run(tmp_path)
    assert answer["records"] == 3
    assert answer["precision"] is answer["recall"] is answer["f1"] is None


def test_an_engine_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownEngine, match="abacus"):
        run(tmp_path, engine="abacus")


def test_a_truth_that_misses_records_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("record_id,name_latin\n1,Sok Dara\n2,Chan Bopha\n")
    truth = tmp_path / "truth.csv"
    truth.write_text("record_id,person_id\n1,a\n")
    with pytest.raises(InputFault, match="1 of the records"):
        run(tmp_path / "in", truth=truth)
