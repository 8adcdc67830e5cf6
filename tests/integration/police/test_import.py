"""Provincial forms from a file: kept whole or given back with the reason, never twice, never lost."""

import pytest

from kapea.guard.access.viewer import background
from kapea.registers.police.imports import import_forms
from kapea.registers.police.law import offences_in_force
from kapea.registers.police.models import Incident, IncidentSuspect, IncidentVictim, OffenceAlleged
from kapea.registers.worklist.models import Task
from scenes.accounts import make_user, viewer_for
from scenes.guard import NOW

pytestmark = pytest.mark.django_db
BY = background("import")
FORM = {
    "secret_code": "BMC-0001",
    "station": "pahtjp-01",
    "book_number": "7",
    "reported_on": "២៨/០២/2026",
    "occurred": "2026-02",
    "province": "01",
    "forms": "in_prostitution; Trafficking of children for sexual purposes",
    "setting": "establishment",
    "victim_sex": "female",
    "victim_age": "14-16",
    "victim_nationality": "KH",
    "suspect_family_name": "Meas",
    "suspect_given_name": "Vuthy",
    "suspect_arrested_on": "2026-03-01",
    "investigated_on": "2026-03-01",
    "narrative": "Taken from a karaoke house.",
}


def rows(*forms):
    return [(number, {**FORM, **form}) for number, form in enumerate(forms, start=2)]


def brought(*forms, by=BY, **more):
    return import_forms(rows(*forms), by=by, now=NOW, **more)


def reasons(done) -> list[tuple[int, str]]:
    return [(each.row, each.column) for each in done.refused]


def test_a_form_becomes_an_incident_with_its_victim_its_suspect_and_its_next_task():
    offence = offences_in_force()[0]
    done = brought({"offences": offence[1]})
    incident = Incident.objects.get(code=done.accepted[0])
    assert (incident.agency_code, incident.unit_code, incident.status) == (
        "pahtjp",
        "pahtjp-01",
        "investigated",
    )
    assert (incident.book_number, incident.book_year, incident.occurred_precision) == ("7", 2026, "month")
    assert incident.forms == ["in_prostitution", "trafficking"]
    victim = IncidentVictim.objects.get()
    assert (victim.age_low, victim.age_high, victim.sex) == (14, 16, "female")
    assert IncidentSuspect.objects.get().keys.exists()
    assert OffenceAlleged.objects.get().offence == offence[0]
    assert list(Task.objects.filter(done_at=None).values_list("kind", flat=True)) == [
        "incident.send_to_court"
    ]


def test_the_same_file_again_changes_nothing():
    brought({})
    again = brought({"secret_code": "bmc 0001"} | {"secret_code": "BMC-0001"})
    assert (again.accepted, again.unchanged, again.refused) == ((), 1, ())
    assert Incident.objects.count() == 1


def test_another_form_under_the_same_secret_code_is_given_back():
    brought({})
    assert reasons(brought({"setting": "street"})) == [(2, "secret_code")]
    assert Incident.objects.count() == 1


def test_further_rows_add_victims_and_suspects_and_a_fault_holds_the_whole_form_back():
    more = {name: "" for name in FORM if not name.startswith(("secret", "victim"))}
    done = brought({}, {**more, "victim_sex": "male", "victim_age": "១២"})
    assert len(done.accepted) == 1
    assert IncidentVictim.objects.count() == 2
    other = {"secret_code": "BMC-0002", "book_number": "8"}
    held = brought(other, {**more, **other, "book_number": "", "victim_age": "twelve"})
    assert reasons(held) == [(2, ""), (3, "victim_age")]
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"secret_code": " "}, "secret_code"),
        ({"station": ""}, "station"),
        ({"station": "nowhere"}, "station"),
        ({"station": "mosvy"}, "station"),
        ({"reported_on": "32/01/2026"}, "reported_on"),
        ({"reported_on": ""}, "reported_on"),
        ({"reported_on": "2026-03-03"}, ""),
        ({"place": "No such place"}, "place"),
        ({"province": "12", "place": "010201"}, "place"),
        ({"forms": "in_prostitution; nonsense"}, "forms"),
        ({"offences": "no-such-law 1"}, "offences"),
        ({"victim_age": "16-14"}, "victim_age"),
        ({"clearance": "arrested"}, "cleared_on"),
        ({"sent_to_court_on": "2026-03-02", "investigated_on": ""}, ""),
        ({"narrative": "data:image/png;base64,iVBORw0KGgo="}, "narrative"),
    ],
)
def test_a_row_that_cannot_be_right_comes_back_with_its_column_and_the_others_are_kept(wrong, column):
    good = {"secret_code": "BMC-0099", "book_number": "99"}
    done = import_forms(rows(wrong, good), by=BY, now=NOW)
    assert (2, column) in reasons(done)
    assert len(done.accepted) == 1
    assert Incident.objects.count() == 1


def test_every_fault_of_a_row_is_named_at_once():
    done = brought({"reported_on": "x", "victim_age": "y", "setting": "z"})
    assert {each.column for each in done.refused} == {"reported_on", "victim_age", "setting"}


def test_a_number_taken_in_the_book_is_given_back():
    assert reasons(brought({}, {"secret_code": "BMC-0002"})) == [(3, "book_number")]


def test_a_dry_run_stores_nothing():
    done = brought({}, is_dry_run=True)
    assert len(done.accepted) == 1
    assert Incident.objects.count() == 0


def test_an_account_brings_only_forms_of_its_own_body():
    mine = viewer_for(make_user("police_officer", agency="pahtjp", unit="pahtjp-01"))
    theirs = viewer_for(make_user("police_officer", agency="gcnp"))
    worker = viewer_for(make_user("social_worker", agency="pahtjp"))
    assert reasons(brought({}, by=theirs)) == [(2, "station")]
    assert reasons(brought({}, by=worker)) == [(2, "station")]
    assert len(brought({}, by=mine).accepted) == 1
