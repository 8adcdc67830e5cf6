"""How chains of the latent class model move: far, downhill and up again, and between labels of one mixture.

A trajectory follows the gradient of the log posterior as a ball follows a slope, and is taken or left by the
error of its energy (Hamiltonian Monte Carlo): it crosses long ridges, such as many people rarely caught
against fewer caught more often, that a random walk hardly moves along. Three further moves serve what no
slope leads to: a class drawn anew from its prior, which nearly empty classes take at once; two classes that
change places, which stick-breaking orders by size; and the share left for small classes, over many orders
of magnitude.

Source: Neal (2011), MCMC using Hamiltonian dynamics, in Handbook of Markov Chain Monte Carlo, ch. 5;
Betancourt, Byrne and Girolami (2014), arXiv:1411.6669 (a share taken of 0.9 costs little and holds longer);
Papaspiliopoulos and Roberts (2008), Biometrika 95 (labels of stick-breaking mixtures).
"""

import numpy as np

from kapea.engines.estimation.arrays import Bools, Floats, Ints
from kapea.engines.estimation.latent_posterior import LatentPosterior
from kapea.engines.estimation.latent_weights import log_weights, sticks_of

STEPS = (16, 32)
FIRST_STEP = 0.1
STEP_SPREAD = 0.4
SMALL_STEPS_SHARE, SMALL_STEP = 0.15, 0.2  # for a chain where the slope is steeper than elsewhere
LOG_STRETCHES = (-1.5, 1.5)
WANTED_ACCEPTANCE, ADAPTATION = 0.9, 0.2
MOST_UNSEEN = 1e12


class LatentChains:
    """Where every chain is; each method leaves the posterior as it is.

    where: (numbers, chains), see `LatentPosterior`. step: (chains,) lengths of one step of a trajectory.
    scale: (numbers, 1) by which it is longer in a coordinate. slope: (numbers, chains) gradient where the
        last trajectory began.
    """

    def __init__(self, posterior: LatentPosterior, where: Floats, generator: np.random.Generator) -> None:
        self.posterior, self.where, self.generator = posterior, where, generator
        self.count = where.shape[1]
        self.step = np.full(self.count, FIRST_STEP)
        self.scale = np.ones((posterior.size, 1))
        self.slope = np.zeros_like(where)
        self._room = posterior.room(self.count)
        look = posterior.look(where, self._room)
        self.log_likelihood, self.log_prior = look.log_likelihood(), look.log_prior()

    def cycle(self, *, adapt: bool = False) -> None:
        """Make every move once or twice; `adapt` tunes the length of the steps."""
        accepted = self.trajectory()
        if adapt:
            self.step *= np.exp(ADAPTATION * (accepted - WANTED_ACCEPTANCE))
        for _ in range(2):
            self.redraw_class()
            self.exchange_classes()
            self.stretch_tail()

    def trajectory(self) -> Floats:
        """Follow the slope in every chain; return (chains,) the probability that it was taken."""
        generator, posterior = self.generator, self.posterior
        step = self.step * np.exp(-STEP_SPREAD * np.abs(generator.standard_normal(self.count)))
        step = self.scale * (
            step * np.where(generator.random(self.count) < SMALL_STEPS_SHARE, SMALL_STEP, 1.0)
        )
        speed = generator.standard_normal(self.where.shape)
        start = self.log_likelihood + self.log_prior - _energy(speed)
        # A trajectory that runs away overflows to what is not a number, and is left.
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            where, look = self.where.copy(), posterior.look(self.where, self._room)
            self.slope = look.gradient()
            speed += 0.5 * step * self.slope
            steps = int(generator.integers(*STEPS))
            for turn in range(steps):
                where += step * speed
                look = posterior.look(where, self._room)
                speed += (step if turn < steps - 1 else 0.5 * step) * look.gradient()
            log_likelihood, log_prior = look.log_likelihood(), look.log_prior()
            gain = log_likelihood + log_prior - _energy(speed) - start
        gain = np.where(np.isfinite(gain), np.minimum(gain, 0.0), -np.inf)
        self._move(np.log1p(-generator.random(self.count)) < gain, where, log_likelihood, log_prior)
        probability: Floats = np.exp(gain)
        return probability

    def redraw_class(self) -> None:
        """Propose for one class in each chain chances of capture drawn from the prior."""
        posterior, every = self.posterior, np.arange(self.count)
        where = self.where.copy()
        chosen = self.generator.integers(posterior.classes, size=self.count)
        posterior.odds(where)[:, chosen, every] = self.generator.logistic(size=(posterior.lists, self.count))
        look = posterior.look(where, self._room)
        log_likelihood = look.log_likelihood()
        taken = np.log1p(-self.generator.random(self.count)) < log_likelihood - self.log_likelihood
        self._move(taken, where, log_likelihood, look.log_prior())

    def exchange_classes(self) -> None:
        """Propose for two classes in each chain to change places; the mixture stays the same."""
        posterior, every = self.posterior, np.arange(self.count)
        if posterior.classes == 1:
            return
        chosen = self.generator.integers(posterior.classes, size=(3, self.count))
        one, other = chosen[:2].min(axis=0), chosen[2]
        sticks = posterior.sticks(self.where)
        weights = log_weights(sticks)
        weights[one, every], weights[other, every] = weights[other, every], weights[one, every]
        proposed = sticks_of(weights)
        old, new = posterior.log_prior_of_sticks(sticks), posterior.log_prior_of_sticks(proposed)
        gain = new.of_weights - old.of_weights
        taken = (np.log1p(-self.generator.random(self.count)) < gain) & (one != other)
        where = self.where.copy()
        odds = posterior.odds(where)
        odds[:, one, every], odds[:, other, every] = odds[:, other, every], odds[:, one, every]
        posterior.sticks(where)[...] = proposed
        self._move(taken, where, self.log_likelihood, self.log_prior + new.of_sticks - old.of_sticks)

    def stretch_tail(self) -> None:
        """Propose for the classes from one on that they take more, or less, of what is left, all alike."""
        posterior, generator = self.posterior, self.generator
        if posterior.classes == 1:
            return
        sticks = posterior.sticks(self.where)
        first = generator.integers(len(sticks), size=self.count)
        size = np.exp(generator.uniform(*LOG_STRETCHES, size=self.count))
        change = generator.standard_normal(self.count) * size
        where = self.where.copy()
        posterior.sticks(where)[...] += np.where(np.arange(len(sticks))[:, None] >= first, change, 0.0)
        look = posterior.look(where, self._room)
        log_likelihood, log_prior = look.log_likelihood(), look.log_prior()
        gain = log_likelihood + log_prior - self.log_likelihood - self.log_prior
        taken = np.log1p(-generator.random(self.count)) < gain
        self._move(taken, where, log_likelihood, log_prior)

    def draw_unseen(self) -> Ints:
        """Return (chains,): people on no list, drawn given each chain's chances and weights."""
        odds = self.posterior.look(self.where, self._room).unseen_odds()
        means = self.generator.standard_gamma(self.posterior.observed, size=self.count) * odds
        drawn: Ints = self.generator.poisson(np.minimum(means, MOST_UNSEEN))
        return drawn

    def _move(self, taken: Bools, where: Floats, log_likelihood: Floats, log_prior: Floats) -> None:
        self.where[:, taken] = where[:, taken]
        self.log_likelihood[taken] = log_likelihood[taken]
        self.log_prior[taken] = log_prior[taken]


def _energy(speed: Floats) -> Floats:
    found: Floats = 0.5 * np.einsum("dc,dc->c", speed, speed)
    return found
