"""Disclosure control on a CSV file of counts: one column per dimension, `_T` totals, `value`.

Every row is one cell. An empty value is a blank: it is not zero and stays blank. A file that
cannot be used is refused with the line and the reason. The answer says which hidden cells are
primary; that is for the statistician and not for publication.
"""

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any, Final

from kapea.engines.errors import InputFault
from kapea.engines.figures.disclosure.additive import Key, TotalDoesNotAddUp
from kapea.engines.figures.disclosure.protect import CountsCannotBe, protect
from kapea.engines.figures.disclosure.rule import ProtectionRule

VALUE_COLUMN: Final = "value"
NOT_DIMENSIONS: Final = frozenset({VALUE_COLUMN, "state", "status", "note", "source"})
LARGEST_COUNT: Final = 10**9


def protect_file(path: str | Path, threshold: int) -> dict[str, Any]:
    """Return `{"cells": [{"key", "value", "status", "line"}], "verified", "threshold"}`.

    key: the code of each dimension. Raises InputFault, ThresholdNotAllowed.
    """
    ProtectionRule(threshold=threshold)
    dimensions, cells, lines = read_cells(Path(path))
    try:
        table = protect(cells, threshold)
    except TotalDoesNotAddUp as wrong:
        line = lines.get(wrong.key, 0)
        raise InputFault(path, line, f"{wrong} ({_named(dimensions, wrong.key)})") from wrong
    except CountsCannotBe as wrong:
        raise InputFault(path, 0, str(wrong)) from wrong
    return {
        "cells": [
            {
                "key": dict(zip(dimensions, cell.key, strict=True)),
                "value": cell.value,
                "status": cell.status.value,
                "line": lines[cell.key],
            }
            for cell in table.cells
        ],
        "verified": table.verified,
        "threshold": threshold,
    }


def read_cells(path: Path) -> tuple[tuple[str, ...], dict[Key, int | None], dict[Key, int]]:
    """Return the dimensions, the cells in the order of the file, and the line of each.

    Raises InputFault.
    """
    rows = csv.reader(StringIO(_text(path), newline=""), strict=True)
    cells: dict[Key, int | None] = {}
    lines: dict[Key, int] = {}
    header: list[str] = []
    start = 1
    try:
        for row in rows:
            if not header:
                header = [name.strip() for name in row]
                places = _dimension_places(path, header)
            elif any(row):
                key, value = _cell(path, start, header, places, row)
                if key in lines:
                    raise InputFault(path, start, f"the cell of line {lines[key]} stands twice")
                cells[key], lines[key] = value, start
            start = rows.line_num + 1
    except csv.Error as wrong:
        raise InputFault(path, start, f"not CSV: {wrong}") from wrong
    if not cells:
        raise InputFault(path, 0, "the file has no cells")
    return tuple(header[place] for place in places), cells, lines


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = path.read_bytes()[: wrong.start].count(b"\n") + 1
        raise InputFault(path, line, "not UTF-8 text") from wrong
    except OSError as wrong:
        raise InputFault(path, 0, f"cannot be read: {wrong.strerror}") from wrong


def _dimension_places(path: Path, header: Sequence[str]) -> list[int]:
    if VALUE_COLUMN not in header:
        raise InputFault(path, 1, "there is no column `value`")
    if "" in header or len(set(header)) != len(header):
        raise InputFault(path, 1, "every column needs a name of its own")
    places = [place for place, name in enumerate(header) if name not in NOT_DIMENSIONS]
    if not places:
        raise InputFault(path, 1, "there is no dimension: give one column per dimension besides `value`")
    return places


def _cell(
    path: Path, line: int, header: Sequence[str], places: Sequence[int], row: Sequence[str]
) -> tuple[Key, int | None]:
    if len(row) != len(header):
        raise InputFault(path, line, f"the row has {len(row)} cells, the header {len(header)}")
    key = tuple(row[place].strip() for place in places)
    if "" in key:
        raise InputFault(path, line, f"{header[places[key.index('')]]} is empty; write `_T` for a total")
    return key, _count(path, line, row[header.index(VALUE_COLUMN)].strip())


def _count(path: Path, line: int, text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        raise InputFault(path, line, f"value {text!r} is not a count: write digits only, nothing for a blank")
    if int(text) > LARGEST_COUNT:
        raise InputFault(path, line, f"value {text!r} is larger than a count can be")
    return int(text)


def _named(dimensions: Sequence[str], key: Key) -> str:
    return ", ".join(f"{name} {code}" for name, code in zip(dimensions, key, strict=True))
