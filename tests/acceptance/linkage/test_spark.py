"""On Spark the same records make the same persons as on DuckDB."""

import duckdb
import numpy as np
import pytest

from kapea.engines.linkage.fictitious import invent_persons, invent_records
from kapea.engines.linkage.linking import link
from kapea.engines.linkage.spark import session

pytest.importorskip("pyspark")
PERSONS = 60


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::FutureWarning")
def test_both_engines_find_the_same_persons() -> None:
    chance = np.random.default_rng(5)
    invented = invent_records(invent_persons(PERSONS, chance), chance)
    with duckdb.connect() as connection:
        here = link(invented.records, connection=connection)
    with duckdb.connect() as connection, session() as running:
        settings = running.sparkContext.getConf()
        there = link(invented.records, connection=connection, spark=running)
    assert settings.get("spark.jars.packages", "") == "", "nothing is fetched from a network"
    assert (here.pairs.vectors.levels == there.pairs.vectors.levels).all()
    assert (here.clusters == there.clusters).all()
    assert (here.sure_clusters == there.sure_clusters).all()
