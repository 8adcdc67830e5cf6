"""Which pairwise interactions a table needs, found by adding the most surprising overlap first.

Start with main effects. While some pair of lists overlaps more or less often than the model says, with
a one-sided Poisson probability below the threshold, add the most surprising such pair whose model is
admissible, and refit. Many tables (resamples, jackknife tables) are taken through this in lock step.

Source: Chan, Silverman and Vincent (2021), JASA 116, section 3; threshold 0.02 as in SparseMSE.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import pdtr, pdtrc

from kapea.engines.estimation.arrays import Bools, Floats, Ints
from kapea.engines.estimation.existence import admissible
from kapea.engines.estimation.lattice import list_count_of, subsets_of_size, superset_sums
from kapea.engines.estimation.newton import BatchFit, fit

USUAL_THRESHOLD = 0.02
THRESHOLD_PATH = (0.0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 1.0)
TAKEN = 2.0
EQUAL_PROBABILITY = 1e-8
CHUNK_CELLS = 1 << 19


@dataclass(frozen=True, kw_only=True)
class StepwiseChoice:
    """What stepwise selection chose for each table; one column (or entry) per table.

    added: (K, B) the pairs in the order they were added; 0 where a table had fewer.
    dark: (B,) expected number on no list; NaN where even main effects have no estimate.
    """

    added: Ints
    dark: Floats

    def parameters(self, table: int, *, lists: int) -> tuple[int, ...]:
        """Return the chosen model of one table: intercept, main effects, pairs in lattice order."""
        pairs = sorted(int(pair) for pair in self.added[:, table] if pair)
        return (*main_effects(lists), *[pair for pair in subsets_of_size(lists, 2) if pair in pairs])


def main_effects(lists: int) -> tuple[int, ...]:
    """Return the parameters of the model in which lists are independent.

    >>> main_effects(3)
    (0, 1, 2, 4)
    """
    return (0, *(1 << index for index in range(lists)))


def surprise(overlaps: Floats, expected: Floats) -> Floats:
    """Return the smaller one-sided Poisson probability of each overlap; not doubled."""
    fewer = pdtr(overlaps, expected)
    more = np.where(overlaps > 0, pdtrc(np.maximum(overlaps - 1, 0), expected), 1.0)
    smaller: Floats = np.minimum(fewer, more)
    # An interaction at minus infinity makes later overlaps certain zeros, which surprise nobody.
    return np.where(expected > 0, smaller, np.where(overlaps > 0, 0.0, 1.0))


def choose_stepwise(counts: Floats, *, threshold: float = USUAL_THRESHOLD) -> StepwiseChoice:
    """Return the choices for the tables `counts` (2**t, B)."""
    cells, columns = counts.shape
    width = max(1, CHUNK_CELLS // cells)
    parts = [_choose(counts[:, low : low + width], threshold) for low in range(0, columns, width)]
    depth = max(len(part.added) for part in parts)
    return StepwiseChoice(
        added=np.concatenate([_deepened(part.added, depth) for part in parts], axis=1),
        dark=np.concatenate([part.dark for part in parts]),
    )


def _deepened(added: Ints, depth: int) -> Ints:
    return np.concatenate([added, np.zeros((depth - len(added), added.shape[1]), dtype=np.int64)])


def _choose(counts: Floats, threshold: float) -> StepwiseChoice:
    cells, columns = counts.shape
    lists = list_count_of(cells)
    pairs = np.array(subsets_of_size(lists, 2), dtype=np.int64)
    parameters = np.repeat(np.array(main_effects(lists), dtype=np.int64)[:, None], columns, axis=1)
    dark = np.full(columns, np.nan)
    added = np.zeros((len(pairs), columns), dtype=np.int64)
    live = np.flatnonzero(admissible(counts, parameters))
    counts, parameters = counts[:, live], parameters[:, live]
    current = fit(counts, parameters)
    for step in range(len(pairs) + 1):
        dark[live] = np.where(current.converged, current.expected[0], np.nan)
        if not len(live) or step == len(pairs):
            break
        chosen = _next_pair(counts, current, parameters, pairs, threshold)
        goes_on = chosen > 0
        if not goes_on.any():
            break
        live, counts, chosen = live[goes_on], counts[:, goes_on], chosen[goes_on]
        added[step, live] = chosen
        parameters = np.concatenate([parameters[:, goes_on], chosen[None]])
        current = fit(counts, parameters, start=_warm_start(counts, current, chosen, goes_on))
    return StepwiseChoice(added=added[: max(1, int((added > 0).sum(axis=0).max(initial=0)))], dark=dark)


def _next_pair(counts: Floats, current: BatchFit, parameters: Ints, pairs: Ints, threshold: float) -> Ints:
    """Return (B,) the pair to add, 0 where none; the most surprising whose model is admissible."""
    columns = np.arange(counts.shape[1])
    fitted = current.expected.copy()
    fitted[0] = 0.0
    overlaps, expected = superset_sums(counts)[pairs], superset_sums(fitted)[pairs]
    probabilities = surprise(overlaps, expected)
    for row, pair in enumerate(pairs):
        probabilities[row, (parameters == pair).any(axis=0)] = TAKEN
    chosen = np.zeros(len(columns), dtype=np.int64)
    open_ = columns
    while len(open_):
        best = _first_smallest(probabilities[:, open_])
        open_, best = _below(open_, best, probabilities, threshold)
        if not len(open_):
            break
        enlarged = np.concatenate([parameters[:, open_], pairs[best][None]])
        fine: Bools = admissible(counts[:, open_], enlarged)
        chosen[open_[fine]] = pairs[best[fine]]
        open_, best = open_[~fine], best[~fine]
        probabilities[best, open_] = TAKEN
    return chosen


def _first_smallest(probabilities: Floats) -> Ints:
    """Return the row of the smallest probability per column; of equal ones, rounding aside, the first."""
    low = probabilities.min(axis=0)
    first: Ints = (probabilities <= low * (1 + EQUAL_PROBABILITY)).argmax(axis=0)
    return first


def _below(tables: Ints, best: Ints, probabilities: Floats, threshold: float) -> tuple[Ints, Ints]:
    smallest = probabilities[best, tables]
    low = (smallest < threshold) | ((threshold >= 1) & (smallest < TAKEN))
    return tables[low], best[low]


def _warm_start(counts: Floats, current: BatchFit, chosen: Ints, goes_on: Bools) -> Floats:
    """Return the old coefficients and, for the new pair, the one step of proportional fitting."""
    fitted = current.expected[:, goes_on]
    fitted[0] = 0.0
    columns = np.arange(len(chosen))
    observed = superset_sums(counts)[chosen, columns]
    expected = superset_sums(fitted)[chosen, columns]
    with np.errstate(divide="ignore", invalid="ignore"):
        guess = np.log(observed / expected)
    old = current.coefficients[:, goes_on]
    guess = np.where(np.isfinite(guess), guess, 0.0)
    return np.concatenate([np.where(np.isfinite(old), old, 0.0), guess[None]])
