"""Which pairwise interactions a Bayesian keeps, and how many were on no list given those.

All pairs enter with a standard normal prior; intercept and main effects have flat priors. The posterior
is log-concave, so chains start at its mode, move in coordinates in which it is nearly round (Hamiltonian
steps), and are checked by R-hat. Pairs whose mean lies within two standard deviations of zero are
dropped, and the posterior is drawn again.

Source: Silverman (2020), "Multiple-systems analysis for the quantification of modern slavery", JRSS-A 183,
section 5; Neal (2011), Handbook of Markov Chain Monte Carlo, chapter 5.
"""

from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.existence import design

CHAINS = 32
LEAPFROGS = 8
STEP = 0.25
WARM_UP = 100
KEPT = 400
NEWTON_STEPS = 100
LARGEST_LOG_COUNT = 30.0


@dataclass(frozen=True, kw_only=True, eq=False)
class PosteriorDraws:
    """Draws of the coefficients: (chains, kept, P), in the order of the parameters."""

    coefficients: Floats
    acceptance: float

    def strength(self) -> Floats:
        """Return |mean| / standard deviation of each parameter."""
        flat = self.coefficients.reshape(-1, self.coefficients.shape[2])
        ratio: Floats = np.abs(flat.mean(axis=0)) / flat.std(axis=0, ddof=1)
        return ratio


class LogLinearPosterior:
    """A Poisson log-linear posterior with a normal prior on interactions and flat ones elsewhere."""

    def __init__(self, counts: Floats, parameters: tuple[int, ...]) -> None:
        self.counts = counts[1:]
        self.design = design(parameters, np.arange(1, len(counts)))
        self.precision = np.array([1.0 if int(a).bit_count() > 1 else 0.0 for a in parameters])
        self.statistics = self.design.T @ self.counts

    def log_density(self, beta: Floats) -> Floats:
        """Return (B,) log densities, up to a constant, of coefficients (P, B)."""
        means = np.exp(np.minimum(self.design @ beta, LARGEST_LOG_COUNT)).sum(axis=0)
        density: Floats = self.statistics @ beta - means - 0.5 * (self.precision @ beta**2)
        return density

    def gradient(self, beta: Floats) -> Floats:
        """Return (P, B) gradients of the log density."""
        means = np.exp(np.minimum(self.design @ beta, LARGEST_LOG_COUNT))
        slope: Floats = self.statistics[:, None] - self.design.T @ means - self.precision[:, None] * beta
        return slope

    def information(self, beta: Floats) -> Floats:
        """Return (P, P) minus the second derivatives at one point (P,)."""
        means = np.exp(np.minimum(self.design @ beta, LARGEST_LOG_COUNT))
        matrix: Floats = (self.design.T * means) @ self.design + np.diag(self.precision)
        return matrix

    def mode(self) -> Floats:
        """Return the point of highest density (P,), by Newton's method with halved steps."""
        beta = np.zeros(len(self.statistics))
        beta[0] = np.log(self.counts.sum())
        beta[1:][self.precision[1:] == 0] = -2.0
        density = self.log_density(beta[:, None])[0]
        for _ in range(NEWTON_STEPS):
            slope = self.gradient(beta[:, None])[:, 0]
            step = np.linalg.lstsq(self.information(beta), slope, rcond=None)[0]
            gain = float(slope @ step)
            while True:
                reached = self.log_density((beta + step)[:, None])[0]
                if reached >= density - 1e-10 * (1 + abs(density)) or np.abs(step).max() < 1e-12:
                    break
                step /= 2
            beta, density = beta + step, reached
            if gain < 1e-10:
                break
        return beta


def draw_posterior(
    posterior: LogLinearPosterior, generator: np.random.Generator, *, chains: int = CHAINS, kept: int = KEPT
) -> PosteriorDraws:
    """Return draws of many chains started around the mode, twice as widely as it spreads."""
    mode = posterior.mode()
    root = np.linalg.cholesky(np.linalg.inv(posterior.information(mode)))
    size = len(mode)
    position = generator.standard_normal((size, chains)) * 1.5
    draws, accepted = np.empty((chains, kept, size)), 0.0
    for index in range(-WARM_UP, kept):
        position, share = _move(posterior, mode, root, position, generator)
        if index >= 0:
            draws[:, index] = (mode[:, None] + root @ position).T
            accepted += share
    return PosteriorDraws(coefficients=draws, acceptance=accepted / kept)


def _move(
    posterior: LogLinearPosterior,
    mode: Floats,
    root: Floats,
    position: Floats,
    generator: np.random.Generator,
) -> tuple[Floats, float]:
    """Return (positions after one Hamiltonian move, share accepted), in coordinates where it is round."""

    def slope(at: Floats) -> Floats:
        moved: Floats = root.T @ posterior.gradient(mode[:, None] + root @ at)
        return moved

    def energy(at: Floats, momentum: Floats) -> Floats:
        total: Floats = 0.5 * (momentum**2).sum(axis=0) - posterior.log_density(mode[:, None] + root @ at)
        return total

    momentum = generator.standard_normal(position.shape)
    before = energy(position, momentum)
    step = STEP * generator.uniform(0.6, 1.4)
    moved, push = position.copy(), momentum + 0.5 * step * slope(position)
    for leap in range(LEAPFROGS):
        moved = moved + step * push
        push = push + (step if leap + 1 < LEAPFROGS else 0.5 * step) * slope(moved)
    change = before - energy(moved, push)
    accepted = np.log(generator.random(position.shape[1])) < np.where(np.isfinite(change), change, -np.inf)
    return np.where(accepted, moved, position), float(accepted.mean())
