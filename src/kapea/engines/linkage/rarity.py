"""How much more or less often than average a shared value is borne.

Two records that share a rare name are less likely strangers than two that share a common one. Counted
in the table at hand; it knows no list of names.

Source: Winkler 1989, frequency-based matching; as in Splink's term-frequency adjustment.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kapea.engines.linkage.comparisons import Comparison
from kapea.engines.linkage.vectors import PairVectors

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class ColumnRarity:
    """Log of how much commoner than average each record's value is; 0 where there is none."""

    log_ratio: Floats

    def told_by(self, teller: NDArray[np.int64] | None) -> "ColumnRarity":
        """Return the same where each record tells the value of its teller; None: its own."""
        return self if teller is None else ColumnRarity(log_ratio=self.log_ratio[teller])


def rarity_of(column: pa.ChunkedArray) -> ColumnRarity:
    """Return, for each record, log of its value's share over the chance that two values are equal."""
    encoded = column.combine_chunks().dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    counts = np.bincount(codes[codes >= 0], minlength=len(encoded.dictionary))
    if not counts.sum():
        return ColumnRarity(log_ratio=np.zeros(len(column)))
    share = counts / counts.sum()
    ratio = np.append(np.log(share / (share**2).sum()), -np.inf)
    return ColumnRarity(log_ratio=ratio[codes])


def rarities(prepared: pa.Table, comparisons: Sequence[Comparison]) -> dict[str, ColumnRarity]:
    columns = {
        level.frequency for comparison in comparisons for level in comparison.levels if level.frequency
    }
    return {column: rarity_of(prepared[column]) for column in sorted(columns)}


def log_commonness(
    pairs: PairVectors, comparisons: Sequence[Comparison], rarity: dict[str, ColumnRarity]
) -> tuple[Floats, Floats]:
    """Return, for each pair, log of how much commoner than average its shared values are.

    Summed over all comparisons, and over those of the child's own fields. Of two values (one name
    spelt apart) the commoner counts.
    """
    everything, own = np.zeros(len(pairs)), np.zeros(len(pairs))
    for place, comparison in enumerate(comparisons):
        for number, level in enumerate(comparison.levels):
            if level.frequency:
                rows = np.flatnonzero(pairs.levels[:, place] == number)
                ratio = rarity[level.frequency].log_ratio
                value = np.maximum(ratio[pairs.left[rows]], ratio[pairs.right[rows]])
                value = np.where(np.isneginf(value), 0.0, value)
                everything[rows] += value
                if not comparison.is_shared_by_household:
                    own[rows] += value
    return everything, own
