"""The provisions that a pack's sources report, as a register names them in a charge.

What follows from a provision (class, limitation, jurisdiction) is for the law engine, for which
`packs.law` reads the same file whole; here are only its name, its place and where it is reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.sources import SourceRef

FILE: Final = "law/offences.yaml"
CROSSWALK_FILE: Final = "law/crosswalk.csv"


@dataclass(frozen=True, kw_only=True)
class OffenceRecord:
    """One provision. attributes: every further field of the file, as written."""

    code: str
    law: str
    law_title: str
    article: str
    kind: str
    status: str
    title: str
    forms: tuple[str, ...]
    sources: tuple[SourceRef, ...]
    attributes: Mapping[str, object]
    line: int


def read_offences(book: FaultBook) -> tuple[OffenceRecord, ...]:
    """The pack's provisions in the order of the file."""
    root = read_yaml(book, FILE)
    laws = {name: str(title.value) for name, title in root.at("meta").at("laws").pairs()}
    return tuple(_read_offence(entry, laws) for entry in root.at("offences").items())


def _read_offence(entry: Entry, laws: Mapping[str, str]) -> OffenceRecord:
    law = entry.text("law")
    return OffenceRecord(
        code=entry.text("id"),
        law=law,
        law_title=laws.get(law, law),
        article=entry.text("article"),
        kind=entry.text("kind"),
        status=entry.text("status"),
        title=entry.text("title"),
        forms=entry.texts("forms"),
        sources=_read_sources(entry),
        attributes=MappingProxyType(
            {key: entry.at(key).plain() for key in entry.field_names() if key not in _READ}
        ),
        line=entry.line,
    )


_READ: Final = frozenset({"id", "law", "article", "kind", "status", "title", "forms", "sources"})


def _read_sources(entry: Entry) -> tuple[SourceRef, ...]:
    return tuple(
        SourceRef(alias=source.text("source"), locator=source.text("locator"))
        for source in entry.at("sources").items()
    )
