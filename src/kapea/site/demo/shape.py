"""The shares by which the fictitious country is drawn, from the pack's published tables.

`fictitious/shape.yaml` of the pack names the tables; this module reads their numbers. It draws nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kapea.engines.errors import InputFault
from kapea.packs import Pack

Weights = Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Weights and shares (0 to 1) of a fictitious country.

    age_bands: for each band its weight and its lowest and highest age in years.
    """

    provinces: Weights
    age_bands: tuple[tuple[float, int, int], ...]
    assistance: Weights
    forms: Weights
    investigated_share: float
    sent_to_court_share: float
    arrested_per_incident: float
    foreign_share: float
    girls_share: float
    via_hotline_share: float
    contacts_without_incident_share: float


def read_shape(pack: Pack) -> Shape:
    """Return the shape that the pack describes. Raises InputFault."""
    path = pack.path / "fictitious" / "shape.yaml"
    if not path.is_file():
        raise InputFault(path, 0, "the file is missing; a demo needs the shape of its fictitious country")
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    ages, stages, proposed = given["ages"], given["stages"], given["proposed"]
    bands = _published(pack, ages, path)
    counts = _published(pack, stages, path)
    reported = counts[stages["reported"]]
    return Shape(
        provinces=_provinces(pack, given["provinces"]),
        age_bands=tuple((bands[str(code)], low, high) for code, (low, high) in ages["bands"].items()),
        assistance={
            ours: _published(pack, given["assistance"], path)[theirs]
            for theirs, ours in given["assistance"]["codes"].items()
        },
        forms={str(code): float(weight) for code, weight in proposed["forms"].items()},
        investigated_share=min(1.0, counts[stages["investigated"]] / reported),
        sent_to_court_share=min(1.0, counts[stages["sent_to_court"]] / reported),
        arrested_per_incident=counts[stages["arrested"]] / reported,
        foreign_share=counts[stages["foreign_percent"]] / 100,
        girls_share=float(proposed["girls_share"]),
        via_hotline_share=float(proposed["via_hotline_share"]),
        contacts_without_incident_share=float(proposed["contacts_without_incident_share"]),
    )


def _published(pack: Pack, about: Mapping[str, Any], path: Path) -> dict[str, float]:
    """Return the printed numbers of one year of a table, by the code of its dimension."""
    table = next((each for each in pack.publications if each.id == about["from"]), None)
    if table is None:
        raise InputFault(path, 0, f"the pack has no published table {about['from']!r}")
    return {
        cell.dims[about["dimension"]]: float(cell.value)
        for cell in table.rows
        if cell.dims.get("year") == str(about["year"]) and cell.value is not None
    }


def _provinces(pack: Pack, about: Mapping[str, Any]) -> Weights:
    """Return children by province; a province without a figure takes the mean of the others."""
    wanted = {str(group) for group in about["age_groups"]}
    persons: dict[str, float] = {}
    for record in pack.population:
        if record.year == about["year"] and record.age_group in wanted:
            persons[record.place_code] = persons.get(record.place_code, 0) + record.persons
    codes = [place.code for place in pack.places if place.level == 1]
    known = [persons[code] for code in codes if code in persons]
    mean = sum(known) / len(known) if known else 1.0
    return {code: persons.get(code, mean) for code in codes}
