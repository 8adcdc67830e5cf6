"""Figures that others have published, exactly as printed.

Nothing is corrected and nothing filled in: a blank of the source stays a blank, a printed zero
stays a zero, and a total that does not add up keeps both. Whether two tables contradict each
other is for the evidence engine.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kapea.packs.labels import Label, unconfirmed_in
from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.rows import Row, read_rows
from kapea.packs.sources import SourceRef

INDEX_FILE: Final = "publications/tables.yaml"
TOTAL: Final = "_T"
QUALIFIERS: Final = ("", "about", "more_than", "less_than")
_RANGE: Final = re.compile(r"(\d+)-(\d+)")
_FRACTION: Final = re.compile(r"(\d+)/(\d+)")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, kw_only=True)
class PublishedCell:
    """One printed value.

    dims: dimension to code; `_T` is a printed total.
    state: value, zero, blank (an empty cell), dash, range, fraction, date or text.
    value: the number of a value or zero, else None. text: as printed, dates as ISO prefix.
    qualifier: "about", "more_than", "less_than" when the source says so, else "".
    """

    dims: Mapping[str, str]
    measure: str
    value: Decimal | None
    text: str
    state: str
    unit: str
    qualifier: str
    source: SourceRef
    note: str
    attributes: Mapping[str, str]
    line: int

    @property
    def is_total(self) -> bool:
        return TOTAL in self.dims.values()


@dataclass(frozen=True, kw_only=True)
class PublishedTable:
    """A table of one or more sources.

    totals_over: the dimension whose parts make up its `_T` row, or "".
    """

    id: str
    title: Label
    unconfirmed_labels: frozenset[str]
    file: str
    dimensions: tuple[str, ...]
    measures: Mapping[str, str]
    totals_over: str
    code_lists: Mapping[str, str]
    has_one_row_per_source: bool
    rows: tuple[PublishedCell, ...]
    line: int

    @property
    def sources(self) -> tuple[str, ...]:
        """The aliases of the sources, in the order of the table."""
        return tuple(dict.fromkeys(cell.source.alias for cell in self.rows))

    @property
    def source(self) -> str:
        """The alias of the only source, or "" when there are more."""
        return self.sources[0] if len(self.sources) == 1 else ""

    @property
    def locator(self) -> str:
        """The places of the only source, or ""."""
        places = dict.fromkeys(cell.source.locator for cell in self.rows)
        return "; ".join(places) if self.source else ""


def read_publications(book: FaultBook, languages: tuple[str, ...]) -> tuple[PublishedTable, ...]:
    """The pack's published tables in the order of the index."""
    tables = read_yaml(book, INDEX_FILE).at("tables").items()
    return tuple(_read_table(entry, languages) for entry in tables)


def _read_table(entry: Entry, languages: tuple[str, ...]) -> PublishedTable:
    entry.only(
        "id", "title", "unconfirmed_labels", "dimensions", "measures", "totals_over", "code_lists",
        "one_row_per_source",
    )  # fmt: skip
    dimensions = entry.texts("dimensions", required=True)
    measures = _words(entry, "measures")
    if not measures and entry.has("measures"):
        entry.at("measures").fault("measures is empty")
    totals_over = entry.text("totals_over", default="")
    if totals_over and totals_over not in dimensions:
        entry.at("totals_over").fault(f"totals_over {totals_over!r} is not a dimension of the table")
        totals_over = ""
    file = f"publications/tables/{entry.text('id')}.csv"
    rows = read_rows(entry.book, file, (*dimensions, *measures, "source", "locator", "note"))
    return PublishedTable(
        id=entry.text("id"),
        title=entry.label("title", languages),
        unconfirmed_labels=unconfirmed_in(entry),
        file=file,
        dimensions=dimensions,
        measures=measures,
        totals_over=totals_over,
        code_lists=_words(entry, "code_lists") if entry.has("code_lists") else {},
        has_one_row_per_source=entry.flag("one_row_per_source", default=False),
        rows=tuple(cell for row in rows for cell in _read_cells(row, dimensions, measures)),
        line=entry.line,
    )


def _words(entry: Entry, key: str) -> dict[str, str]:
    return {name: str(word.value) for name, word in entry.at(key).pairs()}


def _read_cells(
    row: Row, dimensions: tuple[str, ...], measures: Mapping[str, str]
) -> tuple[PublishedCell, ...]:
    dims = {dimension: row.text(dimension) for dimension in dimensions}
    source = SourceRef(alias=row.text("source"), locator=row.text("locator"))
    qualifier = row.maybe("qualifier")
    if qualifier not in QUALIFIERS:
        row.fault(f"qualifier {qualifier!r} is not one of {', '.join(QUALIFIERS[1:])}")
    known = {*dimensions, *measures, "source", "locator", "note", "unit", "qualifier"}
    attributes = {column: cell for column, cell in row.cells.items() if column not in known}
    cells = []
    for measure, unit in measures.items():
        state, value, text = _printed(row, measure, unit)
        cells.append(
            PublishedCell(
                dims=dims,
                measure=measure,
                value=value,
                text=text,
                state=state,
                unit=row.text("unit") if unit == "@unit" else unit,
                qualifier=qualifier,
                source=source,
                note=row.maybe("note"),
                attributes=attributes,
                line=row.line,
            )
        )
    return tuple(cells)


def _printed(row: Row, measure: str, unit: str) -> tuple[str, Decimal | None, str]:
    """State, number and words of a printed cell."""
    text = row.maybe(measure)
    if not text:
        if not row.maybe("note"):
            row.fault(f"{measure} is blank and the note does not say why")
        return "blank", None, ""
    if text == "-":
        return "dash", None, text
    if unit == "text":
        return "text", None, text
    if unit == "date":
        if not _DATE.fullmatch(text):
            row.fault(f"{measure} {text!r} is not a date YYYY, YYYY-MM or YYYY-MM-DD")
        return "date", None, text
    if _NUMBER.fullmatch(text):
        number = Decimal(text)
        return ("value" if number else "zero"), number, text
    if _RANGE.fullmatch(text):
        return "range", None, text
    if _FRACTION.fullmatch(text):
        return "fraction", None, text
    row.fault(f"{measure} {text!r} is not a number, a range or a fraction")
    return "text", None, text
