"""A table as a file that others can open: CSV, JSON, XLSX, SDMX.

Every format keeps the state of a cell beside its number, so that blank, zero, not collected and
suppressed stay apart outside too. The same table gives the same bytes. No clock: a format that
wants a time of preparation is given one.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from kapea.engines.figures.beside import PublishedCell
from kapea.engines.figures.cells import Table
from kapea.engines.figures.errors import UnknownFormat
from kapea.engines.figures.writers.csv_table import csv_table
from kapea.engines.figures.writers.json_table import json_table
from kapea.engines.figures.writers.sdmx_csv import sdmx_csv
from kapea.engines.figures.writers.sdmx_json import sdmx_json
from kapea.engines.figures.writers.sdmx_ml import sdmx_ml
from kapea.engines.figures.writers.xlsx_table import xlsx_table

UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)

SUFFIXES: Final[Mapping[str, str]] = {
    "csv": ".csv",
    "json": ".json",
    "xlsx": ".xlsx",
    "sdmx": ".sdmx.csv",
    "sdmx-json": ".sdmx.json",
    "sdmx-ml": ".sdmx.xml",
}
"""The formats and how their files end."""

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sdmx": "application/vnd.sdmx.data+csv;version=2.0.0",
    "sdmx-json": "application/vnd.sdmx.data+json;version=2.0.0",
    "sdmx-ml": "application/vnd.sdmx.genericdata+xml;version=2.1",
}


def render(
    table: Table,
    form: str,
    *,
    published: Sequence[PublishedCell] = (),
    language: str = "en",
    agency: str = "KAPEA",
    prepared_at: datetime = UNDATED,
) -> bytes:
    """Return the table in a format of `SUFFIXES`.

    published: printed cells to show beside ours; SDMX carries only ours.
    agency: SDMX maintenance agency. prepared_at: time in the header of SDMX-JSON and SDMX-ML.
    Raises UnknownFormat.
    """
    writers: Mapping[str, Callable[[], bytes]] = {
        "csv": lambda: csv_table(table, published, language),
        "json": lambda: json_table(table, published),
        "xlsx": lambda: xlsx_table(table, published, language),
        "sdmx": lambda: sdmx_csv(table, agency=agency),
        "sdmx-json": lambda: sdmx_json(table, agency=agency, prepared_at=prepared_at),
        "sdmx-ml": lambda: sdmx_ml(table, agency=agency, prepared_at=prepared_at),
    }
    if form not in writers:
        raise UnknownFormat(f"There is no format {form!r}; there are {', '.join(SUFFIXES)}.")
    return writers[form]()
