"""A table as CSV: UTF-8, one row a figure, with its state, safe to open in a spreadsheet.

A text that a spreadsheet would run as a formula gets an apostrophe before it.

Source: OWASP, "CSV Injection": cells that start with = + - @, tab or carriage return.
"""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Final

from kapea.engines.figures.beside import PublishedCell
from kapea.engines.figures.cells import Table
from kapea.engines.figures.writers.rows import rows

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_table(table: Table, published: Sequence[PublishedCell], language: str) -> bytes:
    """Return the figures as CSV: codes, labels, value, state, origin, source, note."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    names = [axis.id for axis in table.axes]
    labels = [f"{axis.id}_label" for axis in table.axes if axis.labels]
    writer.writerow([*names, *labels, "value", "state", "origin", "source", "note"])
    for row in rows(table, published):
        words = [
            axis.label(code, language) for axis, code in zip(table.axes, row.key, strict=True) if axis.labels
        ]
        number = "" if row.value is None else str(row.value)
        texts = [*row.key, *words, number, row.state, row.origin, row.source, row.note]
        writer.writerow([harmless(each) for each in texts])
    return text.getvalue().encode("utf-8")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless(" =1+1"), harmless("2009")
    ("'=1+1", "' =1+1", '2009')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text
