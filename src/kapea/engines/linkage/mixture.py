"""How likely two records are one child, two children of one household, or strangers.

A latent-class model of three kinds of pair, trained without labels by expectation maximisation over all
pairs of the table: the candidate pairs with their levels, and strangers from pairs drawn at random. What
belongs to the household speaks for "one household", not for "one child"; a rare shared value speaks more.

Source: Fellegi and Sunter 1969 (weights); Winkler 1988 (EM without labels); the sibling class is ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kapea.engines.linkage.comparisons import Comparison

Floats = NDArray[np.float64]
Levels = NDArray[np.int8]
SMOOTHING = 0.5  # pairs added to every level, so that nothing unseen is impossible
PRIOR_PAIRS = 5.0  # pairs by which the first guess still counts after training


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """Shares of the levels among pairs of one child, of siblings and of strangers.

    match, sibling, stranger: for each comparison, the probability of each level.
    match_share, sibling_share: shares of all pairs of the table.
    """

    match: tuple[Floats, ...]
    sibling: tuple[Floats, ...]
    stranger: tuple[Floats, ...]
    match_share: float
    sibling_share: float


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the model sees of each pair.

    levels: shape (n_pairs, n_comparisons), -1 where unknown.
    commonness: log of how much commoner than average shared values are, summed over all comparisons.
    own_commonness: the same, summed over the comparisons of the child's own fields.
    """

    levels: Levels
    commonness: Floats
    own_commonness: Floats

    def __getitem__(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> "Evidence":
        return Evidence(
            levels=self.levels[rows],
            commonness=self.commonness[rows],
            own_commonness=self.own_commonness[rows],
        )

    def __len__(self) -> int:
        return len(self.levels)


def evidence_of(
    levels: Levels, commonness: NDArray[np.float32], comparisons: Sequence[Comparison]
) -> Evidence:
    own = [place for place, comparison in enumerate(comparisons) if not comparison.is_shared_by_household]
    return Evidence(
        levels=levels,
        commonness=commonness.sum(axis=1, dtype=np.float64),
        own_commonness=commonness[:, own].sum(axis=1, dtype=np.float64),
    )


def level_shares(
    levels: Levels, guess: Sequence[Floats], *, weights: Floats | None = None, guess_pairs: float = 0.0
) -> tuple[Floats, ...]:
    """Return the share of each level among the pairs where it is known; `guess` gives the sizes."""
    shares = []
    for column, before in enumerate(guess):
        known = levels[:, column] >= 0
        counted = np.bincount(
            levels[known, column],
            weights=weights[known] if weights is not None else None,
            minlength=len(before),
        )
        smoothed = counted + SMOOTHING / len(before) + guess_pairs * before
        shares.append(smoothed / smoothed.sum())
    return tuple(shares)


def first_guess(comparisons: Sequence[Comparison], stranger: Sequence[Floats], *, records: int) -> Mixture:
    """Return a first guess: what strangers seldom share, one child does; siblings only the household's."""
    match, sibling = [], []
    for comparison, chance in zip(comparisons, stranger, strict=True):
        agreeing = np.sqrt(chance)
        agreeing[-1] = 0.1 * agreeing[:-1].sum()
        likely = agreeing / agreeing.sum()
        match.append(likely)
        sibling.append(likely if comparison.is_shared_by_household else 0.8 * chance + 0.2 * likely)
    pairs = records * (records - 1) / 2
    return Mixture(
        match=tuple(match),
        sibling=tuple(sibling),
        stranger=tuple(stranger),
        match_share=0.3 * records / pairs,
        sibling_share=0.1 * records / pairs,
    )


def _log_likelihood(levels: Levels, shares: Sequence[Floats]) -> Floats:
    total = np.zeros(len(levels))
    for column, share in enumerate(shares):
        total += np.append(np.log(share), 0.0)[levels[:, column]]  # -1 picks the 0: unknown says nothing
    return total


def log_joint(mixture: Mixture, evidence: Evidence) -> Floats:
    """Return log joint probabilities, shape (n_pairs, 3): one child, siblings, strangers."""
    stranger_share = 1 - mixture.match_share - mixture.sibling_share
    return np.stack(
        [
            np.log(mixture.match_share) + _log_likelihood(evidence.levels, mixture.match),
            np.log(mixture.sibling_share)
            + _log_likelihood(evidence.levels, mixture.sibling)
            + evidence.own_commonness,
            np.log(stranger_share) + _log_likelihood(evidence.levels, mixture.stranger) + evidence.commonness,
        ],
        axis=1,
    )


def posterior(joint: Floats) -> Floats:
    """Return the probabilities of the three kinds for each pair."""
    share = np.exp(joint - joint.max(axis=1, keepdims=True))
    return np.asarray(share / share.sum(axis=1, keepdims=True))


def match_log_odds(mixture: Mixture, evidence: Evidence) -> Floats:
    """Return the natural log odds that each pair is one child."""
    joint = log_joint(mixture, evidence)
    return np.asarray(joint[:, 0] - np.logaddexp(joint[:, 1], joint[:, 2]))
