"""Which Poisson log-linear coefficients fit the rows of any design, one table at a time.

For designs that are not a lattice of lists (covariates). Columns whose sufficient statistic is zero have
their maximum at minus infinity: their rows are left out and the coefficient is marked as lost.
"""

from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.arrays import Bools, Floats

MAXIMUM_STEPS = 60
TOLERANCE = 1e-10
LARGEST_LOG_COUNT = 30.0


@dataclass(frozen=True, kw_only=True, eq=False)
class RowFit:
    """A fit: finite coefficients (0 where lost), which columns are lost, expected counts, deviance."""

    coefficients: Floats
    lost: Bools
    expected: Floats
    deviance: float


def lost_columns(design: Floats, counts: Floats) -> Bools:
    """Return which columns (of values from 0) have a sufficient statistic of zero."""
    lost: Bools = counts @ design == 0
    return lost


def kept_rows(design: Floats, counts: Floats) -> Bools:
    """Return which rows hold no lost column."""
    touched: Bools = np.any(design[:, lost_columns(design, counts)] > 0, axis=1)
    return ~touched


def fit_rows(design: Floats, counts: Floats, *, start: Floats | None = None) -> RowFit:
    """Return the extended maximum likelihood fit of counts (R,) by a design (R, P) of values from 0."""
    lost, kept = lost_columns(design, counts), kept_rows(design, counts)
    rows, y = design[kept][:, ~lost], counts[kept]
    beta: Floats = _first_guess(rows, y) if start is None else start[~lost]
    objective, step = -np.inf, np.zeros_like(beta)
    for _ in range(MAXIMUM_STEPS):
        logs = np.minimum(rows @ beta, LARGEST_LOG_COUNT)
        means = np.exp(logs)
        attained = float(y @ logs - means.sum())
        if attained < objective - 1e-9 * (1 + abs(objective)):
            step = step / 2
            beta = beta - step
            continue
        objective = attained
        slope = rows.T @ (y - means)
        step = _solved((rows.T * means) @ rows, slope)
        beta = beta + step
        if float(slope @ step) < TOLERANCE:
            break
    coefficients = np.zeros(design.shape[1])
    coefficients[~lost] = beta
    expected = np.where(kept, np.exp(np.minimum(design @ coefficients, LARGEST_LOG_COUNT)), 0.0)
    return RowFit(
        coefficients=coefficients, lost=lost, expected=expected, deviance=_deviance(counts, expected)
    )


def _solved(matrix: Floats, right: Floats) -> Floats:
    """Return the shortest least squares solution: a singular system is no fault here."""
    return np.asarray(np.linalg.lstsq(matrix, right, rcond=None)[0], dtype=np.float64)


def _first_guess(rows: Floats, y: Floats) -> Floats:
    weights = y + 0.1
    targets = np.log(weights) - 0.1 / weights
    guess = _solved((rows.T * weights) @ rows, rows.T @ (weights * targets))
    return guess.clip(-LARGEST_LOG_COUNT, LARGEST_LOG_COUNT)


def _deviance(counts: Floats, expected: Floats) -> float:
    positive = counts > 0
    ratio = np.log(counts[positive] / expected[positive])
    return float(2 * (counts[positive] @ ratio - counts.sum() + expected.sum()))
