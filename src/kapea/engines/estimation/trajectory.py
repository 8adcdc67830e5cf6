"""Whether the total has come to rest as more people are found, or still moves with each further one.

The table is drawn anew with fewer people and with more, and the model chosen anew each time. Where the total
still moves with the number observed, it says more about how far the lists have come than about how many there are.

Source: Binette and Steorts (2022), JRSS-A 185, on empirical trajectories of estimates.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from kapea.engines.estimation.stepwise import choose_stepwise
from kapea.engines.estimation.table import CaptureTable

SHARES: Final = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
DRAWS: Final = 100
LARGE_MOVE: Final = 1.5
"""A total for each person observed that twice the people would change by more has not come to rest."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """For a share of the people observed: the middle of the total for each person observed, and its quartiles."""

    share: float
    ratio: float | None
    low: float | None
    high: float | None

    def as_json(self) -> dict[str, object]:
        """Return the share and the ratios."""
        return {"share": self.share, "ratio": self.ratio, "low": self.low, "high": self.high}


def trajectory(table: CaptureTable, generator: np.random.Generator) -> tuple[Step, ...]:
    """Return the stepwise total for each person observed, for each of SHARES of them."""
    return tuple(_step(table, share, generator) for share in SHARES)


def still_moves(steps: tuple[Step, ...]) -> bool:
    """Whether twice the people would give far more, or far fewer, for each person observed."""
    ratios = {step.share: step.ratio for step in steps}
    now, twice = ratios.get(1.0), ratios.get(2.0)
    return now is not None and twice is not None and max(twice / now, now / twice) > LARGE_MOVE


def _step(table: CaptureTable, share: float, generator: np.random.Generator) -> Step:
    number = round(share * table.observed)
    chances = table.counts / table.observed
    counts = generator.multinomial(number, chances, size=DRAWS).T.astype(np.float64)
    dark = choose_stepwise(counts).dark
    given = dark[np.isfinite(dark)]
    if 2 * len(given) < DRAWS:
        return Step(share=share, ratio=None, low=None, high=None)
    low, middle, high = (float(value) for value in np.quantile(1 + given / number, (0.25, 0.5, 0.75)))
    return Step(share=share, ratio=middle, low=low, high=high)
