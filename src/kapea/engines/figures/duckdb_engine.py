"""Runs count queries on DuckDB, in memory or straight from Parquet files.

It holds the extracts of one computation and forgets them when closed. It knows no rule.
"""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa

from kapea.engines.figures.extracts import check_columns, conform, schema_of

Extract = Any
"""A `pyarrow.Table`, a DuckDB relation, or the path of a Parquet file."""


class DuckDBEngine:
    """The extracts of one computation, open for queries; use it in a `with` block."""

    def __init__(self, extracts: Mapping[str, Extract]) -> None:
        self._connection = duckdb.connect(":memory:")
        self._columns = {name: self._open(name, extract) for name, extract in extracts.items()}

    def __enter__(self) -> "DuckDBEngine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def columns(self, extract: str) -> frozenset[str]:
        """Return the columns of an extract; none when the extract was not given."""
        return self._columns.get(extract, frozenset())

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return list(self._connection.execute(query).fetchall())

    def _open(self, name: str, extract: Extract) -> frozenset[str]:
        schema = schema_of(name)
        if isinstance(extract, Path):
            relation = self._connection.read_parquet(str(extract))
            check_columns(schema, tuple(relation.columns))
            relation.create_view(name)
            return frozenset(relation.columns)
        table = extract if isinstance(extract, pa.Table) else extract.to_arrow_table()
        table = conform(name, table)
        self._connection.register(name, table)
        return frozenset(table.column_names)
