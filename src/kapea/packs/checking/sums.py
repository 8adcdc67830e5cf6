"""Whether figures are written once and printed totals add up, or say by how much they do not."""

from collections import defaultdict
from decimal import Decimal, InvalidOperation

from kapea.packs.checking.codes import find_repeats
from kapea.packs.marked import FaultBook
from kapea.packs.pack import Pack
from kapea.packs.population import PopulationRecord
from kapea.packs.publications import INDEX_FILE, TOTAL, PublishedCell, PublishedTable


def check_publications(pack: Pack, book: FaultBook) -> None:
    """Codes, repeats and totals of the published tables."""
    find_repeats(
        ((table.id, table.line) for table in pack.publications), file=INDEX_FILE, what="table", book=book
    )
    for table in pack.publications:
        _check_repeats(table, book)
        _check_table_codes(pack, table, book)
        if table.totals_over:
            _check_totals(table, book)


def _check_repeats(table: PublishedTable, book: FaultBook) -> None:
    first = next(iter(table.measures), "")
    keys = (
        (
            " / ".join((*cell.dims.values(), *([cell.source.alias] if table.has_one_row_per_source else []))),
            cell.line,
        )
        for cell in table.rows
        if cell.measure == first
    )
    find_repeats(keys, file=table.file, what="row", book=book)


def _check_table_codes(pack: Pack, table: PublishedTable, book: FaultBook) -> None:
    for dimension, name in table.code_lists.items():
        if name not in pack.code_list_headings:
            book.add(INDEX_FILE, table.line, f"code list {name!r} is not in the pack")
            continue
        if dimension not in table.dimensions:
            book.add(INDEX_FILE, table.line, f"{dimension!r} is not a dimension of the table")
            continue
        known = pack.code_list(name)
        for cell in table.rows:
            if cell.dims[dimension] not in known and cell.dims[dimension] != TOTAL:
                book.add(
                    table.file, cell.line, f"{dimension} {cell.dims[dimension]!r} is not a code of {name}"
                )


def _check_totals(table: PublishedTable, book: FaultBook) -> None:
    groups: dict[tuple[str, ...], list[PublishedCell]] = defaultdict(list)
    for cell in table.rows:
        others = (code for dimension, code in cell.dims.items() if dimension != table.totals_over)
        groups[(cell.measure, *others)].append(cell)
    for cells in groups.values():
        parts = [cell for cell in cells if not cell.is_total]
        for total in (cell for cell in cells if cell.is_total):
            if total.value is not None and all(part.value is not None for part in parts):
                _check_total(
                    table, total, sum((part.value or Decimal(0) for part in parts), Decimal(0)), book
                )


def _check_total(table: PublishedTable, total: PublishedCell, added: Decimal, book: FaultBook) -> None:
    """A total may differ only where its row says so in `differs_by` (printed minus added)."""
    difference = (total.value or Decimal(0)) - added
    given = total.attributes.get("differs_by", "") or "0"
    try:
        declared = Decimal(given)
    except InvalidOperation:
        book.add(table.file, total.line, f"differs_by {given!r} is not a number")
        return
    if difference != declared:
        book.add(
            table.file,
            total.line,
            f"{total.measure}: the total is {total.value}, the parts add up to {added}",
        )


def check_population(pack: Pack, book: FaultBook) -> None:
    """Places, repeats and sums of the population."""
    persons: dict[tuple[str, int, str, str, str, str], PopulationRecord] = {}
    for record in pack.population:
        if record.place_code != pack.manifest.country and record.place_code not in pack.places:
            book.add(record.file, record.line, f"place_code {record.place_code!r} is not a place of the pack")
        if record.key in persons:
            book.add(record.file, record.line, f"the row repeats line {persons[record.key].line}")
        persons[record.key] = record
    provinces = tuple(place.code for place in pack.places.at_level(1))
    for record in pack.population:
        if record.sex == TOTAL:
            _check_parts(record, persons, ("sex", 3, ("M", "F")), book)
        if record.residence == TOTAL:
            _check_parts(record, persons, ("residence", 5, ("rural", "urban")), book)
        if record.place_code == pack.manifest.country:
            _check_parts(record, persons, ("place_code", 0, provinces), book)


def _check_parts(
    total: PopulationRecord,
    persons: dict[tuple[str, int, str, str, str, str], PopulationRecord],
    split: tuple[str, int, tuple[str, ...]],
    book: FaultBook,
) -> None:
    """Compare a total with its parts, when every part is given and counted."""
    what, position, codes = split
    if total.kind not in ("census", "provisional_census"):
        return
    parts = [persons.get((*total.key[:position], code, *total.key[position + 1 :])) for code in codes]  # type: ignore[arg-type]
    if not parts or any(part is None for part in parts):
        return
    added = sum(part.persons for part in parts if part is not None)
    if added != total.persons:
        book.add(total.file, total.line, f"{what}: the total is {total.persons}, the parts add up to {added}")
