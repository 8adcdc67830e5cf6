"""How chains of the latent class model cross the space where the plain sweep hardly moves.

Where most people are unseen, a class's chances and its size are tied to people whom nobody has seen, and a
draw of either given those people moves little. These Metropolis steps integrate all unseen people and all
classes of people out. A step takes one class in each chain, changes its chances of capture or its share of
those seen, and recomputes only what that class contributes.

Coordinates: of class k, the share q_k of those seen and the log odds of capture on each list. What is seen
of a person of class k has probability g_k(w) = f_k(w) / (1 - f_k(none)), so that the likelihood is
prod_w (sum_k q_k g_k(w))^N_w, whatever the number on no list.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from kapea.engines.estimation.arrays import Floats, Ints

LOG_CHANCE_SCALES = (-3.0, 0.7)
LOG_SHARE_SCALES = (-3.0, 1.5)
LEAST = 1e-300
TOGETHER, EACH, SHARE = range(3)
Place = tuple[Ints, Ints]


class Chains(Protocol):
    """What the moves read and write: see `latent_class`.

    log_caught, log_missed: (chains, t, K). log_weights: (chains, K). concentration: (chains,).
    on_observed: (H, t) memberships of the histories that occur, counts_observed: (H,) their counts.
    """

    generator: np.random.Generator
    log_caught: Floats
    log_missed: Floats
    log_weights: Floats
    concentration: Floats
    on_observed: Floats
    counts_observed: Floats


class Wanderer:
    """One block of steps from the state of all chains; `settle` writes the state back."""

    def __init__(self, chains: Chains, *, power: float = 1.0) -> None:
        self.chains, self.power = chains, power
        self.every = np.arange(len(chains.log_weights))
        self.classes = chains.log_weights.shape[1]
        self.numbers = np.arange(self.classes)
        self.on = np.ascontiguousarray(chains.on_observed.T)
        odds = chains.log_caught - chains.log_missed
        never = chains.log_missed.sum(axis=1)
        self.odds = np.ascontiguousarray(odds.transpose(0, 2, 1))  # (chains, K, t)
        self.log_seen = np.log(-np.expm1(never))
        self.log_weights = chains.log_weights.copy()
        log_share = self.log_weights + self.log_seen
        log_share -= np.logaddexp.reduce(log_share, axis=1)[:, None]
        self.share = np.exp(log_share)
        shape = self.odds @ self.on + (never - self.log_seen)[:, :, None]
        self.parts = np.exp(log_share[:, :, None] + shape)  # (chains, K, H): q_k g_k(w)
        self.whole = self.parts.sum(axis=1)
        self.log_whole = np.log(np.maximum(self.whole, LEAST))
        tail = np.logaddexp.accumulate(self.log_weights[:, ::-1], axis=1)
        self.log_remaining = np.ascontiguousarray(tail[:, ::-1])

    def steps(self, number: int) -> None:
        """Take so many steps; each is, by chance, of all lists together, of every list by itself, or of a share."""
        generator, shape = self.chains.generator, (number, len(self.every))
        moves = generator.integers(3, size=number)
        chosen = generator.integers(self.classes, size=(2, *shape)).min(axis=0)
        noise = generator.standard_normal((*shape, self.odds.shape[2]))
        uniform = 1.0 - generator.random((number, 2, shape[1]))
        for turn in range(number):
            self.step(int(moves[turn]), chosen[turn], noise[turn], uniform[turn])

    def step(self, move: int, chosen: Ints, noise: Floats, uniform: Floats) -> None:
        """Propose one change of one class in each chain, and take it or leave it.

        move: the same for all chains. chosen: (chains,) the classes. noise: (chains, t) standard normal.
        uniform: (2, chains), for the length of the step and for taking it.
        """
        place = (self.every, chosen)
        if move == SHARE:
            change = self._change_of_share(place, noise[:, 0], uniform[0])
        else:
            change = self._change_of_chances(place, noise[:, :1] if move == TOGETHER else noise, uniform[0])
        remaining, log_total = self._remaining(place, change.log_factor)
        last, others = remaining[:, -1] - log_total, remaining[:, :-1].sum(axis=1)
        prior = (self.chains.concentration - 1.0) * last - others
        gain = (
            self.power * change.log_likelihood + prior + change.log_jacobian + change.log_factor - log_total
        )
        taken = np.flatnonzero(np.log(uniform[1]) < gain)
        self._take(change, taken, chosen[taken])
        self.log_weights[taken, chosen[taken]] += change.log_factor[taken]
        self.log_weights[taken] -= log_total[taken, None]
        self.log_remaining[taken] += remaining[taken] - log_total[taken, None]

    def _change_of_chances(self, place: Place, noise: Floats, uniform: Floats) -> "_Change":
        """Return a change of the class's chances of capture that leaves every share of those seen."""
        low, high = LOG_CHANCE_SCALES
        old = self.odds[place]
        odds = old + noise * np.exp(low + (high - low) * uniform)[:, None]
        missed = -np.logaddexp(0.0, odds)
        never = missed.sum(axis=1)
        log_seen = np.log(-np.expm1(never))
        part = np.exp(odds @ self.on + (never - log_seen)[:, None]) * self.share[place][:, None]
        whole = np.maximum(self.whole - self.parts[place] + part, LEAST)
        log_whole = np.log(whole)
        jacobian = (odds - old + 2.0 * (missed + np.logaddexp(0.0, old))).sum(axis=1)
        return _Change(
            log_likelihood=(log_whole - self.log_whole) @ self.chains.counts_observed,
            log_factor=self.log_seen[place] - log_seen,
            log_jacobian=jacobian,
            part=part,
            whole=whole,
            log_whole=log_whole,
            odds=odds,
            log_seen=log_seen,
        )

    def _change_of_share(self, place: Place, noise: Floats, uniform: Floats) -> "_Change":
        """Return a change of the class's share of those seen that leaves its chances of capture."""
        low, high = LOG_SHARE_SCALES
        log_grown = noise * np.exp(low + (high - low) * uniform)
        grown = np.exp(log_grown)
        share = self.share[place]
        total = 1.0 + share * (grown - 1.0)
        old = self.parts[place]
        part = old * grown[:, None]
        whole = np.maximum(self.whole - old + part, LEAST) / total[:, None]
        log_whole = np.log(whole)
        return _Change(
            log_likelihood=(log_whole - self.log_whole) @ self.chains.counts_observed,
            log_factor=log_grown,
            log_jacobian=np.zeros(len(total)),
            part=part,
            whole=whole,
            log_whole=log_whole,
            share=share * grown,
            total=total,
        )

    def _take(self, change: "_Change", taken: Ints, chosen: Ints) -> None:
        """Make the change where it is taken; a change of one share scales all."""
        self.parts[taken, chosen] = change.part[taken]
        self.whole[taken], self.log_whole[taken] = change.whole[taken], change.log_whole[taken]
        if change.odds is not None and change.log_seen is not None:
            self.odds[taken, chosen], self.log_seen[taken, chosen] = (
                change.odds[taken],
                change.log_seen[taken],
            )
        if change.share is not None and change.total is not None:
            self.share[taken, chosen] = change.share[taken]
            total = change.total[taken, None]
            self.share[taken] /= total
            self.parts[taken] /= total[:, None]

    def _remaining(self, place: Place, log_factor: Floats) -> tuple[Floats, Floats]:
        """Return by how much each log of the weight from a class on rises, and that of all weights."""
        changed = self.numbers <= place[1][:, None]
        log_ratio = self.log_weights[place][:, None] - self.log_remaining
        ratio = np.exp(np.where(changed, np.minimum(log_ratio, 0.0), -np.inf))
        rise = np.log1p(ratio * np.expm1(log_factor)[:, None])
        return rise, rise[:, 0]

    def log_likelihood(self) -> Floats:
        """Return (chains,): the log likelihood of what was seen, given that it was seen."""
        found: Floats = self.log_whole @ self.chains.counts_observed
        return found

    def settle(self) -> None:
        """Write the state back to the chains."""
        odds = self.odds.transpose(0, 2, 1)
        self.chains.log_caught = -np.logaddexp(0.0, -odds)
        self.chains.log_missed = -np.logaddexp(0.0, odds)
        self.chains.log_weights = self.log_weights


@dataclass(frozen=True, kw_only=True, eq=False)
class _Change:
    """What a step proposes, in each chain: how the logs change, and what would stand then."""

    log_likelihood: Floats
    log_factor: Floats
    log_jacobian: Floats
    part: Floats
    whole: Floats
    log_whole: Floats
    odds: Floats | None = None
    log_seen: Floats | None = None
    share: Floats | None = None
    total: Floats | None = None


def wander(chains: Chains, *, steps: int) -> None:
    """Take so many steps in every chain."""
    wanderer = Wanderer(chains)
    wanderer.steps(steps)
    wanderer.settle()
