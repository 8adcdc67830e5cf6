"""A table as an SDMX-ML 2.1 generic data message: one flat observation a cell.

Source: SDMX 2.1 technical standards, section 3B, SDMXMessage.xsd and SDMXDataGeneric.xsd: GenericData with
`dimensionAtObservation="AllDimensions"`, so that every dimension stands in the observation's key. A
missing number has no ObsValue; its OBS_STATUS says why.
"""

from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from kapea.engines.figures.cells import Table
from kapea.engines.figures.writers.sdmx import Observation, dimension_id, observation

ROOT: Final = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
MESSAGE: Final = f"{{{ROOT}/message}}"
GENERIC: Final = f"{{{ROOT}/data/generic}}"
COMMON: Final = f"{{{ROOT}/common}}"
STRUCTURE_ID: Final = "STRUCTURE"

register_namespace("message", f"{ROOT}/message")
register_namespace("generic", f"{ROOT}/data/generic")
register_namespace("common", f"{ROOT}/common")


def sdmx_ml(table: Table, *, agency: str, prepared_at: datetime) -> bytes:
    """Return the message in UTF-8."""
    message = Element(f"{MESSAGE}GenericData")
    message.append(_header(table, agency=agency, prepared_at=prepared_at))
    data = SubElement(message, f"{MESSAGE}DataSet", {"structureRef": STRUCTURE_ID, "action": "Information"})
    dimensions = [dimension_id(axis) for axis in table.axes]
    for cell in table.cells:
        data.append(_observation(dimensions, observation(table, cell)))
    indent(message, space=" ")
    body: bytes = tostring(message, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def _header(table: Table, *, agency: str, prepared_at: datetime) -> Element:
    header = Element(f"{MESSAGE}Header")
    SubElement(header, f"{MESSAGE}ID").text = f"{table.id.upper()}-{table.version.replace('.', '-')}"
    SubElement(header, f"{MESSAGE}Test").text = "false"
    SubElement(header, f"{MESSAGE}Prepared").text = prepared_at.isoformat()
    SubElement(header, f"{MESSAGE}Sender", {"id": agency})
    structure = SubElement(
        header,
        f"{MESSAGE}Structure",
        {"structureID": STRUCTURE_ID, "dimensionAtObservation": "AllDimensions"},
    )
    usage = SubElement(structure, f"{COMMON}StructureUsage")
    SubElement(
        usage,
        "Ref",
        {"agencyID": agency, "id": table.id.upper(), "version": table.version, "class": "Dataflow"},
    )
    return header


def _observation(dimensions: list[str], seen: Observation) -> Element:
    found = Element(f"{GENERIC}Obs")
    key = SubElement(found, f"{GENERIC}ObsKey")
    for name, code in zip(dimensions, seen.key, strict=True):
        SubElement(key, f"{GENERIC}Value", {"id": name, "value": code})
    if seen.value is not None:
        SubElement(found, f"{GENERIC}ObsValue", {"value": str(seen.value)})
    attributes = SubElement(found, f"{GENERIC}Attributes")
    for name, code in (("OBS_STATUS", seen.obs_status), ("CONF_STATUS", seen.conf_status)):
        SubElement(attributes, f"{GENERIC}Value", {"id": name, "value": code})
    return found
