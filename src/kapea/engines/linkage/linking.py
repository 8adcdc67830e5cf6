"""One table of records in, one number a person out: the whole way from names to clusters.

Prepares, blocks, compares, trains, scores, chooses its own operating point from its own calibrated
probabilities, and joins: first what is sure, then, with what the records of each person tell together, what is
likely. It never sees the truth, and no chance but the seed's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array, triu

from kapea.engines.linkage.blocking import BLOCKING_KEYS, BlockingKey, candidate_pairs
from kapea.engines.linkage.clusters import join
from kapea.engines.linkage.comparisons import COMPARISONS, Comparison, told_together
from kapea.engines.linkage.completion import completed, tellers
from kapea.engines.linkage.constraints import NO_DECISIONS, Decisions, decided_rows, impossible_pairs
from kapea.engines.linkage.mixture import Evidence, Mixture, match_log_odds, reached_levels
from kapea.engines.linkage.model import TrainedModel, learnt
from kapea.engines.linkage.operating_point import OperatingPoint, choose_operating_point
from kapea.engines.linkage.preparation import listen, prepare
from kapea.engines.linkage.rarity import ColumnRarity, log_commonness, rarities
from kapea.engines.linkage.spark import SparkComparer
from kapea.engines.linkage.training import train
from kapea.engines.linkage.vectors import Comparer, PairVectors

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]

RANDOM_PAIRS = 500_000
TRAINING_PAIRS = 4_000_000
PAIRS_AT_ONCE = 4_000_000
UNSEEN = -1.0  # log odds of two records that no key brought together
WORTH_TELLING = -8.0  # log odds from which what other records tell may make a pair
POSSIBLE = -2.0  # log odds from which a pair may lead on to a third record
TRIANGLE_ROUNDS = 6


@dataclass(frozen=True, kw_only=True)
class ScoredPairs:
    """Compared pairs with the log odds that they are one person."""

    vectors: PairVectors
    log_odds: Floats

    @property
    def probability(self) -> Floats:
        return np.asarray(1 / (1 + np.exp(-np.clip(self.log_odds, -500, 500))))


@dataclass(frozen=True, kw_only=True)
class Linkage:
    """The outcome: each record's cluster (lowest row in it), and how it came about.

    clusters: persons as they are best counted. sure_clusters: only what may be linked without a person
    looking, and what people decided. model: what may be kept of the run; not for other tables than ours.
    """

    prepared: pa.Table
    clusters: Rows
    pairs: ScoredPairs
    mixture: Mixture
    point: OperatingPoint
    comparisons: Sequence[Comparison]
    rarity: dict[str, ColumnRarity]
    sure_clusters: Rows
    model: TrainedModel | None = None


class _Scorer:
    """Compares and scores pairs of one table with one model."""

    def __init__(
        self,
        comparer: Comparer | SparkComparer,
        comparisons: Sequence[Comparison],
        rarity: dict[str, ColumnRarity],
    ) -> None:
        self._comparer = comparer
        self._comparisons = comparisons
        self._rarity = rarity

    def compare(self, left: Rows, right: Rows) -> PairVectors:
        return self._comparer.compare(left, right)

    def evidence(self, vectors: PairVectors) -> Evidence:
        everything, own = log_commonness(vectors, self._comparisons, self._rarity)
        sizes = [len(comparison.labels) for comparison in self._comparisons]
        return Evidence(
            reached=reached_levels(vectors.levels, sizes, together=told_together(self._comparisons)),
            commonness=everything,
            own_commonness=own,
        )

    def score(self, mixture: Mixture, vectors: PairVectors) -> ScoredPairs:
        parts = [
            match_log_odds(mixture, self.evidence(vectors[start : start + PAIRS_AT_ONCE]))
            for start in range(0, max(len(vectors), 1), PAIRS_AT_ONCE)
        ]
        return ScoredPairs(vectors=vectors, log_odds=np.concatenate(parts))


class _Tables:
    """Puts prepared tables where their pairs are compared."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        comparisons: Sequence[Comparison],
        *,
        columns: str,
        spark: Any,
    ) -> None:
        self._connection, self._comparisons = connection, comparisons
        self._columns, self._spark = columns, spark

    def comparer(self, table: pa.Table, *, name: str) -> Comparer | SparkComparer:
        """Store a table under a name of ours and return what compares its rows."""
        self._connection.register("given", table)
        self._connection.execute(f"create or replace table {name} as select {self._columns} from given")  # noqa: S608
        self._connection.unregister("given")
        if self._spark is not None:
            return SparkComparer(self._spark, table, self._comparisons, table_name=name)
        return Comparer(self._connection, self._comparisons, table=name)


def link(
    records: pa.Table,
    *,
    connection: duckdb.DuckDBPyConnection,
    decisions: Decisions = NO_DECISIONS,
    seed: int = 1,
    taught: TrainedModel | None = None,
    spark: Any = None,
) -> Linkage:
    """Return which records are one person.

    connection: an empty DuckDB database to work in. decisions: what people have decided on pairs.
    taught: a model to judge by, for a table too small to teach one; it is learnt from the table if None.
    spark: a Spark session on which the pairs are compared instead of DuckDB.
    """
    listener = taught.listener() if taught else listen(records)
    linkage = link_prepared(
        prepare(records, connection, listener=listener),
        records["record_id"].to_pylist(),
        connection=connection,
        decisions=decisions,
        seed=seed,
        taught=taught,
        spark=spark,
    )
    model = taught or learnt(mixture=linkage.mixture, prepared=linkage.prepared, parser=listener.parser)
    return replace(linkage, model=model)


def link_prepared(
    prepared: pa.Table,
    record_ids: Sequence[str],
    *,
    connection: duckdb.DuckDBPyConnection,
    decisions: Decisions = NO_DECISIONS,
    seed: int = 1,
    comparisons: Sequence[Comparison] = COMPARISONS,
    keys: Sequence[BlockingKey] = BLOCKING_KEYS,
    columns: str = "*",
    has_households: bool = True,
    taught: TrainedModel | None = None,
    spark: Any = None,
) -> Linkage:
    """Return which prepared records are one person; row n of `prepared` is record n.

    columns: SQL by which the prepared columns are stored. With other comparisons and keys, `prepared` may be
    any table that has `unique_id` and the columns they name. has_households: whether siblings may be in it.
    """
    rarity = taught.rarity(prepared) if taught else rarities(prepared, comparisons)
    tables = _Tables(connection, comparisons, columns=columns, spark=spark)
    scorer = _Scorer(tables.comparer(prepared, name="prepared"), comparisons, rarity)
    left, right = candidate_pairs(connection, keys=keys)
    vectors = scorer.compare(left, right)
    if taught:
        mixture = taught.mixture_for(len(prepared))
    else:
        chance = np.random.default_rng(seed)
        mixture = _train(
            scorer, comparisons, vectors, records=len(prepared), chance=chance, has_households=has_households
        )
    pairs = scorer.score(mixture, vectors)
    pairs = _close_triangles(scorer, mixture, pairs, records=len(prepared))
    point = choose_operating_point(pairs.probability)
    row_of = {record_id: row for row, record_id in enumerate(record_ids)}
    surely = _Joiner(comparisons, decisions, row_of, needed_log_odds=point.automatic_log_odds)
    sure, pairs = _persons(surely, scorer, mixture, pairs)
    teller_of = tellers(prepared, sure)
    retelling = _Scorer(
        tables.comparer(completed(prepared, teller_of), name="completed"),
        comparisons,
        {name: one.told_by(teller_of.get(name)) for name, one in rarity.items()},
    )
    likely = _Joiner(comparisons, decisions, row_of, needed_log_odds=point.group_log_odds)
    clusters, _told = _persons(likely, retelling, mixture, _told_anew(retelling, mixture, pairs, sure))
    absent = _uncompared_inside(clusters, pairs)
    pairs = _together(pairs, scorer.score(mixture, scorer.compare(*absent)))
    return Linkage(
        prepared=prepared,
        clusters=clusters,
        pairs=pairs,
        mixture=mixture,
        point=point,
        comparisons=comparisons,
        rarity=rarity,
        sure_clusters=sure,
    )


class _Joiner:
    """Joins scored pairs into persons, bound by what cannot be and by what people decided."""

    def __init__(
        self,
        comparisons: Sequence[Comparison],
        decisions: Decisions,
        row_of: Mapping[str, int],
        *,
        needed_log_odds: float,
    ) -> None:
        self._needed = needed_log_odds
        self._comparisons = comparisons
        self._apart = decided_rows(decisions.apart, row_of)
        self._together = decided_rows(decisions.together, row_of)
        self._records = len(row_of)

    def join(self, pairs: ScoredPairs) -> Rows:
        log_odds = pairs.log_odds - self._needed
        log_odds[impossible_pairs(pairs.vectors, self._comparisons)] = -np.inf
        left = np.concatenate([pairs.vectors.left, self._together[0], self._apart[0]])
        right = np.concatenate([pairs.vectors.right, self._together[1], self._apart[1]])
        decided = [np.full(len(self._together[0]), np.inf), np.full(len(self._apart[0]), -np.inf)]
        log_odds = np.concatenate([log_odds, *decided])
        last = len(log_odds) - 1 - np.unique(_codes(left, right)[::-1], return_index=True)[1]
        return join(
            records=self._records,
            left=left[last],
            right=right[last],
            log_odds=log_odds[last],
            unseen=UNSEEN,
        )


def _persons(
    joiner: _Joiner, scorer: _Scorer, mixture: Mixture, pairs: ScoredPairs
) -> tuple[Rows, ScoredPairs]:
    """Return the clusters in which no pair stays uncompared, and the pairs with those compared for it."""
    clusters = joiner.join(pairs)
    for _ in range(TRIANGLE_ROUNDS):
        absent = _uncompared_inside(clusters, pairs)
        if not len(absent[0]):
            break
        pairs = _together(pairs, scorer.score(mixture, scorer.compare(*absent)))
        clusters = joiner.join(pairs)
    return clusters, pairs


def _told_anew(scorer: _Scorer, mixture: Mixture, pairs: ScoredPairs, sure: Rows) -> ScoredPairs:
    """Return the pairs with those between persons weighed by what all records of a person tell."""
    vectors = pairs.vectors
    is_joined = np.bincount(sure, minlength=len(sure))[sure] > 1
    anew = (sure[vectors.left] != sure[vectors.right]) & (pairs.log_odds > WORTH_TELLING)
    anew &= is_joined[vectors.left] | is_joined[vectors.right]
    told = scorer.score(mixture, scorer.compare(vectors.left[anew], vectors.right[anew]))
    levels, log_odds = vectors.levels.copy(), pairs.log_odds.copy()
    levels[anew], log_odds[anew] = told.vectors.levels, told.log_odds
    return ScoredPairs(vectors=replace(vectors, levels=levels), log_odds=log_odds)


def _train(
    scorer: _Scorer,
    comparisons: Sequence[Comparison],
    vectors: PairVectors,
    *,
    records: int,
    chance: np.random.Generator,
    has_households: bool,
) -> Mixture:
    share = min(1.0, TRAINING_PAIRS / max(len(vectors), 1))
    sample = vectors if share == 1.0 else vectors[chance.random(len(vectors)) < share]
    left, right = _random_pairs(records, chance)
    return train(
        comparisons,
        candidates=scorer.evidence(sample),
        random_pairs=scorer.evidence(scorer.compare(left, right)),
        records=records,
        share=share,
        has_households=has_households,
    )


def _random_pairs(records: int, chance: np.random.Generator) -> tuple[Rows, Rows]:
    if records * (records - 1) // 2 <= RANDOM_PAIRS:
        left, right = np.triu_indices(records, k=1)
        return left.astype(np.int64), right.astype(np.int64)
    one, other = chance.integers(0, records, (2, RANDOM_PAIRS))
    apart = one != other
    return np.minimum(one, other)[apart], np.maximum(one, other)[apart]


def _codes(left: Rows, right: Rows) -> Rows:
    return left << np.int64(32) | right


def _together(pairs: ScoredPairs, more: ScoredPairs) -> ScoredPairs:
    """Return both, in the order of their rows."""
    left = np.concatenate([pairs.vectors.left, more.vectors.left])
    right = np.concatenate([pairs.vectors.right, more.vectors.right])
    order = np.argsort(_codes(left, right), kind="stable")
    levels = np.concatenate([pairs.vectors.levels, more.vectors.levels])[order]
    return ScoredPairs(
        vectors=PairVectors(left=left[order], right=right[order], levels=levels),
        log_odds=np.concatenate([pairs.log_odds, more.log_odds])[order],
    )


def _not_among(left: Rows, right: Rows, pairs: PairVectors) -> NDArray[np.bool_]:
    """Return which of the given pairs are not yet among pairs that stand in order."""
    known, asked = _codes(pairs.left, pairs.right), _codes(left, right)
    if not len(known):
        return np.ones(len(asked), dtype=bool)
    places = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return np.asarray(known[places] != asked)


def _close_triangles(scorer: _Scorer, mixture: Mixture, pairs: ScoredPairs, *, records: int) -> ScoredPairs:
    """Return the pairs with those added that both go possibly with one third record."""
    keep = pairs.log_odds > POSSIBLE
    left, right = pairs.vectors.left[keep], pairs.vectors.right[keep]
    ones = np.ones(2 * len(left), dtype=np.int32)
    ends = (np.concatenate([left, right]), np.concatenate([right, left]))
    graph = coo_array((ones, ends), shape=(records, records)).tocsr()
    two_steps = triu(graph @ graph, k=1).tocoo()
    left, right = two_steps.row.astype(np.int64), two_steps.col.astype(np.int64)
    new = _not_among(left, right, pairs.vectors)
    return (
        _together(pairs, scorer.score(mixture, scorer.compare(left[new], right[new]))) if new.any() else pairs
    )


def _uncompared_inside(clusters: Rows, pairs: ScoredPairs) -> tuple[Rows, Rows]:
    """Return the pairs within clusters that were never compared."""
    order = np.argsort(clusters, kind="stable")
    _, starts, sizes = np.unique(clusters[order], return_index=True, return_counts=True)
    found: list[Rows] = [np.empty((2, 0), dtype=np.int64)]
    for size in np.unique(sizes[sizes > 2]):
        members = order[starts[sizes == size][:, None] + np.arange(size)]  # rows ascend: the sort is stable
        one, other = np.triu_indices(int(size), k=1)
        found.append(np.stack([members[:, one].ravel(), members[:, other].ravel()]))
    left, right = np.concatenate(found, axis=1)
    new = _not_among(left, right, pairs.vectors)
    return left[new], right[new]
