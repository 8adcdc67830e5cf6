"""A table as an SDMX-JSON 2.0.0 data message: the structure once, then the observations.

Source: SDMX-JSON 2.0.0 data message schema (sdmx-twg/sdmx-json).
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from kapea.engines.figures.cells import Axis, Table
from kapea.engines.figures.specification import TIME_AXIS
from kapea.engines.figures.writers.sdmx import (
    CONF_STATUS_NAMES,
    code_id,
    dimension_id,
    obs_status_names,
    observation,
)

SCHEMA: Final = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/"
    "data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json"
)


def sdmx_json(table: Table, *, agency: str, prepared_at: datetime) -> bytes:
    """Return the message; a missing number is null and its status says why."""
    statuses, secrets = list(obs_status_names(table)), list(CONF_STATUS_NAMES)
    observations = {}
    for cell in table.cells:
        seen = observation(table, cell)
        places = [axis.codes.index(code) for axis, code in zip(table.axes, cell.key, strict=True)]
        observations[":".join(map(str, places))] = [
            seen.value,
            statuses.index(seen.obs_status),
            secrets.index(seen.conf_status),
        ]
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={agency}:{table.id.upper()}({table.version})"
    links = [{"rel": "dataflow", "urn": urn}]
    message = {
        "meta": {
            "schema": SCHEMA,
            "id": f"{table.id.upper()}-{table.version.replace('.', '-')}",
            "prepared": prepared_at.isoformat(),
            "contentLanguages": sorted(table.title),
            "sender": {"id": agency},
        },
        "data": {
            "structures": [_structure(table, links)],
            "dataSets": [
                {"structure": 0, "action": "Information", "links": links, "observations": observations}
            ],
        },
    }
    return (json.dumps(message, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _structure(table: Table, links: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "dataSets": [0],
        "links": links,
        "name": table.title.get("en", table.id),
        "names": dict(table.title),
        "dimensions": {"observation": [_dimension(place, axis) for place, axis in enumerate(table.axes)]},
        "measures": {"observation": [{"id": "OBS_VALUE", "name": "Observation value"}]},
        "attributes": {
            "observation": [
                _attribute("OBS_STATUS", "Observation status", obs_status_names(table)),
                _attribute("CONF_STATUS", "Confidentiality status", CONF_STATUS_NAMES),
            ]
        },
    }


def _dimension(place: int, axis: Axis) -> dict[str, Any]:
    if axis.id == TIME_AXIS:
        values: list[dict[str, Any]] = [{"value": code_id(axis, code)} for code in axis.codes]
    else:
        values = [
            {
                "id": code_id(axis, code),
                "name": axis.label(code, "en"),
                "names": dict(axis.labels.get(code, {})),
            }
            for code in axis.codes
        ]
    return {"id": dimension_id(axis), "name": axis.id, "keyPosition": place, "values": values}


def _attribute(name: str, words: str, codes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": name,
        "name": words,
        "relationship": {"observation": {}},
        "values": [{"id": code, "name": label} for code, label in codes.items()],
    }
