"""How capture histories divide by sex, age, form of exploitation, region or another covariate.

A stratum is one combination of covariate values that at least one person had. This module only holds
and regroups the counts; `covariates` models them together, `separate` one by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.arrays import Ints
from kapea.engines.estimation.table import CaptureTable


@dataclass(frozen=True, kw_only=True, eq=False)
class StratifiedTable:
    """Counts of people by capture history and stratum.

    covariates: names of what divides people; empty when nothing does.
    strata: values per stratum, in the order of `covariates`, sorted.
    counts: int (2**t, S), one column per stratum.
    """

    lists: tuple[str, ...]
    covariates: tuple[str, ...]
    strata: tuple[tuple[str, ...], ...]
    counts: Ints

    @staticmethod
    def of(
        *,
        lists: tuple[str, ...],
        covariates: tuple[str, ...],
        counts: Mapping[tuple[int, tuple[str, ...]], int],
    ) -> "StratifiedTable":
        """Return the table of counts by (history, covariate values)."""
        strata = tuple(sorted({values for _, values in counts}))
        column = {values: index for index, values in enumerate(strata)}
        whole = np.zeros((1 << len(lists), len(strata)), dtype=np.int64)
        for (history, values), count in counts.items():
            whole[history, column[values]] += count
        return StratifiedTable(lists=lists, covariates=covariates, strata=strata, counts=whole)

    @property
    def observed(self) -> int:
        """How many people were on at least one list."""
        return int(self.counts.sum())

    def pooled(self) -> CaptureTable:
        """Return the table without its covariates."""
        return CaptureTable(lists=self.lists, counts=self.counts.sum(axis=1))

    def stratum(self, values: tuple[str, ...]) -> CaptureTable:
        """Return one stratum as a table of its own."""
        return CaptureTable(lists=self.lists, counts=self.counts[:, self.strata.index(values)].copy())

    def grouped(self, *covariates: str) -> "StratifiedTable":
        """Return the table divided by some of its covariates only."""
        places = [self.covariates.index(name) for name in covariates]
        counts: dict[tuple[int, tuple[str, ...]], int] = {}
        for column, values in enumerate(self.strata):
            kept = tuple(values[place] for place in places)
            for history in range(len(self.counts)):
                key = (history, kept)
                counts[key] = counts.get(key, 0) + int(self.counts[history, column])
        return StratifiedTable.of(lists=self.lists, covariates=covariates, counts=counts)

    def levels(self, covariate: str) -> tuple[str, ...]:
        """Return the values that one covariate takes, sorted."""
        place = self.covariates.index(covariate)
        return tuple(sorted({values[place] for values in self.strata}))
