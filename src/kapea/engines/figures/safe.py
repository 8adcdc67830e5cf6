"""A computed table made safe to publish.

Suppressed cells lose their number and their state says so; which of them were small is not kept.
Cells that nobody collected count as unknown to everybody. Tables that share records (months and
their year, a province table and a national one) are safe together only when they are computed as
one table with totals: this module sees one table.
"""

from dataclasses import replace

from kapea.engines.figures.cells import Cell, CellState, Table, without_number
from kapea.engines.figures.disclosure.protect import protect
from kapea.engines.figures.disclosure.rule import Status
from kapea.engines.figures.errors import NotProvenSafe


def safe(table: Table, *, threshold: int) -> Table:
    """Return the table with counts under the threshold hidden, and whatever would reveal them.

    Raises NotProvenSafe when an outsider's view could not be shown to be uncertain enough.
    """
    found = protect({cell.key: cell.value for cell in table.cells}, threshold)
    if not found.verified:
        raise NotProvenSafe
    cells = tuple(
        _hidden(cell) if kept.status is not Status.PUBLISHED else cell
        for cell, kept in zip(table.cells, found.cells, strict=True)
    )
    return replace(table, cells=cells)


def _hidden(cell: Cell) -> Cell:
    return without_number(cell.key, CellState.SUPPRESSED)
