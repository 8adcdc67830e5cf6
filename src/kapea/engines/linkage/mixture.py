"""How likely two records are one child, two children of one household, or strangers.

A latent-class model of three kinds of pair, trained without labels by expectation maximisation over all
pairs of the table: the candidate pairs with their levels, and strangers from pairs drawn at random. What
belongs to the household speaks for "one household", not for "one child"; a rare shared value speaks more.
Fields are independent within a kind, but for the two names of one child: told by another name, a child
mostly has both otherwise, so that the second one that differs says little against.

Source: Fellegi and Sunter 1969 (weights); Winkler 1988 (EM without labels); the sibling class is ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kapea.engines.linkage.comparisons import Comparison, told_together

Floats = NDArray[np.float64]
Levels = NDArray[np.int8]
SMOOTHING = 0.5  # pairs added to every level, so that nothing unseen is impossible
CAUTION = 0.85  # fields depend on each other a little, so weights overstate; measured on fictitious draws
PRIOR_PAIRS = 5.0  # pairs by which the first guess still counts after training


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """Shares of the levels among pairs of one child, of siblings and of strangers.

    match, sibling, stranger: for each comparison, the probability of each level.
    match_share, sibling_share: shares of all pairs of the table.
    names: log of how much oftener than independently the two names of one child reach two levels at once,
    shape (levels of the given name, levels of the family name); empty when they count as independent.
    """

    match: tuple[Floats, ...]
    sibling: tuple[Floats, ...]
    stranger: tuple[Floats, ...]
    match_share: float
    sibling_share: float
    names: Floats = field(default_factory=lambda: np.zeros((0, 0)))


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the model sees of each pair.

    reached: sparse 0/1, shape (n_pairs, all levels of all comparisons, and where the two names are told
    together each pair of their levels); an unknown field has no 1.
    commonness: log of how much commoner than average shared values are, summed over all comparisons.
    own_commonness: the same, summed over the comparisons of the child's own fields.
    """

    reached: csr_array
    commonness: Floats
    own_commonness: Floats

    def __getitem__(self, rows: NDArray[np.bool_]) -> "Evidence":
        return Evidence(
            reached=self.reached[rows],
            commonness=self.commonness[rows],
            own_commonness=self.own_commonness[rows],
        )

    def __len__(self) -> int:
        return len(self.commonness)


def reached_levels(
    levels: Levels, sizes: Sequence[int], *, together: tuple[int, int] | None = None
) -> csr_array:
    """Return which of all levels, laid end to end, each pair reached.

    together: places of two comparisons whose levels are also counted as pairs, after all others.
    """
    if together is not None:
        one, other = (levels[:, place].astype(np.int16) for place in together)
        cells = np.where((one < 0) | (other < 0), np.int16(-1), one * np.int16(sizes[together[1]]) + other)
        levels = np.concatenate([levels, cells[:, None]], axis=1, dtype=np.int16)
        sizes = [*sizes, sizes[together[0]] * sizes[together[1]]]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    known = levels >= 0
    columns = (levels + starts[:-1].astype(np.int32))[known]
    ends = np.concatenate([[0], np.cumsum(known.sum(axis=1))])
    ones = np.ones(len(columns), dtype=np.float32)
    return csr_array((ones, columns, ends), shape=(len(levels), int(starts[-1])))


def level_shares(
    reached: csr_array, guess: Sequence[Floats], *, weights: Floats, guess_pairs: float = 0.0
) -> tuple[Floats, ...]:
    """Return the share of each level among the weighted pairs where it is known, mixed with the guess."""
    counted = reached.T @ weights
    shares, start = [], 0
    for before in guess:
        of_comparison = counted[start : start + len(before)]
        smoothed = of_comparison + SMOOTHING / len(before) + guess_pairs * before
        shares.append(smoothed / smoothed.sum())
        start += len(before)
    return tuple(shares)


def names_together(reached: csr_array, shape: tuple[int, ...], *, weights: Floats) -> Floats:
    """Return log of how much oftener than independently two names reach their levels at once.

    Cells in which few pairs are expected are drawn to independence. shape: of the last columns of `reached`.
    """
    counted = (reached.T @ weights)[-int(np.prod(shape)) :].reshape(shape)
    expected = counted.sum(axis=1, keepdims=True) * counted.sum(axis=0, keepdims=True)
    expected /= max(counted.sum(), 1.0)
    return np.asarray(np.log((counted + PRIOR_PAIRS) / (expected + PRIOR_PAIRS)))


def first_guess(comparisons: Sequence[Comparison], stranger: Sequence[Floats], *, records: int) -> Mixture:
    """Return a first guess: what strangers seldom share, one child does; siblings only the household's."""
    match, sibling = [], []
    together = told_together(comparisons)
    for comparison, chance in zip(comparisons, stranger, strict=True):
        agreeing = np.sqrt(chance)
        agreeing[-1] = 0.1 * agreeing[:-1].sum()
        likely = agreeing / agreeing.sum()
        match.append(likely)
        sibling.append(likely if comparison.is_shared_by_household else 0.8 * chance + 0.2 * likely)
    return Mixture(
        match=tuple(match),
        sibling=tuple(sibling),
        stranger=tuple(stranger),
        match_share=min(0.6 / max(records - 1, 1), 0.25),
        sibling_share=min(0.2 / max(records - 1, 1), 0.25),
        names=np.zeros([len(comparisons[place].labels) for place in together or ()] or (0, 0)),
    )


def log_joint(mixture: Mixture, evidence: Evidence) -> Floats:
    """Return log joint probabilities, shape (n_pairs, 3): one child, siblings, strangers."""
    kinds = (mixture.match, mixture.sibling, mixture.stranger)
    shares = (mixture.match_share, mixture.sibling_share, 1 - mixture.match_share - mixture.sibling_share)
    log_shares = np.log(np.stack([np.concatenate(kind) for kind in kinds], axis=1))
    pairs_of_names = np.zeros((evidence.reached.shape[1] - len(log_shares), len(kinds)))
    if len(pairs_of_names) == mixture.names.size:
        pairs_of_names[:, 0] = mixture.names.ravel()
    joint: Floats = evidence.reached @ np.concatenate([log_shares, pairs_of_names]) + np.log(shares)
    joint[:, 1] += evidence.own_commonness
    joint[:, 2] += evidence.commonness
    return joint


def posterior(joint: Floats) -> Floats:
    """Return the probabilities of the three kinds for each pair."""
    share = np.exp(joint - joint.max(axis=1, keepdims=True))
    return np.asarray(share / share.sum(axis=1, keepdims=True))


def match_log_odds(mixture: Mixture, evidence: Evidence) -> Floats:
    """Return the natural log odds that each pair is one child, drawn in by `CAUTION`."""
    joint = log_joint(mixture, evidence)
    return np.asarray(CAUTION * (joint[:, 0] - np.logaddexp(joint[:, 1], joint[:, 2])))
