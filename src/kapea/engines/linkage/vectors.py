"""Which level each candidate pair reaches in each comparison, worked out by Splink.

Splink turns the comparisons into SQL and runs them on its backend; this module hands it the pairs and
takes back whole numbers: 0 for the strongest level, the last for "all else", -1 for unknown.
"""

import logging
from collections.abc import Callable, Sequence
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

Rows = NDArray[np.int64]
PAIRS_AT_ONCE = 4_000_000


@dataclass(frozen=True, kw_only=True)
class PairVectors:
    """Pairs with their levels.

    left, right: row numbers of the records, left < right.
    levels: int8, shape (n_pairs, n_comparisons), -1 where unknown.
    """

    left: Rows
    right: Rows
    levels: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.left)

    def __getitem__(self, rows: slice | NDArray[np.bool_]) -> "PairVectors":
        return PairVectors(left=self.left[rows], right=self.right[rows], levels=self.levels[rows])


def splink_comparison(comparison: Comparison) -> Any:
    """Return the comparison as Splink writes it."""
    unknown = cll.CustomLevel(comparison.unknown, "unknown", "duckdb").configure(is_null_level=True)
    levels = [cll.CustomLevel(level.condition, level.label, "duckdb") for level in comparison.levels]
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


def in_chunks(
    compare: Callable[[Rows, Rows], PairVectors], left: Rows, right: Rows, *, at_once: int = PAIRS_AT_ONCE
) -> PairVectors:
    """Return the levels of the given pairs of rows, at most so many compared at once."""
    parts = []
    for start in range(0, max(len(left), 1), at_once):
        chunk = slice(start, start + at_once)
        parts.append(compare(left[chunk], right[chunk]))
    return PairVectors(
        left=np.concatenate([part.left for part in parts]),
        right=np.concatenate([part.right for part in parts]),
        levels=np.concatenate([part.levels for part in parts]),
    )


class Comparer:
    """Compares pairs of rows of a table of a DuckDB database."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        comparisons: Sequence[Comparison],
        *,
        table: str = "prepared",
    ) -> None:
        self._connection = connection
        self._api = DuckDBAPI(connection)
        self._linker = Linker(
            self._api.register(table),
            splink_settings(comparisons),
            log_level=logging.ERROR,
            validate_settings=False,
        )
        self._numbers = ", ".join(
            f"cast(-mw_{comparison.name} - 1 as tinyint) as {comparison.name}" for comparison in comparisons
        )

    def compare(self, left: Rows, right: Rows) -> PairVectors:
        """Return the levels of the given pairs of rows."""
        return in_chunks(self._compare_chunk, left, right)

    def _compare_chunk(self, left: Rows, right: Rows) -> PairVectors:
        nothing = np.zeros(len(left), dtype=np.int8)
        pairs = pa.table({"join_key_l": left, "join_key_r": right, "match_key": nothing})
        self._connection.register("pairs_given", pairs)
        self._connection.execute("create or replace table pairs_to_compare as select * from pairs_given")
        self._connection.unregister("pairs_given")
        given = self._api.register("pairs_to_compare")
        self._linker.table_management.register_blocked_pairs_for_predict(given)
        predicted = self._linker.inference.predict(warning_mode="never")
        rows = self._connection.execute(
            f"select unique_id_l, unique_id_r, {self._numbers}"  # noqa: S608 - names are this package's own
            f" from {predicted.physical_name} order by 1, 2"
        ).fetchnumpy()
        predicted.drop_table_from_database_and_remove_from_cache()
        columns = [np.asarray(column) for column in rows.values()]
        return PairVectors(left=columns[0], right=columns[1], levels=np.stack(columns[2:], axis=1))
