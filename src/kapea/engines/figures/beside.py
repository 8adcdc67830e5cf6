"""What others have printed beside what we count, cell by cell.

A published figure is a claim with its source. It is never corrected, filled in or replaced by
ours, and two sources for one cell stay two. Whether a difference is a fault is not decided here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kapea.engines.figures.cells import Cell, CellState, Table


@dataclass(frozen=True, kw_only=True)
class PublishedCell:
    """One printed cell.

    value: None where the print shows nothing. source: alias, for instance `S2`.
    """

    key: tuple[str, ...]
    value: int | None
    source: str
    locator: str
    note: str = ""

    @property
    def state(self) -> CellState:
        """Blank is what the print shows, never zero."""
        if self.value is None:
            return CellState.BLANK
        return CellState.VALUE if self.value else CellState.ZERO


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A computed cell and all printed ones for it, in the order of the sources' rows."""

    computed: Cell
    published: tuple[PublishedCell, ...]

    @property
    def differences(self) -> tuple[int | None, ...]:
        """Computed minus printed, per printed cell; None where either has no number."""
        ours = self.computed.value
        return tuple(
            None if ours is None or each.value is None else ours - each.value for each in self.published
        )


def beside(table: Table, published: Sequence[PublishedCell]) -> tuple[Beside, ...]:
    """Return every cell of the table with the printed cells that have its key."""
    printed = defaultdict(list)
    for cell in published:
        printed[cell.key].append(cell)
    return tuple(Beside(computed=cell, published=tuple(printed[cell.key])) for cell in table.cells)
