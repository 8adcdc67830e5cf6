"""Which tables a country publishes, and by which rules it counts them.

Reads `figures/*.yaml` of a pack into table specifications of the figures engine and refuses a
wrong one with its line. It holds no figure: published figures stand in `publications/`.
"""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path

from kapea.engines.errors import KapeaError
from kapea.engines.figures.beside import PublishedCell
from kapea.engines.figures.codes import TOTAL, UNKNOWN, Code, CodeList
from kapea.engines.figures.errors import InvalidSpecification
from kapea.engines.figures.specification import (
    MEASURE_AXIS,
    TIME_AXIS,
    Band,
    Condition,
    Counting,
    Dimension,
    Measure,
    PublishedAs,
    TableSpecification,
)
from kapea.packs.labels import Label, row_label
from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.publications import PublishedCell as PrintedCell
from kapea.packs.publications import read_publications
from kapea.packs.rows import read_rows

FOLDER = "figures"
PLACES = "places"
MEASURE_COLUMN = "@measure"
"""What a table says whose printed measures stand in columns of their own."""

NamedCodes = Callable[[str], tuple[Code, ...]]
"""From a source of names, as `country.alpha3`, to the codes that it names; each is read once."""


class UnknownTable(KapeaError):
    """The pack has no such table."""

    code = "packs.unknown_table"


def list_tables(pack: Path) -> tuple[TableSpecification, ...]:
    """Return the pack's table specifications, by file and then in the order of the file.

    Raises InputFault.
    """
    return read_tables(FaultBook(root=pack, strict=True))


def load_table(pack: Path, table_id: str) -> TableSpecification:
    """Return one specification. Raises UnknownTable, InputFault."""
    tables = list_tables(pack)
    for table in tables:
        if table.id == table_id:
            return table
    known = ", ".join(table.id for table in tables) or "none"
    raise UnknownTable(f"There is no table {table_id!r}; there are: {known}.")


def read_tables(book: FaultBook) -> tuple[TableSpecification, ...]:
    """Return every specification that can be read; faults go into the book."""
    found: dict[str, TableSpecification] = {}
    named = functools.cache(functools.partial(_named_codes, book))
    for path in sorted((book.root / FOLDER).glob("*.yaml")):
        for entry, spec in _read_file(book, f"{FOLDER}/{path.name}", named):
            if spec.id in found:
                entry.at("id").fault(f"table {spec.id!r} stands twice")
            found.setdefault(spec.id, spec)
    return tuple(found.values())


def published_cells(
    pack: Path, spec: TableSpecification, *, also_by: tuple[str, ...] = ()
) -> tuple[PublishedCell, ...]:
    """Return what others have printed for the cells of a table, each with its source.

    also_by: further breakdowns that the table is shown with; what is printed stands at their totals.
    Nothing is corrected or filled in; an empty cell of the print is a blank. Raises InputFault.
    """
    if spec.published is None:
        return ()
    book = FaultBook(root=pack, strict=True)
    printed = [table for table in read_publications(book, ()) if table.id == spec.published.publication]
    if not printed:
        raise UnknownTable(f"There is no published table {spec.published.publication!r}.")
    axes = (MEASURE_AXIS, *(each.id for each in spec.dimensions_with(also_by)), TIME_AXIS)
    found = (_as_published(cell, spec, spec.published, axes) for cell in printed[0].rows)
    return tuple(cell for cell in found if cell is not None)


def _as_published(
    cell: PrintedCell, spec: TableSpecification, link: PublishedAs, axes: tuple[str, ...]
) -> PublishedCell | None:
    """The printed cell under our key, or None if the table has no such cell."""
    if any(cell.dims.get(column) not in codes for column, codes in link.only.items()):
        return None
    key = []
    for axis in axes:
        if axis not in link.columns:
            key.append(spec.measures[0].code if axis == MEASURE_AXIS else TOTAL)
            continue
        printed = cell.measure if link.columns[axis] == MEASURE_COLUMN else cell.dims[link.columns[axis]]
        ours = {theirs: code for code, theirs in link.codes.get(axis, {}).items()}
        if axis in link.codes and printed not in ours:
            return None
        key.append(ours.get(printed, printed))
    return PublishedCell(
        key=tuple(key),
        value=None if cell.value is None else int(cell.value),
        source=cell.source.alias,
        locator=cell.source.locator,
        note="; ".join(filter(None, (cell.qualifier.replace("_", " "), cell.note))),
    )


def _read_file(book: FaultBook, file: str, named: NamedCodes) -> list[tuple[Entry, TableSpecification]]:
    root = read_yaml(book, file)
    root.only("unconfirmed_labels", "code_lists", "tables")
    lists = {name: _code_list(name, entry) for name, entry in root.at("code_lists").pairs()}
    tables = []
    for entry in root.at("tables").items():
        try:
            tables.append((entry, _table(entry, lists, named)))
        except InvalidSpecification as wrong:
            entry.fault(str(wrong))
    return tables


def _table(entry: Entry, lists: Mapping[str, CodeList], named: NamedCodes) -> TableSpecification:
    entry.only("id", "version", "title", "source", "measures", "dimensions", "published", "note")
    dimensions = tuple(_dimension(each, lists, named) for each in entry.at("dimensions").items())
    spec = TableSpecification(
        id=entry.text("id"),
        version=entry.text("version"),
        title=_label(entry, "title"),
        source=entry.text("source"),
        measures=tuple(_measure(each) for each in entry.at("measures").items()),
        dimensions=dimensions,
        published=_published(entry.at("published")) if entry.has("published") else None,
    )
    if entry.has("published"):
        _check_published(entry.at("published"), spec)
    return spec


def _measure(entry: Entry) -> Measure:
    entry.only(
        "code", "label", "unit", "reference_on", "where", "counting", "distinct_on", "state", "note", "source"
    )
    return Measure(
        code=entry.text("code"),
        label=_label(entry, "label"),
        unit=entry.text("unit"),
        reference_on=entry.text("reference_on"),
        where=tuple(_condition(each) for each in entry.at("where").items()) if entry.has("where") else (),
        counting=_counting(entry),
        distinct_on=entry.texts("distinct_on"),
        rule_status=entry.choice("state", ("sourced", "proposed")),
        note=entry.text("note", default=""),
    )


def _counting(entry: Entry) -> Counting:
    word = entry.choice("counting", [rule.value for rule in Counting])
    return Counting(word) if word in list(Counting) else Counting.OCCURRENCE


def _condition(entry: Entry) -> Condition:
    entry.only("column", "one_of")
    values = entry.at("one_of").items() if entry.has("one_of") else []
    for value in values:
        if not isinstance(value.value, str | bool):
            value.fault("a condition takes codes, true or false")
    return Condition(
        column=entry.text("column"),
        one_of=tuple(value.value for value in values if isinstance(value.value, str | bool)),
    )


def _dimension(entry: Entry, lists: Mapping[str, CodeList], named: NamedCodes) -> Dimension:
    entry.only("id", "label", "columns", "code_list", "open", "named_by", "bands", "unknown", "shown", "note")
    name = entry.text("id")
    if entry.flag("open", default=False):
        names = named(entry.text("named_by")) if entry.has("named_by") else ()
        codes = CodeList(id=name, codes=names, is_open=True)
    else:
        codes = lists.get(entry.choice("code_list", tuple(lists)), CodeList(id=name, codes=(), is_open=True))
    return Dimension(
        id=name,
        label=_label(entry, "label"),
        code_list=codes,
        columns=entry.texts("columns", required=True),
        bands=tuple(_band(each) for each in entry.at("bands").items()) if entry.has("bands") else (),
        has_unknown=entry.flag("unknown", default=True),
        is_shown=entry.flag("shown", default=True),
    )


def _named_codes(book: FaultBook, named_by: str) -> tuple[Code, ...]:
    """Return the names of an open dimension's codes.

    `country.alpha3` is a code list and its column; `places.level1` a level of the gazetteer.
    """
    source, _dot, part = named_by.partition(".")
    if source == PLACES:
        file, column, prefix = f"{PLACES}/{part}.csv", "code", "name_"
    else:
        file, column, prefix = f"codelists/{source}.csv", part or "code", "label_"
    rows = read_rows(book, file, (column, f"{prefix}en"))
    named = {row.cells[column]: row_label(row, ("en",), prefix=prefix) for row in rows}
    return tuple(Code(id=code, label=label) for code, label in named.items() if code)


def _band(entry: Entry) -> Band:
    entry.only("code", "low", "high")
    return Band(
        code=entry.text("code"),
        low=entry.whole("low", least=0) if entry.has("low") else None,
        high=entry.whole("high", least=0) if entry.has("high") else None,
    )


def _code_list(name: str, entry: Entry) -> CodeList:
    codes = []
    for each in entry.items():
        each.only("code", "sdmx", "label")
        try:
            codes.append(
                Code(id=each.text("code"), label=_label(each, "label"), sdmx=each.text("sdmx", default=""))
            )
        except InvalidSpecification as wrong:
            each.fault(str(wrong))
    try:
        return CodeList(id=name, codes=tuple(codes))
    except InvalidSpecification as wrong:
        entry.fault(str(wrong))
        return CodeList(id=name, codes=(), is_open=True)


def _published(entry: Entry) -> PublishedAs:
    entry.only("publication", "columns", "codes", "only")
    codes = entry.at("codes").pairs() if entry.has("codes") else ()
    only = entry.at("only").pairs() if entry.has("only") else ()
    return PublishedAs(
        publication=entry.text("publication"),
        only={column: tuple(str(code.value) for code in wanted.items()) for column, wanted in only},
        columns={axis: str(column.value) for axis, column in entry.at("columns").pairs()},
        codes={
            axis: {ours: str(theirs.value) for ours, theirs in mapping.pairs()} for axis, mapping in codes
        },
    )


def _check_published(entry: Entry, spec: TableSpecification) -> None:
    known = {MEASURE_AXIS: {measure.code for measure in spec.measures}, TIME_AXIS: set[str]()}
    for dimension in spec.dimensions:
        known[dimension.id] = {code.id for code in dimension.code_list.codes} | {TOTAL, UNKNOWN}
    for axis, column in entry.at("columns").pairs():
        if axis not in known:
            column.fault(f"the table has no axis {axis!r}")
    for axis, codes in entry.at("codes").pairs() if entry.has("codes") else ():
        for code, theirs in codes.pairs():
            if code not in known.get(axis, ()):
                theirs.fault(f"{axis} has no code {code!r}")


def _label(entry: Entry, key: str) -> Label:
    return entry.label(key, ("en",))
