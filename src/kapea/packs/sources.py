"""The texts a pack rests on, and the place in them where a value stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.rows import Row

STATES: Final = ("sourced", "proposed", "unconfirmed")
"""sourced: a text gives it; proposed: nobody gives it, the country's bodies decide; unconfirmed:
believed, but not yet seen in the named text."""

SOURCES_FILE: Final = "publications/sources.yaml"


@dataclass(frozen=True, kw_only=True)
class SourceRecord:
    """A text, data set or list that values are taken from.

    credit: the line a product must show, or "".
    """

    alias: str
    title: str
    kind: str
    year: int | None
    licence: str
    credit: str
    locator_style: str
    note: str


@dataclass(frozen=True, kw_only=True)
class SourceRef:
    """A place in a source.

    >>> str(SourceRef(alias="S2", locator="§14"))
    'S2 §14'
    """

    alias: str
    locator: str

    def __str__(self) -> str:
        return f"{self.alias} {self.locator}".strip()


def source_ref(words: str) -> SourceRef:
    """The reference that one cell of text gives.

    >>> source_ref("S4 Limitation fn63")
    SourceRef(alias='S4', locator='Limitation fn63')
    """
    alias, _, locator = words.strip().partition(" ")
    return SourceRef(alias=alias, locator=locator.strip())


def entry_sources(entry: Entry, *, state: str) -> tuple[SourceRef, ...]:
    """The references of an entry: `source: S2 §14` or a list of them; sourced needs one."""
    if not entry.has("source"):
        if state == "sourced":
            entry.fault("sourced, but names no source")
        return ()
    given = entry.at("source")
    if isinstance(given.value, list):
        return tuple(source_ref(text) for text in entry.texts("source"))
    text = entry.text("source")
    return (source_ref(text),) if text else ()


def row_sources(row: Row, *, state: str) -> tuple[SourceRef, ...]:
    """The references of a row's `source` cell, apart by semicolons; sourced needs one."""
    references = tuple(source_ref(part) for part in row.maybe("source").split(";") if part.strip())
    if state == "sourced" and not references:
        row.fault("sourced, but names no source")
    return references


def joined(references: Sequence[SourceRef]) -> str:
    return "; ".join(str(reference) for reference in references)


def read_sources(book: FaultBook) -> dict[str, SourceRecord]:
    """The pack's sources by alias."""
    records: dict[str, SourceRecord] = {}
    for entry in read_yaml(book, SOURCES_FILE).at("sources").items():
        entry.only("alias", "title", "kind", "year", "licence", "credit", "locator_style", "note")
        record = SourceRecord(
            alias=entry.text("alias"),
            title=entry.text("title"),
            kind=entry.text("kind"),
            year=entry.whole("year") if entry.has("year") else None,
            licence=entry.text("licence", default=""),
            credit=entry.text("credit", default=""),
            locator_style=entry.text("locator_style", default=""),
            note=entry.text("note", default=""),
        )
        if record.alias in records:
            entry.at("alias").fault(f"source {record.alias!r} stands twice")
        records[record.alias] = record
    return records
