"""How rows are read from a CSV file or a workbook: text by column, each with its row in the file.

A workbook that carries pictures or other files is refused whole: this system takes none.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from kapea.engines.errors import InputFault

MOST_BYTES: Final = 50_000_000
MOST_UNPACKED: Final = 500_000_000
CARRIED: Final = ("xl/media/", "xl/embeddings/", "xl/drawings/")
HEADING_ROW: Final = 1


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One row. number: its row in the file, the headings being row 1; cells: text by heading."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The headings of a file and its rows that are not empty."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(path: Path) -> Sheet:
    """Return what a .csv or .xlsx file holds. Raises InputFault with the file, line and reason."""
    if not path.is_file():
        raise InputFault(path, 0, "there is no such file")
    if path.stat().st_size > MOST_BYTES:
        raise InputFault(path, 0, f"the file is over {MOST_BYTES // 1_000_000} MB; send it in parts")
    lines = list(_workbook(path) if path.suffix.lower() == ".xlsx" else _csv(path))
    if not lines:
        raise InputFault(path, 0, "the file is empty")
    headings = tuple(cell.strip() for cell in lines[0])
    repeated = {name for name in headings if name and headings.count(name) > 1}
    if repeated:
        raise InputFault(path, HEADING_ROW, f"the heading {sorted(repeated)[0]!r} stands twice")
    rows = []
    for number, line in enumerate(lines[1:], start=HEADING_ROW + 1):
        if len(line) > len(headings) and any(cell.strip() for cell in line[len(headings) :]):
            raise InputFault(path, number, "the row has more cells than there are headings")
        cells = {name: text.strip() for name, text in zip(headings, line, strict=False) if name}
        if any(cells.values()):
            rows.append(SheetRow(number=number, cells=cells))
    return Sheet(headings=tuple(name for name in headings if name), rows=tuple(rows))


def write_refused(path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write rows to a CSV file that a spreadsheet opens with its Khmer whole, and only its owner reads."""
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(rows)


def _csv(path: Path) -> Iterator[list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputFault(path, 0, "the file is not UTF-8 text; save it as “CSV UTF-8”") from error
    try:
        yield from csv.reader(io.StringIO(text), strict=True)
    except csv.Error as error:
        raise InputFault(path, 0, f"the file is not CSV: {error}") from error


def _workbook(path: Path) -> Iterator[list[str]]:
    """Yield the first sheet's rows; values only, formulas as they were last worked out."""
    import openpyxl

    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise InputFault(path, 0, "the file is no workbook; save it as .xlsx or as CSV") from error
    if any(entry.filename.startswith(CARRIED) for entry in entries):
        raise InputFault(
            path, 0, "the workbook carries pictures or other files; remove them and send it again"
        )
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise InputFault(path, 0, "the workbook is too large; send it in parts")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise InputFault(path, 0, "the workbook cannot be read; save it as CSV") from error
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_written(value) for value in row]
    finally:
        book.close()


def _written(value: Any) -> str:
    """Return a cell as a person would write it; a day without its midnight, a whole number without .0."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
