"""What two lists alone say of the total if they are independent among people who are alike.

A cross-check and never a headline: each pair of lists gives its own answer, and pairs that differ widely
say that the assumption fails. Chances of capture are fitted on some of the people and used on the others,
so that a fit to chance does not make the answer look certain.

Source: Das, Kennedy and Jewell (2021), "Doubly robust capture-recapture methods for estimating population
size", arXiv:2104.14091; chances by multinomial logit of the covariates' main effects.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kapea.engines.estimation.arrays import Floats, Ints
from kapea.engines.estimation.strata import StratifiedTable

FOLDS = 5
LEAST_CHANCE = 0.005
FEWEST_SHARED = 7
RIDGE = 1e-6
NEWTON_STEPS = 50
CLOSE = 1e-9
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, kw_only=True)
class PairAnswer:
    """What one pair of lists says; None where too few people are on both."""

    lists: tuple[str, str]
    shared: int
    estimate: float | None
    interval: tuple[float, float] | None

    def as_json(self) -> dict[str, object]:
        """Return the answer ready for JSON."""
        return {
            "lists": list(self.lists),
            "shared": self.shared,
            "estimate": self.estimate,
            "interval": None if self.interval is None else list(self.interval),
        }


def estimate_by_pairs(table: StratifiedTable, generator: np.random.Generator) -> tuple[PairAnswer, ...]:
    """Return what each pair of lists says."""
    design = _design(table)
    return tuple(_pair(table, design, pair, generator) for pair in combinations(range(len(table.lists)), 2))


def _design(table: StratifiedTable) -> Floats:
    """Return (S, p): an intercept and one column for every value of a covariate but its first."""
    columns = [np.ones(len(table.strata))]
    for place, name in enumerate(table.covariates):
        for level in table.levels(name)[1:]:
            columns.append(np.array([float(values[place] == level) for values in table.strata]))
    return np.stack(columns, axis=1)


def _pair(
    table: StratifiedTable, design: Floats, pair: tuple[int, int], generator: np.random.Generator
) -> PairAnswer:
    counts = _outcomes(table, pair)
    names = (table.lists[pair[0]], table.lists[pair[1]])
    shared = int(counts[:, 3].sum())
    if shared < FEWEST_SHARED:
        return PairAnswer(lists=names, shared=shared, estimate=None, interval=None)
    weights, values = [], []
    for fitted_on, used_on in _folds(counts, generator):
        weights.append(used_on)
        values.append(_influence(multinomial_logit(design, fitted_on)))
    weight, value = np.concatenate(weights), np.concatenate(values)
    size = float(weight.sum())
    inverse = float((weight * value).sum() / size)
    spread = float((weight * (value - inverse) ** 2).sum() / size)
    seen_share = 1 / inverse
    estimate = size * inverse
    variance = estimate * (seen_share * spread + (1 - seen_share) / seen_share)
    if not inverse > 0 or variance < 0:
        return PairAnswer(lists=names, shared=shared, estimate=None, interval=None)
    half = NORMAL_95 * variance**0.5
    interval = (max(size, estimate - half), estimate + half)
    return PairAnswer(lists=names, shared=shared, estimate=estimate, interval=interval)


def _outcomes(table: StratifiedTable, pair: tuple[int, int]) -> Ints:
    """Return (S, 4): people on neither list of the pair, the first, the second, both."""
    history = np.arange(len(table.counts))
    outcome = (history >> pair[0] & 1) + 2 * (history >> pair[1] & 1)
    found: Ints = np.stack([table.counts[outcome == kind].sum(axis=0) for kind in range(4)], axis=1)
    return found


def _folds(counts: Ints, generator: np.random.Generator) -> Iterator[tuple[Ints, Ints]]:
    """Yield, for each fold, the people of the others and its own; people are dealt out by chance."""
    parts = np.full(FOLDS, 1 / FOLDS)
    dealt = generator.multinomial(counts, parts)
    for fold in range(FOLDS):
        own = dealt[..., fold]
        yield counts - own, own


def _influence(chances: Floats) -> Floats:
    """Return (S, 4): one person's part in the inverse of the share seen, by outcome.

    chances: (S, 4) of each outcome among those observed.
    """
    both = np.maximum(chances[:, 3], LEAST_CHANCE)
    first = np.maximum(chances[:, 1] + chances[:, 3], LEAST_CHANCE)
    second = np.maximum(chances[:, 2] + chances[:, 3], LEAST_CHANCE)
    on_first, on_second = np.array([0.0, 1.0, 0.0, 1.0]), np.array([0.0, 0.0, 1.0, 1.0])
    ratio = (first * second / both)[:, None]
    found: Floats = ratio * (
        on_first / first[:, None] + on_second / second[:, None] - on_first * on_second / both[:, None]
    )
    return found


def multinomial_logit(design: Floats, counts: Ints) -> Floats:
    """Return (S, 4) fitted chances of each outcome; the first outcome is the reference."""
    size, width = design.shape[1], counts.shape[1] - 1
    total = counts.sum(axis=1).astype(np.float64)
    coefficients = np.zeros((width, size))
    for _ in range(NEWTON_STEPS):
        chances = _softmax(design, coefficients)
        gradient = (counts[:, 1:] - total[:, None] * chances[:, 1:]).T @ design - RIDGE * coefficients
        seen = chances[:, 1:]
        spread = total[:, None, None] * (
            seen[:, :, None] * np.eye(width)[None] - seen[:, :, None] * seen[:, None, :]
        )
        curvature = np.einsum("sab,si,sj->aibj", spread, design, design).reshape(width * size, -1)
        curvature += RIDGE * np.eye(width * size)
        step = np.linalg.solve(curvature, gradient.ravel()).reshape(width, size)
        coefficients += np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < CLOSE:
            break
    return _softmax(design, coefficients)


def _softmax(design: Floats, coefficients: Floats) -> Floats:
    logits = np.concatenate([np.zeros((len(design), 1)), design @ coefficients.T], axis=1)
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares
