"""Which level each candidate pair reaches in each comparison, worked out by Splink.

Splink turns the comparisons into SQL and runs them on its backend; this module hands it the pairs and
takes back whole numbers: 0 for the strongest level, the last for "all else", -1 for unknown.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import splink.blocking_rule_library as brl
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, SettingsCreator

from kapea.engines.linkage.comparisons import Comparison

PAIRS_AT_ONCE = 4_000_000


@dataclass(frozen=True, kw_only=True)
class PairVectors:
    """Pairs with their levels.

    left, right: row numbers of the records, left < right.
    levels: int8, shape (n_pairs, n_comparisons), -1 where unknown.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    levels: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.left)


def splink_comparison(comparison: Comparison) -> Any:
    """Return the comparison as Splink writes it."""
    unknown = cll.CustomLevel(comparison.unknown, "unknown").configure(is_null_level=True)
    levels = [cll.CustomLevel(level.condition, level.label) for level in comparison.levels]
    marked = [
        level.configure(m_probability=2.0 ** -(number + 2), u_probability=0.5)
        for number, level in enumerate([*levels, cll.ElseLevel()])
    ]
    return cl.CustomComparison([unknown, *marked], output_column_name=comparison.name)


def splink_settings(comparisons: Sequence[Comparison]) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        comparisons=[splink_comparison(comparison) for comparison in comparisons],
        blocking_rules_to_generate_predictions=[brl.CustomRule("1 = 0")],
        retain_intermediate_calculation_columns=True,
        retain_matching_columns=False,
    )


def compare(
    connection: duckdb.DuckDBPyConnection,
    comparisons: Sequence[Comparison],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
) -> PairVectors:
    """Return the levels of the given pairs of rows of the table `prepared`."""
    api = DuckDBAPI(connection)
    linker = Linker(
        api.register("prepared"),
        splink_settings(comparisons),
        log_level=logging.ERROR,
        validate_settings=False,
    )
    parts = []
    for start in range(0, max(len(left), 1), PAIRS_AT_ONCE):
        chunk = slice(start, start + PAIRS_AT_ONCE)
        parts.append(_compare_chunk(connection, api, linker, comparisons, left[chunk], right[chunk]))
    return PairVectors(
        left=np.concatenate([part.left for part in parts]),
        right=np.concatenate([part.right for part in parts]),
        levels=np.concatenate([part.levels for part in parts]),
    )


def _compare_chunk(
    connection: duckdb.DuckDBPyConnection,
    api: DuckDBAPI,
    linker: Linker,
    comparisons: Sequence[Comparison],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
) -> PairVectors:
    pairs = pa.table(
        {"join_key_l": left, "join_key_r": right, "match_key": np.zeros(len(left), dtype=np.int8)}
    )
    connection.register("pairs_given", pairs)
    connection.execute("create or replace table kapea_pairs as select * from pairs_given")
    connection.unregister("pairs_given")
    linker.table_management.register_blocked_pairs_for_predict(api.register("kapea_pairs"))
    predicted = linker.inference.predict(warning_mode="never")
    numbers = ", ".join(f"cast(-mw_{comparison.name} - 1 as tinyint)" for comparison in comparisons)
    rows = connection.execute(
        f"select unique_id_l, unique_id_r, {numbers} from {predicted.physical_name} order by 1, 2"  # noqa: S608
    ).fetchnumpy()
    predicted.drop_table_from_database_and_remove_from_cache()
    columns = [np.asarray(column) for column in rows.values()]
    return PairVectors(left=columns[0], right=columns[1], levels=np.stack(columns[2:], axis=1))
