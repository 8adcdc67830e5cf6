"""Who was found by whom, from the registers: one person once, no name, nobody without a person."""

from datetime import UTC, date, datetime

import pytest

from kapea.engines.estimation.reading import table_csv
from kapea.monitoring.statistics.estimates import histories, services
from kapea.monitoring.statistics.models import Estimate
from kapea.registers.people.captures import Capture
from kapea.registers.police import services as police
from kapea.registers.police.models import IncidentVictim
from scenes import casework
from scenes.accounts import viewer_for

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
YEAR = {"first_on": date(2026, 1, 1), "last_on": date(2026, 12, 31)}
LISTS = ("police", "casework_state", "casework_other")


@pytest.fixture
def officer(account):
    return viewer_for(account("police_officer", agency="dahtjp", unit="dahtjp-01"))


def found_by_police(officer, *, person_code: str, age: int = 14) -> None:
    code = police.register_incident(
        police.NewIncident(reported_on=date(2026, 3, 1), province_code="01"), by=officer, now=NOW
    )
    police.record_victim(
        code=code, sex="female", age_low=age, age_high=age, nationality="KH", by=officer, now=NOW
    )
    IncidentVictim.objects.filter(incident__code=code).update(person_code=person_code)


def test_a_child_known_to_the_police_and_to_casework_is_one_person_on_two_lists(officer):
    people = casework.make_people()
    child = casework.case_of(casework.referred(people)[0]).child
    found_by_police(officer, person_code=child.code)
    found_by_police(officer, person_code="P-AAAAAAAA")
    found = histories.gather(lists=LISTS, by=("sex",), who="children", **YEAR)
    rows = table_csv(found.table).splitlines()
    assert rows[0] == "police,casework_state,casework_other,sex,count"
    assert sorted(row.split(",")[:3] for row in rows[1:]) == [["1", "0", "0"], ["1", "1", "0"]]
    assert "P-" not in table_csv(found.table)


def test_a_victim_without_a_person_is_left_out_and_counted(officer):
    found_by_police(officer, person_code="P-AAAAAAAA")
    found_by_police(officer, person_code="")
    found = histories.gather(lists=LISTS, by=(), who="children", **YEAR)
    assert (found.table.observed, found.not_linked) == (1, 1)


def test_an_adult_is_not_among_the_children_and_a_doubt_is(officer):
    found_by_police(officer, person_code="P-AAAAAAAA", age=30)
    found_by_police(officer, person_code="P-BBBBBBBB", age=17)
    assert histories.gather(lists=LISTS, by=(), who="children", **YEAR).table.observed == 1
    assert histories.gather(lists=LISTS, by=(), who="everyone", **YEAR).table.observed == 2


def test_a_period_with_nobody_says_so():
    with pytest.raises(histories.NobodyFound):
        histories.gather(lists=LISTS, by=(), who="children", **YEAR)


def test_records_that_the_index_joins_are_one_person(monkeypatch):
    monkeypatch.setattr(histories, "one_person", lambda codes: {"A": "A", "B": "A", "C": "C"})
    captures = [
        Capture(person_code="A", list_code="police"),
        Capture(person_code="B", list_code="casework_state", sex="female"),
        Capture(person_code="C", list_code="police"),
    ]
    table = histories.count_histories(captures, lists=LISTS, by=("sex",))
    assert table_csv(table).splitlines()[1:] == ["1,0,0,unknown,1", "1,1,0,female,1"]


def test_the_counts_are_kept_as_they_were_when_asked(officer, account):
    found_by_police(officer, person_code="P-AAAAAAAA")
    asked = services.Asked(title="T", lists=LISTS, **YEAR)
    code = services.ask_for_estimate(asked, by=viewer_for(account("statistician")), now=NOW)
    found_by_police(officer, person_code="P-BBBBBBBB")
    row = Estimate.objects.get(code=code)
    assert services.table_of(row).observed == 1
    assert services.compute_estimate(code, clock=lambda: NOW) == "refused"
    row.refresh_from_db()
    names = {check["name"] for check in row.answer["checks"]}
    assert {"hand_overs", "not_one_index", "no_overlap"} <= names
