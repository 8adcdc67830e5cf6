"""How alike two words are, asked on Spark of DuckDB itself, so that both engines find the same persons.

Spark has no Jaro-Winkler likeness, and the archive that Splink brings counts another: an odd number of letters
out of place is half a transposition more to it, which DuckDB rounds down ("limisa" and "lismi" are 0.876 or
0.902). It counts edits in characters, DuckDB in bytes. So Spark's workers hand the words to DuckDB, many at
once. It knows no field and no threshold.
"""

from collections.abc import Callable
from typing import Any

import pyarrow as pa

NAMES = {
    "jarowinkler_similarity": "jaro_winkler_similarity",
    "damerau_levenshtein": "damerau_levenshtein",
}
"""By the name that Splink's SQL has for Spark, the function of DuckDB. Plain `levenshtein` Spark has itself; it is
asked of names folded to plain letters only, where characters are bytes."""


def tell(running: Any) -> None:
    """Make the likeness functions known to a Spark session."""
    from pyspark.sql.functions import arrow_udf  # type: ignore[attr-defined]
    from pyspark.sql.types import DoubleType

    for name, function in NAMES.items():
        running.udf.register(name, arrow_udf(_asked(function), DoubleType()))


def _asked(function: str) -> Callable[[pa.Array, pa.Array], pa.Array]:
    """Return what asks DuckDB for a function of words; made here, so that a worker gets it whole."""

    def asked(one: pa.Array, other: pa.Array) -> pa.Array:
        import duckdb

        words = pa.table({"a": one, "b": other})
        told = duckdb.from_arrow(words).project(f"cast({function}(a, b) as double) as likeness")
        return told.to_arrow_table()["likeness"].combine_chunks()

    return asked
