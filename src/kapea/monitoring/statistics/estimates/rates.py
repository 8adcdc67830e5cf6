"""How many an estimate is for each 100,000 people of the country, or why that is not said.

Only an estimate from the registers is of the whole country; of a table that was given nobody here knows the
territory. The population must be that of the estimate's year and of its age group, by the pack and with its
source; two kinds of population are never mixed. A refused estimate has no rate. The SDMX file carries persons
only: its cells are whole numbers, and a rate with its population would be another measure.

Source: SDG indicator 16.2.2, "per 100,000 population".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kapea.monitoring.statistics.estimates.histories import CHILDREN
from kapea.monitoring.statistics.models import Estimate
from kapea.packs.pack import Pack
from kapea.packs.population import PopulationRecord

PER: Final = 100_000
KINDS: Final = ("census", "estimate", "projection", "interpolation")
"""The kinds of population a rate may rest on, the best first; other reference days are left out."""

CHILD_AGES: Final = "0-17"
ALL: Final = "_T"
FIGURES: Final = 3


@dataclass(frozen=True, kw_only=True)
class Rate:
    """Presumed victims, found and not found, for each 100,000 people, with the interval's ends.

    is_confirmed: the source gives the population as it stands; else it is worked out or not checked.
    """

    value: float
    low: float
    high: float
    population: PopulationRecord
    source: str
    is_confirmed: bool
    is_of_children: bool

    @property
    def decimals(self) -> int:
        """Return how many decimals say what is known: small rates need two, large ones none."""
        return 0 if self.low >= 100 else 1 if self.low >= 10 else 2


def rate_of(row: Estimate, pack: Pack) -> Rate | None:
    """Return the rate of an answered estimate of the whole country, None when none may be said."""
    answer: Mapping[str, Any] = row.answer or {}
    if row.origin != "registers" or row.state != "answered" or not answer.get("interval"):
        return None
    found = _population(pack, row)
    if found is None or not found.persons:
        return None
    low, high = answer["interval"]
    value, low, high = (_rounded(PER * each / found.persons) for each in (answer["estimate"], low, high))
    return Rate(
        value=value,
        low=low,
        high=high,
        population=found,
        source=", ".join(dict.fromkeys(_credit(pack, each.alias) for each in found.sources)),
        is_confirmed=found.state == "sourced",
        is_of_children=row.who == CHILDREN,
    )


def _population(pack: Pack, row: Estimate) -> PopulationRecord | None:
    """Return the country's people of the estimate's year and ages; None for a period over two years."""
    if row.first_on.year != row.last_on.year:
        return None
    ages = CHILD_AGES if row.who == CHILDREN else ALL
    return best_population(
        pack.population, place_code=pack.manifest.country, year=row.first_on.year, ages=ages
    )


def best_population(
    records: Iterable[PopulationRecord], *, place_code: str, year: int, ages: str
) -> PopulationRecord | None:
    """Return the record of the best kind for a place, year and ages, both sexes, town and country."""
    of_year = {record.key: record for record in records if record.year == year}
    keys = [(place_code, year, kind, ALL, ages, ALL) for kind in KINDS]
    return next((of_year[key] for key in keys if key in of_year), None)


def _rounded(value: float) -> float:
    """Return three significant figures: the estimate is not known better."""
    return float(f"{value:.{FIGURES}g}")


def _credit(pack: Pack, alias: str) -> str:
    found = pack.sources.get(alias)
    return (found.credit or found.title) if found else alias
