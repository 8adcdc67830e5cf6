"""What a country's sources say, ready for the rules that look for contradictions.

Reads `publications/`: the printed tables, `claims.yaml` (one fact as several sources state it) and
`relations.yaml` (what must hold between figures). The last two may be absent. It decides nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from kapea.engines.evidence.check import check as find
from kapea.engines.evidence.claims import Claim, Figure, Finding, State
from kapea.engines.evidence.relations import ROLES, Kind, Relation
from kapea.engines.evidence.values import Printed, Range, ValueNotReadable, day, number, words
from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.publications import PublishedCell, PublishedTable, read_publications
from kapea.packs.sources import source_ref

CLAIMS_FILE: Final = "publications/claims.yaml"
RELATIONS_FILE: Final = "publications/relations.yaml"
NUMBER_STATES: Final = frozenset({"value", "zero", "range", "fraction"})
VALUE_FIGURE: Final = "value"


def check(pack_dir: Path | str) -> dict[str, Any]:
    """Return `{"findings": [...]}` for `kapea evidence check`. Raises InputFault."""
    return {"findings": [finding.as_json() for finding in findings(Path(pack_dir))]}


def check_evidence(book: FaultBook) -> dict[str, int]:
    """Write what is wrong with `claims.yaml` and `relations.yaml` into the book; return their sizes."""
    figures = [each for table in read_publications(book, ()) for each in table_figures(table)]
    claims, _, _ = read_claims(book)
    return {"claims": len(claims), "relations": len(read_relations(book, figures))}


def findings(pack: Path) -> list[Finding]:
    """Return the contradictions among a pack's claims and printed tables. Raises InputFault."""
    book = FaultBook(root=pack, strict=True)
    figures = [each for table in read_publications(book, ()) for each in table_figures(table)]
    claims, explained, to_check = read_claims(book)
    relations = read_relations(book, figures)
    found = find(claims=claims, figures=figures, relations=relations, explained=explained)
    return [
        _softened(finding) if (finding.subject, finding.property) in to_check else finding
        for finding in found
    ]


def table_figures(table: PublishedTable) -> list[Figure]:
    """Return the cells of a printed table as figures."""
    return [
        Figure(
            table=table.id,
            dims=cell.dims,
            measure=cell.measure,
            claim=_cell_claim(table, cell),
            label=cell.attributes.get("printed_label", ""),
        )
        for cell in table.rows
        if cell.state != "text"
    ]


def _cell_claim(table: PublishedTable, cell: PublishedCell) -> Claim:
    where = ", ".join(f"{name} {code}" for name, code in cell.dims.items())
    return Claim(
        subject=f"{table.title.get('en', table.id)} ({where})",
        property=cell.unit if cell.measure == VALUE_FIGURE else cell.measure,
        value=_cell_value(cell),
        source=cell.source.alias,
        locator=cell.source.locator,
        unit=cell.unit,
        note=cell.note,
    )


def _cell_value(cell: PublishedCell) -> Printed:
    if cell.state == "date":
        return day(cell.text)
    if cell.state in NUMBER_STATES:
        return number(cell.text, unit=cell.unit, qualifier=cell.qualifier)
    return words(cell.text)


def read_claims(
    book: FaultBook,
) -> tuple[list[Claim], dict[tuple[str, str], str], frozenset[tuple[str, str]]]:
    """Return the claims, what a person has explained, and what is only to be checked."""
    claims: list[Claim] = []
    explained: dict[tuple[str, str], str] = {}
    to_check = set()
    if not (book.root / CLAIMS_FILE).exists():
        return claims, explained, frozenset()
    for entry in read_yaml(book, CLAIMS_FILE).at("claims").items():
        entry.only("subject", "property", "kind", "values", "explained", "state")
        about = (entry.text("subject"), entry.text("property"))
        kind = entry.choice("kind", ("date", "number", "words"))
        claims += [_claim(value, about, kind) for value in entry.at("values").items()]
        if entry.has("explained"):
            explained[about] = entry.text("explained")
        if entry.choice("state", [state.value for state in State], default="contradiction") == "to_check":
            to_check.add(about)
    return claims, explained, frozenset(to_check)


def _claim(entry: Entry, about: tuple[str, str], kind: str) -> Claim:
    entry.only("value", "source", "qualifier", "note", "from", "to")
    source = source_ref(entry.text("source"))
    return Claim(
        subject=about[0],
        property=about[1],
        value=_read_value(entry, kind),
        source=source.alias,
        locator=source.locator,
        valid=_valid(entry),
        note=entry.text("note", default=""),
    )


def _valid(entry: Entry) -> Range | None:
    """The days for which a claim is made: `from`, `to`, both or neither."""
    ends = [_day(entry, key) if entry.has(key) else None for key in ("from", "to")]
    if ends == [None, None]:
        return None
    return Range(low=ends[0].low if ends[0] else None, high=ends[1].high if ends[1] else None)


def _day(entry: Entry, key: str) -> Range | None:
    try:
        return day(str(entry.at(key).value)).meaning
    except ValueNotReadable as wrong:
        entry.at(key).fault(str(wrong))
        return None


def _read_value(entry: Entry, kind: str) -> Printed:
    text = str(entry.at("value").value)
    try:
        if kind == "date":
            return day(text)
        if kind == "number":
            return number(text, qualifier=entry.text("qualifier", default=""))
    except ValueNotReadable as wrong:
        entry.at("value").fault(str(wrong))
    return words(text)


def read_relations(book: FaultBook, figures: Sequence[Figure]) -> list[Relation]:
    """Return the relations of the pack with the figures that they bind."""
    if not (book.root / RELATIONS_FILE).exists():
        return []
    entries = read_yaml(book, RELATIONS_FILE).at("relations").items()
    return [relation for entry in entries for relation in _relations(entry, figures)]


def _relations(entry: Entry, figures: Sequence[Figure]) -> list[Relation]:
    kind = entry.choice("kind", [each.value for each in Kind])
    if kind not in list(Kind):
        return []
    roles = ROLES[Kind(kind)]
    entry.only("kind", "reason", "state", "each", *roles)
    chosen = {role: _chosen(entry.at(role), figures) for role in roles}
    state = entry.choice("state", [each.value for each in State], default="contradiction")
    split = entry.text("each", default="")
    return [
        Relation(
            kind=Kind(kind),
            figures=bound,
            reason=entry.text("reason"),
            state=State(state) if state in list(State) else State.TO_CHECK,
        )
        for bound in (_split(chosen, split) if split else [chosen])
        if all(bound.values())
    ]


def _chosen(entry: Entry, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that a selector, or a list of them, names; naming none is a fault."""
    if isinstance(entry.value, list):
        return [figure for each in entry.items() for figure in _chosen(each, figures)]
    wanted = {key: str(value.value) for key, value in entry.pairs()}
    table, measure = wanted.pop("table", ""), wanted.pop("figure", VALUE_FIGURE)
    found = [
        figure
        for figure in figures
        if figure.table == table
        and figure.measure == measure
        and all(figure.dims.get(name) == code for name, code in wanted.items())
    ]
    if not found:
        entry.fault(f"no figure of table {table!r} is named so")
    return found


def _split(chosen: Mapping[str, Sequence[Figure]], dimension: str) -> list[dict[str, list[Figure]]]:
    """One set of figures for each code of a dimension that all figures with it share."""
    codes = dict.fromkeys(
        figure.dims[dimension] for group in chosen.values() for figure in group if dimension in figure.dims
    )
    return [
        {
            role: [each for each in group if each.dims.get(dimension, code) == code]
            for role, group in chosen.items()
        }
        for code in codes
    ]


def _softened(finding: Finding) -> Finding:
    return finding if finding.state is State.EXPLAINED else replace(finding, state=State.TO_CHECK)
