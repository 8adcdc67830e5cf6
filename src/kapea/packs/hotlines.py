"""The numbers that a child or a witness can call, and how sure we are of each."""

from dataclasses import dataclass
from typing import Final

from kapea.packs.labels import Label, unconfirmed_in
from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.sources import SourceRef, entry_sources, joined

FILE: Final = "services/hotlines.yaml"
STATES: Final = ("confirmed", "unconfirmed")
KINDS: Final = ("phone", "web")


@dataclass(frozen=True, kw_only=True)
class HotlineRecord:
    """A line to call or a page to write to.

    number: digits to dial, or "" when no source gives it.
    is_emergency: for danger to life, shown first.
    state: a number that is unconfirmed is shown as such until somebody has called it.
    """

    code: str
    name: Label
    unconfirmed_labels: frozenset[str]
    number: str
    kind: str
    operator: str
    hours: str
    is_emergency: bool
    state: str
    sources: tuple[SourceRef, ...]
    note: str
    line: int

    @property
    def source(self) -> str:
        return joined(self.sources)


def read_hotlines(book: FaultBook, languages: tuple[str, ...]) -> tuple[HotlineRecord, ...]:
    """The pack's lines, those for danger first."""
    lines = [_read_line(entry, languages) for entry in read_yaml(book, FILE).at("lines").items()]
    return tuple(sorted(lines, key=lambda line: not line.is_emergency))


def _read_line(entry: Entry, languages: tuple[str, ...]) -> HotlineRecord:
    entry.only(
        "code", "name", "unconfirmed_labels", "number", "kind", "operator", "hours", "emergency", "state",
        "source", "note",
    )  # fmt: skip
    number = entry.text("number", default="")
    if number and not number.replace(" ", "").isdigit():
        entry.at("number").fault(f"number {number!r} is not digits")
    return HotlineRecord(
        code=entry.text("code"),
        name=entry.label("name", languages),
        unconfirmed_labels=unconfirmed_in(entry),
        number=number,
        kind=entry.choice("kind", KINDS),
        operator=entry.text("operator", default=""),
        hours=entry.text("hours", default=""),
        is_emergency=entry.flag("emergency", default=False),
        state=entry.choice("state", STATES),
        sources=entry_sources(entry, state="sourced" if entry.text("state") == "confirmed" else ""),
        note=entry.text("note", default=""),
        line=entry.line,
    )
