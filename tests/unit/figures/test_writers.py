import csv
import json
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest

from kapea.engines.figures.beside import PublishedCell
from kapea.engines.figures.compute import compute
from kapea.engines.figures.errors import UnknownFormat
from kapea.engines.figures.periods import By, Period
from kapea.engines.figures.safe import safe
from kapea.engines.figures.writers import MEDIA_TYPES, SUFFIXES, render
from unit.figures.conftest import AGE, ARRESTED, VICTIMS, specification, victims


@pytest.fixture
def table():
    """Counted, zero, not collected and suppressed cells in one table."""
    ages = [10] * 2 + [16] * 20 + [30] * 40
    records = victims(*((f"v{n}", f"p{n}", date(2009, 6, 1), age, age, "01") for n, age in enumerate(ages)))
    spec = specification(measures=(VICTIMS, ARRESTED), dimensions=(AGE,))
    period = Period(first_on=date(2009, 1, 1), last_on=date(2010, 6, 30), by=By.YEAR)
    return safe(compute(spec, {"victim": records}, period), threshold=5)


def _lines(text):
    return list(csv.DictReader(StringIO(text.decode("utf-8"), newline="")))


def test_csv_keeps_every_reason_for_a_missing_number_apart(table):
    printed = PublishedCell(key=("victims", "_T", "2009"), value=None, source="S2", locator="§14")
    lines = _lines(render(table, "csv", published=[printed]))
    found = {(line["state"], line["origin"]) for line in lines}
    assert found == {
        ("value", "computed"),
        ("zero", "computed"),
        ("not_collected", "computed"),
        ("suppressed", "computed"),
        ("blank", "published"),
    }
    assert all((line["value"] == "") == (line["state"] not in {"value", "zero"}) for line in lines)


def test_csv_names_the_source_of_a_printed_figure(table):
    printed = PublishedCell(key=("victims", "_T", "2009"), value=791, source="S2", locator="§14")
    line = next(each for each in _lines(render(table, "csv", published=[printed])) if each["source"])
    assert (line["value"], line["origin"], line["source"]) == ("791", "published", "S2 §14")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", " ="])
def test_no_text_reaches_a_spreadsheet_as_a_formula(table, start):
    printed = PublishedCell(
        key=("victims", "_T", "2009"), value=1, source="S2", locator="", note=f"{start}HYPERLINK(1)"
    )
    notes = [line["note"] for line in _lines(render(table, "csv", published=[printed]))]
    assert f"'{start}HYPERLINK(1)" in notes
    book = openpyxl.load_workbook(BytesIO(render(table, "xlsx", published=[printed])))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_json_holds_rules_labels_and_states(table):
    answer = json.loads(render(table, "json"))
    assert answer["source"] == "X1 §1"
    assert answer["rules"][0].startswith("victims: unit victim, by reported_on, once per person_key")
    assert answer["axes"][1]["codes"][0] == {"id": "below_15", "label": {"en": "Below 15"}}
    assert {cell["state"] for cell in answer["cells"]} == {"value", "zero", "not_collected", "suppressed"}


def test_excel_shows_numbers_as_numbers_and_signs_for_what_is_missing(table):
    book = openpyxl.load_workbook(BytesIO(render(table, "xlsx")))
    rows = {tuple(row[:2]): row[2:] for row in book["Table"].iter_rows(min_row=3, values_only=True)}
    assert rows["Victims", "Total"] == (62, 0)
    assert rows["Victims", "Below 15"] == ("c", 0)
    assert rows["Suspects arrested", "Total"] == (":", ":")


@pytest.mark.parametrize("form", SUFFIXES)
def test_the_same_table_gives_the_same_bytes(table, form):
    assert render(table, form) == render(table, form)
    assert form in MEDIA_TYPES


def test_sdmx_csv_names_structure_action_and_statuses(table):
    lines = _lines(render(table, "sdmx", agency="XA"))
    assert list(lines[0]) == [
        "STRUCTURE",
        "STRUCTURE_ID",
        "ACTION",
        "INDICATOR",
        "AGE",
        "TIME_PERIOD",
        "OBS_VALUE",
        "OBS_STATUS",
        "CONF_STATUS",
    ]
    assert {line["STRUCTURE_ID"] for line in lines} == {"XA:VICTIMS_BY_AGE(1.0.0)"}
    by_key = {(line["INDICATOR"], line["AGE"], line["TIME_PERIOD"]): line for line in lines}
    hidden = by_key["VICTIMS", "Y_LT15", "2009"]
    assert (hidden["OBS_VALUE"], hidden["OBS_STATUS"], hidden["CONF_STATUS"]) == ("", "Q", "C")
    assert by_key["ARRESTED", "_T", "2009"]["OBS_STATUS"] == "L"
    assert by_key["VICTIMS", "_T", "2010-01-01/P181D"]["OBS_VALUE"] == "0"


def test_sdmx_json_points_from_each_observation_to_its_codes(table):
    message = json.loads(
        render(table, "sdmx-json", agency="XA", prepared_at=datetime(2026, 1, 2, tzinfo=UTC))
    )
    assert message["meta"]["prepared"] == "2026-01-02T00:00:00+00:00"
    structure = message["data"]["structures"][0]
    dimensions = structure["dimensions"]["observation"]
    assert [dimension["id"] for dimension in dimensions] == ["INDICATOR", "AGE", "TIME_PERIOD"]
    observations = message["data"]["dataSets"][0]["observations"]
    assert len(observations) == 2 * 5 * 2
    total = [
        codes["values"].index(value)
        for codes in dimensions
        for value in codes["values"]
        if value.get("id") in {"VICTIMS", "_T"} or value.get("value") == "2009"
    ]
    assert observations[":".join(map(str, total))][0] == 62


def test_an_unknown_format_is_refused_with_those_there_are(table):
    with pytest.raises(UnknownFormat, match="sdmx-json"):
        render(table, "pdf")
