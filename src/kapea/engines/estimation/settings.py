"""How much work an estimate may take, and where its chance comes from."""

from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.bootstrap import USUAL_LEVEL, USUAL_RESAMPLES
from kapea.engines.estimation.stepwise import USUAL_THRESHOLD


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a caller may change.

    resamples: 0 gives no bootstrap interval.
    threshold: largest one-sided probability at which stepwise selection adds a pair.
    """

    resamples: int = USUAL_RESAMPLES
    seed: int = 0
    level: float = USUAL_LEVEL
    threshold: float = USUAL_THRESHOLD

    def generator(self, purpose: str) -> np.random.Generator:
        """Return a generator of its own for each purpose, so that methods do not disturb each other."""
        return np.random.default_rng([self.seed, *purpose.encode()])
