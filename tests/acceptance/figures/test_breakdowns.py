"""A table broken down further keeps what was printed at the totals, and names its codes for a reader."""

import csv
import io
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from kapea.engines.figures.compute import compute
from kapea.engines.figures.extracts import SCHEMAS
from kapea.engines.figures.periods import years
from kapea.engines.figures.writers import render
from kapea.packs.figures import load_table, published_cells

PACK = Path(__file__).parents[3] / "packs" / "khm"
IN_2009 = date(2009, 5, 4)


def read(table_id, extract, rows, *, also_by, form="csv"):
    """Return the rows of a table of 2008 and 2009 as a reader of Khmer gets them."""
    spec = load_table(PACK, table_id)
    found = {extract: pa.Table.from_pylist(rows, schema=SCHEMAS[extract].columns)}
    table = compute(spec, found, years(2008, 2009), also_by=also_by)
    printed = published_cells(PACK, spec, also_by=also_by)
    text = render(table, form, published=printed, language="km")
    return list(csv.DictReader(io.StringIO(text.decode())))


@pytest.fixture
def suspects():
    person = {"nationality_foreign": True, "received_on": IN_2009}
    rows = [
        {"accused_id": "1", "nationality": "FRA", "province_code": "17", **person},
        {"accused_id": "2", "nationality": "FRA", "province_code": "02", **person},
    ]
    return read("foreign_suspects", "accused", rows, also_by=("province",))


def test_a_country_and_a_province_are_named_and_not_only_coded(suspects):
    here = [each for each in suspects if each["nationality"] == "FRA" and each["value"] == "1"]
    assert {each["nationality_label"] for each in here} == {"បារាំង"}
    assert {each["province_label"] for each in here} == {"សៀមរាប", "បាត់ដំបង"}


def test_what_was_printed_for_the_country_stands_at_the_total_of_its_provinces(suspects):
    printed = [each for each in suspects if each["origin"] == "published"]
    assert {each["province"] for each in printed} == {"_T"}
    french = next(each for each in printed if (each["nationality"], each["time_period"]) == ("FRA", "2009"))
    assert (french["value"], french["source"]) == ("7", "S2 §96")
    counted = next(
        each
        for each in suspects
        if each["origin"] == "computed"
        and (each["nationality"], each["province"], each["time_period"]) == ("FRA", "_T", "2009")
    )
    assert counted["value"] == "2"
