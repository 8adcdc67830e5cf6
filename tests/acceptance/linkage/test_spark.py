"""On Spark the same records make the same persons as on DuckDB."""

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from kapea.engines.linkage.comparisons import COMPARISONS
from kapea.engines.linkage.fictitious import invent_persons, invent_records
from kapea.engines.linkage.linking import link
from kapea.engines.linkage.preparation import prepare
from kapea.engines.linkage.spark import SparkComparer, session
from kapea.engines.linkage.vectors import Comparer

pytest.importorskip("pyspark")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings(
        "ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::FutureWarning"
    ),
]
PERSONS = 60
PERSONS_PAIRED = 160  # whose records all meet: some 40,000 pairs


@pytest.fixture(scope="module")
def running() -> Iterator[Any]:
    with session() as started:
        yield started


def _invented(persons: int, *, seed: int) -> pa.Table:
    chance = np.random.default_rng(seed)
    return invent_records(invent_persons(persons, chance), chance).records


def test_both_engines_find_the_same_persons(running: Any) -> None:
    records = _invented(PERSONS, seed=5)
    with duckdb.connect() as connection:
        here = link(records, connection=connection)
    with duckdb.connect() as connection:
        there = link(records, connection=connection, spark=running)
    settings = running.sparkContext.getConf()
    assert settings.get("spark.jars.packages", "") == "", "nothing is fetched from a network"
    assert (here.pairs.vectors.levels == there.pairs.vectors.levels).all()
    assert (here.clusters == there.clusters).all()
    assert (here.sure_clusters == there.sure_clusters).all()


def test_any_two_records_are_as_alike_on_one_engine_as_on_the_other(running: Any) -> None:
    """Also those that no key brings together: strangers show where likenesses are counted otherwise."""
    records = _invented(PERSONS_PAIRED, seed=11)
    codes = pa.array([f"\u1780-{row % 40:02d}{chr(0x1780 + row % 7)}" for row in range(len(records))])
    records = records.set_column(records.column_names.index("case_code"), "case_code", codes)
    left, right = np.triu_indices(len(records), k=1)
    with duckdb.connect() as connection:
        prepared = prepare(records, connection)
        connection.register("prepared", prepared)
        here = Comparer(connection, COMPARISONS).compare(left, right)
    there = SparkComparer(running, prepared, COMPARISONS).compare(left, right)
    differing = (here.levels != there.levels).sum(axis=0)
    assert dict(zip([each.name for each in COMPARISONS], differing.tolist(), strict=True)) == dict.fromkeys(
        (each.name for each in COMPARISONS), 0
    )
