"""The forms that the country prints on paper: which facts stand where, under which words.

A paper holds no fact itself: each of its lines names one of a record's values, each of its tables
one of a record's rows. Which values and rows a record has is fixed here; the register fills them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kapea.packs.labels import Label, unconfirmed_in
from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.sources import STATES, SourceRef, entry_sources
from kapea.packs.vocabulary import SECTIONS

FOLDER: Final = "papers"

_CASE_VALUES: Final = """
case.code case.opened_on case.agency case.worker case.step case.status case.risk case.forms case.province
case.returned_on case.follow_up_since case.closed_on
told.words told.age told.sex
child.code child.name_km child.name_latin child.nickname child.sex child.born_on child.age child.nationality
child.province child.commune child.documents child.phone
ground.kinds ground.assent ground.from_on
identification.decision identification.indicators identification.reasons identification.decided_on
age.standing age.methods
risk.level risk.factors risk.reasons risk.assessed_on
assessment.done_on assessment.tool assessment.summary assessment.by
plan.made_on plan.review_on plan.childs_view plan.child_took_part plan.by
closure.reason closure.childs_view closure.goals_reason closure.waiver closure.asked_on closure.asked_by
closure.decision closure.decided_on closure.decided_by closure.refusal
"""
_INCIDENT_VALUES: Final = """
incident.code incident.form_code incident.station incident.book incident.reported_on incident.occurred
incident.province incident.place incident.forms incident.setting incident.via_hotline incident.narrative
incident.clearance incident.cleared_on incident.confirmed_on incident.investigated_on
incident.sent_to_court_on
"""
VALUES: Final[Mapping[str, frozenset[str]]] = {
    "case": frozenset(_CASE_VALUES.split()),
    "incident": frozenset(_INCIDENT_VALUES.split()),
}
"""The values of each kind of record, by the word that a paper uses."""
ROWS: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "case": {
        "assessments": frozenset({"question", "answer"}),
        "actions": frozenset({"domain", "goal", "action", "responsible", "due_on", "state"}),
        "services": frozenset({"service", "given_on", "agency", "words"}),
        "referrals": frozenset({"to", "service", "sent_on", "status"}),
        "placements": frozenset(
            {"kind", "facility", "authority", "from_on", "review_on", "until_on", "reason"}
        ),
        "visits": frozenset({"visited_on", "place", "alone", "safety", "findings"}),
        "planned_visits": frozenset({"month", "due_on", "state"}),
        "checklist": frozenset({"item", "state"}),
    },
    "incident": {
        "offences": frozenset({"offence", "against"}),
        "victims": frozenset(
            {"code", "name", "sex", "age", "nationality", "rescued_on", "assistance", "interviews", "at_post"}
        ),
        "suspects": frozenset({"code", "name", "sex", "age", "nationality", "arrested_on"}),
    },
}
"""The rows of each kind of record, with their columns."""


@dataclass(frozen=True, kw_only=True)
class LineRecord:
    """A labelled value. lines: how many lines stand free when it is empty; from two on it is wide."""

    label: Label
    value: str
    lines: int


@dataclass(frozen=True, kw_only=True)
class TableRecord:
    """A record's rows. columns: label and name of each. free: rows left empty to write in."""

    rows: str
    columns: tuple[tuple[Label, str], ...]
    free: int


@dataclass(frozen=True, kw_only=True)
class BlockRecord:
    """One part of a paper. section: the section of the record without which it stays closed."""

    title: Label
    section: str
    lines: tuple[LineRecord, ...]
    tables: tuple[TableRecord, ...]


@dataclass(frozen=True, kw_only=True)
class PaperRecord:
    """One form on paper. record: the kind of record it is about. order: its place among them in the work."""

    code: str
    version: int
    record: str
    title: Label
    unconfirmed_labels: frozenset[str]
    heads: tuple[Label, ...]
    blocks: tuple[BlockRecord, ...]
    signatures: tuple[Label, ...]
    state: str
    sources: tuple[SourceRef, ...]
    note: str
    file: str
    order: int = 0


def read_papers(book: FaultBook, languages: tuple[str, ...]) -> dict[str, PaperRecord]:
    """The pack's papers by code; a pack may have none."""
    papers: dict[str, PaperRecord] = {}
    for path in sorted((book.root / FOLDER).glob("*.yaml")):
        paper = _read_paper(read_yaml(book, f"{FOLDER}/{path.name}"), languages)
        if paper.code and paper.code != path.stem:
            book.add(paper.file, 1, f"code {paper.code!r} is not the file's name")
        papers[paper.code] = paper
    return papers


def _read_paper(root: Entry, languages: tuple[str, ...]) -> PaperRecord:
    root.only(
        "code", "version", "record", "title", "unconfirmed_labels", "heads", "blocks", "signatures",
        "state", "source", "note", "order",
    )  # fmt: skip
    state, record = root.choice("state", STATES), root.choice("record", tuple(VALUES))
    return PaperRecord(
        code=root.text("code"),
        version=root.whole("version", least=1),
        record=record,
        title=root.label("title", languages),
        unconfirmed_labels=unconfirmed_in(root),
        heads=_labels(root, "heads", languages),
        blocks=tuple(_read_block(entry, record, languages) for entry in root.at("blocks").items()),
        signatures=_labels(root, "signatures", languages),
        state=state,
        sources=entry_sources(root, state=state),
        note=root.text("note", default=""),
        file=root.file,
        order=root.whole("order", least=0) if root.has("order") else 0,
    )


def _labels(root: Entry, key: str, languages: tuple[str, ...]) -> tuple[Label, ...]:
    if not root.has(key):
        return ()
    found = []
    for entry in root.at(key).items():
        entry.only("words")
        found.append(entry.label("words", languages))
    return tuple(found)


def _read_block(entry: Entry, record: str, languages: tuple[str, ...]) -> BlockRecord:
    entry.only("title", "section", "lines", "tables")
    lines = entry.at("lines").items() if entry.has("lines") else ()
    tables = entry.at("tables").items() if entry.has("tables") else ()
    return BlockRecord(
        title=entry.label("title", languages),
        section=entry.choice("section", sorted(SECTIONS)),
        lines=tuple(_read_line(each, record, languages) for each in lines),
        tables=tuple(_read_table(each, record, languages) for each in tables),
    )


def _read_line(entry: Entry, record: str, languages: tuple[str, ...]) -> LineRecord:
    entry.only("label", "value", "lines")
    value = entry.text("value", default="")
    if value and value not in VALUES.get(record, ()):
        entry.at("value").fault(f"a {record} has no value {value!r}")
    return LineRecord(
        label=entry.label("label", languages),
        value=value,
        lines=entry.whole("lines", least=1) if entry.has("lines") else 1,
    )


def _read_table(entry: Entry, record: str, languages: tuple[str, ...]) -> TableRecord:
    entry.only("rows", "columns", "free")
    rows = entry.text("rows")
    known = ROWS.get(record, {}).get(rows)
    if known is None:
        entry.fault(f"a {record} has no rows {rows!r}")
    columns = []
    for column in entry.at("columns").items():
        column.only("label", "value")
        value = column.text("value")
        if known is not None and value not in known:
            column.fault(f"rows {rows!r} have no column {value!r}")
        columns.append((column.label("label", languages), value))
    return TableRecord(
        rows=rows,
        columns=tuple(columns),
        free=entry.whole("free", least=0) if entry.has("free") else 0,
    )
