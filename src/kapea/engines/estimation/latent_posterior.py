"""How probable chances of capture and class weights are, given who was seen: latent classes as one density.

People are of at most K kinds; a person of kind k is on list j with chance c_jk, independently of the other
lists. Nobody is given a class and nobody unseen is drawn: both are summed out, and so is the concentration
of the stick-breaking prior. What is left is a smooth function of K t + K - 1 numbers, whose gradient costs
little more than itself. This module computes; `latent_moves` draws.

Coordinates, one column per chain: the log odds of c_jk, list by list; then log x_k with
x_k = -log(1 - V_k), where V_k is the share that class k takes of what the classes before it left.

Source: Manrique-Vallier (2016), Biometrics 72, section 3, with his priors: c ~ U(0,1), V_k ~ Beta(1, alpha),
alpha ~ Gamma(0.25, rate 0.25), p(N) ~ 1/N. With that p(N) the sum over the unseen is the probability of what
was seen given that it was seen. Given alpha the x_k are independent exponentials of rate alpha; integrated
over alpha their density is proportional to (0.25 + sum x)^-(K - 1 + 0.25).
"""

from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.lattice import memberships
from kapea.engines.estimation.table import CaptureTable

PRIOR_SHAPE = PRIOR_RATE = 0.25
LEAST, LOG_LEAST = 1e-300, -600.0


@dataclass(frozen=True, kw_only=True, eq=False)
class LatentPosterior:
    """The density of one table, for many chains at once.

    on: (rows, t + 1) which list each history is on, and a last column of ones. Row 0 is "on no list"; the
        others are the histories that occur. counts: (rows, 1) people per row, 0 in row 0.
    """

    lists: int
    classes: int
    observed: int
    on: Floats
    counts: Floats

    @staticmethod
    def of(table: CaptureTable, *, classes: int) -> "LatentPosterior":
        """Return the posterior of this table with at most so many classes."""
        rows = [0, *np.flatnonzero(table.counts)]
        on = memberships(table.size)[rows]
        return LatentPosterior(
            lists=table.size,
            classes=classes,
            observed=table.observed,
            on=np.concatenate([on, np.ones((len(rows), 1))], axis=1),
            counts=table.counts[rows].astype(np.float64)[:, None],
        )

    @property
    def size(self) -> int:
        """How many numbers one chain has."""
        return self.classes * (self.lists + 1) - 1

    def odds(self, where: Floats) -> Floats:
        """Return (t, K, chains): the log odds of capture, a view."""
        return where[: self.lists * self.classes].reshape(self.lists, self.classes, -1)

    def sticks(self, where: Floats) -> Floats:
        """Return (K - 1, chains): log x, a view."""
        return where[self.lists * self.classes :]

    def log_prior_of_sticks(self, sticks: Floats) -> "StickPrior":
        """Return the log prior densities of these sticks, without the constant."""
        spent = np.exp(sticks).cumsum(axis=0)
        whole = (self.classes - 1 + PRIOR_SHAPE) * np.log(PRIOR_RATE + spent[-1])
        return StickPrior(of_sticks=sticks.sum(axis=0) - whole, of_weights=spent.sum(axis=0) - whole)

    def room(self, chains: int) -> Floats:
        """Return arrays for who looks often: asking for new ones each time costs more than filling them."""
        return np.empty((2, len(self.on), self.classes, chains))

    def look(self, where: Floats, room: Floats | None = None) -> "Look":
        """Return everything about a point of each chain; where: (numbers, chains).

        room: the look stays as it is until the next one into the same room.
        """
        classes, chains = self.classes, where.shape[1]
        logs = np.empty((self.lists + 1, classes, chains))
        logs[:-1] = self.odds(where)
        odds = np.exp(logs[:-1])
        missed = 1.0 / (1.0 + odds)
        left = np.exp(self.sticks(where))
        taken = -np.expm1(-left)
        spent = left.cumsum(axis=0)
        # Of each class: its weight, times the chance of being on no list; in row 0 of every product below.
        never = np.multiply.reduce(missed, axis=0)
        never[:-1] *= taken
        np.log(np.maximum(never, LEAST, out=never), out=logs[-1])
        logs[-1, 1:] -= spent
        room = self.room(chains) if room is None else room
        parts = room[0]
        np.matmul(self.on, logs.reshape(self.lists + 1, -1), out=parts.reshape(len(self.on), -1))
        # Below this a double is subnormal or nothing, and takes the processor fifty times as long.
        np.exp(np.maximum(parts, LOG_LEAST, out=parts), out=parts)
        whole = parts.sum(axis=1)
        return Look(
            posterior=self,
            where=where,
            caught=np.multiply(odds, missed, out=odds),
            missed=missed,
            left=left,
            taken=taken,
            spent=spent,
            parts=parts,
            spare=room[1],
            whole=np.maximum(whole, LEAST, out=whole),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class StickPrior:
    """(chains,) log densities of log x, and of the class weights that they stand for."""

    of_sticks: Floats
    of_weights: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Look:
    """One point of every chain, looked at.

    caught, missed: (t, K, chains) chances. left: (K - 1, chains) x. taken: 1 - exp(-x). spent: sums of x.
    parts: (rows, K, chains) probability of class and history. spare: as large, for the gradient.
    whole: (rows, chains) probability of the history.
    """

    posterior: LatentPosterior
    where: Floats
    caught: Floats
    missed: Floats
    left: Floats
    taken: Floats
    spent: Floats
    parts: Floats
    spare: Floats
    whole: Floats

    @property
    def seen(self) -> Floats:
        """(chains,): the probability of being on some list."""
        found: Floats = np.maximum(1.0 - self.whole[0], LEAST)
        return found

    def log_likelihood(self) -> Floats:
        """Return (chains,): the log probability of what was seen, given that it was seen."""
        counts = self.posterior.counts[1:, 0]
        found: Floats = counts @ np.log(self.whole[1:]) - self.posterior.observed * np.log(self.seen)
        return found

    def log_prior(self) -> Floats:
        """Return (chains,): the log prior density in these coordinates, without its constant."""
        chances = np.maximum(np.multiply.reduce(self.caught * self.missed, axis=0), LEAST)
        found: Floats = np.log(chances).sum(axis=0)
        if self.posterior.classes > 1:
            found += self.posterior.log_prior_of_sticks(self.posterior.sticks(self.where)).of_sticks
        return found

    def gradient(self) -> Floats:
        """Return (numbers, chains): the gradient of the log posterior density."""
        posterior, sums = self.posterior, self.expected()
        found = np.empty_like(self.where)
        sizes, odds = sums[-1], posterior.odds(found)
        np.multiply(self.caught, sizes + 2.0, out=odds)
        np.subtract(sums[:-1], odds, out=odds)
        odds += 1.0
        if posterior.classes > 1:
            after = sizes[:0:-1].cumsum(axis=0)[::-1]
            after += (posterior.classes - 1 + PRIOR_SHAPE) / (PRIOR_RATE + self.spent[-1])
            by_size = sizes[:-1] * (1.0 / np.maximum(self.taken, LEAST) - 1.0)
            posterior.sticks(found)[...] = self.left * (by_size - after) + 1.0
        return found

    def expected(self) -> Floats:
        """Return (t + 1, K, chains): people of each class expected on each list; last, all, the unseen too."""
        people = np.multiply(self.parts, self._people()[:, None], out=self.spare)
        sums = self.posterior.on.T @ people.reshape(len(people), -1)
        found: Floats = sums.reshape(self.posterior.lists + 1, *people.shape[1:])
        return found

    def sizes(self) -> Floats:
        """Return (K, chains): how many people each class is expected to have, the unseen among them."""
        found: Floats = (self.parts * self._people()[:, None]).sum(axis=0)
        return found

    def unseen_odds(self) -> Floats:
        """Return (chains,): people expected on no list, as a multiple of those seen."""
        found: Floats = self.whole[0] / self.seen
        return found

    def occupied(self) -> Floats:
        """Return (chains,): the expected number of classes with anybody in them."""
        share = np.minimum(self.parts[1:] / self.whole[1:, None], 1.0 - 1e-12)
        nobody = (self.posterior.counts[1:, None] * np.log1p(-share)).sum(axis=0)
        nobody -= self.posterior.observed * np.log1p(self.parts[0] / self.seen)
        found: Floats = -np.expm1(nobody).sum(axis=0)
        return found

    def _people(self) -> Floats:
        """Return (rows, chains): people per history over its probability; for "no list" those expected."""
        found = self.posterior.counts / self.whole
        found[0] = self.posterior.observed / self.seen
        return found
