"""How chains of the latent class model cross the space where the plain sweep hardly moves.

Where most people are unseen, a class's chances and its size are tied to people whom nobody has seen, and a
draw of either given those people moves little. These Metropolis steps integrate all unseen people and all
classes of people out. A step takes one class in each chain, changes its chances of capture or its share of
those seen, and recomputes only what that class contributes.

Coordinates: of class k, the share q_k of those seen and the log odds of capture on each list. What is seen
of a person of class k has probability g_k(w) = f_k(w) / (1 - f_k(none)), so that the likelihood is
prod_w (sum_k q_k g_k(w))^N_w, whatever the number on no list.
"""

from typing import Protocol

import numpy as np

from kapea.engines.estimation.arrays import Floats, Ints

LOG_CHANCE_SCALES = (-3.0, 0.7)
LOG_SHARE_SCALES = (-3.0, 1.5)
LEAST = 1e-300


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
        odds = chains.log_caught - chains.log_missed
        never = chains.log_missed.sum(axis=1)
        self.odds = np.ascontiguousarray(odds.transpose(0, 2, 1))  # (chains, K, t)
        self.log_seen = np.log(-np.expm1(never))
        self.log_weights = chains.log_weights.copy()
        log_share = self.log_weights + self.log_seen
        log_share -= np.logaddexp.reduce(log_share, axis=1)[:, None]
        self.share = np.exp(log_share)
        shape = self.odds @ chains.on_observed.T + (never - self.log_seen)[:, :, None]
        self.parts = np.exp(log_share[:, :, None] + shape)  # (chains, K, H): q_k g_k(w)
        self.whole = self.parts.sum(axis=1)
        self.log_whole = np.log(np.maximum(self.whole, LEAST))
        tail = np.logaddexp.accumulate(self.log_weights[:, ::-1], axis=1)
        self.log_remaining = np.ascontiguousarray(tail[:, ::-1])

    def step(self) -> None:
        """Propose one change of one class in each chain, and take it or leave it."""
        generator, chains = self.chains.generator, self.chains
        number = len(self.every)
        one, other = generator.integers(self.classes, size=(2, number))
        chosen = np.minimum(one, other)
        at = (self.every, chosen)
        odds, log_grown, old_odds = self._proposal(chosen)
        missed = -np.logaddexp(0.0, odds)
        never = missed.sum(axis=1)
        log_seen = np.log(-np.expm1(never))
        # How the class's weight changes, before all weights are made to add up to one again.
        log_factor = log_grown + self.log_seen[at] - log_seen
        grown = np.exp(log_grown)
        share = self.share[at]
        part = (share * grown)[:, None] * np.exp(odds @ chains.on_observed.T + (never - log_seen)[:, None])
        old_part = self.parts[at]
        whole = np.maximum(self.whole - old_part + part, LEAST)
        log_whole = np.log(whole)
        total = 1.0 + share * (grown - 1.0)
        likelihood = (log_whole - self.log_whole) @ chains.counts_observed
        likelihood -= chains.counts_observed.sum() * np.log(total)
        remaining, log_total = self._remaining(chosen, log_factor)
        prior = (chains.concentration - 1.0) * (remaining[:, -1] - log_total)
        prior -= remaining[:, :-1].sum(axis=1) - (self.classes - 1) * log_total
        jacobian = log_factor - self.classes * log_total
        jacobian += (odds + 2.0 * missed).sum(axis=1)
        jacobian -= (old_odds - 2.0 * np.logaddexp(0.0, old_odds)).sum(axis=1)
        gain = self.power * likelihood + prior + jacobian
        accepted = np.log(generator.random(number)) < gain
        taken = np.flatnonzero(accepted)
        place = (taken, chosen[taken])
        self.odds[place], self.log_seen[place] = odds[taken], log_seen[taken]
        self.parts[place] = part[taken]
        self.share[place] = (share * grown)[taken]
        self.whole[taken], self.log_whole[taken] = whole[taken], log_whole[taken]
        scaled = taken[total[taken] != 1.0]
        scale = 1.0 / total[scaled]
        self.parts[scaled] *= scale[:, None, None]
        self.share[scaled] *= scale[:, None]
        self.whole[scaled] *= scale[:, None]
        self.log_whole[scaled] += np.log(scale)[:, None]
        self.log_weights[place] += log_factor[taken]
        self.log_weights[taken] -= log_total[taken, None]
        self.log_remaining[taken] += remaining[taken] - log_total[taken, None]

    def _proposal(self, chosen: Ints) -> tuple[Floats, Floats, Floats]:
        """Return new log odds (chains, t), the log factor of the class's share of those seen, the old odds.

        A third of the steps each: all lists together; every list by itself; the share alone.
        """
        generator = self.chains.generator
        number, lists = len(self.every), self.odds.shape[2]
        kind = generator.integers(3, size=number)
        scale = np.exp(generator.uniform(*LOG_CHANCE_SCALES, size=number))
        noise = generator.standard_normal((number, lists + 1))
        steps = np.where((kind == 0)[:, None], noise[:, -1:], noise[:, :-1]) * scale[:, None]
        steps[kind == 2] = 0.0
        log_grown = np.where(
            kind == 2, noise[:, -1] * np.exp(generator.uniform(*LOG_SHARE_SCALES, size=number)), 0.0
        )
        old = self.odds[self.every, chosen]
        return old + steps, log_grown, old

    def _remaining(self, chosen: Ints, log_factor: Floats) -> tuple[Floats, Floats]:
        """Return by how much each log of the weight from a class on rises, and that of all weights."""
        changed = np.arange(self.classes) <= chosen[:, None]
        log_ratio = self.log_weights[self.every, chosen][:, None] - self.log_remaining
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


def wander(chains: Chains, *, steps: int) -> None:
    """Take so many steps in every chain."""
    wanderer = Wanderer(chains)
    for _ in range(steps):
        wanderer.step()
    wanderer.settle()
