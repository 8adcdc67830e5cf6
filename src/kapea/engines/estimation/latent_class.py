"""How many were on no list if people are of a few unknown kinds, each kind with its own chances of capture.

A Dirichlet process mixture, truncated to at most K classes, sampled by Gibbs on the table of counts: many
chains in lock step, one array operation for all. Within a class lists are independent. Nothing caps the
number on no list. This module draws; `chains` says whether the draws may be believed.

Source: Manrique-Vallier (2016), "Bayesian population size estimation using Dirichlet process mixtures",
Biometrics 72, section 3, with his priors: lambda ~ U(0,1), alpha ~ Gamma(0.25, 0.25), p(N) ~ 1/N.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, gammaln

from kapea.engines.estimation.arrays import Floats, Ints
from kapea.engines.estimation.latent_moves import wander
from kapea.engines.estimation.lattice import memberships
from kapea.engines.estimation.table import CaptureTable

CLASSES = 10
GROUPS = 8
CHAINS = 8 * GROUPS
PRIOR_SHAPE = PRIOR_RATE = 0.25
SETTLING_SWEEPS = 300
LARGEST_MEAN = 1e12
SMALLEST_SHARE = 1e-290
SMALLEST_CONCENTRATION = 1e-9
SWEEPS_PER_SHIFT = 4
STEPS_PER_SHIFT = 8
SWEEPS_PER_CONCENTRATION = 4
SWEEPS_PER_SWAP = 4
BURN_IN = 500
SCATTERED_CLASSES = 4
SCATTER = 1.5
THINNING = 10
LOG_SHIFT_SCALES = (-3.0, 0.7)


@dataclass(frozen=True, kw_only=True, eq=False)
class LatentClassDraws:
    """What the chains drew.

    population: (chains, kept) people observed and not observed together.
    last_class_share: (chains,) mean share of people in the last class; near 1 is a spurious mode of the
        truncation.
    occupied: mean number of classes with anybody in them.
    sweeps: sweeps made by each chain, burn-in included.
    """

    population: Ints
    last_class_share: Floats
    occupied: float
    sweeps: int


class LatentClassSampler:
    """Chains that can be run on for as long as their draws are not yet good enough."""

    def __init__(
        self,
        table: CaptureTable,
        generator: np.random.Generator,
        *,
        chains: int = CHAINS,
        classes: int = CLASSES,
        burn_in: int = BURN_IN,
    ) -> None:
        self._state = _Chains(table, generator, chains=chains, classes=classes)
        self._observed = table.observed
        self._population: list[Ints] = []
        self._last_class: list[Floats] = []
        self._occupied: list[float] = []
        self._sweeps = 0
        self._run(SETTLING_SWEEPS, move_concentration=False)
        self._state.sort_classes()
        self._run(burn_in)

    def run(self, sweeps: int, *, thin: int = THINNING) -> LatentClassDraws:
        """Return all draws so far after `sweeps` more, of which every `thin`-th is kept."""
        for _ in range(sweeps // thin):
            self._run(thin)
            sizes = self._state.sizes
            self._population.append(self._observed + self._state.unseen)
            self._last_class.append(sizes[:, -1] / sizes.sum(axis=1))
            self._occupied.append(float((sizes > 0).sum(axis=1).mean()))
        return LatentClassDraws(
            population=np.stack(self._population, axis=1),
            last_class_share=np.mean(self._last_class, axis=0),
            occupied=float(np.mean(self._occupied)),
            sweeps=self._sweeps,
        )

    def _run(self, sweeps: int, *, move_concentration: bool = True) -> None:
        for _ in range(sweeps):
            self._state.sweep(move_concentration=move_concentration)
            self._sweeps += 1
            if self._sweeps % SWEEPS_PER_SHIFT == 0:
                wander(self._state, steps=STEPS_PER_SHIFT)


def group_of(chains: int) -> Ints:
    """Return (chains,): the group of each chain; as many in each as can be."""
    found: Ints = np.arange(chains) * min(GROUPS, chains) // chains
    return found


class _Chains:
    """The state of all chains: capture chances, class weights, concentration, people on no list."""

    def __init__(
        self, table: CaptureTable, generator: np.random.Generator, *, chains: int, classes: int
    ) -> None:
        occurring = np.flatnonzero(table.counts)
        self.generator = generator
        self.sweeps = 0
        self.observed = table.observed
        self.chains, self.classes, self.lists = chains, classes, table.size
        # The last row is the history "on no list", whose count is drawn anew in each sweep.
        self.on = memberships(table.size)[[*occurring, 0]]
        self.on_or_anywhere = np.concatenate([self.on, np.ones((len(self.on), 1))], axis=1).T
        self.on_observed = self.on[:-1]
        self.counts_observed = table.counts[occurring].astype(np.float64)
        self.ones, self.every = np.ones((classes, 1)), np.arange(chains)
        self.counts = np.tile([*table.counts[occurring], 0], (chains, 1))
        self.unseen = np.zeros(chains, dtype=np.int64)
        self.concentration = np.full(chains, 0.3 / classes)
        groups = min(GROUPS, chains)
        caught = generator.uniform(size=(groups, table.size, classes))
        caught[:, :, 0] = self._first_chances(table, groups)
        weights = np.full((groups, classes), 0.1 / max(classes - 1, 1))
        weights[:, 0] = 0.9 if classes > 1 else 1.0
        if classes > SCATTERED_CLASSES:
            # Every other group starts with several classes that differ widely.
            some = slice(None, None, 2)
            spread = generator.standard_normal((groups, table.size, SCATTERED_CLASSES)) * SCATTER
            odds = np.log(caught[:, :, :1]) - np.log1p(-caught[:, :, :1]) + spread
            caught[some, :, :SCATTERED_CLASSES] = expit(odds[some])
            weights[some, :SCATTERED_CLASSES] = 0.95 / SCATTERED_CLASSES
        # The chains of a group start at one point: see `chains.nested_r_hat`.
        of_group = group_of(chains)
        self.log_caught, self.log_missed = np.log(caught)[of_group], np.log1p(-caught)[of_group]
        self.sizes = np.zeros((chains, classes))
        self.log_weights = np.log(weights)[of_group]

    def _first_chances(self, table: CaptureTable, groups: int) -> Floats:
        """Return (groups, t): capture chances of the first class, from widely different populations."""
        on_list = memberships(table.size).T @ table.counts
        populations = table.observed * np.exp(self.generator.uniform(0.2, 3.0, size=groups))
        chances: Floats = on_list[None] / populations[:, None]
        return chances

    def sweep(self, *, move_concentration: bool = True) -> None:
        """Draw everything once from its full conditional distribution."""
        inside = self._split()
        self.sweeps += 1
        if move_concentration and self.classes > 1:
            if self.sweeps % SWEEPS_PER_CONCENTRATION == 0:
                self._draw_concentration()
            if self.sweeps % SWEEPS_PER_SWAP == 0:
                self._swap_classes(inside)
        self._draw_capture(inside)
        self._draw_weights()

    def _split(self) -> Floats:
        """Draw the people on no list, give everybody a class; return (chains, t, K) people per list."""
        never = self.log_missed.sum(axis=1)
        missed = self.log_weights + never
        seen_share = (np.exp(self.log_weights) * -np.expm1(never)).sum(axis=1)
        odds = np.exp(missed).sum(axis=1) / np.maximum(seen_share, 1e-300)
        means = self.generator.standard_gamma(self.observed, size=self.chains) * odds
        self.unseen = self.generator.poisson(np.minimum(means, LARGEST_MEAN))
        self.counts[:, -1] = self.unseen
        logs = self.on @ (self.log_caught - self.log_missed)
        logs += missed[:, None]
        shares = np.exp(logs, out=logs)
        shares /= np.maximum(shares @ self.ones, SMALLEST_SHARE)
        split = self.generator.multinomial(self.counts, shares).astype(np.float64)
        sums = self.on_or_anywhere @ split
        self.sizes = sums[:, -1]
        inside: Floats = sums[:, :-1]
        return inside

    def _draw_capture(self, inside: Floats) -> None:
        caught = self.generator.standard_gamma(1 + inside)
        missed = self.generator.standard_gamma(1 + self.sizes[:, None] - inside)
        whole = np.log(caught + missed)
        self.log_caught, self.log_missed = np.log(caught) - whole, np.log(missed) - whole

    def _partition_gain(self, sizes: Floats, concentration: Floats) -> Floats:
        """Return (chains,): log probability of these class sizes in this order over that of the present.

        Class weights are integrated out; both sides are computed in one go.
        """
        both = np.concatenate([sizes, self.sizes])
        alpha = np.concatenate([concentration, self.concentration])
        tail = both[:, :0:-1].cumsum(axis=1)[:, ::-1] + alpha[:, None]
        before = both[:, :-1] + 1.0
        terms = gammaln(before) + gammaln(tail) - gammaln(tail + before)
        logs: Floats = terms.sum(axis=1) + (self.classes - 1) * np.log(alpha)
        return logs[: self.chains] - logs[self.chains :]

    def _draw_concentration(self) -> None:
        """Move alpha by Metropolis given the class sizes only: given the weights it would hardly move."""
        spread = np.exp(self.generator.uniform(-1.5, 1.2, size=self.chains))
        proposal = self.concentration * np.exp(self.generator.standard_normal(self.chains) * spread)
        proposal = np.maximum(proposal, SMALLEST_CONCENTRATION)
        gain = self._partition_gain(self.sizes, proposal)
        gain += PRIOR_SHAPE * np.log(proposal / self.concentration)
        gain -= PRIOR_RATE * (proposal - self.concentration)
        accepted = np.log(self.generator.random(self.chains)) < gain
        self.concentration = np.where(accepted, proposal, self.concentration)

    def _swap_classes(self, inside: Floats) -> None:
        """Propose to exchange the places of two classes, which stick-breaking orders by size."""
        one, other = self.generator.integers(self.classes, size=(2, self.chains))
        order = np.tile(np.arange(self.classes), (self.chains, 1))
        order[self.every, one], order[self.every, other] = other, one
        swapped = self.sizes[self.every[:, None], order]
        gain = self._partition_gain(swapped, self.concentration)
        accepted = (np.log(self.generator.random(self.chains)) < gain) & (one != other)
        chains = np.flatnonzero(accepted)
        self.sizes[chains] = swapped[chains]
        inside[chains] = np.take_along_axis(inside[chains], order[chains][:, None], axis=2)

    def _draw_weights(self) -> None:
        if self.classes == 1:
            return
        after = self.sizes[:, ::-1].cumsum(axis=1)[:, ::-1] - self.sizes
        taken = np.log(self.generator.standard_gamma(1.0 + self.sizes[:, :-1]))
        left = self._log_gamma(self.concentration[:, None] + after[:, :-1])
        whole = np.logaddexp(taken, left)
        remaining = (left - whole).cumsum(axis=1)
        self.log_weights[:, 0] = taken[:, 0] - whole[:, 0]
        self.log_weights[:, 1:-1] = (taken - whole)[:, 1:] + remaining[:, :-1]
        self.log_weights[:, -1] = remaining[:, -1]

    def _log_gamma(self, shape: Floats) -> Floats:
        """Return logs of gamma draws; shapes far below one would underflow as plain draws."""
        uniform = 1.0 - self.generator.random(shape.shape)
        logs: Floats = np.log(self.generator.standard_gamma(shape + 1.0)) + np.log(uniform) / shape
        return logs

    def sort_classes(self) -> None:
        """Put the largest class first in every chain, once, before the concentration may move."""
        order = np.argsort(-self.sizes, axis=1)
        self.sizes = np.take_along_axis(self.sizes, order, axis=1)
        for name in ("log_caught", "log_missed"):
            setattr(self, name, np.take_along_axis(getattr(self, name), order[:, None], axis=2))
        self._draw_weights()
