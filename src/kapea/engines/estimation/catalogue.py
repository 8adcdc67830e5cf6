"""Which hierarchical log-linear models there are.

A model is hierarchical when with an interaction it holds every smaller one inside. All models here hold
the intercept and all main effects, and none is saturated (the highest interaction cannot be estimated
without the people on no list).
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

import numpy as np

from kapea.engines.estimation.arrays import Ints
from kapea.engines.estimation.lattice import subsets_of_size
from kapea.engines.estimation.stepwise import main_effects


@lru_cache(maxsize=16)
def hierarchical_models(lists: int, order: int) -> tuple[tuple[int, ...], ...]:
    """Return every model with interactions of at most `order` lists, main effects first.

    >>> [len(hierarchical_models(t, t - 1)) for t in (3, 4)]
    [8, 113]
    """
    order = min(order, lists - 1)
    base = main_effects(lists)
    return tuple((*base, *interactions) for interactions in _extended(lists, order, 2, frozenset(base)))


def _extended(lists: int, order: int, level: int, below: frozenset[int]) -> Iterator[tuple[int, ...]]:
    if level > order:
        yield ()
        return
    allowed = [a for a in subsets_of_size(lists, level) if all(part in below for part in one_smaller(a))]
    for number in range(len(allowed) + 1):
        for chosen in combinations(allowed, number):
            if not chosen:
                yield ()
                continue
            for higher in _extended(lists, order, level + 1, frozenset(chosen)):
                yield (*chosen, *higher)


def one_smaller(history: int) -> list[int]:
    """Return the histories with one list fewer.

    >>> one_smaller(7)
    [6, 5, 3]
    """
    return [history ^ (1 << index) for index in range(history.bit_length()) if history >> index & 1]


def is_hierarchical(parameters: frozenset[int]) -> bool:
    """Return whether with each interaction every smaller one is in the model."""
    return all(part in parameters for a in parameters if a for part in one_smaller(a))


def neighbours(parameters: tuple[int, ...], *, lists: int, order: int) -> list[tuple[int, ...]]:
    """Return the hierarchical models that have one interaction more or one fewer."""
    inside = frozenset(parameters)
    flips = [a for level in range(2, order + 1) for a in subsets_of_size(lists, level)]
    changed = (inside ^ {a} for a in flips)
    return [in_order(model) for model in changed if is_hierarchical(model)]


def in_order(parameters: frozenset[int]) -> tuple[int, ...]:
    """Return the parameters sorted by size, then as histories are."""
    return tuple(sorted(parameters, key=lambda a: (int(a).bit_count(), a)))


def padded(models: list[tuple[int, ...]] | tuple[tuple[int, ...], ...], *, cells: int) -> Ints:
    """Return (P, M): the models as columns, filled up with `cells`, which stands for no parameter."""
    depth = max(len(model) for model in models)
    columns = np.full((depth, len(models)), cells, dtype=np.int64)
    for column, model in enumerate(models):
        columns[: len(model), column] = model
    return columns
