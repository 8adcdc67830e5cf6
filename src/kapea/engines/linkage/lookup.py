"""Who in the national index may this one new person be, while the caller waits.

The index keeps, from the last nightly run, the prepared records, their persons and the trained model. A
new record meets the index through the blocking keys of intake, is compared field by field and scored
like any pair. It lives in memory only: what it holds would identify children.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kapea.engines.linkage.blocking import BLOCKING_KEYS, BlockingKey, blocks_sql
from kapea.engines.linkage.explanation import Step, explain
from kapea.engines.linkage.linking import Linkage
from kapea.engines.linkage.mixture import Evidence, match_log_odds, reached_levels
from kapea.engines.linkage.preparation import listen, prepare
from kapea.engines.linkage.rarity import log_commonness
from kapea.engines.linkage.records import COLUMNS
from kapea.engines.linkage.vectors import PairVectors

Rows = NDArray[np.int64]

INTAKE_KEYS = tuple(
    key
    for key in BLOCKING_KEYS
    if key.name
    in (
        "case",
        "name and province",
        "name and birth year",
        "name and event",
        "given name and commune",
        "given name, province, birth year",
        "given name and father",
        "given name and mother",
        "both parents",
        "birth date",
        "commune and birth year",
    )
)
LARGEST_BLOCK = 400  # records of one key that are looked at
MOST_COMPARED = 3_000  # records compared in one look-up
LEAST_PROBABILITY = 0.02


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A person of the index whom the new record may be.

    record_id: the person's record that is most like it. cluster: the person's lowest row.
    """

    record_id: str
    cluster: int
    probability: float
    steps: tuple[Step, ...]


class LookupIndex:
    """The national index, ready for look-ups of one person."""

    def __init__(
        self, records: pa.Table, linkage: Linkage, *, keys: Sequence[BlockingKey] = INTAKE_KEYS
    ) -> None:
        self._linkage = linkage
        self._keys = keys
        self._record_ids = records["record_id"]
        self._listener = listen(records)
        self._connection = duckdb.connect(config={"threads": 2})
        self._connection.register("given", linkage.prepared)
        self._connection.execute("create table prepared as select * from given")
        self._connection.unregister("given")
        self._blocks, self._rows = self._all_blocks()
        levels = ", ".join(f"cast({comparison.sql} as tinyint)" for comparison in linkage.comparisons)
        columns = [name for name in linkage.prepared.column_names if name != "unique_id"]
        left = ", ".join(f"prepared.{name} as {name}_l" for name in columns)
        right = ", ".join(f"intake.{name} as {name}_r" for name in columns)
        self._compare_sql = (
            f"select row_id, {levels} from (select row_id, {left}, {right} from met "  # noqa: S608 - own names
            "join prepared on prepared.unique_id = met.row_id cross join intake) order by row_id"
        )

    def find(self, record: Mapping[str, str | None], *, limit: int = 10) -> list[Candidate]:
        """Return whom the record may be, the likeliest first, one entry a person.

        record: any of the columns of a record; the rest counts as unknown.
        """
        row = {name: record.get(name) or None for name in COLUMNS}
        schema = pa.schema([(name, pa.string()) for name in COLUMNS])
        intake = prepare(
            pa.Table.from_pylist([row], schema=schema), self._connection, listener=self._listener
        )
        self._connection.register("intake", intake)
        met = self._met()
        if not len(met):
            return []
        pairs = self._compare(met)
        return self._best(pairs, limit)

    def _hashes(self, table: str, steps: Sequence[int]) -> str:
        """Return SQL for the hashed blocks of a table; steps: how far each record reaches."""
        parts = []
        for number, key in enumerate(self._keys):
            for step in steps if key.has_steps else (0,):
                parts.append(
                    f"select hash(block, coalesce(step, 0) + {step}) as block, row_id"  # noqa: S608 - own SQL
                    f" from ({blocks_sql(number, key, table=table)})"
                )
        return " union all ".join(parts)

    def _all_blocks(self) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        hashes = self._hashes("prepared", (0,))
        found = self._connection.execute(
            f"select block, cast(row_id as integer) as row_id from ({hashes}) order by 1, 2"  # noqa: S608
        ).fetchnumpy()
        return np.asarray(found["block"]), np.asarray(found["row_id"])

    def _met(self) -> Rows:
        """Return the rows that share a key with the intake record, those of rarer keys first."""
        hashes = self._hashes("intake", (-1, 0, 1))
        found = self._connection.execute(f"select distinct block from ({hashes})").fetchnumpy()  # noqa: S608
        blocks = np.asarray(found["block"]).astype(np.uint64)
        starts = np.searchsorted(self._blocks, blocks, side="left")
        ends = np.searchsorted(self._blocks, blocks, side="right")
        rows_of_blocks = [
            self._rows[start:end]
            for start, end in sorted(zip(starts, ends, strict=True), key=lambda block: block[1] - block[0])
            if 0 < end - start <= LARGEST_BLOCK
        ]
        if not rows_of_blocks:
            return np.empty(0, dtype=np.int64)
        rows, first = np.unique(np.concatenate(rows_of_blocks), return_index=True)
        return rows[np.argsort(first)[:MOST_COMPARED]].astype(np.int64)

    def _compare(self, met: Rows) -> PairVectors:
        self._connection.register("met", pa.table({"row_id": met}))
        rows = self._connection.execute(self._compare_sql).fetchnumpy()
        self._connection.unregister("met")
        columns = [np.asarray(column) for column in rows.values()]
        row_ids = columns[0].astype(np.int64)
        # The new record has no row; the index record stands for both when a value's rarity is asked.
        return PairVectors(left=row_ids, right=row_ids, levels=np.stack(columns[1:], axis=1))

    def _best(self, pairs: PairVectors, limit: int) -> list[Candidate]:
        linkage = self._linkage
        everything, own = log_commonness(pairs, linkage.comparisons, linkage.rarity)
        sizes = [len(comparison.labels) for comparison in linkage.comparisons]
        evidence = Evidence(
            reached=reached_levels(pairs.levels, sizes), commonness=everything, own_commonness=own
        )
        odds = match_log_odds(linkage.mixture, evidence)
        probability = 1 / (1 + np.exp(-np.clip(odds, -500, 500)))
        chosen: dict[int, Candidate] = {}
        for place in np.argsort(-odds):
            if len(chosen) == limit or probability[place] < LEAST_PROBABILITY:
                break
            row = int(pairs.left[place])
            cluster = int(linkage.clusters[row])
            if cluster not in chosen:
                chosen[cluster] = Candidate(
                    record_id=self._record_ids[row].as_py(),
                    cluster=cluster,
                    probability=float(probability[place]),
                    steps=tuple(self._explain(pairs, int(place))),
                )
        return list(chosen.values())

    def _explain(self, pairs: PairVectors, place: int) -> list[Step]:
        linkage = self._linkage
        return explain(
            pairs, place, mixture=linkage.mixture, comparisons=linkage.comparisons, rarity=linkage.rarity
        )

    def close(self) -> None:
        self._connection.close()
