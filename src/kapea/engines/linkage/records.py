"""What a body hands over to be linked: one CSV a body, read and checked.

Every column but `record_id` may be missing or empty. Other systems' names for a column are accepted
(`SYNONYMS`). It checks form only; what the values mean is the business of `preparation`.
"""

import codecs
import csv as plain_csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from kapea.engines.errors import InputFault

COLUMNS = (
    "record_id",
    "source",
    "name_km",
    "name_latin",
    "alias",
    "sex",
    "birth_date",
    "age",
    "home_code",
    "nationality",
    "father_name",
    "mother_name",
    "case_code",
    "event_date",
)
SYNONYMS: Mapping[str, str] = MappingProxyType(
    {
        "rec_id": "record_id",
        "name_lat": "name_latin",
        "dob": "birth_date",
        "date_of_birth": "birth_date",
        "secret_code": "case_code",
        "agency": "source",
        "body": "source",
    }
)
_DATE = r"^(\d{4}|\d{4}-(0[1-9]|1[0-2])|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$"
_DAY = r"^\d{4}-\d\d-\d\d$"
_AGE = r"^\d{1,3}(\.\d+)?$"
_FORMS = {"birth_date": _DATE, "event_date": _DATE, "age": _AGE}
LONGEST_ROW = 1 << 20  # bytes
_SAID = {
    "birth_date": "is not a date (YYYY-MM-DD, YYYY-MM or YYYY)",
    "event_date": "is not a date (YYYY-MM-DD, YYYY-MM or YYYY)",
    "age": "is not an age in years",
}


def read_folder(folder: Path) -> pa.Table:
    """Return all records of the CSV files of a folder, in the order of their file names.

    Raises InputFault naming file, line and reason.
    """
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    if not files:
        raise InputFault(folder, 0, "There is no CSV file here: give a folder with one CSV a body.")
    tables = [read_file(file) for file in files]
    if not any(map(len, tables)):
        raise InputFault(folder, 0, "There is no record in the CSV files here.")
    _refuse_repeated_ids(files, tables)
    return pa.concat_tables(tables)


def read_file(file: Path) -> pa.Table:
    """Return the records of one body's CSV with exactly `COLUMNS`, all text, empty as null."""
    table = read_text_table(file)
    names = [SYNONYMS.get(name.strip().lower(), name.strip().lower()) for name in table.column_names]
    for name in COLUMNS:
        if names.count(name) > 1:
            raise InputFault(file, 1, f"Two columns say {name}.")
    if "record_id" not in names:
        raise InputFault(file, 1, "The column record_id is missing.")
    table = table.rename_columns(names)
    _check_forms(file, table)
    return _with_all_columns(table, source=file.stem)


def read_text_table(file: Path) -> pa.Table:
    """Return a CSV as text columns; empty cells are null."""
    try:
        header = csv.open_csv(file, read_options=csv.ReadOptions(block_size=1 << 24)).schema.names
        table = csv.read_csv(
            file,
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
                quoted_strings_can_be_null=True,
            ),
        )
    except (pa.ArrowInvalid, OSError) as fault:
        raise _fault_of(file, fault) from fault
    return table.rename_columns([name.removeprefix("\ufeff") for name in table.column_names])


def _fault_of(file: Path, fault: Exception) -> InputFault:
    """Return what is wrong with a file that cannot be read, with the line where it can be told."""
    said = str(fault)
    if isinstance(fault, OSError):
        return InputFault(file, 0, "The file cannot be read.")
    if not _is_utf8(file):
        return InputFault(file, 0, "The file is not UTF-8 text.")
    if "straddl" in said:
        return InputFault(
            file, _first_long_line(file), "A row is longer than a megabyte: is a quote left open?"
        )
    if "Expected" in said and "columns" in said:
        return InputFault(file, _first_uneven_line(file), "A row has more or fewer cells than the header.")
    if "Empty CSV" in said:
        return InputFault(file, 0, "The file is empty.")
    return InputFault(file, 0, "The file cannot be read as CSV.")


def _is_utf8(file: Path) -> bool:
    """Return whether a file is text as we read it; other encodings and other files have zero bytes or worse."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with file.open("rb") as opened:
            for block in iter(lambda: opened.read(1 << 20), b""):
                if b"\0" in block:
                    return False
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _first_long_line(file: Path) -> int:
    with file.open("rb") as opened:
        return next((line for line, text in enumerate(opened, start=1) if len(text) > LONGEST_ROW), 0)


def _lines(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Return each row with the line it begins on; slow, for saying where a fault is."""
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        reader = plain_csv.reader(text)
        line = 1
        with suppress(plain_csv.Error):  # a cell too long for this reader: the line stays untold
            for row in reader:
                if row:
                    yield line, row
                line = reader.line_num + 1


def _first_uneven_line(file: Path) -> int:
    rows = _lines(file)
    width = len(next(rows, (0, []))[1])
    return next((line for line, row in rows if len(row) != width), 0)


def _line_of(file: Path, row: int) -> int:
    """Return the line on which a data row begins; rows count from 0."""
    return next((line for line, _ in islice(_lines(file), row + 1, None)), 0)


def _check_forms(file: Path, table: pa.Table) -> None:
    ids = table["record_id"]
    if ids.null_count:
        row = pc.index(pc.is_null(ids), True).as_py()
        raise InputFault(file, _line_of(file, row), "record_id is empty.")
    for name, form in _FORMS.items():
        if name in table.column_names:
            fits = pc.match_substring_regex(pc.utf8_trim_whitespace(table[name]), form)
            row = pc.index(pc.fill_null(fits, True), False).as_py()
            if row >= 0:
                raise InputFault(file, _line_of(file, row), f"{name} {_SAID[name]}.")
            if form == _DATE:
                _check_days(file, name, pc.utf8_trim_whitespace(table[name]))


def _check_days(file: Path, name: str, dates: pa.ChunkedArray) -> None:
    """Refuse a day that no calendar has; the form is checked before."""
    days = pc.unique(dates.filter(pc.match_substring_regex(dates, _DAY)))
    for day in days.to_pylist():
        try:
            date.fromisoformat(day)
        except ValueError as fault:
            row = pc.index(dates, day).as_py()
            raise InputFault(file, _line_of(file, row), f"{name} is a day that no calendar has.") from fault


def _with_all_columns(table: pa.Table, *, source: str) -> pa.Table:
    columns: dict[str, pa.ChunkedArray | pa.Array] = {}
    for name in COLUMNS:
        if name in table.column_names:
            trimmed = pc.utf8_trim_whitespace(table[name])
            columns[name] = pc.if_else(pc.equal(trimmed, ""), None, trimmed)
        else:
            columns[name] = pa.nulls(len(table), pa.string())
    columns["source"] = pc.fill_null(columns["source"], source)
    return pa.table(columns)


def _refuse_repeated_ids(files: Sequence[Path], tables: Sequence[pa.Table]) -> None:
    seen: dict[str, tuple[Path, int]] = {}
    for file, table in zip(files, tables, strict=True):
        for row, record_id in enumerate(table["record_id"].to_pylist()):
            if record_id in seen:
                first, line = seen[record_id][0], _line_of(*seen[record_id])
                reason = f"This record_id is already in {first.name}, line {line}."
                raise InputFault(file, _line_of(file, row), reason)
            seen[record_id] = (file, row)


def read_truth(file: Path, record_ids: Sequence[str]) -> list[str]:
    """Return each record's person, in the order of `record_ids`.

    Raises InputFault when a column, a record or its person is missing, or a record stands there twice.
    """
    table = read_text_table(file)
    names = [SYNONYMS.get(name.strip().lower(), name.strip().lower()) for name in table.column_names]
    for name in ("record_id", "person_id"):
        if name not in names:
            raise InputFault(file, 1, f"The column {name} is missing.")
    table = table.rename_columns(names)
    person_of: dict[str, str] = {}
    told = zip(table["record_id"].to_pylist(), table["person_id"].to_pylist(), strict=True)
    for row, (record_id, person_id) in enumerate(told):
        if record_id is None or person_id is None:
            raise InputFault(file, _line_of(file, row), "record_id or person_id is empty.")
        if record_id in person_of:
            raise InputFault(file, _line_of(file, row), "This record_id already stands in this file.")
        person_of[record_id] = person_id
    absent = sum(record_id not in person_of for record_id in record_ids)
    if absent:
        raise InputFault(file, 0, f"{absent} of the records are not in this file.")
    return [person_of[record_id] for record_id in record_ids]
