"""Which pairs are never, or always, one person, whatever the weights say.

Two kinds: what two people decided on review, and what one child cannot be: born on two days years
apart by papers that both give the day, or registered twice by one body in one case under names that
have nothing in common.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kapea.engines.linkage.comparisons import Comparison
from kapea.engines.linkage.vectors import PairVectors

Floats = NDArray[np.float64]
RecordPair = tuple[str, str]

IMPOSSIBLE: tuple[Mapping[str, str], ...] = (
    {"birth": "other days, further"},
    {"event": "same case, same body, within 45 days", "given_name": "all else"},
)


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """Pairs of record ids on which two people have decided."""

    together: frozenset[RecordPair] = frozenset()
    apart: frozenset[RecordPair] = frozenset()


NO_DECISIONS = Decisions()


def impossible_pairs(pairs: PairVectors, comparisons: Sequence[Comparison]) -> NDArray[np.bool_]:
    """Return which pairs cannot be one child."""
    places = {comparison.name: place for place, comparison in enumerate(comparisons)}
    found = np.zeros(len(pairs), dtype=bool)
    for rule in IMPOSSIBLE:
        if all(name in places for name in rule):
            holds = np.ones(len(pairs), dtype=bool)
            for name, label in rule.items():
                place = places[name]
                holds &= pairs.levels[:, place] == comparisons[place].labels.index(label)
            found |= holds
    return found


def decided_rows(
    decided: Iterable[RecordPair], row_of: Mapping[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return decided pairs as rows, left < right; records no longer in the table are left out."""
    rows = sorted(
        (min(row_of[one], row_of[other]), max(row_of[one], row_of[other]))
        for one, other in decided
        if one in row_of and other in row_of and one != other
    )
    table = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]
