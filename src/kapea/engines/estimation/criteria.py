"""Which of all hierarchical models an information criterion prefers, and how sure it is.

Every model up to an interaction order is fitted at once; where there are too many (seven lists or more)
a downhill search from several starts looks at the neighbours of the best so far. Inadmissible models
never win, whatever their criterion: software that does not look returns numbers like 10 to the 13th.

Source: Silverman, Chan and Vincent (2024), Statistics and Computing 34:44 (bootstrap among the best
models of the original table); BIC weights, Raftery (1995), Sociological Methodology 25.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.catalogue import hierarchical_models, in_order, neighbours, padded
from kapea.engines.estimation.existence import judge
from kapea.engines.estimation.newton import fit
from kapea.engines.estimation.stepwise import choose_stepwise, main_effects
from kapea.engines.estimation.table import CaptureTable

MOST_LISTS_TO_ENUMERATE = 6
LARGEST_WEIGHED_GAP = 30.0
MODELS_KEPT = {3: 8, 4: 20}
MODELS_KEPT_OTHERWISE = 100


class Criterion(StrEnum):
    """What is charged for a parameter: 2 (AIC) or the log of the people observed (BIC)."""

    AIC = "aic"
    BIC = "bic"

    def charge(self, observed: Floats | float) -> Floats:
        """Return the charge per parameter."""
        return np.log(observed) if self is Criterion.BIC else np.full(np.shape(observed), 2.0)


@dataclass(frozen=True, kw_only=True)
class RankedModel:
    """One admissible model: its criterion and its estimate of people on no list."""

    parameters: tuple[int, ...]
    score: float
    dark: float
    coefficients: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The best admissible models, best first; `looked_at` counts all that were fitted."""

    criterion: Criterion
    models: tuple[RankedModel, ...]
    looked_at: int

    def weights(self) -> Floats:
        """Return exp(-score/2), normalised over the models ranked."""
        scores = np.array([model.score for model in self.models])
        raw = np.exp(-(scores - scores.min()) / 2)
        shares: Floats = raw / raw.sum()
        return shares

    def averaged_dark(self) -> float:
        """Return the weighted mean of the people on no list."""
        return float(self.weights() @ np.array([model.dark for model in self.models]))


def usual_order(lists: int) -> int:
    """Return the highest interaction looked at unless said otherwise.

    >>> [usual_order(t) for t in (3, 4, 5, 6, 9)]
    [2, 3, 3, 2, 2]
    """
    return {2: 1, 3: 2, 4: 3, 5: 3}.get(lists, 2)


def models_kept(lists: int) -> int:
    """Return how many of the best models the resamples choose among."""
    return MODELS_KEPT.get(lists, MODELS_KEPT_OTHERWISE)


def rank_models(table: CaptureTable, criterion: Criterion, *, order: int | None = None) -> Ranking:
    """Return the ranking of the hierarchical models up to `order`; empty when none is admissible."""
    order = usual_order(table.size) if order is None else order
    if table.size > MOST_LISTS_TO_ENUMERATE or (table.size, order) > (6, 2) or (table.size, order) == (6, 3):
        models = _downhill(table, criterion, order)
    else:
        models = list(hierarchical_models(table.size, order))
    return _ranked(table, criterion, models)


def scores_of(
    table: CaptureTable, criterion: Criterion, models: Sequence[tuple[int, ...]]
) -> tuple[Floats, Floats, Floats]:
    """Return (scores, dark figures, coefficients) of models, admissible or not, in their order."""
    order = np.argsort([len(model) for model in models], kind="stable")
    cells = len(table.counts)
    parameters = padded([models[index] for index in order], cells=cells)
    found = fit(np.repeat(table.column, len(models), axis=1), parameters)
    sizes = (parameters < cells).sum(axis=0)
    back = np.argsort(order)
    scores = -2 * found.log_likelihood + sizes * criterion.charge(float(table.observed))
    return scores[back], found.expected[0, back], found.coefficients[:, back]


def _ranked(table: CaptureTable, criterion: Criterion, models: Sequence[tuple[int, ...]]) -> Ranking:
    scores, dark, coefficients = scores_of(table, criterion, models)
    counts = table.counts.astype(np.float64)
    best: list[RankedModel] = []
    for index in np.argsort(scores, kind="stable"):
        if (
            best
            and len(best) >= models_kept(table.size)
            and scores[index] - best[0].score > LARGEST_WEIGHED_GAP
        ):
            break
        if judge(models[index], counts).is_admissible:
            best.append(
                RankedModel(
                    parameters=models[index],
                    score=float(scores[index]),
                    dark=float(dark[index]),
                    coefficients=tuple(coefficients[: len(models[index]), index]),
                )
            )
    return Ranking(criterion=criterion, models=tuple(best), looked_at=len(models))


def _downhill(table: CaptureTable, criterion: Criterion, order: int) -> list[tuple[int, ...]]:
    """Return every model seen on the way down from main effects and from stepwise choices."""
    stepwise = choose_stepwise(table.column, threshold=0.02).parameters(0, lists=table.size)
    seen: dict[tuple[int, ...], float] = {}
    counts = table.counts.astype(np.float64)
    for start in {main_effects(table.size), in_order(frozenset(stepwise))}:
        current, current_score = start, np.inf
        while True:
            near = [start] if np.isinf(current_score) else neighbours(current, lists=table.size, order=order)
            fresh = [model for model in near if model not in seen]
            if fresh:
                scores, _, _ = scores_of(table, criterion, fresh)
                seen.update(zip(fresh, map(float, scores), strict=True))
            lower = sorted((seen[model], model) for model in near if seen[model] < current_score)
            chosen = next((pair for pair in lower if judge(pair[1], counts).is_admissible), None)
            if chosen is None:
                break
            current_score, current = chosen
    return list(seen)
