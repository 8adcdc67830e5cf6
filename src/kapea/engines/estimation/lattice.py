"""How sums over sub-histories and super-histories are taken, for many tables at once.

A capture history is a number whose bit `i` says "on list `i`"; history 0 is "on no list". Arrays
have one row per history (2**t rows) and one column per table. Every quantity that a hierarchical
log-linear model needs is such a sum: the linear predictor of a history is the sum of the parameters
inside it, a sufficient statistic is the sum of the counts of all histories that contain a parameter,
and so is every entry of the information matrix.

Source: Yates's algorithm (fast zeta transform), Knuth, The Art of Computer Programming 4A, 7.1.1.
"""

from itertools import combinations

import numpy as np

from kapea.engines.estimation.arrays import Floats


def subset_sums(values: Floats) -> Floats:
    """Return for each history the sum of `values` over its subsets, itself and 0 included."""
    sums = values.copy()
    size, step = len(sums), 1
    while step < size:
        halves = sums.reshape(size // (2 * step), 2, step, -1)
        halves[:, 1] += halves[:, 0]
        step *= 2
    return sums


def superset_sums(values: Floats) -> Floats:
    """Return for each history the sum of `values` over all histories that contain it."""
    sums = values.copy()
    size, step = len(sums), 1
    while step < size:
        halves = sums.reshape(size // (2 * step), 2, step, -1)
        halves[:, 0] += halves[:, 1]
        step *= 2
    return sums


def subsets_of_size(lists: int, order: int) -> list[int]:
    """Return the histories of exactly `order` lists, in the order (1,2), (1,3), ... (2,3), ...

    >>> subsets_of_size(3, 2)
    [3, 5, 6]
    """
    return [sum(1 << member for member in chosen) for chosen in combinations(range(lists), order)]


def list_count_of(cells: int) -> int:
    """Return t for an array of 2**t rows."""
    return int(cells).bit_length() - 1


def members(history: int) -> tuple[int, ...]:
    """Return the lists of a history.

    >>> members(5)
    (0, 2)
    """
    return tuple(index for index in range(int(history).bit_length()) if history >> index & 1)


def memberships(lists: int) -> Floats:
    """Return the 2**t by t table of zeros and ones that says which history is on which list."""
    return ((np.arange(1 << lists)[:, None] >> np.arange(lists)[None, :]) & 1).astype(np.float64)
