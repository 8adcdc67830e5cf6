"""Whether tables drawn from a fitted model look like the real one.

A model may be the best of those looked at and still be wrong. Tables are drawn from its fitted counts; the
real table's distance from the fit, and each overlap of two lists, are held against those draws.

Source: Gelman, Meng and Stern (1996), Statistica Sinica 6 (predictive checks); Pearson's statistic, because
the deviance of sparse tables has no known reference.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kapea.engines.estimation.answers import Check, doubted, passed
from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.table import CaptureTable

REPLICAS = 1_000
FAR = 3.0
RARE = 0.01
LEAST_EXPECTED = 1e-9


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """How the real table stands among those that the model draws.

    more_extreme_share: share of drawn tables that lie as far from the fit as the real one.
    far_pairs: pairs of lists whose overlap is more than three standard deviations off.
    """

    more_extreme_share: float
    far_pairs: tuple[tuple[str, str], ...]

    def check(self) -> Check:
        """Return what is said of it."""
        if self.far_pairs or self.more_extreme_share < RARE:
            named = "; ".join(f"{one} and {other}" for one, other in self.far_pairs)
            off = f" Overlaps far off: {named}." if named else ""
            told = f"{self.more_extreme_share:.1%} of tables drawn from the model lie as far from it."
            return doubted("predicts", told + off)
        return passed("predicts", f"{self.more_extreme_share:.0%} of tables drawn from the model lie as far.")


def predict(
    table: CaptureTable, expected: Floats, generator: np.random.Generator, *, replicas: int = REPLICAS
) -> Prediction:
    """Return how the table stands among Poisson draws from the expected counts (2**t,), row 0 ignored."""
    means = expected[1:]
    drawn = generator.poisson(means, size=(replicas, len(means))).astype(np.float64)
    real = table.counts[1:].astype(np.float64)
    as_far = _distance(drawn, means) >= _distance(real[None], means)[0]
    histories = np.arange(1, len(expected))
    far = []
    for low, high in combinations(range(table.size), 2):
        together = (histories >> low & 1).astype(bool) & (histories >> high & 1).astype(bool)
        mean = float(means[together].sum())
        if abs(real[together].sum() - mean) > FAR * max(mean, LEAST_EXPECTED) ** 0.5:
            far.append((table.lists[low], table.lists[high]))
    return Prediction(more_extreme_share=float(as_far.mean()), far_pairs=tuple(far))


def _distance(tables: Floats, means: Floats) -> Floats:
    """Return Pearson's statistic of each table; a history that cannot occur adds nothing unless it did."""
    found: Floats = ((tables - means) ** 2 / np.maximum(means, LEAST_EXPECTED)).sum(axis=1)
    return found
