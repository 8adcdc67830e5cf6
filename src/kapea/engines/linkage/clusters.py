"""Which records make up one person, when pairs contradict each other.

Greedy additive joining: the two groups with the most evidence for each other join first, and groups
whose members speak against each other stay apart, so one weak link cannot chain two children. Pairs
that must not be one person are never joined. It knows log odds, not fields.

Source: greedy additive edge contraction, Keuper et al. 2015, "Efficient decomposition of image and mesh
graphs by lifted multicuts", algorithm 1.
"""

import heapq

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

DECIDED = 1e9  # outweighs everything but a prohibition
STRONGEST = 8.0  # log odds beyond which one pair's evidence counts no more


def join(*, records: int, left: Rows, right: Rows, log_odds: Floats, unseen: float) -> Rows:
    """Return each record's cluster, numbered by its lowest row.

    log_odds: evidence that left and right are one person; infinity decides it, minus infinity forbids it.
    unseen: log odds of a pair that was never compared.
    """
    clipped = np.where(np.isneginf(log_odds), -np.inf, np.clip(log_odds, -STRONGEST, STRONGEST))
    clipped[np.isposinf(log_odds)] = DECIDED
    near = _components(records, left, right, clipped > 0)
    inside = near[left] == near[right]
    graph = _Graph(left[inside], right[inside], clipped[inside], unseen=unseen)
    graph.contract()
    cluster = np.arange(records)
    for row, root in graph.roots().items():
        cluster[row] = root
    return cluster


def _components(records: int, left: Rows, right: Rows, keep: NDArray[np.bool_]) -> Rows:
    edges = coo_array(
        (np.ones(int(keep.sum()), dtype=np.int8), (left[keep], right[keep])), shape=(records, records)
    )
    labels: Rows = connected_components(edges, directed=False)[1].astype(np.int64)
    return labels


class _Graph:
    """Groups of records and the summed evidence between them."""

    def __init__(self, left: Rows, right: Rows, weight: Floats, *, unseen: float) -> None:
        self._unseen = unseen
        self._size: dict[int, int] = {}
        self._parent: dict[int, int] = {}
        self._between: dict[int, dict[int, tuple[float, int]]] = {}
        self._queue: list[tuple[float, int, int]] = []
        for one, other, evidence in zip(left.tolist(), right.tolist(), weight.tolist(), strict=True):
            for row in (one, other):
                self._size.setdefault(row, 1)
                self._parent.setdefault(row, row)
            self._between.setdefault(one, {})[other] = (evidence, 1)
            self._between.setdefault(other, {})[one] = (evidence, 1)
            if evidence > 0:
                self._queue.append((-evidence, one, other))
        heapq.heapify(self._queue)

    def _evidence(self, one: int, other: int) -> float:
        """Return the evidence for joining two groups; pairs never compared count as `unseen`."""
        weight, compared = self._between[one][other]
        return weight + self._unseen * (self._size[one] * self._size[other] - compared)

    def contract(self) -> None:
        while self._queue:
            promised, one, other = heapq.heappop(self._queue)
            if other not in self._between.get(one, {}):
                continue
            evidence = self._evidence(one, other)
            if evidence <= 0:
                continue
            if evidence < -promised - 1e-9:
                heapq.heappush(self._queue, (-evidence, one, other))
                continue
            self._merge(one, other)

    def _merge(self, one: int, other: int) -> None:
        if len(self._between[one]) < len(self._between[other]):
            one, other = other, one
        self._parent[other] = one
        moved = self._between.pop(other)
        del self._between[one][other]
        del moved[one]
        self._size[one] += self._size[other]
        for third, (weight, compared) in moved.items():
            del self._between[third][other]
            had, count = self._between[one].get(third, (0.0, 0))
            self._between[one][third] = self._between[third][one] = (had + weight, count + compared)
        for third in self._between[one]:
            evidence = self._evidence(one, third)
            if evidence > 0:
                heapq.heappush(self._queue, (-evidence, min(one, third), max(one, third)))

    def roots(self) -> dict[int, int]:
        """Return each row's cluster: the lowest row in it."""
        members: dict[int, list[int]] = {}
        for row in self._parent:
            root = row
            while self._parent[root] != root:
                root = self._parent[root]
            members.setdefault(root, []).append(row)
        return {row: min(rows) for rows in members.values() for row in rows}
