"""Whether several Markov chains agree, and how many independent draws they are worth.

Source: Gelman et al. (2013), Bayesian Data Analysis, 11.4-11.5 (split R-hat); Vehtari et al. (2021),
Bayesian Analysis 16 (effective sample size from all chains, and of quantiles; rank-normalised R-hat); Margossian et al.
(2024), Bayesian Analysis 19 (nested R-hat: many short chains, in groups that start at one point).
"""

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from kapea.engines.estimation.arrays import Bools, Floats, Ints

LARGEST_R_HAT = 1.05
FEWEST_EFFECTIVE_DRAWS = 400


def r_hat(draws: Floats) -> float:
    """Return the split R-hat of rank-normalised draws (chains, kept); 1 is agreement.

    >>> r_hat(np.array([[1.0, 1.0, 1.0, 1.0], [2.0, 2.0, 2.0, 2.0]])) > 5
    True
    """
    halves = _halves(_normal_scores(draws))
    length = halves.shape[1]
    between = length * float(halves.mean(axis=1).var(ddof=1))
    within = float(halves.var(axis=1, ddof=1).mean())
    if within == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt(((length - 1) / length * within + between / length) / within))


def nested_r_hat(draws: Floats, groups: Ints) -> float:
    """Return the R-hat of groups of chains (chains, kept); all chains of a group started at one point.

    A group that never left its start lies apart from the others however many chains it has; chains that
    have forgotten their start make the groups alike sooner than any single chain could show it.
    """
    scores = _normal_scores(draws)
    names = np.unique(groups)
    within = []
    for name in names:
        one = scores[groups == name]
        between_chains = float(one.mean(axis=1).var(ddof=1)) if len(one) > 1 else 0.0
        within.append(between_chains + float(one.var(axis=1, ddof=1).mean()))
    between = float(np.var([scores[groups == name].mean() for name in names], ddof=1))
    inside = float(np.mean(within))
    if inside == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt(1 + between / inside))


def _normal_scores(draws: Floats) -> Floats:
    ranks = rankdata(draws, method="average").reshape(draws.shape)
    scores: Floats = ndtri((ranks - 0.375) / (draws.size + 0.25))
    return scores


def effective_draws(draws: Floats | Bools) -> float:
    """Return the effective sample size of all chains together."""
    halves = _halves(draws.astype(np.float64))
    chains, length = halves.shape
    centred = halves - halves.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(centred, n=2 * length, axis=1)
    covariance = np.fft.irfft(np.abs(spectrum) ** 2, axis=1)[:, :length].mean(axis=0) / length
    within = covariance[0] * length / (length - 1)
    variance = covariance[0] + float(halves.mean(axis=1).var(ddof=1))
    if variance == 0:
        return float(chains * length)
    correlation = 1 - (within - covariance) / variance
    pairs = correlation[: length // 2 * 2].reshape(-1, 2).sum(axis=1)
    negative = np.flatnonzero(pairs < 0)
    kept = pairs[: negative[0]] if len(negative) else pairs
    return float(
        chains * length / max(2 * np.minimum.accumulate(kept).sum() - 1, 1.0 / np.log10(chains * length))
    )


def limit_draws(draws: Floats, *, level: float) -> float:
    """Return the effective sample size for the limits of an interval: of lying beyond the lower, or the upper.

    Chains may say soon where the middle is, and late how far the answer reaches.
    """
    tail = (1.0 - level) / 2
    low, high = np.quantile(draws, (tail, 1.0 - tail))
    return min(effective_draws(draws < low), effective_draws(draws > high))


def _halves(draws: Floats) -> Floats:
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, half : 2 * half]])
