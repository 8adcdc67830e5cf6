"""How few people there can be: simple lower bounds that need no model of dependence.

Chao's bound uses the people on exactly one and exactly two lists; Chapman's estimate uses two lists at a
time and is shown only where they share enough people to mean anything.

Source: Chao (1987), Biometrics 43, with the small-population factor (t-1)/t; Chapman (1951).
"""

from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.lattice import list_count_of, memberships
from kapea.engines.estimation.table import CaptureTable

FEWEST_SHARED_FOR_CHAPMAN = 7


@dataclass(frozen=True, kw_only=True)
class Pairwise:
    """Chapman's estimate from two lists alone."""

    lists: tuple[str, str]
    shared: int
    estimate: float


def chao_dark(counts: Floats) -> Floats:
    """Return Chao's bound for the people on no list, per column of `counts` (2**t, B); NaN without f2."""
    lists = list_count_of(len(counts))
    on = memberships(lists).sum(axis=1)
    once, twice = counts[on == 1].sum(axis=0), counts[on == 2].sum(axis=0)
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
