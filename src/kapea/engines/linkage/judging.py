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

from kapea.engines.linkage.comparisons import COMPARISONS
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
CALLS_A_TABLE = 200


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


class Judge:
    """Judges pairs of a few records. Not for two threads at once."""

    def __init__(self, model: TrainedModel) -> None:
        self._model = model
        self._listener = model.listener()
        self._connection = duckdb.connect(config={"threads": 1})
        # A prepared plan must not lean on what the small table held when it was made.
        self._connection.execute(
            "set disabled_optimizers = 'statistics_propagation,compressed_materialization'"
        )
        nothing = pa.table({name: pa.array([], pa.string()) for name in COLUMNS})
        self._schema = prepare(nothing, self._connection, listener=self._listener).schema
        self._calls = 0
        self._begin_anew()

    def _begin_anew(self) -> None:
        """Make the table and the plan: rows that were deleted still cost time, so neither is kept for ever."""
        if self._calls:
            self._connection.execute("deallocate compared")
        self._connection.register("given", self._schema.empty_table())
        self._connection.execute("create or replace table known as select * from given")
        self._connection.unregister("given")
        self._prepare_statement()

    def _prepare_statement(self) -> None:
        compared = [name for name in self._schema.names if name != "unique_id"]
        sides = ", ".join(f"one.{name} as {name}_l, other.{name} as {name}_r" for name in compared)
        levels = ", ".join(f"cast({comparison.sql} as tinyint)" for comparison in COMPARISONS)
        self._connection.execute(
            f"prepare compared as select place, {levels} from (select place, {sides}"  # noqa: S608 - own names
            " from (select unnest($1::bigint[]) as one_id, unnest($2::bigint[]) as other_id,"
            " unnest($3::bigint[]) as place) as met"
            " join known as one on one.unique_id = met.one_id"
            " join known as other on other.unique_id = met.other_id)"
        )

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
        vectors = self._vectors(pairs)
        mixture = self._model.mixture_for(max(among, 2))
        rarity = self._model.rarity(prepared)
        everything, own = log_commonness(vectors, COMPARISONS, rarity)
        sizes = [len(comparison.labels) for comparison in COMPARISONS]
        reached = reached_levels(vectors.levels, sizes)
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
        if self._calls and self._calls % CALLS_A_TABLE == 0:
            self._begin_anew()
        self._calls += 1
        prepared = pa.Table.from_pylist(rows, schema=self._schema)
        self._connection.execute("delete from known")
        self._connection.register("given", prepared)
        self._connection.execute("insert into known select * from given")
        self._connection.unregister("given")
        return prepared

    def _vectors(self, pairs: Sequence[PlacePair]) -> PairVectors:
        left, right = [one for one, _ in pairs], [other for _, other in pairs]
        rows = self._connection.execute(
            f"execute compared({left}, {right}, {list(range(len(pairs)))})"
        ).fetchnumpy()
        columns = [np.asarray(column) for column in rows.values()]
        order = np.argsort(columns[0])
        return PairVectors(
            left=np.asarray(left, dtype=np.int64),
            right=np.asarray(right, dtype=np.int64),
            levels=np.stack(columns[1:], axis=1)[order],
        )

    def close(self) -> None:
        self._connection.close()
