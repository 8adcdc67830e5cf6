"""How likely a few given records are one person each, by a model that an earlier run has learnt.

For the caller who waits and for the reviewer who looks at a pair: no table of the country is at hand,
only the records that a blind index brought together. Same comparisons, same weights as a run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kapea.engines.linkage.comparisons import COMPARISONS, told_together
from kapea.engines.linkage.constraints import impossible_pairs
from kapea.engines.linkage.explanation import Step, explain
from kapea.engines.linkage.intake import prepare_one
from kapea.engines.linkage.mixture import Evidence, match_log_odds, reached_levels
from kapea.engines.linkage.model import TrainedModel
from kapea.engines.linkage.preparation import prepare
from kapea.engines.linkage.rarity import log_commonness
from kapea.engines.linkage.records import COLUMNS
from kapea.engines.linkage.vectors import PairVectors

RecordGiven = Mapping[str, str | None]
PlacePair = tuple[int, int]
MOST_BITS = 500.0


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What the model says of one pair.

    pair: places in the list of records. is_possible: whether they may be one person at all. steps: in
    bits, from nothing known to the weight; empty unless asked for.
    """

    pair: PlacePair
    log_odds: float
    is_possible: bool
    steps: tuple[Step, ...] = ()

    @property
    def probability(self) -> float:
        if not self.is_possible:
            return 0.0
        return float(1 / (1 + np.exp(-np.clip(self.log_odds, -MOST_BITS, MOST_BITS))))


class _Met:
    """The pairs of one call, side by side, as DuckDB reads them: anew each time the prepared query runs."""

    def __init__(self, pairs: pa.Table) -> None:
        self.pairs = pairs

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.pairs.__arrow_c_stream__(requested_schema)


class Judge:
    """Judges pairs of a few records, and holds none of them between calls. Not for two threads at once.

    The comparisons are planned once, which takes six times as long as judging eighty pairs.
    """

    def __init__(self, model: TrainedModel) -> None:
        self._model = model
        self._listener = model.listener()
        self._connection = duckdb.connect(config={"threads": 1})
        # A prepared plan must not lean on what the pairs held when it was made.
        self._connection.execute(
            "set disabled_optimizers = 'statistics_propagation,compressed_materialization'"
        )
        nothing = pa.table({name: pa.array([], pa.string()) for name in COLUMNS})
        self._schema = prepare(nothing, self._connection, listener=self._listener).schema
        self._compared = [name for name in self._schema.names if name != "unique_id"]
        self._no_pairs = self._side_by_side(self._schema.empty_table(), [])
        self._met = _Met(self._no_pairs)
        self._connection.register("met", self._met)
        levels = ", ".join(f"cast({comparison.sql} as tinyint)" for comparison in COMPARISONS)
        self._connection.execute(f"prepare compared as select place, {levels} from met")  # noqa: S608 - own names

    def judge(
        self,
        records: Sequence[RecordGiven],
        pairs: Sequence[PlacePair],
        *,
        among: int,
        with_steps: bool = False,
    ) -> list[Judgement]:
        """Return a judgement for each pair, in their order.

        records: any of the columns of a record each. among: how many records the whole index holds.
        """
        if not pairs:
            return []
        prepared = self._prepared(records)
        vectors = self._vectors(prepared, pairs)
        mixture = self._model.mixture_for(max(among, 2))
        rarity = self._model.rarity(prepared)
        everything, own = log_commonness(vectors, COMPARISONS, rarity)
        sizes = [len(comparison.labels) for comparison in COMPARISONS]
        reached = reached_levels(vectors.levels, sizes, together=told_together(COMPARISONS))
        evidence = Evidence(reached=reached, commonness=everything, own_commonness=own)
        odds: NDArray[np.float64] = match_log_odds(mixture, evidence)
        never = impossible_pairs(vectors, COMPARISONS)
        return [
            Judgement(
                pair=pair,
                log_odds=float(odds[place]),
                is_possible=not never[place],
                steps=tuple(explain(vectors, place, mixture=mixture, comparisons=COMPARISONS, rarity=rarity))
                if with_steps
                else (),
            )
            for place, pair in enumerate(pairs)
        ]

    def _prepared(self, records: Sequence[RecordGiven]) -> pa.Table:
        rows = [
            {**prepare_one(record, self._listener), "unique_id": place}
            for place, record in enumerate(records)
        ]
        return pa.Table.from_pylist(rows, schema=self._schema)

    def _side_by_side(self, prepared: pa.Table, pairs: Sequence[PlacePair]) -> pa.Table:
        """Return one row a pair: its place, and the compared columns of the one record and of the other."""
        records = prepared.select(self._compared)
        left = records.take(pa.array([one for one, _ in pairs], pa.int64()))
        right = records.take(pa.array([other for _, other in pairs], pa.int64()))
        names = [f"{name}_{side}" for side in "lr" for name in self._compared]
        places = pa.array(range(len(pairs)), pa.int64())
        return pa.table([places, *left.columns, *right.columns], names=["place", *names])

    def _vectors(self, prepared: pa.Table, pairs: Sequence[PlacePair]) -> PairVectors:
        self._met.pairs = self._side_by_side(prepared, pairs)
        try:
            rows = self._connection.execute("execute compared").fetchnumpy()
        finally:
            self._met.pairs = self._no_pairs
        columns = [np.asarray(column) for column in rows.values()]
        order = np.argsort(columns[0])
        return PairVectors(
            left=np.asarray([one for one, _ in pairs], dtype=np.int64),
            right=np.asarray([other for _, other in pairs], dtype=np.int64),
            levels=np.stack(columns[1:], axis=1)[order],
        )

    def close(self) -> None:
        self._connection.close()
