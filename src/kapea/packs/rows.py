"""Which line of a pack's CSV file says what."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from kapea.packs.marked import FaultBook, read_text


class Row:
    """One row of a CSV file and where it starts."""

    __slots__ = ("book", "cells", "file", "line")

    def __init__(self, cells: Mapping[str, str], line: int, *, file: str, book: FaultBook) -> None:
        self.cells = cells
        self.line = line
        self.file = file
        self.book = book

    def fault(self, reason: str) -> None:
        self.book.add(self.file, self.line, reason)

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        value = self.cells.get(column, "").strip()
        if not value:
            self.fault(f"{column} is empty")
        return value

    def maybe(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def choice(self, column: str, known: Sequence[str]) -> str:
        value = self.text(column)
        if value and value not in known:
            self.fault(f"{column} {value!r} is not one of {', '.join(known)}")
        return value

    def number(self, column: str) -> Decimal | None:
        """The number of a cell; an empty cell is None, never zero."""
        value = self.maybe(column)
        if not value:
            return None
        try:
            return Decimal(value)
        except InvalidOperation:
            self.fault(f"{column} {value!r} is not a number")
            return None

    def day(self, column: str) -> date | None:
        value = self.maybe(column)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fault(f"{column} {value!r} is not a date YYYY-MM-DD")
            return None


def read_rows(book: FaultBook, file: str, columns: Sequence[str]) -> list[Row]:
    """The rows of a CSV file that must have at least `columns`; blank lines are skipped."""
    text = read_text(book, file)
    if text is None:
        return []
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[Row] = []
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not header:
                header = cells
                if not _is_header_good(book, file, header, columns):
                    return []
            elif cells:
                if len(cells) == len(header):
                    rows.append(Row(dict(zip(header, cells, strict=True)), line, file=file, book=book))
                else:
                    book.add(file, line, f"the row has {len(cells)} cells, the header {len(header)}")
            line = reader.line_num + 1
    except csv.Error as error:
        book.add(file, line, f"not CSV: {error}")
    if not header:
        book.add(file, 0, "the file is empty")
    return rows


def _is_header_good(book: FaultBook, file: str, header: Sequence[str], columns: Sequence[str]) -> bool:
    missing = [column for column in columns if column not in header]
    for column in missing:
        book.add(file, 1, f"column {column} is missing")
    twice = sorted({column for column in header if header.count(column) > 1})
    for column in twice:
        book.add(file, 1, f"column {column} stands twice")
    return not missing and not twice
