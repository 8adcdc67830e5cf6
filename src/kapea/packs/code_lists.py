"""The lists of codes a country records by.

A code never changes and never goes; its words may. A list that a standard owns (ICCS, HTCDS…)
keeps the standard's codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

from kapea.engines.errors import KapeaError
from kapea.packs.labels import Label, in_language, row_label
from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.rows import Row, read_rows
from kapea.packs.sources import STATES, SourceRef, joined, row_sources, source_ref

INDEX_FILE: Final = "codelists/index.yaml"
COLUMNS: Final = ("code", "state", "source")
REQUIRED_LISTS: Final = (
    "contact_channel",
    "contact_kind",
    "contact_topic",
    "contact_priority",
    "contact_outcome",
    "exploitation_form",
    "setting",
    "risk_level",
    "risk_factor",
    "case_step",
    "closure_reason",
    "service_kind",
    "special_need",
    "referral_kind",
    "referral_urgency",
    "referral_refusal_reason",
    "visit_finding",
    "age_method",
    "identification_indicator",
    "legal_ground",
    "sex",
    "birth_precision",
    "relation_to_child",
    "report_status",
    "assistance",
    "age_band",
    "protection_concern",
    "separation_cause",
    "care_arrangement",
    "retention_class",
    "country",
    "language",
    "nationality",
    "iccs",
    "protective_measure",
    "additional_penalty",
    "juvenile_indicator",
    "facility_kind",
    "standard_state",
    "placement_authority",
    "placement_end",
    "complaint_about",
    "return_paper",
    "recognising_body",
    "return_service",
    "clearance",
    "evidence_kind",
    "interview_place",
)
"""Lists that the registers record by; a pack without one cannot be used."""
_KNOWN: Final = frozenset({"code", "parent", "state", "source", "note", "unconfirmed_labels"})


class UnknownCodeList(KapeaError):
    """The pack has no such code list."""

    code = "packs.unknown_code_list"


class UnknownCode(KapeaError):
    """The code list has no such code."""

    code = "packs.unknown_code"


@dataclass(frozen=True, kw_only=True)
class CodeItem:
    """One code. attributes: the further columns of the list, as text."""

    code: str
    label: Label
    parent: str
    state: str
    sources: tuple[SourceRef, ...]
    note: str
    unconfirmed_labels: frozenset[str]
    attributes: Mapping[str, str]
    line: int

    @property
    def source(self) -> str:
        return joined(self.sources)


@dataclass(frozen=True, kw_only=True)
class CodeList:
    """A list of codes in the order of its file."""

    name: str
    title: Label
    file: str
    items: tuple[CodeItem, ...]

    @cached_property
    def _by_code(self) -> dict[str, CodeItem]:
        return {item.code: item for item in self.items}

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def item(self, code: str) -> CodeItem:
        """The item of a code. Raises UnknownCode."""
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownCode(f"{self.name} has no code {code!r}.") from None

    def label(self, code: str) -> Label:
        """The words of a code. Raises UnknownCode."""
        return self.item(code).label

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._by_code)

    def choices(self, language: str) -> list[tuple[str, str]]:
        """Code and words in a language, in the order of the list, for a form field."""
        return [(item.code, in_language(item.label, language)) for item in self.items]

    def children(self, parent: str) -> tuple[CodeItem, ...]:
        return tuple(item for item in self.items if item.parent == parent)


@dataclass(frozen=True, kw_only=True)
class CodeListHeading:
    """What the index says of a list before its file is read.

    languages: in which the list must have words; a standard's own list may be English only.
    """

    name: str
    title: Label
    file: str
    languages: tuple[str, ...]
    source: tuple[SourceRef, ...]
    line: int


def read_index(book: FaultBook, languages: tuple[str, ...]) -> dict[str, CodeListHeading]:
    """The headings of the pack's code lists by name."""
    headings: dict[str, CodeListHeading] = {}
    for name, entry in read_yaml(book, INDEX_FILE).at("lists").pairs():
        headings[name] = _read_heading(name, entry, languages)
    return headings


def _read_heading(name: str, entry: Entry, languages: tuple[str, ...]) -> CodeListHeading:
    entry.only("title", "languages", "source")
    return CodeListHeading(
        name=name,
        title=entry.label("title", languages),
        file=f"codelists/{name}.csv",
        languages=entry.texts("languages") or languages,
        source=(source_ref(entry.text("source")),) if entry.has("source") else (),
        line=entry.line,
    )


def read_code_list(book: FaultBook, heading: CodeListHeading) -> CodeList:
    """The list of a heading."""
    labels = [f"label_{language}" for language in heading.languages]
    rows = read_rows(book, heading.file, (*COLUMNS, *labels))
    items = tuple(_read_item(row, heading) for row in rows)
    return CodeList(name=heading.name, title=heading.title, file=heading.file, items=items)


def _read_item(row: Row, heading: CodeListHeading) -> CodeItem:
    state = row.choice("state", STATES)
    return CodeItem(
        code=row.text("code"),
        label=row_label(row, heading.languages),
        parent=row.maybe("parent"),
        state=state,
        sources=row_sources(row, state=state),
        note=row.maybe("note"),
        unconfirmed_labels=frozenset(row.maybe("unconfirmed_labels").split()),
        attributes=MappingProxyType(
            {
                column: cell
                for column, cell in row.cells.items()
                if column not in _KNOWN and not column.startswith("label_")
            }
        ),
        line=row.line,
    )
