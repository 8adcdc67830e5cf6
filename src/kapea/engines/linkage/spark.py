"""The same comparison of pairs on Apache Spark, for tables that one machine's memory does not hold.

Splink turns the comparisons into Spark SQL; the likeness of words is DuckDB's on both (see spark_likeness),
and nothing is fetched from a network. Names are prepared, keys met and weights learnt as on DuckDB; only what
is counted pair by pair moves. Needs Java 17 and the optional extra `spark`.
"""

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pyarrow as pa

from kapea.engines.errors import KapeaError
from kapea.engines.linkage.comparisons import Comparison
from kapea.engines.linkage.spark_likeness import tell
from kapea.engines.linkage.vectors import PairVectors, Rows, in_chunks, splink_settings

PAIRS_AT_ONCE = 20_000_000
MEMORY = "4g"


class SparkNotThere(KapeaError):
    """Spark is not installed here: it needs Java 17 and the optional extra `spark` (pip install kapea[spark])."""

    code = "kapea.link.spark"


@contextmanager
def session(*, threads: int = 2) -> Iterator[Any]:
    """Yield a Spark session of this machine that ends with the block. Raises SparkNotThere."""
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
        from splink.internals.spark.jar_location import similarity_jar_location
    except ImportError as absent:
        raise SparkNotThere from absent
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    wanted = {
        "spark.jars": similarity_jar_location(),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": MEMORY,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": str(2 * threads),
        "spark.default.parallelism": str(2 * threads),
        "spark.sql.ansi.enabled": "false",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master(f"local[{threads}]").appName("kapea link")
    for name, value in wanted.items():
        builder = builder.config(name, value)
    try:
        running = builder.getOrCreate()
    except PySparkRuntimeError as absent:
        raise SparkNotThere from absent
    try:
        yield running
    finally:
        running.stop()


class SparkComparer:
    """Compares pairs of rows of a prepared table on Spark."""

    def __init__(
        self,
        running: Any,
        prepared: pa.Table,
        comparisons: Sequence[Comparison],
        *,
        table_name: str = "prepared",
    ) -> None:
        from splink import Linker, SparkAPI

        self._session = running
        self._api: Any = SparkAPI(  # type: ignore[no-untyped-call]
            spark_session=running, break_lineage_method="persist"
        )
        tell(running)  # after Splink, which knows functions by the same names
        running.createDataFrame(prepared).createOrReplaceTempView(table_name)
        self._linker = Linker(
            self._api.register(table_name),
            splink_settings(comparisons),
            log_level=logging.ERROR,
            validate_settings=False,
        )
        self._numbers = ", ".join(
            f"cast(round(-mw_{comparison.name}) - 1 as tinyint) as {comparison.name}"
            for comparison in comparisons
        )

    def compare(self, left: Rows, right: Rows) -> PairVectors:
        """Return the levels of the given pairs of rows."""
        return in_chunks(self._compare_chunk, left, right, at_once=PAIRS_AT_ONCE)

    def _compare_chunk(self, left: Rows, right: Rows) -> PairVectors:
        nothing = pa.array(np.zeros(len(left), dtype=np.int8))
        pairs = pa.table({"join_key_l": pa.array(left), "join_key_r": pa.array(right), "match_key": nothing})
        self._session.createDataFrame(pairs).createOrReplaceTempView("pairs_to_compare")
        given = self._api.register("pairs_to_compare")
        self._linker.table_management.register_blocked_pairs_for_predict(given)
        predicted = self._linker.inference.predict(warning_mode="never")
        found = self._session.sql(
            f"select unique_id_l, unique_id_r, {self._numbers}"  # noqa: S608 - names are this package's own
            f" from {predicted.physical_name} order by 1, 2"
        ).toArrow()
        predicted.drop_table_from_database_and_remove_from_cache()
        columns = [column.to_numpy() for column in found.columns]
        return PairVectors(
            left=columns[0], right=columns[1], levels=np.stack(columns[2:], axis=1).astype(np.int8)
        )
