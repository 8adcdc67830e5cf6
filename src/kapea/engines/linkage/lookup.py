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
from kapea.engines.linkage.comparisons import told_together
from kapea.engines.linkage.explanation import Step, explain
from kapea.engines.linkage.intake import prepare_one
from kapea.engines.linkage.linking import Linkage
from kapea.engines.linkage.mixture import Evidence, match_log_odds, reached_levels
from kapea.engines.linkage.preparation import listen
from kapea.engines.linkage.rarity import log_commonness
from kapea.engines.linkage.vectors import PairVectors

Rows = NDArray[np.int64]
Hashes = NDArray[np.uint64]
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: spreads small steps over all bits

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
        self._columns = linkage.prepared.column_names
        self._insert_sql = f"insert into intake values ({', '.join('?' for _ in self._columns)})"  # noqa: S608 - own names
        self._listener = listen(records)
        self._connection = duckdb.connect(config={"threads": 2})
        # A prepared plan must not lean on what the small tables held when it was made.
        self._connection.execute(
            "set disabled_optimizers = 'statistics_propagation,compressed_materialization'"
        )
        self._connection.register("given", linkage.prepared)
        self._connection.execute("create table prepared as select * from given")
        self._connection.execute("create table intake as select * from given limit 0")
        self._connection.unregister("given")
        self._blocks, self._rows = self._blocks_of("prepared")
        self._prepare_statements()

    def _prepare_statements(self) -> None:
        """Have DuckDB plan once what every look-up asks; planning would cost more than answering."""
        levels = ", ".join(f"cast({comparison.sql} as tinyint)" for comparison in self._linkage.comparisons)
        compared = [name for name in self._columns if name != "unique_id"]
        left = ", ".join(f"prepared.{name} as {name}_l" for name in compared)
        right = ", ".join(f"intake.{name} as {name}_r" for name in compared)
        compared_sql = (
            f"select row_id, {levels} from (select row_id, {left}, {right}"  # noqa: S608 - own names
            " from (select unnest($1::bigint[]) as row_id) as met"
            " join prepared on prepared.unique_id = met.row_id cross join intake)"
        )
        self._connection.execute(f"prepare blocks_of_intake as {self._blocks_sql('intake')}")
        self._connection.execute(f"prepare compared as {compared_sql}")

    def find(self, record: Mapping[str, str | None], *, limit: int = 10) -> list[Candidate]:
        """Return whom the record may be, the likeliest first, one entry a person.

        record: any of the columns of a record; the rest counts as unknown.
        """
        told = prepare_one(record, self._listener)
        self._connection.execute("delete from intake")
        self._connection.execute(self._insert_sql, [told[name] for name in self._columns])
        met = self._met()
        if not len(met):
            return []
        pairs = self._compare(met)
        return self._best(pairs, limit)

    def _blocks_sql(self, table: str) -> str:
        blocks = [blocks_sql(number, key, table=table) for number, key in enumerate(self._keys)]
        return " union all ".join(blocks)

    def _blocks_of(self, table: str) -> tuple[Hashes, NDArray[np.int32]]:
        """Return the blocks of all records in ascending order, and the rows in them."""
        found = self._connection.execute(self._blocks_sql(table)).fetchnumpy()
        blocks = _at_step(np.asarray(found["block"]), *_steps(found["step"]))
        order = np.argsort(blocks, kind="stable")
        return blocks[order], np.asarray(found["row_id"])[order].astype(np.int32)

    def _met(self) -> Rows:
        """Return the rows that share a key with the intake record, those of rarer keys first."""
        found = self._connection.execute("execute blocks_of_intake").fetchnumpy()
        steps, has_steps = _steps(found["step"])
        own = np.asarray(found["block"])
        blocks = np.unique(np.concatenate([_at_step(own, steps + reach, has_steps) for reach in (-1, 0, 1)]))
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
        rows = self._connection.execute(f"execute compared({met.tolist()})").fetchnumpy()
        columns = [np.asarray(column) for column in rows.values()]
        row_ids = columns[0].astype(np.int64)
        # The new record has no row; the index record stands for both when a value's rarity is asked.
        return PairVectors(left=row_ids, right=row_ids, levels=np.stack(columns[1:], axis=1))

    def _best(self, pairs: PairVectors, limit: int) -> list[Candidate]:
        linkage = self._linkage
        everything, own = log_commonness(pairs, linkage.comparisons, linkage.rarity)
        sizes = [len(comparison.labels) for comparison in linkage.comparisons]
        evidence = Evidence(
            reached=reached_levels(pairs.levels, sizes, together=told_together(linkage.comparisons)),
            commonness=everything,
            own_commonness=own,
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


def _steps(column: NDArray[np.int32]) -> tuple[Rows, NDArray[np.bool_]]:
    """Return each block's step, and whether its key has steps at all."""
    has_steps = ~np.ma.getmaskarray(np.ma.asarray(column))
    return np.ma.filled(np.ma.asarray(column), 0).astype(np.int64), has_steps


def _at_step(blocks: Hashes, steps: Rows, has_steps: NDArray[np.bool_]) -> Hashes:
    """Return the blocks' hashes at their steps; overflow wraps, as hashes may."""
    with np.errstate(over="ignore"):
        moved: Hashes = blocks ^ (steps.astype(np.uint64) * _SPREAD)
    return np.where(has_steps, moved, blocks)
