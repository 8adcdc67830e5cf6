"""How good a linkage is when the truth is known: pairs, and clusters.

Source: pairwise precision and recall, Christen 2012; B-cubed, Bagga and Baldwin 1998.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Quality:
    """Precision, recall and their harmonic mean, each 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def _numbered(labels: Sequence[object] | NDArray[np.int64]) -> NDArray[np.int64]:
    return np.unique(np.asarray(labels), return_inverse=True)[1].astype(np.int64)


def _pairs(sizes: NDArray[np.int64]) -> float:
    return float((sizes * (sizes - 1) // 2).sum())


def quality_of_pairs(clusters: Sequence[object] | NDArray[np.int64], persons: Sequence[object]) -> Quality:
    """Return the quality of the pairs that the clusters imply.

    >>> quality_of_pairs([1, 1, 1, 2], ["a", "a", "b", "b"]).precision
    0.3333333333333333
    """
    cluster, person = _numbered(clusters), _numbered(persons)
    both = np.unique(cluster * (person.max(initial=0) + 1) + person, return_counts=True)[1]
    hit = _pairs(both)
    said, true = _pairs(np.bincount(cluster)), _pairs(np.bincount(person))
    return Quality(precision=hit / said if said else 1.0, recall=hit / true if true else 1.0)


def quality_of_selection(
    left: NDArray[np.int64], right: NDArray[np.int64], persons: Sequence[object]
) -> Quality:
    """Return the quality of chosen pairs of rows against all pairs of one person."""
    person = _numbered(persons)
    hit = float((person[left] == person[right]).sum())
    true = _pairs(np.bincount(person))
    return Quality(precision=hit / len(left) if len(left) else 1.0, recall=hit / true if true else 1.0)


def quality_of_clusters(clusters: Sequence[object] | NDArray[np.int64], persons: Sequence[object]) -> Quality:
    """Return B-cubed quality: for the average record, how pure and how complete its cluster is."""
    cluster, person = _numbered(clusters), _numbered(persons)
    cells, both = np.unique(cluster * (person.max(initial=0) + 1) + person, return_counts=True)
    of_cluster, of_person = np.bincount(cluster), np.bincount(person)
    width = person.max(initial=0) + 1
    return Quality(
        precision=float((both**2 / of_cluster[cells // width]).sum() / len(cluster)),
        recall=float((both**2 / of_person[cells % width]).sum() / len(cluster)),
    )


def share_of_persons_whole(
    clusters: Sequence[object] | NDArray[np.int64], persons: Sequence[object]
) -> Quality:
    """Return how many clusters are exactly one person, and how many persons exactly one cluster."""
    cluster, person = _numbered(clusters), _numbered(persons)
    width = person.max(initial=0) + 1
    cells, both = np.unique(cluster * width + person, return_counts=True)
    of_cluster, of_person = np.bincount(cluster), np.bincount(person)
    exact = int(((both == of_cluster[cells // width]) & (both == of_person[cells % width])).sum())
    return Quality(precision=exact / len(of_cluster), recall=exact / len(of_person))
