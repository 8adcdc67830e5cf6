"""How far an estimate could have fallen elsewhere, when the choice of model is part of the estimate.

Each resample of the people observed goes through the whole procedure again, choice of model included.
Two intervals come back: BCa (bias-corrected and accelerated), which corrects the skew, and the plain
percentile interval of the same resamples, which covers better when selection jumps between models; the
default is their union. Limits that are only the smallest or largest resample are marked as such.

Source: Efron (1987), JASA 82; DiCiccio and Efron (1996), Statistical Science 11; quantiles of type 8,
Hyndman and Fan (1996), American Statistician 50.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from kapea.engines.estimation.arrays import Floats

Procedure = Callable[[Floats], Floats]
"""From counts (2**t, B) to dark figures (B,); NaN where the procedure finds no estimate."""

USUAL_RESAMPLES = 20_000
USUAL_LEVEL = 0.95
UNION = "union of BCa and percentile"
WHOLE_MODE_LOST = 0.4
RESAMPLES_AT_ONCE = 4_096
FEWEST_BEYOND = 5


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One end of an interval; `is_extreme` when fewer than FEWEST_BEYOND resamples lie beyond it."""

    value: float
    is_extreme: bool


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A lower and an upper limit of the population at one level, and how they were found."""

    low: Limit
    high: Limit
    level: float
    kind: str

    @property
    def limits(self) -> tuple[float, float]:
        """The two values."""
        return self.low.value, self.high.value


@dataclass(frozen=True, kw_only=True)
class Bootstrap:
    """Resampled estimates of a population, with what BCa needs.

    replicates: sorted finite estimates of the resamples.
    failed: resamples in which no admissible model had an estimate.
    bias: z0, the normal score of the share of resamples below the estimate.
    acceleration: the skewness of the delete-one jackknife, over six.
    """

    estimate: float
    replicates: Floats
    resamples: int
    failed: int
    bias: float
    acceleration: float

    @property
    def loses_a_mode(self) -> bool:
        """Whether the bias is so large that BCa may throw away a whole mode of the resamples."""
        return abs(self.bias) > WHOLE_MODE_LOST

    @property
    def failed_share(self) -> float:
        """The share of resamples that gave no estimate."""
        return self.failed / self.resamples

    def bca(self, level: float = USUAL_LEVEL) -> Interval:
        """Return the bias-corrected and accelerated interval."""
        return self._between(*(self._corrected(tail) for tail in tails(level)), level=level, kind="BCa")

    def percentile(self, level: float = USUAL_LEVEL) -> Interval:
        """Return the plain percentile interval of the same resamples."""
        return self._between(*tails(level), level=level, kind="percentile")

    def union(self, level: float = USUAL_LEVEL) -> Interval:
        """Return the smallest interval that holds both."""
        one, other = self.bca(level), self.percentile(level)
        return Interval(
            low=min(one.low, other.low, key=lambda limit: limit.value),
            high=max(one.high, other.high, key=lambda limit: limit.value),
            level=level,
            kind=UNION,
        )

    def _corrected(self, tail: float) -> float:
        shifted = self.bias + float(ndtri(tail))
        return float(ndtr(self.bias + shifted / (1 - self.acceleration * shifted)))

    def _between(self, lower: float, upper: float, *, level: float, kind: str) -> Interval:
        return Interval(low=self._limit(lower), high=self._limit(upper), level=level, kind=kind)

    def _limit(self, share: float) -> Limit:
        edge = FEWEST_BEYOND / len(self.replicates)
        value = float(np.quantile(self.replicates, share, method="median_unbiased"))
        at_an_end = bool(np.isclose(value, self.replicates[[0, -1]], rtol=1e-9).any())
        # A resample without an estimate may stand for any number, however large.
        is_open = share > 0.5 and self.failed_share > 1 - share
        return Limit(value=value, is_extreme=is_open or at_an_end or not edge <= share <= 1 - edge)


def tails(level: float) -> tuple[float, float]:
    """Return the two tail shares of a central interval.

    >>> tails(0.5)
    (0.25, 0.75)
    """
    return (1 - level) / 2, (1 + level) / 2


def resamples(counts: Floats, *, number: int, generator: np.random.Generator) -> Iterator[Floats]:
    """Yield blocks (2**t, B) of multinomial resamples of the people observed, `number` in all."""
    occurring = np.flatnonzero(counts > 0)
    observed = int(counts.sum())
    shares = counts[occurring] / counts[occurring].sum()
    for low in range(0, number, RESAMPLES_AT_ONCE):
        size = min(RESAMPLES_AT_ONCE, number - low)
        block = np.zeros((len(counts), size))
        block[occurring] = generator.multinomial(observed, shares, size=size).T
        yield block


def acceleration(counts: Floats, procedure: Procedure) -> float:
    """Return the acceleration from one refit per history with one person fewer; 0 when it cannot be had."""
    occurring = np.flatnonzero(counts > 0)
    reduced = np.repeat(counts[:, None], len(occurring), axis=1)
    reduced[occurring, np.arange(len(occurring))] -= 1
    estimates = reduced.sum(axis=0) + procedure(reduced)
    weights = counts[occurring]
    known = np.isfinite(estimates)
    if not known.any():
        return 0.0
    estimates, weights = estimates[known], weights[known]
    influence = (weights @ estimates) / weights.sum() - estimates
    spread = float(weights @ influence**2)
    return float(weights @ influence**3) / (6 * spread**1.5) if spread > 0 else 0.0


def bootstrap(
    counts: Floats,
    procedure: Procedure,
    *,
    number: int = USUAL_RESAMPLES,
    generator: np.random.Generator,
) -> Bootstrap:
    """Return the bootstrap of `procedure` on the table `counts` (2**t,)."""
    observed = float(counts.sum())
    estimate = observed + float(procedure(counts[:, None])[0])
    drawn = np.concatenate(
        [observed + procedure(block) for block in resamples(counts, number=number, generator=generator)]
    )
    replicates = np.sort(drawn[np.isfinite(drawn)])
    below = float((replicates < estimate).mean()) if len(replicates) else 0.5
    edge = 0.5 / number
    return Bootstrap(
        estimate=estimate,
        replicates=replicates,
        resamples=number,
        failed=number - len(replicates),
        bias=float(ndtri(min(max(below, edge), 1 - edge))),
        acceleration=acceleration(counts, procedure),
    )
