"""The figures of a chart as rows of words and numbers, before anything is drawn.

A missing number keeps its reason (`CellState`): blank is not zero, and neither is withheld.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from kapea.engines.figures.cells import CellState
from kapea.site.moments import say_number


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One figure of a chart; value None has the state that says why."""

    label: str
    value: float | None
    state: CellState


@dataclass(frozen=True, kw_only=True)
class Series:
    """Bars that belong together and share a colour; the label is "" when there is only one series."""

    label: str
    bars: tuple[Bar, ...]


def words(label: Mapping[str, str] | str) -> str:
    """Return a label in the reader's language, else in English."""
    if isinstance(label, Mapping):
        return label.get((get_language() or "en").split("-")[0]) or label.get("en", "")
    return str(label)


def bar(label: Mapping[str, str] | str, value: float | None, state: str = "") -> Bar:
    """Return a bar; without a value and a state it is blank.

    >>> bar("2009", None).state.value, bar("2009", 0).state.value
    ('blank', 'zero')
    """
    if value is None:
        reason = CellState(state or "blank")
    else:
        reason = CellState.VALUE if value else CellState.ZERO
    return Bar(label=words(label), value=value, state=reason)


def read_series(rows: Iterable[Any], *, label: Mapping[str, str] | str = "") -> Series:
    """Return a series from rows that are bars, (label, value) pairs or {label, value, state} mappings."""
    return Series(label=words(label), bars=tuple(_read_bar(row) for row in rows))


def _read_bar(row: Any) -> Bar:
    if isinstance(row, Bar):
        return row
    if isinstance(row, Mapping):
        return bar(row["label"], row.get("value"), row.get("state", ""))
    return bar(*row)


def say_missing(state: CellState) -> str:
    """Return the words for a figure that is not there."""
    return {
        CellState.BLANK: gettext("no figure printed"),
        CellState.NOT_COLLECTED: gettext("not collected"),
        CellState.SUPPRESSED: gettext("withheld, so that no child can be recognised"),
    }[state]


def say_bar(found: Bar, *, decimals: int = 0) -> str:
    """Return the number, or the words that say why there is none."""
    return say_missing(found.state) if found.value is None else say_number(found.value, decimals=decimals)


def largest(series: Iterable[Series]) -> float:
    """Return the largest value, at least 1 where all are zero or missing."""
    return max((item.value for one in series for item in one.bars if item.value), default=1.0)
