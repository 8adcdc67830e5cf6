"""How a table may change while every sum stays true: the linear programs behind disclosure control.

Cells, sums and prices only; which cells are hidden, and why, is decided elsewhere. Whole numbers
are asked for, because counts of persons are whole: where the linear program answers in fractions
the integer program is solved.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Solver = Callable[[Real, sparse.csr_array, Real, Real, Real], Any]

NEAR_WHOLE: Final = 1e-6
TIME_LIMIT_SECONDS: Final = 20.0


def cheapest_movement(
    matrix: sparse.csr_array, values: Whole, *, cell: int, target: int, price: Real, solve: Solver
) -> Real | None:
    """Return the cheapest change that takes `cell` to `target`, or None if there is none.

    matrix: one row a sum, one column a cell; the changed table keeps every sum.
    values: counts now; none becomes negative. price: of moving each cell by one.
    """
    size = len(values)
    amount = target - int(values[cell])
    both_ways = sparse.hstack([matrix, -matrix]).tocsr()
    low = np.zeros(2 * size)
    high = np.concatenate([np.full(size, np.inf), values.astype(float)])
    forward, backward = (cell, size + cell) if amount > 0 else (size + cell, cell)
    if high[forward] < abs(amount):
        return None
    low[forward] = high[forward] = abs(amount)
    high[backward] = 0.0
    found = solve(np.concatenate([price, price]), both_ways, np.zeros(both_ways.shape[0]), low, high)
    return None if found is None else np.asarray(found[:size] - found[size:], dtype=np.float64)


def whole_solution(
    objective: Real, sums: sparse.csr_array, wanted: Real, low: Real, high: Real
) -> Whole | None:
    """Return whole numbers that meet the sums with the least objective, or None."""
    if sums.shape[0] == 0:
        return np.where(objective < 0, high, low).astype(np.int64)
    found = real_solution(objective, sums, wanted, low, high)
    if found is not None and is_whole(found):
        return rounded(found)
    exact = milp(
        objective,
        constraints=LinearConstraint(sums, wanted, wanted),
        bounds=Bounds(low, high),
        integrality=np.ones(len(objective)),
        options={"time_limit": TIME_LIMIT_SECONDS},
    )
    return rounded(exact.x) if exact.x is not None else None


def real_solution(
    objective: Real, sums: sparse.csr_array, wanted: Real, low: Real, high: Real
) -> Real | None:
    """Return numbers, whole or not, that meet the sums with the least objective, or None."""
    found = linprog(objective, A_eq=sums, b_eq=wanted, bounds=np.column_stack([low, high]), method="highs")
    return None if found.x is None else np.asarray(found.x, dtype=np.float64)


def is_whole(numbers: Real) -> bool:
    """Whether all numbers are whole, but for the solver's last digits."""
    return bool(np.all(np.abs(numbers - np.rint(numbers)) < NEAR_WHOLE))


def rounded(numbers: Real) -> Whole:
    """Return the nearest whole numbers."""
    return np.asarray(np.rint(numbers), dtype=np.int64)
