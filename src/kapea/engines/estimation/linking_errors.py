"""How the total would move if links between lists are missed, or false: the same child counted twice, or two as one.

The table that was given is changed as that error would change it, on average: a missed link takes one of a
person's lists away and makes somebody on that list alone of it; a false one joins two people who are on one
list each, of two different lists. The model is chosen anew.

Source: Ding and Fienberg (1994), Survey Methodology 20; Zult, de Wolf, Bakker and van der Heijden (2021),
Journal of Official Statistics 37.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.stepwise import choose_stepwise
from kapea.engines.estimation.table import CaptureTable

SHARES: Final = (0.02, 0.05)
"""Shares of links that are missed, or of people on one list that are wrongly joined."""


@dataclass(frozen=True, kw_only=True)
class Mislinked:
    """The stepwise total after an error ("missed" or "false") in a share of links; None where there is none."""

    error: str
    share: float
    estimate: float | None

    def as_json(self) -> dict[str, object]:
        """Return the error and the total."""
        return {"error": self.error, "share": self.share, "estimate": self.estimate}


def totals_if_mislinked(table: CaptureTable) -> tuple[Mislinked, ...]:
    """Return the stepwise totals of the table with each error in each of SHARES."""
    changes = [
        (error, share, change(table, share))
        for error, change in (("missed", with_links_missed), ("false", with_false_links))
        for share in SHARES
    ]
    columns = np.column_stack([counts for _error, _share, counts in changes])
    dark = choose_stepwise(columns).dark
    return tuple(
        Mislinked(
            error=error,
            share=share,
            estimate=None if np.isnan(unseen) else float(counts.sum() + unseen),
        )
        for (error, share, counts), unseen in zip(changes, dark, strict=True)
    )


def with_links_missed(table: CaptureTable, share: float) -> Floats:
    """Return the counts (2**t,), as whole people, when each list of a person on several is lost with a chance."""
    counts: Floats = table.counts.astype(np.float64)
    for history in range(1, len(counts)):
        on = [index for index in range(table.size) if history >> index & 1]
        if len(on) > 1:
            moved = table.counts[history] * share
            for index in on:
                counts[history] -= moved
                counts[history & ~(1 << index)] += moved
                counts[1 << index] += moved
    return np.rint(counts)


def with_false_links(table: CaptureTable, share: float) -> Floats:
    """Return the counts (2**t,), as whole people, when a share of those on one list alone are joined in pairs."""
    counts: Floats = table.counts.astype(np.float64)
    alone = {1 << index: float(table.counts[1 << index]) for index in range(table.size)}
    total = sum(alone.values())
    for one, other in combinations(alone, 2):
        joined = share * alone[one] * alone[other] / total if total else 0.0
        counts[one] -= joined
        counts[other] -= joined
        counts[one | other] += joined
    return np.rint(counts)
