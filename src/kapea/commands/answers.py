"""How an answer is said to a person who did not ask for JSON."""

from collections.abc import Iterable, Mapping
from typing import Any


def lines_of(rows: Iterable[Mapping[str, Any]], *names: str) -> str:
    """Return one line for each row, the named values set apart by tabs; "-" for none.

    >>> lines_of([{"id": "A", "class": None}], "id", "class")
    'A\\t-'
    """
    return "\n".join(
        "\t".join("-" if row[name] is None else str(row[name]) for name in names) for row in rows
    )
