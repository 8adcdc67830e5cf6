"""How many for each 100,000 people: with its population and source, or not at all."""

from datetime import date

import pytest

from kapea.guard.pack import current_pack
from kapea.monitoring.statistics.estimates.rates import rate_of
from kapea.monitoring.statistics.models import Estimate
from kapea.packs.population import persons

ANSWER = {"estimate": 11_312.9, "interval": [8_785.0, 14_701.0]}


def national(**more: object) -> Estimate:
    told = {
        "origin": "registers",
        "state": "answered",
        "who": "children",
        "first_on": date(2025, 1, 1),
        "last_on": date(2025, 12, 31),
        "answer": ANSWER,
        **more,
    }
    return Estimate(**told)


def test_children_are_set_beside_the_children_of_the_country_in_that_year() -> None:
    pack = current_pack()
    rate = rate_of(national(), pack)
    assert rate is not None
    children = persons(
        pack.population, place_code=pack.manifest.country, year=2025, kind="projection", age_group="0-17"
    )
    assert rate.population.persons == children
    assert rate.value == pytest.approx(11_312.9 / children * 100_000, rel=0.005)
    assert rate.low < rate.value < rate.high
    assert "World Population Prospects" in rate.source
    assert not rate.is_confirmed


def test_everyone_is_set_beside_everyone() -> None:
    rate = rate_of(national(who="everyone"), current_pack())
    assert rate is not None
    assert rate.population.age_group == "_T"
    assert rate.is_confirmed


@pytest.mark.parametrize(
    "more",
    [
        {"state": "refused", "answer": {"estimate": None, "interval": None}},
        {"origin": "table"},
        {"last_on": date(2026, 12, 31)},
        {"first_on": date(1901, 1, 1), "last_on": date(1901, 12, 31)},
        {"answer": {"estimate": 100.0, "interval": None}},
    ],
    ids=["refused", "territory not known", "two years", "no population of that year", "no range"],
)
def test_without_a_matching_population_or_a_range_there_is_no_rate(more: dict[str, object]) -> None:
    assert rate_of(national(**more), current_pack()) is None
