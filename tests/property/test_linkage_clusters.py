"""Fast joining gives what slow joining gives, whatever the evidence."""

import itertools
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kapea.engines.linkage.clusters import STRONGEST, join

RECORDS = 7
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73)
PAIRS = list(itertools.combinations(range(RECORDS), 2))
odds = st.floats(-7.5, 7.5, allow_nan=False).map(lambda value: round(value, 3))
Edges = list[tuple[tuple[int, int], float]]
APART = float("-inf")
edge_lists = st.lists(
    st.tuples(st.sampled_from(PAIRS), odds | st.just(APART)), unique_by=lambda edge: edge[0], min_size=1
)


def join_slowly(edges: dict[tuple[int, int], float], unseen: float) -> list[int]:
    """Merge the two groups with most evidence, again and again, summing from scratch each time."""
    clipped = {
        pair: max(min(value, STRONGEST), -STRONGEST) if np.isfinite(value) else value
        for pair, value in edges.items()
    }
    groups = [{row} for row in range(RECORDS)]

    def evidence(one: set[int], other: set[int]) -> float:
        pairs = [(min(a, b), max(a, b)) for a in one for b in other]
        if not any(pair in clipped for pair in pairs):
            return float("-inf")
        return sum(clipped.get(pair, unseen) for pair in pairs)

    while True:
        best = max(itertools.combinations(groups, 2), key=lambda pair: evidence(*pair), default=None)
        if best is None or evidence(*best) <= 0:
            return [min(next(group for group in groups if row in group)) for row in range(RECORDS)]
        groups = [group for group in groups if group not in best] + [best[0] | best[1]]


def joined(edges: Edges, unseen: float = -1.0) -> list[int]:
    left, right = (np.array([pair[side] for pair, _ in edges], dtype=np.int64) for side in (0, 1))
    values = np.array([value for _, value in edges])
    return join(records=RECORDS, left=left, right=right, log_odds=values, unseen=unseen).tolist()


def without_ties(edges: Edges) -> Edges:
    """Return the edges with evidence of which no two sums are equal: square roots of different primes."""
    shift = {pair: 1e-4 * math.sqrt(prime) for pair, prime in zip(PAIRS, PRIMES, strict=True)}
    return [(pair, value + shift[pair]) for pair, value in edges]


@given(edge_lists)
def test_fast_joining_is_as_good_as_slow_joining(edges: Edges) -> None:
    distinct = without_ties(edges)
    assert joined(distinct) == join_slowly(dict(distinct), -1.0)


@given(edge_lists)
def test_records_that_must_stay_apart_are_never_one_person(
    edges: Edges,
) -> None:
    found = joined(edges)
    assert all(found[pair[0]] != found[pair[1]] for pair, value in edges if value == APART)


@given(edge_lists, st.permutations(range(RECORDS)))
def test_numbering_the_records_otherwise_changes_no_person(edges: Edges, order: list[int]) -> None:
    distinct = without_ties(edges)
    renamed = [((min(order[a], order[b]), max(order[a], order[b])), value) for (a, b), value in distinct]
    one, other = joined(distinct), joined(renamed)
    together = {(a, b) for a, b in PAIRS if one[a] == one[b]}
    assert together == {(a, b) for a, b in PAIRS if other[order[a]] == other[order[b]]}
