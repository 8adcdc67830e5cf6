"""A table as rows and columns for a page: one row for each code, one column for each interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kapea.engines.figures.beside import PublishedCell
from kapea.engines.figures.cells import Axis, CellState, Table
from kapea.engines.figures.codes import TOTAL
from kapea.registers.places.queries import place_name

Label = Mapping[str, str]
PROVINCE = "province"


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """What one place of the grid shows."""

    state: str
    value: int | None = None
    mark: int = 0


@dataclass(frozen=True, kw_only=True)
class GridNote:
    """What the source or its reader says of a cell; `mark` stands beside the figure."""

    mark: int
    text: str


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """One row: the words for its codes, and a cell for each column."""

    labels: tuple[Label, ...]
    is_total: bool
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table as a page shows it. source: alias and locator of a printed table, "" for ours."""

    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    source: str = ""
    notes: tuple[GridNote, ...] = ()


def computed_grid(table: Table) -> Grid:
    """Return our own table."""
    columns = table.axes[-1].codes
    return Grid(
        columns=columns,
        rows=tuple(
            _row(table.axes, leaf, [GridCell(state=c.state.value, value=c.value) for c in cells])
            for leaf, cells in (
                (leaf, [table[(*leaf, column)] for column in columns]) for leaf in _leaves(table.axes[:-1])
            )
        ),
    )


def published_grids(table: Table, published: Sequence[PublishedCell]) -> list[Grid]:
    """Return what others have printed, one grid for each source, with the rows of our table."""
    sources = dict.fromkeys(f"{cell.source} {cell.locator}".strip() for cell in published)
    return [_published_grid(table, published, source) for source in sources]


def _published_grid(table: Table, published: Sequence[PublishedCell], source: str) -> Grid:
    mine = {cell.key: cell for cell in published if f"{cell.source} {cell.locator}".strip() == source}
    columns = tuple(sorted({key[-1] for key in mine}))
    marks = {
        note: mark
        for mark, note in enumerate(dict.fromkeys(c.note for c in mine.values() if c.note), start=1)
    }
    rows = []
    for leaf in _leaves(table.axes[:-1]):
        found = [mine.get((*leaf, column)) for column in columns]
        if any(found):
            rows.append(_row(table.axes, leaf, [_printed(cell, marks) for cell in found]))
    notes = tuple(GridNote(mark=mark, text=text) for text, mark in marks.items())
    return Grid(columns=columns, rows=tuple(rows), source=source, notes=notes)


def _printed(cell: PublishedCell | None, marks: Mapping[str, int]) -> GridCell:
    if cell is None:
        return GridCell(state="absent")
    return GridCell(state=cell.state.value, value=cell.value, mark=marks.get(cell.note, 0))


def _leaves(axes: Sequence[Axis]) -> list[tuple[str, ...]]:
    leaves: list[tuple[str, ...]] = [()]
    for axis in axes:
        leaves = [(*leaf, code) for leaf in leaves for code in axis.codes]
    return leaves


def _row(axes: Sequence[Axis], leaf: tuple[str, ...], cells: list[GridCell]) -> GridRow:
    shown = [
        (axis, code) for axis, code in zip(axes, leaf, strict=False) if len(axis.codes) > 1 or axis is axes[0]
    ]
    if len(shown) > 1 and len(axes[0].codes) == 1:
        shown = shown[1:]
    return GridRow(
        labels=tuple(_words(axis, code) for axis, code in shown),
        is_total=len(shown) > 0 and shown[-1][1] == TOTAL,
        cells=tuple(cells),
    )


def _words(axis: Axis, code: str) -> Label:
    """Return a code's words; a province's come from the gazetteer."""
    if axis.id == PROVINCE and code not in axis.labels:
        return place_name(code)
    return axis.labels.get(code) or {"en": code}


def chart_series(grid: Grid) -> list[dict[str, object]]:
    """Return each row that is no total as a series over the columns, blanks kept apart from zero."""
    return [
        {
            "label": row.labels[-1],
            "rows": [
                {"label": column, "value": cell.value, "state": cell.state if cell.value is None else ""}
                for column, cell in zip(grid.columns, row.cells, strict=True)
            ],
        }
        for row in grid.rows
        if not row.is_total and all(cell.state in set(CellState) for cell in row.cells)
    ]
