"""A table as an Excel workbook: as printed, as rows, and with its rules.

Numbers are numbers, every text is a text and never a formula or a link, and the file carries no
time and no author, so that the same table gives the same bytes.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from kapea.engines.figures.beside import PublishedCell
from kapea.engines.figures.cells import CellState, Table
from kapea.engines.figures.writers.rows import rows

SIGNS: Final = {
    CellState.BLANK: "",
    CellState.NOT_COLLECTED: ":",
    CellState.SUPPRESSED: "c",
}
"""What stands in the place of a number; the last sheet says what each means."""

LEGEND: Final = (
    "0: counted, and none",
    ": not collected",
    "c not shown, to protect persons (small, or needed to hide a small one)",
    "empty: the source prints nothing",
)
FIXED_TIME: Final = datetime(2000, 1, 1)


def xlsx_table(table: Table, published: Sequence[PublishedCell], language: str) -> bytes:
    """Return a workbook with the sheets `Table`, `Rows` and `Rules`."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"created": FIXED_TIME, "title": table.title.get(language, table.id)})
        bold = workbook.add_format({"bold": True})
        _as_printed(workbook.add_worksheet("Table"), table, language, bold)
        _as_rows(workbook.add_worksheet("Rows"), table, published, bold)
        _rules(workbook.add_worksheet("Rules"), table)
    return target.getvalue()


def _as_printed(sheet: Any, table: Table, language: str, bold: Any) -> None:
    *sides, time = table.axes
    sheet.write_string(0, 0, table.title.get(language) or table.title.get("en", table.id), bold)
    for column, interval in enumerate(time.codes):
        sheet.write_string(1, len(sides) + column, interval, bold)
    lines: dict[tuple[str, ...], int] = {}
    for cell in table.cells:
        side = cell.key[:-1]
        if side not in lines:
            lines[side] = len(lines) + 2
            for column, (axis, code) in enumerate(zip(sides, side, strict=True)):
                sheet.write_string(lines[side], column, axis.label(code, language))
        column = len(sides) + time.codes.index(cell.key[-1])
        if cell.value is None:
            sheet.write_string(lines[side], column, SIGNS[cell.state])
        else:
            sheet.write_number(lines[side], column, cell.value)
    sheet.set_column(0, len(sides) - 1, 32)
    sheet.freeze_panes(2, len(sides))


def _as_rows(sheet: Any, table: Table, published: Sequence[PublishedCell], bold: Any) -> None:
    names = [*(axis.id for axis in table.axes), "value", "state", "origin", "source", "note"]
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, bold)
    for line, row in enumerate(rows(table, published), start=1):
        for column, code in enumerate(row.key):
            sheet.write_string(line, column, code)
        after = len(row.key)
        if row.value is not None:
            sheet.write_number(line, after, row.value)
        for column, text in enumerate((row.state, row.origin, row.source, row.note), start=after + 1):
            sheet.write_string(line, column, text)
    sheet.freeze_panes(1, 0)


def _rules(sheet: Any, table: Table) -> None:
    lines = [f"{table.id} {table.version}", f"Follows {table.source}", *table.rules, *LEGEND]
    for line, text in enumerate(lines):
        sheet.write_string(line, 0, text)
    sheet.set_column(0, 0, 100)
