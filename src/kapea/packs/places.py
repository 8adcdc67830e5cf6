"""Where things happen: the country's provinces, districts, communes and villages.

A place is a code of the country's own gazetteer, its names, the place it lies in, and the days
between which it existed, as far as a source says so. Shapes are files that a map draws.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from kapea.engines.errors import KapeaError
from kapea.packs.labels import Label, row_label
from kapea.packs.marked import FaultBook
from kapea.packs.rows import Row, read_rows
from kapea.packs.sources import STATES, SourceRef, row_sources

LEVEL_FILES: Final = {
    1: "places/level1.csv",
    2: "places/level2.csv",
    3: "places/level3.csv",
    4: "places/level4.csv",
}
ALIASES_FILE: Final = "places/aliases.csv"
HISTORY_FILE: Final = "places/history.csv"
COLUMNS: Final = ("code", "parent_code", "kind")
HISTORY_EVENTS: Final = ("created", "abolished")


class UnknownPlace(KapeaError):
    """The pack has no such place."""

    code = "packs.unknown_place"


@dataclass(frozen=True, kw_only=True)
class PlaceRecord:
    """One place.

    level: 1 for the highest. parent_code: "" at level 1.
    valid_from, valid_to: first and last day it existed; None when no source says.
    """

    code: str
    parent_code: str
    level: int
    kind: str
    name: Label
    valid_from: date | None
    valid_to: date | None
    aliases: tuple[str, ...]
    attributes: Mapping[str, str]
    line: int


@dataclass(frozen=True, kw_only=True)
class PlaceEvent:
    """What a source, or common knowledge, says of the days of a place."""

    code: str
    event: str
    on: date | None
    state: str
    sources: tuple[SourceRef, ...]
    note: str
    line: int


class PlaceIndex:
    """Every place of the country, in the order of the gazetteer, level by level."""

    def __init__(self, records: tuple[PlaceRecord, ...]) -> None:
        self._records = records

    @cached_property
    def _by_code(self) -> dict[str, PlaceRecord]:
        return {record.code: record for record in self._records}

    @cached_property
    def _children(self) -> dict[str, tuple[PlaceRecord, ...]]:
        children: dict[str, list[PlaceRecord]] = {}
        for record in self._records:
            children.setdefault(record.parent_code, []).append(record)
        return {code: tuple(records) for code, records in children.items()}

    @cached_property
    def _levels(self) -> dict[int, tuple[PlaceRecord, ...]]:
        levels: dict[int, list[PlaceRecord]] = {}
        for record in self._records:
            levels.setdefault(record.level, []).append(record)
        return {level: tuple(records) for level, records in levels.items()}

    def __iter__(self) -> Iterator[PlaceRecord]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> PlaceRecord:
        """The place of a code. Raises UnknownPlace."""
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownPlace(f"The pack has no place {code!r}.") from None

    def get(self, code: str) -> PlaceRecord | None:
        """The place of a code, or None."""
        return self._by_code.get(code)

    def children(self, code: str = "") -> tuple[PlaceRecord, ...]:
        """The places that lie directly in a place; without a code, the highest level."""
        return self._children.get(code, ())

    def path(self, code: str) -> tuple[PlaceRecord, ...]:
        """The place and all it lies in, the highest first. Raises UnknownPlace."""
        steps = [self[code]]
        while steps[0].parent_code:
            steps.insert(0, self[steps[0].parent_code])
        return tuple(steps)

    def at_level(self, level: int) -> tuple[PlaceRecord, ...]:
        return self._levels.get(level, ())


def read_places(
    book: FaultBook, languages: tuple[str, ...], kinds: Mapping[int, tuple[str, ...]]
) -> PlaceIndex:
    """All places. kinds: for each level, the kinds that may stand there."""
    aliases = read_aliases(book)
    days = _days(read_history(book))
    columns = (*COLUMNS, *(f"name_{language}" for language in languages))
    return PlaceIndex(
        tuple(
            _read_place(row, level, languages=languages, kinds=kinds[level], aliases=aliases, days=days)
            for level in sorted(kinds)
            for row in read_rows(book, LEVEL_FILES[level], columns)
        )
    )


def _read_place(
    row: Row,
    level: int,
    *,
    languages: tuple[str, ...],
    kinds: tuple[str, ...],
    aliases: Mapping[str, tuple[str, ...]],
    days: Mapping[tuple[str, str], date],
) -> PlaceRecord:
    code = row.text("code")
    return PlaceRecord(
        code=code,
        parent_code=row.maybe("parent_code") if level == 1 else row.text("parent_code"),
        level=level,
        kind=row.choice("kind", kinds),
        name=row_label(row, _named(row, languages), prefix="name_"),
        valid_from=days.get((code, "created")),
        valid_to=days.get((code, "abolished")),
        aliases=aliases.get(code, ()),
        attributes={
            column: cell
            for column, cell in row.cells.items()
            if column not in COLUMNS and not column.startswith("name_") and column != "unnamed" and cell
        },
        line=row.line,
    )


def _named(row: Row, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages a place must have a name in; `unnamed` lists those no source gives."""
    missing = row.maybe("unnamed").split()
    return tuple(language for language in languages if language not in missing)


def read_aliases(book: FaultBook) -> dict[str, tuple[str, ...]]:
    """Other spellings of a place's name, by code."""
    aliases: dict[str, tuple[str, ...]] = {}
    for row in read_rows(book, ALIASES_FILE, ("code", "alias")):
        code, alias = row.text("code"), row.text("alias")
        if alias in aliases.get(code, ()):
            row.fault(f"alias {alias!r} of {code} stands twice")
        aliases[code] = (*aliases.get(code, ()), alias)
    return aliases


def read_history(book: FaultBook) -> tuple[PlaceEvent, ...]:
    """When places were created or abolished, as far as known."""
    events = []
    for row in read_rows(book, HISTORY_FILE, ("code", "event", "on", "state", "source", "note")):
        state = row.choice("state", STATES)
        events.append(
            PlaceEvent(
                code=row.text("code"),
                event=row.choice("event", HISTORY_EVENTS),
                on=row.day("on"),
                state=state,
                sources=row_sources(row, state=state),
                note=row.maybe("note"),
                line=row.line,
            )
        )
    return tuple(events)


def _days(events: tuple[PlaceEvent, ...]) -> dict[tuple[str, str], date]:
    return {(event.code, event.event): event.on for event in events if event.on is not None}
