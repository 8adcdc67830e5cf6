"""The stock of residential care at the end of each year, beside what the State printed for 2010."""

from datetime import date, timedelta

import pytest

from kapea.engines.figures.beside import beside
from kapea.engines.figures.periods import By, Period
from kapea.monitoring.statistics.reading import read_table
from kapea.registers.care.extract import extracts, year_ends
from kapea.registers.care.models import Facility, Placement
from kapea.registers.people.models import IndexEntry, Person
from scenes.care import in_care, licensed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def rows_of(name: str, first: int, last: int) -> dict[tuple[str, ...], tuple[int | None, list[int | None]]]:
    """Return our figure and the printed ones by key."""
    period = Period(first_on=date(first, 1, 1), last_on=date(last, 12, 31), by=By.YEAR)
    found = read_table(name, period, also_by=(), is_safe=False)
    return {
        each.computed.key: (each.computed.value, [cell.value for cell in each.published])
        for each in beside(found.table, found.published)
    }


def test_the_published_centres_of_2010_stand_beside_our_own_and_are_not_ours(home):
    rows = rows_of("residential_care", 2010, 2010)
    printed = {key[0]: printed for key, (_ours, printed) in rows.items() if printed}
    assert printed == {
        "children_in_long_term_care": [11939],
        "centres_total": [269],
        "centres_state": [21],
        "centres_ngo": [248],
    }
    assert {ours for _key, (ours, _printed) in rows.items()} <= {0, None}


def test_centres_and_children_are_counted_at_the_end_of_each_year(home):
    centre = licensed(home, kind="state_centre", stay="long", opened_on=date(2024, 5, 1), serves_sex="")
    licensed(home, kind="foster_family", stay="long", opened_on=date(2024, 5, 1))
    licensed(home, kind="transit_home", stay="short", opened_on=date(2024, 5, 1))
    in_care(home, facility=centre)
    rows = {key: ours for key, (ours, _printed) in rows_of("residential_care", 2023, 2026).items()}
    by_year = {key[-1]: ours for key, ours in rows.items() if key[0] == "centres_total"}
    assert [by_year[str(year)] for year in (2024, 2025, 2026)] == [1, 1, 1]
    children = {key[-1]: ours for key, ours in rows.items() if key[0] == "children_in_long_term_care"}
    assert (children["2025"] or 0, children["2026"]) == (0, 1)


def test_a_child_placed_twice_in_a_year_is_one_child(home):
    centre = licensed(home, kind="ngo_centre", stay="long", opened_on=date(2024, 5, 1), serves_sex="")
    code = in_care(home, facility=centre)
    other = in_care(home, facility=centre)
    person = Placement.objects.get(code=code).person_code
    Placement.objects.filter(code=other).update(person_code=person)
    rows = rows_of("residential_care", 2026, 2026)
    assert next(ours for key, (ours, _p) in rows.items() if key[0] == "children_in_long_term_care") == 1


def test_a_child_known_to_two_bodies_under_two_records_is_one_child(home):
    centre = licensed(home, kind="ngo_centre", stay="long", opened_on=date(2024, 5, 1), serves_sex="")
    codes = [in_care(home, facility=centre) for _body in range(2)]
    records = [Placement.objects.get(code=code).person_code for code in codes]
    assert len({row["person_key"] for row in extracts(today=TODAY)["child_in_care"].to_pylist()}) == 2
    for record in records:
        person = Person.objects.get(code=record)
        IndexEntry.objects.update_or_create(person=person, defaults={"counted_as": records[0], "version": 1})
    assert len({row["person_key"] for row in extracts(today=TODAY)["child_in_care"].to_pylist()}) == 1


def test_a_facility_closed_before_the_year_ends_is_not_of_that_year():
    assert year_ends(date(2023, 1, 1), date(2025, 6, 1), today=TODAY) == [
        date(2023, 12, 31),
        date(2024, 12, 31),
    ]
    assert year_ends(date(2023, 1, 1), None, today=TODAY)[-1] == date(2026, 12, 31)
    assert year_ends(TODAY + timedelta(days=1), None, today=TODAY) == []


def test_no_name_or_address_travels_with_the_figures(home):
    in_care(home)
    for table in extracts(today=TODAY).values():
        said = str(table.to_pylist())
        for word in ("Dara", "river", "Street", Facility.objects.get().code):
            assert word not in said
