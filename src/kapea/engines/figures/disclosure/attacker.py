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

from kapea.engines.figures.disclosure.movement import (
    Whole,
    cheapest_movement,
    is_whole,
    real_solution,
    rounded,
    whole_solution,
)


@dataclass(kw_only=True)
class Attacker:
    """One block of a table as it looks from outside.

    matrix: one row a sum, one column a cell; parts 1, total -1; a true table gives zero.
    values: a table that satisfies every sum, shape (n_cells,).
    hidden: bool, shape (n_cells,): the cells without a shown number.
    seen_low, seen_high: the least and the most that a witness has shown so far.
    witnesses: the tables that widened what was seen.
    """

    matrix: sparse.csr_array
    values: Whole
    hidden: npt.NDArray[np.bool_]
    seen_low: Whole = field(init=False)
    seen_high: Whole = field(init=False)
    witnesses: list[Whole] = field(init=False, default_factory=list)

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
            if np.any(table < self.seen_low) or np.any(table > self.seen_high):
                self.witnesses.append(table)
            self.seen_low = np.minimum(self.seen_low, table)
            self.seen_high = np.maximum(self.seen_high, table)

    def can_reach(self, cell: int, *, at_least: int | None = None, at_most: int | None = None) -> bool:
        """Whether a table that agrees with all that is shown has the cell so high, or so low."""
        if at_least is not None and self.seen_high[cell] < at_least:
            self._push(cell, target=at_least)
        if at_most is not None and self.seen_low[cell] > at_most:
            self._push(cell, target=at_most)
        return (at_least is None or bool(self.seen_high[cell] >= at_least)) and (
            at_most is None or bool(self.seen_low[cell] <= at_most)
        )

    def width_reaches(self, cell: int, width: int) -> bool:
        """Whether the interval of a cell is at least so wide."""
        if self.seen_high[cell] - self.seen_low[cell] < width:
            self._push(cell, target=int(self.seen_low[cell]) + width)
        if self.seen_high[cell] - self.seen_low[cell] < width:
            self._push(cell, target=int(self.seen_high[cell]) - width)
        return bool(self.seen_high[cell] - self.seen_low[cell] >= width)

    def _push(self, cell: int, *, target: int) -> None:
        """Look for a witness with the cell at the target, else as near as it goes."""
        place = int(np.searchsorted(self._cells, cell))
        witness = self._short_way(place, target) if target >= 0 else None
        if witness is None:
            witness = self._far_end(place, target)
        if witness is not None:
            table = self.values.copy()
            table[self._cells] = witness
            self.record(table)

    def _short_way(self, place: int, target: int) -> Whole | None:
        """A witness near the true table: such a one is often whole at once."""
        values = self.values[self._cells]
        movement = cheapest_movement(
            self._sums, values, cell=place, target=target, price=np.ones(len(values)), solve=real_solution
        )
        return values + rounded(movement) if movement is not None and is_whole(movement) else None

    def _far_end(self, place: int, target: int) -> Whole | None:
        size = len(self._cells)
        low, high, objective = np.zeros(size), np.full(size, np.inf), np.zeros(size)
        if target > self.values[self._cells[place]]:
            high[place], objective[place] = target, -1.0
        else:
            low[place], objective[place] = max(0, target), 1.0
        return whole_solution(objective, self._sums, self._wanted, low, high)

    def _look(self) -> None:
        self._cells = np.flatnonzero(self.hidden)
        kept = self.matrix[:, self._cells]
        self._sums = kept[np.flatnonzero(np.diff(kept.indptr))]
        self._wanted = (self._sums @ self.values[self._cells]).astype(float)


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
