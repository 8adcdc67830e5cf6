"""How far the people on no list could go either way before one fixed model fits notably worse.

The interval is conditional on its model: it knows nothing of how the model was chosen, and covers far
less than its level when the model was chosen on the same table (61 % instead of 95 % has been published).

Source: Cormack (1992), Biometrics 48; Rivest and Baillargeon, Rcapture, `closedpCI.t` (multinomial).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln
from scipy.stats import chi2

from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.loglinear import FittedModel
from kapea.engines.estimation.newton import fit

POINTS = 65
ROUNDS = 6
WIDEST_RATIO = 1e6


@dataclass(frozen=True, kw_only=True)
class ProfileInterval:
    """The maximum of the profile likelihood and where it falls by the chi-squared quantile.

    high: None when the likelihood does not fall enough however many are added.
    """

    estimate: float
    low: float
    high: float | None
    level: float

    def as_json(self) -> dict[str, object]:
        """Return the interval, labelled as conditional on its model."""
        return {
            "estimate": self.estimate,
            "interval": [self.low, self.high],
            "level": self.level,
            "kind": "profile likelihood, conditional on the model",
        }


def profile_log_likelihood(model: FittedModel, unseen: Floats) -> Floats:
    """Return the log-likelihood with `unseen` (G,) people on no list, the model refitted to each."""
    counts = np.repeat(model.table.column, len(unseen), axis=1)
    counts[0] = unseen
    parameters = np.repeat(np.array(model.parameters)[:, None], len(unseen), axis=1)
    fitted = fit(counts, parameters, observe_none=True).expected
    shares = fitted / fitted.sum(axis=0)
    logs = np.log(np.where(counts > 0, shares, 1.0))
    whole = gammaln(model.table.observed + unseen + 1) - gammaln(unseen + 1)
    likelihood: Floats = whole + (counts * logs).sum(axis=0)
    return likelihood


def profile_interval(model: FittedModel, *, level: float = 0.95) -> ProfileInterval:
    """Return the profile likelihood interval of the population under one fixed model."""
    drop = float(chi2.ppf(level, 1)) / 2
    observed = model.table.observed
    top, highest = _maximum(model)
    low = _crossing(model, inside=top, outside=0.0, target=highest - drop)
    far = max(top, 1.0)
    while float(profile_log_likelihood(model, np.array([far]))[0]) > highest - drop:
        far *= 2
        if far > WIDEST_RATIO * observed:
            return ProfileInterval(estimate=observed + top, low=observed + low, high=None, level=level)
    high = _crossing(model, inside=top, outside=far, target=highest - drop)
    return ProfileInterval(estimate=observed + top, low=observed + low, high=observed + high, level=level)


def _maximum(model: FittedModel) -> tuple[float, float]:
    centre = max(float(model.expected[0]), 1.0)
    low, high = 0.0, 4 * centre
    for _ in range(ROUNDS):
        grid = np.linspace(low, high, POINTS)
        values = profile_log_likelihood(model, grid)
        at = int(values.argmax())
        low, high = grid[max(at - 1, 0)], grid[min(at + 1, POINTS - 1)]
    return float(grid[at]), float(values[at])


def _crossing(model: FittedModel, *, inside: float, outside: float, target: float) -> float:
    """Return where the profile crosses `target` between two points; `outside` if it never does."""
    if float(profile_log_likelihood(model, np.array([outside]))[0]) >= target:
        return outside
    for _ in range(ROUNDS):
        grid = np.linspace(inside, outside, POINTS)
        above = profile_log_likelihood(model, grid) >= target
        last = int(np.flatnonzero(above).max(initial=0))
        inside, outside = grid[last], grid[min(last + 1, POINTS - 1)]
    return float((inside + outside) / 2)
