"""A table as an SDMX-CSV 2.0.0 data message.

Source: SDMX-CSV 2.0.0 field guide (sdmx-twg/sdmx-csv): columns STRUCTURE, STRUCTURE_ID, ACTION,
then dimensions, measures and attributes; ACTION I is information.
"""

import csv
from io import StringIO

from kapea.engines.figures.cells import Table
from kapea.engines.figures.writers.sdmx import dimension_id, observation, structure_id


def sdmx_csv(table: Table, *, agency: str) -> bytes:
    """Return one line per observation; a missing number leaves OBS_VALUE empty."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    dimensions = [dimension_id(axis) for axis in table.axes]
    writer.writerow(
        ["STRUCTURE", "STRUCTURE_ID", "ACTION", *dimensions, "OBS_VALUE", "OBS_STATUS", "CONF_STATUS"]
    )
    flow = structure_id(table, agency)
    for cell in table.cells:
        seen = observation(table, cell)
        number = "" if seen.value is None else str(seen.value)
        writer.writerow(["dataflow", flow, "I", *seen.key, number, seen.obs_status, seen.conf_status])
    return text.getvalue().encode("utf-8")
