"""Persons and services of returns, counted apart, beside what the State printed for 2009 and 2010."""

from datetime import date

import pytest

from kapea.engines.figures.beside import beside
from kapea.engines.figures.periods import By, Period
from kapea.monitoring.statistics.reading import read_table
from kapea.registers.people.models import IndexEntry, Person
from kapea.registers.returns.extract import extracts
from kapea.registers.returns.models import Return
from kapea.registers.returns.services import opening
from scenes.returns import TODAY, arrived, planned, visited

pytestmark = pytest.mark.django_db


def rows_of(name: str, first: int, last: int) -> dict[tuple[str, ...], tuple[int | None, list[int | None]]]:
    """Return our figure and the printed ones by key."""
    period = Period(first_on=date(first, 1, 1), last_on=date(last, 12, 31), by=By.YEAR)
    found = read_table(name, period, also_by=(), is_safe=False)
    return {
        each.computed.key: (each.computed.value, [cell.value for cell in each.published])
        for each in beside(found.table, found.published)
    }


def printed(name: str, year: int) -> dict[str, list[int | None]]:
    return {" ".join(key[:-1]): said for key, (_ours, said) in rows_of(name, year, year).items() if said}


def test_the_printed_returns_of_2009_stand_beside(office):
    found = printed("repatriated_victims", 2009)
    assert found == {
        "repatriated_victims _T": [992],
        "repatriated_victims TH": [215],
        "repatriated_victims VN": [773],
        "repatriated_victims MY": [4],
    }
    found = printed("returned_persons", 2009)
    assert found == {
        "repatriated_children": [515],
        "sexual_exploitation_in_country_rescued": [469],
        "reintegrated": [1474],
        "cases_closed": [516],
    }


def test_the_printed_figures_of_2010_keep_persons_and_services_apart(office):
    assert printed("received_or_coordinated", 2010)["received_or_coordinated _T"] == [1559]
    assert printed("received_or_coordinated", 2010)["received_or_coordinated within"] == [730]
    assert printed("returned_persons", 2010) == {
        "repatriated_out": [5],
        "reintegration_followup": [1611],
        "cases_closed": [614],
    }
    services = printed("return_services", 2010)
    assert services == {
        "services_given tracing": [237],
        "services_given assessment": [165],
        "services_given reintegration": [212],
        "services_given follow_up": [595],
    }


def test_a_child_given_several_services_is_one_person_of_the_year(office):
    code = planned(office)
    visited(office, code, on=TODAY)
    services = {
        " ".join(key[:-1]): ours for key, (ours, _p) in rows_of("return_services", 2026, 2026).items()
    }
    assert (services["services_given tracing"], services["services_given follow_up"]) == (1, 1)
    persons = {key[0]: ours for key, (ours, _p) in rows_of("returned_persons", 2026, 2026).items()}
    assert (persons["reintegration_followup"], persons["repatriated_children"]) == (1, 1)
    assert persons["repatriated_out"] == 0


def test_a_person_who_returns_twice_in_a_year_counts_once_and_a_return_within_counts_elsewhere(office):
    first = arrived(office)
    person = Return.objects.get(code=first).person_code
    second = arrived(office)
    Return.objects.filter(code=second).update(person_code=person)
    arrived(office, journey=opening.Journey(direction="within", province_code="12", words="Home."))
    rows = rows_of("repatriated_victims", 2026, 2026)
    assert {key[1]: ours for key, (ours, _p) in rows.items()}["_T"] == 1
    received = {key[1]: ours for key, (ours, _p) in rows_of("received_or_coordinated", 2026, 2026).items()}
    assert (received["TH"], received["within"], received["_T"]) == (1, 1, 2)


def test_no_name_travels_with_the_figures(office):
    planned(office)
    for table in extracts().values():
        assert "Dara" not in str(table.to_pylist())


def test_a_person_returned_by_two_bodies_is_counted_once_with_all_services(office):
    for _body in range(2):
        visited(office, arrived(office), on=TODAY)
    records = list(Return.objects.order_by("pk").values_list("person_code", flat=True))
    for record in records:
        person = Person.objects.get(code=record)
        IndexEntry.objects.update_or_create(person=person, defaults={"counted_as": records[0], "version": 1})
    tables = extracts()
    returned = {row["person_key"] for row in tables["return"].to_pylist()}
    assert len(returned) == 1
    assert {row["person_key"] for row in tables["return_service"].to_pylist()} == returned
    assert len(tables["return_service"].to_pylist()) >= 2
