"""Which decomposable graphs say how lists may depend on each other, and how each factorises.

A decomposable (chordal) graph can be taken apart by removing, one at a time, a list whose neighbours all
know each other. The density of such a model is the product over that order of the margin of the list
with its neighbours, divided by the margin of the neighbours alone.

Source: Lauritzen (1996), Graphical Models, section 2.1; Madigan and York (1997), Biometrika 84.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kapea.engines.estimation.arrays import Bools, Ints
from kapea.engines.estimation.lattice import members, subsets_of_size

MOST_LISTS = 6


@dataclass(frozen=True, kw_only=True, eq=False)
class DecomposableGraphs:
    """All decomposable graphs on some lists.

    edges: (G, t) for each graph and list, the set of its neighbours.
    margins: int8 (G, 2**t) how often the margin of each set of lists enters the density: +1 a clique,
        -1 a separator. Column 0 counts the connected parts, negatively.
    """

    edges: Ints
    margins: np.ndarray[tuple[int, ...], np.dtype[np.int8]]

    def __len__(self) -> int:
        return len(self.edges)

    def cliques(self, graph: int) -> list[int]:
        """Return the largest sets of lists that depend directly on each other."""
        sets = np.flatnonzero(self.margins[graph] > 0)
        return [int(a) for a in sets if not any(a != b and a & b == a for b in sets)]


@lru_cache(maxsize=8)
def decomposable_graphs(lists: int) -> DecomposableGraphs:
    """Return every decomposable graph on labelled lists, the complete one included.

    >>> [len(decomposable_graphs(t)) for t in (2, 3, 4, 5)]
    [2, 8, 61, 822]
    """
    neighbours = _all_graphs(lists)
    number, cells = len(neighbours), 1 << lists
    left = np.full(number, cells - 1, dtype=np.int64)
    margins = np.zeros((number, cells), dtype=np.int8)
    rows = np.arange(number)
    for _ in range(lists):
        removed = np.zeros(number, dtype=np.bool_)
        for vertex in range(lists):
            present = (left >> vertex & 1).astype(np.bool_) & ~removed
            around = neighbours[:, vertex] & left
            simple = present & _know_each_other(neighbours, around, lists)
            chosen = rows[simple]
            margins[chosen, around[chosen] | 1 << vertex] += 1
            margins[chosen, around[chosen]] -= 1
            left[chosen] &= ~(1 << vertex)
            removed |= simple
    chordal = left == 0
    return DecomposableGraphs(edges=neighbours[chordal], margins=margins[chordal])


def _all_graphs(lists: int) -> Ints:
    pairs = subsets_of_size(lists, 2)
    codes = np.arange(1 << len(pairs), dtype=np.int64)
    neighbours = np.zeros((len(codes), lists), dtype=np.int64)
    for bit, pair in enumerate(pairs):
        one, other = members(pair)
        present = codes >> bit & 1
        neighbours[:, one] |= present << other
        neighbours[:, other] |= present << one
    return neighbours


def _know_each_other(neighbours: Ints, around: Ints, lists: int) -> Bools:
    """Return whether the lists in `around` are all neighbours of each other, per graph."""
    fine = np.ones(len(around), dtype=np.bool_)
    for vertex in range(lists):
        others = around & ~(1 << vertex)
        inside = (around >> vertex & 1).astype(np.bool_)
        fine &= ~inside | ((others & ~neighbours[:, vertex]) == 0)
    return fine


def name_of(cliques: Sequence[int], lists: Sequence[str]) -> str:
    """Return a graph by its cliques.

    >>> name_of([3, 4], ["A", "B", "C"])
    'A.B | C'
    """
    return " | ".join(".".join(lists[index] for index in members(clique)) for clique in cliques)
