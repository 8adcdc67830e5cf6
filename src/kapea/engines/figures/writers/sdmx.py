"""Our table in the words of SDMX: dimensions, measure, attributes, statuses.

Only names and codes; `sdmx_csv` and `sdmx_json` write them. A suppressed cell says that it is
confidential and not whether for itself or for another: that would help to undo it.

Source: SDMX code lists CL_OBS_STATUS 2.2 (A normal value, E estimated value, L missing value; data exist but were
not collected, O missing value, Q missing value; suppressed) and CL_CONF_STATUS 1.2 (C
confidential statistical information, F free).
"""

from dataclasses import dataclass
from typing import Final

from kapea.engines.figures.cells import Axis, Cell, CellState, Table
from kapea.engines.figures.specification import MEASURE_AXIS, TIME_AXIS

OBS_STATUS: Final = {
    CellState.VALUE: "A",
    CellState.ZERO: "A",
    CellState.BLANK: "O",
    CellState.NOT_COLLECTED: "L",
    CellState.SUPPRESSED: "Q",
}
OBS_STATUS_NAMES: Final = {
    "A": "Normal value",
    "L": "Missing value; data exist but were not collected",
    "O": "Missing value",
    "Q": "Missing value; suppressed",
}
ESTIMATED: Final = "E"
CONF_STATUS_NAMES: Final = {"F": "Free (free for publication)", "C": "Confidential statistical information"}


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One cell as SDMX says it; `key` in the order of the dimensions."""

    key: tuple[str, ...]
    value: int | None
    obs_status: str
    conf_status: str


def obs_status_names(table: Table) -> dict[str, str]:
    """Return the statuses that a table may use: "estimated" only where something is."""
    more = {ESTIMATED: "Estimated value"} if any(cell.is_estimated for cell in table.cells) else {}
    return {**OBS_STATUS_NAMES, **more}


def dimension_id(axis: Axis) -> str:
    """Return the identifier of a dimension: INDICATOR, TIME_PERIOD or our name in capitals."""
    return {MEASURE_AXIS: "INDICATOR", TIME_AXIS: "TIME_PERIOD"}.get(axis.id, axis.id.upper())


def code_id(axis: Axis, code: str) -> str:
    """Return the standard's code for ours."""
    return axis.sdmx.get(code, code)


def structure_id(table: Table, agency: str) -> str:
    """Return `AGENCY:ID(VERSION)` of the dataflow."""
    return f"{agency}:{table.id.upper()}({table.version})"


def observation(table: Table, cell: Cell) -> Observation:
    """Return a cell in the words of SDMX."""
    return Observation(
        key=tuple(code_id(axis, code) for axis, code in zip(table.axes, cell.key, strict=True)),
        value=cell.value,
        obs_status=ESTIMATED if cell.is_estimated else OBS_STATUS[cell.state],
        conf_status="C" if cell.state is CellState.SUPPRESSED else "F",
    )
