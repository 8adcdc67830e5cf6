"""The bodies that protect children, judge, count or pay, and what each may be sent."""

from dataclasses import dataclass
from typing import Final

from kapea.packs.labels import Label, unconfirmed_in
from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.sources import STATES, SourceRef, entry_sources, joined

FILE: Final = "agencies.yaml"
RECEIVES: Final = ("hotline", "police", "casework", "shelter", "court", "community", "legal_aid", "health")
"""What may be handed over to a body."""
FIELDS: Final = (
    "code",
    "acronym",
    "other_names",
    "name",
    "unconfirmed_labels",
    "kind",
    "level",
    "role",
    "source",
    "check",
    "receives",
    "parent",
    "note",
)


@dataclass(frozen=True, kw_only=True)
class AgencyRecord:
    """One body. check: how sure we are that it is as written (sourced, proposed, unconfirmed)."""

    code: str
    acronym: str
    other_names: tuple[str, ...]
    name: Label
    unconfirmed_labels: frozenset[str]
    kind: str
    level: str
    role: Label
    sources: tuple[SourceRef, ...]
    check: str
    receives: tuple[str, ...]
    parent: str
    note: str
    line: int

    @property
    def source(self) -> str:
        return joined(self.sources)


def read_agencies(book: FaultBook, languages: tuple[str, ...]) -> tuple[AgencyRecord, ...]:
    """The pack's bodies in the order of the file."""
    root = read_yaml(book, FILE)
    root.only("kinds", "levels", "agencies")
    kinds, levels = root.texts("kinds", required=True), root.texts("levels", required=True)
    return tuple(_read_agency(entry, languages, kinds, levels) for entry in root.at("agencies").items())


def _read_agency(
    entry: Entry, languages: tuple[str, ...], kinds: tuple[str, ...], levels: tuple[str, ...]
) -> AgencyRecord:
    entry.only(*FIELDS)
    check = entry.choice("check", STATES)
    return AgencyRecord(
        code=entry.text("code"),
        acronym=entry.text("acronym", default=""),
        other_names=entry.texts("other_names"),
        name=entry.label("name", languages),
        unconfirmed_labels=unconfirmed_in(entry),
        kind=entry.choice("kind", kinds),
        level=entry.choice("level", levels),
        role=entry.label("role", ()),
        sources=entry_sources(entry, state=check),
        check=check,
        receives=_receives(entry),
        parent=entry.text("parent", default=""),
        note=entry.text("note", default=""),
        line=entry.line,
    )


def _receives(entry: Entry) -> tuple[str, ...]:
    given = entry.texts("receives")
    for what in given:
        if what not in RECEIVES:
            entry.at("receives").fault(f"receives {what!r} is not one of {', '.join(RECEIVES)}")
    return given
