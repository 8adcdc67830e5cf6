"""Class weights as the sticks that they are broken from, and back, in logarithms over many orders of magnitude.

Both ways take (.., chains) logarithms; x_k = -log(1 - V_k), see `latent_posterior`.
"""

import numpy as np

from kapea.engines.estimation.arrays import Floats

LEAST = 1e-300
LOG_HALF, LOG_TINY = -0.6931471805599453, -30.0


def log_weights(sticks: Floats) -> Floats:
    """Return (K, chains): log class weights of these log x."""
    left = np.exp(sticks)
    weights = np.zeros((len(sticks) + 1, sticks.shape[1]))
    weights[:-1] = np.log(np.maximum(-np.expm1(-left), LEAST))
    weights[1:] -= left.cumsum(axis=0)
    return weights


def sticks_of(weights: Floats) -> Floats:
    """Return (K - 1, chains): log x of these log class weights, however small a weight is beside the rest."""
    remaining = np.logaddexp.accumulate(weights[::-1], axis=0)[::-1]
    log_taken = np.minimum(weights[:-1] - remaining[:-1], 0.0)
    few = -np.log1p(-np.minimum(np.exp(log_taken), 0.5))
    left = np.where(log_taken < LOG_HALF, few, remaining[:-1] - remaining[1:])
    found: Floats = np.where(log_taken < LOG_TINY, log_taken, np.log(np.maximum(left, LEAST)))
    return found
