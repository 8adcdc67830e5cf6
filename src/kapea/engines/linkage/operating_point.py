"""From which probability on pairs are linked, when nobody knows the truth.

The probabilities are calibrated, so they say themselves what precision and recall any threshold would
have. It chooses the threshold with the best expected F1, and a higher one above which links may be
made without a person looking.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

GROUP_CREDIT = 0.85  # a lone pair must convince; in groups, pairs that speak against repeat one another
AUTOMATIC_PROBABILITY = 0.96  # a pair at the automatic threshold is one person this surely
REVIEW_PROBABILITY = 0.1  # below it a pair is not worth a reviewer's time


@dataclass(frozen=True, kw_only=True)
class OperatingPoint:
    """Thresholds as probabilities, and what is expected of pairs above the first.

    threshold: from here on pairs are linked.
    automatic: from here on without review.
    review: from here on a person looks.
    """

    threshold: float
    automatic: float
    review: float
    expected_precision: float
    expected_recall: float

    @property
    def group_log_odds(self) -> float:
        """Return the evidence a pair needs when groups are weighed against each other."""
        return float(np.log(self.threshold / (1 - self.threshold))) - GROUP_CREDIT

    @property
    def automatic_log_odds(self) -> float:
        """Return the evidence a pair needs to be linked without a person looking."""
        return float(np.log(self.automatic / (1 - self.automatic)))


def choose_operating_point(probability: Floats) -> OperatingPoint:
    """Return the threshold that maximises the expected F1 of the pairs."""
    ordered = np.sort(probability)[::-1]
    hits = np.cumsum(ordered)
    total = hits[-1] if len(hits) else 0.0
    if total <= 0:
        return OperatingPoint(
            threshold=0.5,
            automatic=AUTOMATIC_PROBABILITY,
            review=REVIEW_PROBABILITY,
            expected_precision=1.0,
            expected_recall=1.0,
        )
    chosen = np.arange(1, len(ordered) + 1)
    best = int(np.argmax(2 * hits / (chosen + total)))
    return OperatingPoint(
        threshold=float(np.clip(ordered[best], 0.05, 0.95)),
        automatic=AUTOMATIC_PROBABILITY,
        review=REVIEW_PROBABILITY,
        expected_precision=float(hits[best] / chosen[best]),
        expected_recall=float(hits[best] / total),
    )
