"""How a CSV of capture histories becomes a table, and what is said when it cannot.

One column of 0/1 per list, then `count`; one row per history; a history that is missing counts nobody.
Columns named as covariates (sex, age, region) may stand anywhere before `count`. Every refusal is one
sentence with the line (the header is line 1).
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kapea.engines.errors import InputFault
from kapea.engines.estimation.lattice import memberships
from kapea.engines.estimation.numerals import grouped
from kapea.engines.estimation.strata import StratifiedTable
from kapea.engines.estimation.table import FEWEST_LISTS, MOST_LISTS, CaptureTable

COUNT = "count"
LARGEST_COUNT = 10**9

Row = tuple[int, list[str]]
"""A line number and its cells."""


def read_table(path: str | Path) -> CaptureTable:
    """Return the table of a file without covariates. Raises InputFault."""
    return read_strata(path, by=()).pooled()


def read_strata(path: str | Path, *, by: Sequence[str]) -> StratifiedTable:
    """Return the table of a file whose columns `by` are covariates. Raises InputFault."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputFault(path, 0, f"The file cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputFault(path, 0, "The file is not UTF-8 text.") from error
    return parse_strata(text, name=path, by=by)


def parse_strata(
    text: str, *, name: str | Path, by: Sequence[str], is_screened: bool = True
) -> StratifiedTable:
    """Return the table that a CSV text holds; `name` stands in what is refused. Raises InputFault.

    is_screened: refuse also an empty list and lists without overlap, which methods refuse on their own.
    """
    rows = _rows(name, text)
    header = _header(name, rows[0][1], by)
    lists = tuple(column for column in header[:-1] if column not in by)
    _check_lists(name, lists)
    first_line: dict[tuple[int, tuple[str, ...]], int] = {}
    counts: dict[tuple[int, tuple[str, ...]], int] = {}
    for line, cells in rows[1:]:
        if len(cells) != len(header):
            raise InputFault(name, line, f"{len(cells)} values where the header has {len(header)} columns.")
        named = dict(zip(header, cells, strict=True))
        key = (_history(name, line, named, lists), tuple(named[column] for column in by))
        if key in first_line:
            raise InputFault(name, line, f"This capture history already stands on line {first_line[key]}.")
        first_line[key] = line
        counts[key] = _count(name, line, named[header[-1]])
    table = StratifiedTable.of(lists=lists, covariates=tuple(by), counts=counts)
    if is_screened:
        _check_counts(name, table.pooled())
    return table


def table_csv(table: StratifiedTable) -> str:
    """Return the table as the CSV that `parse_strata` reads: histories that occurred, in order.

    >>> print(table_csv(parse_strata("a,b,count\\n1,1,2\\n0,1,3\\n", name="", by=())))
    a,b,count
    0,1,3
    1,1,2
    <BLANKLINE>
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*table.lists, *table.covariates, COUNT])
    rows = [
        ([history >> index & 1 for index in range(len(table.lists))], values, int(count))
        for values, column in zip(table.strata, table.counts.T, strict=True)
        for history, count in enumerate(column)
        if count
    ]
    writer.writerows([*marks, *values, count] for marks, values, count in sorted(rows))
    return text.getvalue()


def _rows(path: str | Path, text: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(cells)]
    except csv.Error as error:
        raise InputFault(path, reader.line_num, "The file is not a CSV table.") from error
    if len(rows) < 2:
        raise InputFault(path, 0, "The file holds no capture history.")
    return rows


def _header(path: str | Path, names: list[str], by: Sequence[str]) -> list[str]:
    if names[-1].lower() != COUNT:
        hint = " Separate columns with commas." if len(names) == 1 and ";" in names[0] else ""
        raise InputFault(path, 1, f"The last column must be named {COUNT!r}.{hint}")
    if not all(names):
        raise InputFault(path, 1, "A column has no name.")
    if len(set(names)) < len(names):
        raise InputFault(path, 1, "Two columns have one name.")
    for name in by:
        if name not in names[:-1]:
            raise InputFault(path, 1, f"There is no column {name!r} to divide by.")
    return names


def _check_lists(path: str | Path, lists: Sequence[str]) -> None:
    if len(lists) < FEWEST_LISTS:
        raise InputFault(path, 1, "At least two lists are needed: one list has no overlap.")
    if len(lists) > MOST_LISTS:
        raise InputFault(path, 1, f"{len(lists)} lists are too many: at most {MOST_LISTS}; merge some.")


def _history(path: str | Path, line: int, named: dict[str, str], lists: Sequence[str]) -> int:
    history = 0
    for index, name in enumerate(lists):
        if named[name] not in ("0", "1"):
            raise InputFault(path, line, f"Column {name!r} holds {named[name][:20]!r}; a list holds 0 or 1.")
        history |= int(named[name]) << index
    if not history:
        raise InputFault(path, line, "A row on no list cannot have been counted: remove it.")
    return history


def _count(path: str | Path, line: int, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        kind = "negative" if text.startswith("-") else "not a whole number"
        raise InputFault(path, line, f"The count {text[:20]!r} is {kind}.")
    if int(text) > LARGEST_COUNT:
        raise InputFault(path, line, f"The count is larger than {grouped(LARGEST_COUNT)}.")
    return int(text)


def _check_counts(path: str | Path, table: CaptureTable) -> None:
    if not table.observed:
        raise InputFault(path, 0, "Every count is zero: nobody was observed.")
    on_list = table.counts @ memberships(table.size)
    if (on_list == 0).any():
        name = table.lists[int(np.argmin(on_list))]
        raise InputFault(path, 1, f"Nobody is on list {name!r}: leave its column out.")
    if table.observed == table.seen_by_exactly(1):
        raise InputFault(path, 1, "No two lists share a person: without overlap nothing can be estimated.")
