"""What the table itself teaches about agreement in one child, in siblings and in strangers.

No labels: expectation maximisation over candidate pairs and random pairs. Candidate pairs that are
plainly strangers are set aside between rounds; they teach nothing and cost time.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kapea.engines.linkage.comparisons import Comparison
from kapea.engines.linkage.mixture import (
    PRIOR_PAIRS,
    Evidence,
    Floats,
    Mixture,
    first_guess,
    level_shares,
    log_joint,
    names_together,
    posterior,
)

ROUNDS = 8
STEPS_A_ROUND = 12
PLAINLY_STRANGERS = 1e-5  # probability of anything else below which a pair is set aside for a round
LARGEST_SHARE = 0.25  # of all pairs that one kind may be, however small the table
NO_SHARE = 1e-300
SETTLED = 1e-3  # relative change of the share of matches


def train(
    comparisons: Sequence[Comparison],
    *,
    candidates: Evidence,
    random_pairs: Evidence,
    records: int,
    share: float = 1.0,
    has_households: bool = True,
) -> Mixture:
    """Return the mixture that best explains the pairs.

    share: of all candidate pairs, the share given as `candidates`. has_households: whether the table may
    hold siblings; if not, no pair is taken for one.
    """
    sizes = [np.ones(len(comparison.labels)) / len(comparison.labels) for comparison in comparisons]
    stranger = level_shares(random_pairs.reached, sizes, weights=np.ones(len(random_pairs)))
    guess = mixture = first_guess(comparisons, stranger, records=records)
    if not has_households:
        guess = mixture = replace(guess, sibling_share=NO_SHARE)
    pairs = share * records * (records - 1) / 2
    for _ in range(ROUNDS):
        before = mixture.match_share
        telling = posterior(log_joint(mixture, candidates))[:, 2] < 1 - PLAINLY_STRANGERS
        kept = candidates[telling]
        for _ in range(STEPS_A_ROUND):
            mixture = _step(mixture, guess, kept, pairs)
            if not has_households:
                mixture = replace(mixture, sibling_share=NO_SHARE)
        mixture = replace(mixture, stranger=_strangers(mixture, random_pairs))
        if abs(mixture.match_share - before) < SETTLED * before:
            break
    return mixture


def _step(mixture: Mixture, guess: Mixture, kept: Evidence, pairs: float) -> Mixture:
    kinds = posterior(log_joint(mixture, kept))
    return Mixture(
        match=level_shares(kept.reached, guess.match, weights=kinds[:, 0], guess_pairs=PRIOR_PAIRS),
        sibling=level_shares(kept.reached, guess.sibling, weights=kinds[:, 1], guess_pairs=PRIOR_PAIRS),
        stranger=mixture.stranger,
        match_share=_share(kinds[:, 0], pairs),
        sibling_share=_share(kinds[:, 1], pairs),
        names=names_together(kept.reached, guess.names.shape, weights=kinds[:, 0])
        if guess.names.size
        else guess.names,
    )


def _share(kind: Floats, pairs: float) -> float:
    return min(max(float(kind.sum()), 1.0) / max(pairs, 1.0), LARGEST_SHARE)


def _strangers(mixture: Mixture, random_pairs: Evidence) -> tuple[Floats, ...]:
    """Return the level shares of random pairs without those that are one child or siblings."""
    weights = posterior(log_joint(mixture, random_pairs))[:, 2]
    return level_shares(random_pairs.reached, mixture.stranger, weights=weights)
