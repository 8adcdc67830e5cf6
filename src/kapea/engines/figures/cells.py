"""What one cell of a table says, and why a cell may say nothing.

A missing number has a reason, and the reasons are never mixed: counted and none (`ZERO`), the
source prints nothing there (`BLANK`), nobody kept the record (`NOT_COLLECTED`), known but not
shown (`SUPPRESSED`). This module does not decide which cells are suppressed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kapea.engines.figures.errors import InvalidSpecification


class CellState(StrEnum):
    """Why a cell shows what it shows."""

    VALUE = "value"
    ZERO = "zero"
    BLANK = "blank"
    NOT_COLLECTED = "not_collected"
    SUPPRESSED = "suppressed"


HAS_NUMBER = frozenset({CellState.VALUE, CellState.ZERO})


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One number of a table, or the reason why there is none.

    key: one code per axis of the table, in the order of `Table.axes`.
    value: present when and only when the state is `VALUE` or `ZERO`.
    is_estimated: the number was not counted but estimated; such a cell is never mixed with counts.
    """

    key: tuple[str, ...]
    state: CellState
    value: int | None = None
    is_estimated: bool = False

    def __post_init__(self) -> None:
        if (self.value is not None) != (self.state in HAS_NUMBER):
            raise InvalidSpecification(f"Cell {self.key}: state {self.state.value} does not fit its value.")
        if self.value is not None and (self.value == 0) != (self.state is CellState.ZERO):
            raise InvalidSpecification(f"Cell {self.key}: zero and only zero has the state zero.")


def counted(key: tuple[str, ...], value: int) -> Cell:
    """Return the cell of a count.

    >>> counted(("victims", "2009"), 0).state.value
    'zero'
    """
    return Cell(key=key, state=CellState.VALUE if value else CellState.ZERO, value=value)


def estimated(key: tuple[str, ...], value: int) -> Cell:
    """Return the cell of an estimate.

    >>> estimated(("estimated", "2025"), 1200).is_estimated
    True
    """
    return Cell(key=key, state=CellState.VALUE if value else CellState.ZERO, value=value, is_estimated=True)


def without_number(key: tuple[str, ...], state: CellState) -> Cell:
    """Return a cell that shows no number, for the reason given."""
    return Cell(key=key, state=state)


@dataclass(frozen=True, kw_only=True)
class Axis:
    """One side of a table: `measure`, a dimension or `time_period`.

    labels: for each code, its words by language.
    sdmx: for each code whose standard code differs, that code.
    """

    id: str
    codes: tuple[str, ...]
    labels: Mapping[str, Mapping[str, str]]
    sdmx: Mapping[str, str]

    def label(self, code: str, language: str) -> str:
        """Return the words for a code in a language, else English, else the code itself."""
        words = self.labels.get(code, {})
        return words.get(language) or words.get("en") or code


@dataclass(frozen=True, kw_only=True)
class Table:
    """A computed table: every combination of its axes has exactly one cell.

    axes: `measure` first, `time_period` last, dimensions between.
    source: alias and locator of the printed table that it follows.
    rules: how each measure was counted, in words.
    """

    id: str
    version: str
    title: Mapping[str, str]
    source: str
    rules: tuple[str, ...] = ()
    axes: tuple[Axis, ...]
    cells: tuple[Cell, ...]

    @cached_property
    def by_key(self) -> Mapping[tuple[str, ...], Cell]:
        """The cells by their key."""
        return {cell.key: cell for cell in self.cells}

    def __getitem__(self, key: tuple[str, ...]) -> Cell:
        return self.by_key[key]
