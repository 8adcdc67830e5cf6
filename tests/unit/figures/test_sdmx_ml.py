"""SDMX-ML says of each cell what the other formats say, and never takes an estimate for a count."""

from datetime import UTC, datetime
from xml.etree import ElementTree

from kapea.engines.figures.cells import Axis, CellState, Table, counted, estimated, without_number
from kapea.engines.figures.writers import render

SPACES = {
    "m": "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message",
    "g": "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic",
}


def table() -> Table:
    codes = ("detected", "estimated", "hidden")
    axes = (
        Axis(id="measure", codes=codes, labels={}, sdmx={}),
        Axis(id="time_period", codes=("2025",), labels={}, sdmx={}),
    )
    cells = (
        counted(("detected", "2025"), 12),
        estimated(("estimated", "2025"), 40),
        without_number(("hidden", "2025"), CellState.SUPPRESSED),
    )
    return Table(id="t", version="1.0.0", title={"en": "T"}, source="", axes=axes, cells=cells)


def test_each_observation_has_its_key_value_and_status():
    body = render(table(), "sdmx-ml", agency="XA", prepared_at=datetime(2026, 1, 2, tzinfo=UTC))
    message = ElementTree.fromstring(body)  # noqa: S314 - our own file
    said = {}
    for seen in message.iterfind("m:DataSet/g:Obs", SPACES):
        key = {each.get("id"): each.get("value") for each in seen.iterfind("g:ObsKey/g:Value", SPACES)}
        value = seen.find("g:ObsValue", SPACES)
        status = {each.get("id"): each.get("value") for each in seen.iterfind("g:Attributes/g:Value", SPACES)}
        assert key["TIME_PERIOD"] == "2025"
        said[key["INDICATOR"]] = (None if value is None else value.get("value"), status["OBS_STATUS"])
    assert said == {"detected": ("12", "A"), "estimated": ("40", "E"), "hidden": (None, "Q")}


def test_the_header_names_the_dataflow_and_puts_every_dimension_in_the_key():
    message = ElementTree.fromstring(render(table(), "sdmx-ml", agency="XA"))  # noqa: S314 - our own file
    structure = message.find("m:Header/m:Structure", SPACES)
    assert structure.get("dimensionAtObservation") == "AllDimensions"
    assert message.find("m:DataSet", SPACES).get("structureRef") == structure.get("structureID")
    assert structure.find(".//Ref").attrib == {
        "agencyID": "XA",
        "id": "T",
        "version": "1.0.0",
        "class": "Dataflow",
    }


def test_a_table_of_counts_only_knows_no_estimated_status():
    body = render(table(), "sdmx", agency="XA").decode()
    assert ",40,E,F" in body
    assert ",12,A,F" in body
