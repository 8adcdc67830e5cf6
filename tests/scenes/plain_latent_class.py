"""The latent class model without any chain: parameters drawn from the prior, weighed by what was seen."""

import numpy as np

from kapea.engines.estimation.table import CaptureTable


def plain_log_likelihood(table: CaptureTable, chances: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the log probability of what was seen given that it was seen.

    chances: (t, K, ...), weights: (K, ...).
    """
    seen = 1.0 - _probability(0, chances, weights)
    return sum(
        count * np.log(_probability(history, chances, weights) / seen)
        for history, count in enumerate(table.counts)
        if count
    )


def plain_totals(
    table: CaptureTable, *, classes: int, draws: int, generator: np.random.Generator
) -> np.ndarray:
    """Return totals drawn from the posterior of Manrique-Vallier (2016) by weighing draws of the prior."""
    chances = generator.uniform(size=(table.size, classes, draws))
    alpha = np.maximum(generator.gamma(0.25, 1 / 0.25, size=draws), 1e-100)
    left = np.exp(-generator.exponential(size=(classes - 1, draws)) / alpha)
    remaining = np.cumprod(np.concatenate([np.ones((1, draws)), left]), axis=0)
    weights = remaining * np.concatenate([1.0 - left, np.ones((1, draws))])
    logs = plain_log_likelihood(table, chances, weights)
    shares = np.exp(logs - logs.max())
    chosen = generator.choice(draws, size=draws // 10, p=shares / shares.sum())
    unseen_share = _probability(0, chances, weights)[chosen]
    odds = unseen_share / (1.0 - unseen_share)
    return table.observed + generator.poisson(generator.gamma(table.observed, odds))


def _probability(history: int, chances: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the probability of one history, summed over classes."""
    found = weights
    for index, of_list in enumerate(chances):
        found = found * (of_list if history >> index & 1 else 1.0 - of_list)
    return found.sum(axis=0)
