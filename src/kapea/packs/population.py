"""How many people live where, by sex and age, as censuses and projections give it.

Never mix kinds in one rate: a census, an estimate and a projection rest on different bases.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kapea.packs.marked import FaultBook
from kapea.packs.rows import Row, read_rows
from kapea.packs.sources import STATES, SourceRef, row_sources

FOLDER: Final = "population"
KINDS: Final = (
    "census",
    "provisional_census",
    "estimate",
    "projection",
    "projection_annual",
    "interpolation",
)
SEXES: Final = ("_T", "M", "F")
RESIDENCES: Final = ("_T", "rural", "urban")
COLUMNS: Final = (
    "place_code", "year", "kind", "sex", "age_group", "residence", "persons", "state", "source", "note"
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PopulationRecord:
    """Persons of a place. place_code: a place of the pack, or its country. `_T` is all."""

    place_code: str
    year: int
    kind: str
    sex: str
    age_group: str
    residence: str
    persons: int
    state: str
    sources: tuple[SourceRef, ...]
    note: str
    file: str
    line: int

    @property
    def key(self) -> tuple[str, int, str, str, str, str]:
        return (self.place_code, self.year, self.kind, self.sex, self.age_group, self.residence)


def read_population(book: FaultBook) -> tuple[PopulationRecord, ...]:
    """The records of every file, in the order of the files."""
    files = [f"{FOLDER}/{path.name}" for path in sorted((book.root / FOLDER).glob("*.csv"))]
    references: dict[str, tuple[SourceRef, ...]] = {}
    return tuple(
        _read_record(row, file, references) for file in files for row in read_rows(book, file, COLUMNS)
    )


def _read_record(row: Row, file: str, references: dict[str, tuple[SourceRef, ...]]) -> PopulationRecord:
    state = row.choice("state", STATES)
    return PopulationRecord(
        place_code=row.text("place_code"),
        year=_whole(row, "year"),
        kind=row.choice("kind", KINDS),
        sex=row.choice("sex", SEXES),
        age_group=row.text("age_group"),
        residence=row.choice("residence", RESIDENCES),
        persons=_whole(row, "persons"),
        state=state,
        sources=_references(row, state, references),
        note=row.maybe("note"),
        file=file,
        line=row.line,
    )


def _references(row: Row, state: str, known: dict[str, tuple[SourceRef, ...]]) -> tuple[SourceRef, ...]:
    """A row's references; rows of one file share theirs."""
    cell = row.maybe("source")
    if not cell:
        return row_sources(row, state=state)
    if cell not in known:
        known[cell] = row_sources(row, state=state)
    return known[cell]


def _whole(row: Row, column: str) -> int:
    text = row.text(column)
    if text and not text.isdigit():
        row.fault(f"{column} {text!r} is not a whole number")
    return int(text) if text.isdigit() else 0


def persons(
    records: tuple[PopulationRecord, ...], *, place_code: str, year: int, kind: str = "census", **by: str
) -> int | None:
    """The persons of a place, year and kind; sex, age_group and residence are `_T` unless given.

    None when no record gives it: never zero for not known.
    """
    wanted: Mapping[str, str] = {"sex": "_T", "age_group": "_T", "residence": "_T", **by}
    for record in records:
        if record.key == (
            place_code, year, kind, wanted["sex"], wanted["age_group"], wanted["residence"]
        ):  # fmt: skip
            return record.persons
    return None
