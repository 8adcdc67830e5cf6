"""Hides what must be hidden in one table of counts, and proves that it stays hidden.

Primary cells first, then complementary ones, then complementary cells that turn out not to be
needed are shown again. At the end the table is looked at afresh, as an outsider would: `verified`
says that every hidden cell passed. This module reads no file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from kapea.engines.errors import KapeaError
from kapea.engines.figures.disclosure.additive import AdditiveTable, Key, additive_table, blocks
from kapea.engines.figures.disclosure.attacker import Attacker, feasible_table
from kapea.engines.figures.disclosure.complementary import costs, make_room
from kapea.engines.figures.disclosure.movement import Whole
from kapea.engines.figures.disclosure.rule import ProtectionRule, Status

RELEASE_LIMIT_CELLS = 60
"""Blocks with more hidden cells are not searched for cells that could be shown again."""


class CountsCannotBe(KapeaError):
    """No whole counts in the blank cells agree with the totals that are given."""

    code = "kapea.figures.blank"


@dataclass(frozen=True, kw_only=True)
class ProtectedCell:
    """One cell after disclosure control.

    value: None where hidden, and where the table gave none.
    """

    key: Key
    value: int | None
    status: Status


@dataclass(frozen=True, kw_only=True)
class ProtectedTable:
    """The cells in their order, and whether an outsider's view of them was found safe."""

    cells: tuple[ProtectedCell, ...]
    verified: bool


def protect(cells: Mapping[Key, int | None], threshold: int) -> ProtectedTable:
    """Return the cells with those hidden that must be, for counts under the threshold.

    cells: all cells with their totals (`_T`); None for a blank, which stays blank.
    Raises TotalDoesNotAddUp, CountsCannotBe, ThresholdNotAllowed.
    """
    rule = ProtectionRule(threshold=threshold)
    table = additive_table(cells)
    status = [Status.PUBLISHED] * len(table.keys)
    verified = True
    for block in _matrices(table):
        found = _protect_block(block, rule)
        verified = verified and is_safe(block, found, rule)
        for cell, its_status in zip(block.cells, found, strict=True):
            status[cell] = its_status
    shown = [
        ProtectedCell(
            key=table.keys[cell],
            value=table.values[cell] if status[cell] is Status.PUBLISHED else None,
            status=status[cell],
        )
        for cell in range(table.printed)
    ]
    return ProtectedTable(cells=tuple(shown), verified=verified)


@dataclass(frozen=True, kw_only=True)
class Block:
    """Cells that share sums, ready for arithmetic.

    cells: their places in the table. matrix: see Attacker. values: blanks filled so that every
    sum holds. free: the cells nobody is shown anyway (blank, or a total that is not printed).
    """

    cells: tuple[int, ...]
    matrix: sparse.csr_array
    values: Whole
    free: npt.NDArray[np.bool_]
    blank: npt.NDArray[np.bool_]


def _matrices(table: AdditiveTable) -> Iterator[Block]:
    equations_of: dict[int, list[Any]] = {}
    for equation in table.equations:
        equations_of.setdefault(equation.total, []).append(equation)
    for cells in blocks(table):
        local = {cell: place for place, cell in enumerate(cells)}
        sums = [equation for cell in cells for equation in equations_of.get(cell, ())]
        matrix = sparse.lil_array((len(sums), len(cells)), dtype=np.int64)
        for row, equation in enumerate(sums):
            matrix[row, [local[part] for part in equation.parts]] = 1
            matrix[row, local[equation.total]] = -1
        known = [table.values[cell] for cell in cells]
        values = feasible_table(matrix.tocsr(), known)
        if values is None:
            raise CountsCannotBe("No whole counts in the blank cells agree with the totals that are given.")
        blank = np.array([value is None for value in known])
        yield Block(
            cells=tuple(cells),
            matrix=matrix.tocsr(),
            values=values,
            free=blank | np.array([cell >= table.printed for cell in cells]),
            blank=blank,
        )


def _protect_block(block: Block, rule: ProtectionRule) -> Sequence[Status]:
    primary = _primary(block, rule)
    if not primary.any():
        return [Status.PUBLISHED] * len(block.cells)
    attacker = Attacker(matrix=block.matrix, values=block.values, hidden=block.free | primary)
    cost = costs(block.values)
    for cell in sorted(np.flatnonzero(primary), key=lambda place: -block.values[place]):
        make_room(attacker, int(cell), target=rule.threshold, cost=cost)
        make_room(attacker, int(cell), target=0, cost=cost)
    _widen_complementary(attacker, block, primary, rule, cost)
    if int(attacker.hidden.sum()) <= RELEASE_LIMIT_CELLS:
        _show_again(attacker, block, primary, rule)
    return [
        Status.PRIMARY
        if primary[place]
        else Status.COMPLEMENTARY
        if attacker.hidden[place] and not block.free[place]
        else Status.PUBLISHED
        for place in range(len(block.cells))
    ]


def _primary(block: Block, rule: ProtectionRule) -> npt.NDArray[np.bool_]:
    """Small counts, and blanks that can be worked out to be small."""
    small = (block.values >= 1) & (block.values < rule.threshold) & ~block.blank
    outsider = Attacker(matrix=block.matrix, values=block.values, hidden=block.free.copy())
    for cell in np.flatnonzero(block.blank):
        if block.values[cell] < rule.threshold and not (
            outsider.can_reach(int(cell), at_most=0) or outsider.can_reach(int(cell), at_least=rule.threshold)
        ):
            small[cell] = True
    return small


def _widen_complementary(
    attacker: Attacker,
    block: Block,
    primary: npt.NDArray[np.bool_],
    rule: ProtectionRule,
    cost: npt.NDArray[np.float64],
) -> None:
    seen: set[int] = set()
    while waiting := set(np.flatnonzero(attacker.hidden & ~block.free & ~primary).tolist()) - seen:
        for cell in sorted(waiting):
            if not attacker.width_reaches(cell, rule.threshold):
                make_room(attacker, cell, target=int(block.values[cell]) + rule.threshold, cost=cost)
        seen |= waiting


def _show_again(
    attacker: Attacker, block: Block, primary: npt.NDArray[np.bool_], rule: ProtectionRule
) -> None:
    """Show complementary cells that the others do not need, the most telling first."""
    candidates = np.flatnonzero(attacker.hidden & ~block.free & ~primary)
    known = list(attacker.witnesses)
    for cell in sorted(candidates, key=lambda place: -block.values[place]):
        hidden = attacker.hidden.copy()
        hidden[cell] = False
        if _every_cell_uncertain(block, hidden, primary, rule, known):
            attacker.hidden[cell] = False


def is_safe(block: Block, status: Sequence[Status], rule: ProtectionRule) -> bool:
    """Whether an outsider who starts afresh finds every hidden cell uncertain enough."""
    primary = np.array([each is Status.PRIMARY for each in status])
    hidden = block.free | np.array([each is not Status.PUBLISHED for each in status])
    small = (block.values >= 1) & (block.values < rule.threshold) & ~block.free
    return not np.any(small & ~primary) and _every_cell_uncertain(block, hidden, primary, rule, [])


def _every_cell_uncertain(
    block: Block,
    hidden: npt.NDArray[np.bool_],
    primary: npt.NDArray[np.bool_],
    rule: ProtectionRule,
    known: list[Whole],
) -> bool:
    """Whether every hidden cell passes. known: witnesses to start from; new ones are added."""
    needed = hidden & (primary | ~block.free)
    if needed[_alone_in_a_sum(block, hidden)].any():
        return False
    outsider = Attacker(matrix=block.matrix, values=block.values, hidden=hidden.copy())
    for witness in known:
        outsider.record(witness)
    given = len(outsider.witnesses)
    passed = all(
        outsider.can_reach(cell, at_least=rule.threshold, at_most=0)
        if primary[cell]
        else outsider.width_reaches(cell, rule.threshold)
        for cell in np.flatnonzero(needed).tolist()
    )
    known += outsider.witnesses[given:]
    return passed


def _alone_in_a_sum(block: Block, hidden: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """The cells that are the only hidden one of some sum: anyone finds them by subtraction."""
    members = abs(block.matrix)
    lone = np.flatnonzero(members @ hidden.astype(np.int64) == 1)
    return np.asarray(members[lone] @ (hidden * np.arange(len(hidden))), dtype=np.int64)
