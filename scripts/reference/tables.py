"""How a page of reference is written: a heading, a line on where it comes from, tables."""

from collections.abc import Iterable, Sequence

MADE = "Made by `scripts/write_reference.py`; change the code, not this page."


def heading(title: str, about: str) -> str:
    """Return the head of a page."""
    return f"# {title}\n\n{about}\n{MADE}\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; "–" stands for nothing."""
    lines = [_line(heads), _line(["---"] * len(heads)), *(_line(row) for row in rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") or "–" for cell in cells) + " |"
