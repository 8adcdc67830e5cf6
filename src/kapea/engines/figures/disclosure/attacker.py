"""What can be worked out about hidden cells by someone who knows the sums.

The attacker knows every shown cell, every sum, and that counts are whole and not negative. What
he may conclude about a hidden cell is an interval. Each end found here comes with a whole-number
table that agrees with everything shown: a witness anyone can check by adding up, not an
estimate of a solver.

Source: M. Fischetti, J. J. Salazar-González, "Models and Algorithms for the 2-Dimensional Cell
Suppression Problem in Statistical Disclosure Control", Mathematical Programming 84 (1999), the
attacker's two linear programs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]

NEAR_WHOLE = 1e-6


@dataclass(kw_only=True)
class Attacker:
    """One block of a table as it looks from outside.

    matrix: one row a sum, one column a cell; parts 1, total -1; a true table gives zero.
    values: a table that satisfies every sum, shape (n_cells,).
    hidden: bool, shape (n_cells,): the cells without a shown number.
    seen_low, seen_high: the least and the most that a witness has shown so far.
    """

    matrix: sparse.csr_array
    values: Whole
    hidden: npt.NDArray[np.bool_]
    seen_low: Whole = field(init=False)
    seen_high: Whole = field(init=False)

    def __post_init__(self) -> None:
        self.seen_low = self.values.copy()
        self.seen_high = self.values.copy()
        self._look()

    def hide(self, cells: npt.NDArray[np.intp]) -> None:
        """Hide further cells; every witness so far stays one."""
        self.hidden[cells] = True
        self._look()

    def record(self, table: Whole) -> None:
        """Take a table as a witness, if it agrees with everything shown and every sum."""
        agrees = not np.any(self.matrix @ table) and not np.any(table < 0)
        if agrees and not np.any((table != self.values) & ~self.hidden):
            self.seen_low = np.minimum(self.seen_low, table)
            self.seen_high = np.maximum(self.seen_high, table)

    def can_reach(self, cell: int, *, at_least: int | None = None, at_most: int | None = None) -> bool:
        """Whether a table that agrees with all that is shown has the cell so high, or so low."""
        if at_least is not None and self.seen_high[cell] < at_least:
            self._push(cell, up=True, target=at_least)
        if at_most is not None and self.seen_low[cell] > at_most:
            self._push(cell, up=False, target=at_most)
        return (at_least is None or bool(self.seen_high[cell] >= at_least)) and (
            at_most is None or bool(self.seen_low[cell] <= at_most)
        )

    def width_reaches(self, cell: int, width: int) -> bool:
        """Whether the interval of a cell is at least so wide."""
        if self.seen_high[cell] - self.seen_low[cell] < width:
            self._push(cell, up=True, target=int(self.seen_low[cell]) + width)
        if self.seen_high[cell] - self.seen_low[cell] < width:
            self._push(cell, up=False, target=int(self.seen_high[cell]) - width)
        return bool(self.seen_high[cell] - self.seen_low[cell] >= width)

    def _push(self, cell: int, *, up: bool, target: int) -> None:
        """Look for a witness with the cell pushed up (down) to the target, as far as it goes."""
        place = int(np.searchsorted(self._cells, cell))
        low, high = np.zeros(len(self._cells)), np.full(len(self._cells), np.inf)
        if up:
            high[place] = target
        else:
            low[place] = max(0, target)
        objective = np.zeros(len(self._cells))
        objective[place] = -1.0 if up else 1.0
        witness = whole_solution(objective, self._sums, self._wanted, low, high)
        if witness is not None:
            seen = self.values.copy()
            seen[self._cells] = witness
            self.record(seen)

    def _look(self) -> None:
        self._cells = np.flatnonzero(self.hidden)
        kept = self.matrix[:, self._cells]
        self._sums = kept[np.flatnonzero(np.diff(kept.indptr))]
        self._wanted = (self._sums @ self.values[self._cells]).astype(float)


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
        options={"time_limit": 20.0},
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


def feasible_table(matrix: sparse.csr_array, known: Sequence[int | None]) -> Whole | None:
    """Return whole counts that agree with the known cells and every sum, or None if there are none."""
    fixed = np.array([value is not None for value in known])
    given = np.array([value or 0 for value in known], dtype=np.int64)
    if fixed.all():
        return given if not np.any(matrix @ given) else None
    free = np.flatnonzero(~fixed)
    sums = matrix[:, free]
    wanted = -(matrix @ np.where(fixed, given, 0)).astype(float)
    used = np.flatnonzero(np.diff(sums.indptr))
    if np.any(np.delete(wanted, used)):
        return None
    size = len(free)
    found = whole_solution(np.ones(size), sums[used], wanted[used], np.zeros(size), np.full(size, np.inf))
    if found is None:
        return None
    given[free] = found
    return given
