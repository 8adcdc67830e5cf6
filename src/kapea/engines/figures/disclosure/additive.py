"""Which cells of a table add up to which others.

A cell whose code is `_T` in a dimension is the sum of the cells that differ from it in that
dimension only. Totals that a table does not print are added as unseen cells, so that a chain of
sums (all ages of all provinces) is known even when its links are not printed.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from kapea.engines.errors import KapeaError
from kapea.engines.figures.codes import TOTAL

Key = tuple[str, ...]


class TotalDoesNotAddUp(KapeaError):
    """A total differs from the sum of its parts.

    key: the cell of the total; `message` names both numbers.
    """

    code = "kapea.figures.total"

    def __init__(self, key: Key, message: str) -> None:
        super().__init__(message)
        self.key = key


@dataclass(frozen=True, kw_only=True)
class Equation:
    """One total and its parts, as places in `AdditiveTable.keys`."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class AdditiveTable:
    """Cells and their sums.

    values: None where the table gives no number (blank, or an unseen total of blanks).
    printed: how many of the first cells the table has; the rest are unseen totals.
    """

    keys: tuple[Key, ...]
    values: tuple[int | None, ...]
    printed: int
    equations: tuple[Equation, ...]


def additive_table(cells: Mapping[Key, int | None]) -> AdditiveTable:
    """Return the cells with all the sums that hold among them.

    cells: None is a blank: nobody outside knows it, and we need not know it either. A combination
    that has no cell at all must be empty, or its total does not add up.
    Raises TotalDoesNotAddUp.
    """
    keys = [*cells, *_unseen_totals(cells)]
    place = {key: number for number, key in enumerate(keys)}
    equations = _equations(keys, place)
    values: list[int | None] = [*cells.values(), *([None] * (len(keys) - len(cells)))]
    _fill_unseen(values, equations, printed=len(cells))
    for equation in equations:
        _require_sum(equation, keys, values)
    return AdditiveTable(
        keys=tuple(keys), values=tuple(values), printed=len(cells), equations=tuple(equations)
    )


def blocks(table: AdditiveTable) -> list[list[int]]:
    """Return the cells in groups that share no sum; each can be protected for itself."""
    parent = list(range(len(table.keys)))

    def root(cell: int) -> int:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    for equation in table.equations:
        for part in equation.parts:
            parent[root(part)] = root(equation.total)
    groups: dict[int, list[int]] = defaultdict(list)
    for cell in range(len(table.keys)):
        groups[root(cell)].append(cell)
    return list(groups.values())


def _unseen_totals(cells: Mapping[Key, int | None]) -> list[Key]:
    """Totals that follow from the cells but are not printed, in dimensions that have totals."""
    width = len(next(iter(cells), ()))
    totalled = [any(key[place] == TOTAL for key in cells) for place in range(width)]
    found: dict[Key, None] = {}
    for key in cells:
        choices = [(code, TOTAL) if total else (code,) for code, total in zip(key, totalled, strict=True)]
        found.update(dict.fromkeys(product(*choices)))
    return [key for key in found if key not in cells]


def _equations(keys: Sequence[Key], place: Mapping[Key, int]) -> list[Equation]:
    parts: dict[tuple[int, Key], list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        for axis, code in enumerate(key):
            if code != TOTAL:
                parts[axis, (*key[:axis], TOTAL, *key[axis + 1 :])].append(number)
    return [
        Equation(total=place[total], parts=tuple(members))
        for (_, total), members in parts.items()
        if total in place
    ]


def _fill_unseen(values: list[int | None], equations: Sequence[Equation], *, printed: int) -> None:
    """Give unseen totals their sums, from the inside out."""
    changed = True
    while changed:
        changed = False
        for equation in equations:
            known = [values[part] for part in equation.parts]
            if equation.total >= printed and values[equation.total] is None and None not in known:
                values[equation.total] = sum(filter(None, known))
                changed = True


def _require_sum(equation: Equation, keys: Sequence[Key], values: Sequence[int | None]) -> None:
    total = values[equation.total]
    if total is None:
        return
    known = [values[part] for part in equation.parts]
    summed = sum(filter(None, known))
    if (None in known and summed > total) or (None not in known and summed != total):
        raise TotalDoesNotAddUp(
            keys[equation.total],
            f"the total is {total} and its parts add up to {summed}"
            + ("" if summed > total else "; give every part a row, with an empty value if not known"),
        )
