"""What the total would be if people differ in their chances of being found, beyond what lists tell of each other.

Where some are easy to find and others hard, every pair of lists shares more people than chance, much as if the
total were smaller; no table can tell the two apart well. So three usual shapes of difference are added to the
chosen model, one at a time, and what they say stands beside it: a range, never a number of its own.

Source: Darroch, Fienberg, Glonek and Junker (1993), JASA 88; Rivest and Baillargeon (2007), Biometrics 63, on
the shapes by the number of lists k: 2^k - 1 (Poisson), k^2 / 2 (Darroch), log(1 + k / 3.5) (Gamma); Cormack
(1992), Biometrics 48, on the limits.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import gammaln

from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.existence import design, judge_design
from kapea.engines.estimation.glm import fit_rows
from kapea.engines.estimation.lattice import memberships
from kapea.engines.estimation.table import CaptureTable

SHAPES: Final[Mapping[str, Callable[[Floats], Floats]]] = {
    "poisson": lambda lists: 2.0**lists - 1,
    "darroch": lambda lists: lists**2 / 2,
    "gamma": lambda lists: np.log1p(lists / 3.5),
}
CHI_SQUARED: Final = 3.841458820694124
WIDEST: Final = 30.0
"""A shape whose upper limit has so many times its unseen says nothing, and is left out."""

LEAST: Final = 0.5
HALVINGS: Final = 14


@dataclass(frozen=True, kw_only=True)
class Differing:
    """The total under one shape of difference, with its profile limits of 95 %; None for none."""

    shape: str
    estimate: float | None
    low: float | None
    high: float | None

    def as_json(self) -> dict[str, object]:
        """Return the shape and its numbers."""
        return {"shape": self.shape, "estimate": self.estimate, "low": self.low, "high": self.high}


def people_who_differ(table: CaptureTable, parameters: Sequence[int]) -> tuple[Differing, ...]:
    """Return the totals when each shape is added to a model, `parameters` being its histories, 0 the intercept."""
    histories = np.arange(1, len(table.counts), dtype=np.int64)
    counts = table.counts[1:].astype(np.float64)
    lists: Floats = memberships(table.size)[1:].sum(axis=1).astype(np.float64)
    plain = design(parameters, histories)
    return tuple(
        _under(name, np.column_stack([plain, shape(lists)]), counts, parameters)
        for name, shape in SHAPES.items()
    )


def _under(name: str, rows: Floats, counts: Floats, parameters: Sequence[int]) -> Differing:
    none = Differing(shape=name, estimate=None, low=None, high=None)
    if not judge_design(rows, counts).is_admissible:
        return none
    intercept = list(parameters).index(0)
    unseen = float(np.exp(fit_rows(rows, counts).coefficients[intercept]))
    with_unseen = np.vstack([np.eye(rows.shape[1])[intercept], rows])
    low = _crossing(with_unseen, counts, start=unseen, factor=0.5)
    high = _crossing(with_unseen, counts, start=unseen, factor=2.0)
    if low is None or high is None:
        return none
    observed = float(counts.sum())
    return Differing(shape=name, estimate=observed + unseen, low=observed + low, high=observed + high)


def _crossing(rows: Floats, counts: Floats, *, start: float, factor: float) -> float | None:
    """Return how many unseen the likelihood has fallen at by the chi-squared quantile; None beyond WIDEST."""
    target = _likelihood(rows, counts, start) - CHI_SQUARED / 2
    inside, outside = start, start * factor
    while _likelihood(rows, counts, outside) > target:
        inside, outside = outside, outside * factor
        if outside < LEAST:
            return 0.0
        if outside > WIDEST * start:
            return None
    for _ in range(HALVINGS):
        middle = math.sqrt(inside * outside)
        inside, outside = (
            (middle, outside) if _likelihood(rows, counts, middle) > target else (inside, middle)
        )
    return math.sqrt(inside * outside)


def _likelihood(rows: Floats, counts: Floats, unseen: float) -> float:
    """Return the multinomial log-likelihood with so many unseen, first of the rows, the model refitted."""
    whole = np.concatenate([[unseen], counts])
    expected = fit_rows(rows, whole).expected
    shares = np.log(expected / expected.sum(), where=whole > 0, out=np.zeros_like(whole))
    return float(gammaln(whole.sum() + 1) - gammaln(unseen + 1) + whole @ shares)
