"""How few people there can be: simple lower bounds that need no model of dependence.

Chao's bound uses the people on exactly one and exactly two lists; Chapman's estimate uses two lists at a
time and is shown only where they share enough people to mean anything.

Source: Chao (1987), Biometrics 43, with the small-population factor (t-1)/t; Chapman (1951).
"""

from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.lattice import memberships
from kapea.engines.estimation.table import CaptureTable

FEWEST_SHARED_FOR_CHAPMAN = 7


@dataclass(frozen=True, kw_only=True)
class Pairwise:
    """Chapman's estimate from two lists alone."""

    lists: tuple[str, str]
    shared: int
    estimate: float


def by_number_of_lists(table: CaptureTable) -> Floats:
    """Return (t + 1,): people on exactly so many lists."""
    on = memberships(table.size).sum(axis=1).astype(np.int64)
    people: Floats = np.bincount(on, weights=table.counts, minlength=table.size + 1).astype(np.float64)
    return people


def chao_dark(people: Floats) -> Floats:
    """Return Chao's bound for the people on no list, per column; NaN when nobody is on exactly two lists.

    people: (t + 1, B) on exactly so many lists, all that the bound needs.
    """
    lists, once, twice = len(people) - 1, people[1], people[2]
    with np.errstate(divide="ignore", invalid="ignore"):
        bound: Floats = np.where(twice > 0, (lists - 1) / lists * once**2 / (2 * twice), np.nan)
    return bound


def chapman(table: CaptureTable) -> list[Pairwise]:
    """Return Chapman's estimate for each pair of lists that shares enough people."""
    contained = table.contained
    found = []
    for (one, other), shared in table.overlaps().items():
        if shared >= FEWEST_SHARED_FOR_CHAPMAN:
            first = int(contained[1 << table.lists.index(one)])
            second = int(contained[1 << table.lists.index(other)])
            estimate = (first + 1) * (second + 1) / (shared + 1) - 1
            found.append(Pairwise(lists=(one, other), shared=shared, estimate=estimate))
    return found
