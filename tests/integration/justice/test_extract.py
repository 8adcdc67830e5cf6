"""The courts' rows for the figures: no names, the printed offence, and tables that come out of them."""

from datetime import date

import pytest

from kapea.engines.figures.extracts import SCHEMAS, conform
from kapea.engines.figures.periods import By, Period
from kapea.guard.access.viewer import Viewer
from kapea.monitoring.statistics.gathering import sources
from kapea.monitoring.statistics.queries import counted
from kapea.registers.justice import extract
from kapea.registers.justice.models import ProceedingVictim
from kapea.registers.justice.services.vetting import count_children
from scenes.accounts import make_user, viewer_for
from scenes.justice import NOW, charged, finally_convicted, hearing_planned

pytestmark = pytest.mark.django_db
PROCURING = "TIPSE-26"
BY_AGE = ("proceeding", "proceeding_victim", "accused", "charge")
YEAR = Period(first_on=date(2026, 1, 1), last_on=date(2026, 12, 31), by=By.WHOLE)


@pytest.fixture
def statistician() -> Viewer:
    return viewer_for(make_user("statistician"))


def values(name: str, by: Viewer) -> dict[tuple[str, ...], int | None]:
    return {cell.key[:-1]: cell.value for cell in counted(name, YEAR, by=by).table.cells}


def test_every_extract_fits_its_schema_and_carries_no_name(court):
    finally_convicted(court)
    hearing_planned(court)
    for name, table in extract.extracts().items():
        conform(name, table)
        assert not {"name", "name_sealed", "code"} & set(table.column_names)
        assert "Smith" not in str(table.to_pydict())


def test_each_extract_comes_from_one_register():
    assert set(SCHEMAS) == set(sources())


def test_a_case_is_counted_under_its_printed_offence_with_its_class(court, statistician):
    finally_convicted(court)
    found = values("court_results", statistician)
    assert found[("cases_tried", "TIPSE-34")] == 1
    assert found[("perpetrators_sentenced", "TIPSE-34")] == 1
    assert found[("cases_tried", "TIPSE-42")] == 0
    by_class = counted("court_results", YEAR, by=statistician, also_by=("iccs",)).table
    assert any("030222" in cell.key and cell.value == 1 for cell in by_class.cells)


def iccs_of(name: str) -> set[str]:
    return set(extract.extracts()[name].column("iccs_code").to_pylist())


def test_the_class_of_an_offence_follows_the_victim_s_age(court):
    charged(court, offence=PROCURING)
    assert all(iccs_of(name) == {"030222"} for name in BY_AGE)
    ProceedingVictim.objects.update(age_low=25, age_high=30)
    assert all(iccs_of(name) == {"03021"} for name in BY_AGE)


def test_a_victim_of_unknown_age_is_presumed_a_child_in_the_class(court):
    charged(court, offence=PROCURING)
    ProceedingVictim.objects.update(age_low=None, age_high=None)
    assert iccs_of("proceeding") == {"030222"}
    ProceedingVictim.objects.update(age_low=16, age_high=40)
    assert iccs_of("proceeding_victim") == {"030222"}


def test_the_printed_figures_stand_beside_the_counted_ones(court, statistician):
    found = counted("court_results", YEAR, by=statistician)
    assert any(cell.source == "S2" and cell.value == 13 for cell in found.published)
    assert all("rule proposed" in measure.in_words() for measure in found.specification.measures)


def test_foreign_suspects_are_counted_by_nationality(court, statistician):
    finally_convicted(court)
    assert values("foreign_suspects", statistician)[("suspects", "FRA")] == 1


@pytest.mark.parametrize(
    "name",
    [
        "offences_suppressed",
        "court_headlines",
        "legal_aid_given",
        "sentences_by_range",
        "protective_measures",
    ],
)
def test_each_table_of_the_courts_can_be_counted(court, statistician, name):
    finally_convicted(court)
    hearing_planned(court)
    assert counted(name, YEAR, by=statistician).table.cells


def test_counts_of_children_in_conflict_add_up(court, statistician):
    count_children(
        indicator="diverted",
        period_from=date(2026, 1, 1),
        period_to=date(2026, 3, 1),
        sex="male",
        age_band="16_17",
        province_code="12",
        count=4,
        by=court.officer,
        now=NOW,
    )
    assert values("children_in_conflict", statistician)[("children", "diverted")] == 4
