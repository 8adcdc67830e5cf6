"""Nobody is recorded from a file before those who may already be recorded were shown to an officer."""

import pytest

from kapea.guard.access.viewer import background
from kapea.guard.errors import NotFound
from kapea.guard.models import AuditEvent
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.models import Person, PersonLink
from kapea.registers.people.services import register_person
from kapea.registers.police import waiting
from kapea.registers.police.imports import import_forms
from kapea.registers.police.models import Incident, IncidentSuspect, IncidentVictim, WaitingForm
from scenes.accounts import make_user, viewer_for
from scenes.guard import NOW

pytestmark = pytest.mark.django_db
AGENCY, UNIT = "pahtjp", "pahtjp-01"
FORM = {
    "secret_code": "BMC-0001",
    "station": UNIT,
    "reported_on": "2026-02-28",
    "victim_family_name": "Sok",
    "victim_given_name": "Dara",
    "victim_sex": "female",
    "victim_age": "14",
    "suspect_family_name": "Meas",
    "suspect_given_name": "Vuthy",
    "narrative": "Taken from a karaoke house.",
}
GIRL = PersonDraft(family_latin="Sok", given_latin="Dara", sex="female", age_years=14, age_as_of=NOW.date())


@pytest.fixture
def officer():
    return viewer_for(make_user("police_officer", agency=AGENCY, unit=UNIT))


def brought(by, *forms, **more):
    rows = [(number, {**FORM, **form}) for number, form in enumerate(forms or ({},), start=2)]
    return import_forms(rows, by=by, now=NOW, **more)


def elsewhere() -> Person:
    worker = viewer_for(make_user("social_worker", agency="wv-c"))
    return register_person(GIRL, by=worker, now=NOW)


def asked(by, **more):
    return waiting.waiting_forms(by=by, now=NOW, **more)


def sent(form, **choices: str) -> dict[str, str]:
    """Return what the page sends: for each person of the form, the choice made on the records shown."""
    data = {}
    for person in form.persons:
        shown = person.choice.asked
        if shown is not None:
            data[shown.add_prefix("looked_up_for")] = shown.mark
            if person.role.replace("-", "_") in choices:
                data[shown.add_prefix("choice")] = choices[person.role.replace("-", "_")]
    return data


def decided(by, **choices: str) -> None:
    (form,) = asked(by)
    (form,) = asked(by, data=sent(form, **choices))
    waiting.store_waiting(form, by=by, now=NOW)


def test_a_child_whom_nobody_resembles_is_recorded_with_the_form(officer):
    done = brought(officer)
    assert (len(done.accepted), done.waiting) == (1, ())
    victim, suspect = IncidentVictim.objects.get(), IncidentSuspect.objects.get()
    assert Person.objects.get(code=victim.person_code).agency_code == AGENCY
    assert Person.objects.get(code=suspect.person_code).unit_code == UNIT


def test_a_form_without_an_account_records_its_persons_for_the_station(db):
    brought(background("import"))
    assert set(Person.objects.values_list("agency_code", "unit_code")) == {(AGENCY, UNIT)}


def test_a_child_who_may_be_recorded_already_waits_and_nothing_is_stored(officer):
    known = elsewhere()
    done = brought(officer)
    assert (done.accepted, len(done.waiting)) == ((), 1)
    assert (Incident.objects.count(), Person.objects.count()) == (0, 1)
    (form,) = asked(officer)
    victim, suspect = form.persons
    assert [each.code for each in victim.choice.asked.candidates] == [known.code]
    assert (victim.choice.is_made, suspect.choice.is_made, form.is_decided) == (False, True, False)
    assert form.form.incident["narrative"] == "Taken from a karaoke house."


def test_what_waits_is_sealed(officer):
    elsewhere()
    brought(officer)
    assert b"Dara" not in bytes(WaitingForm.objects.get().rows_sealed)


def test_an_unchosen_form_is_not_stored_and_goes_on_waiting(officer):
    elsewhere()
    brought(officer)
    (form,) = asked(officer)
    (form,) = asked(officer, data=sent(form))
    with pytest.raises(NotFound):
        waiting.store_waiting(form, by=officer, now=NOW)
    assert waiting.count_waiting(by=officer) == 1
    assert Incident.objects.count() == 0


def test_the_same_child_of_another_body_is_noted_and_the_police_make_their_own_record(officer):
    known = elsewhere()
    brought(officer)
    decided(officer, victim_1=known.code)
    victim = IncidentVictim.objects.get()
    assert victim.person_code != known.code
    link = PersonLink.objects.get()
    assert {link.person.code, link.other.code} == {victim.person_code, known.code}
    row = WaitingForm.objects.get()
    assert (row.incident_code, bytes(row.rows_sealed)) == (Incident.objects.get().code, b"")
    assert waiting.count_waiting(by=officer) == 0


def test_a_record_of_ones_own_is_used_as_it_is(officer):
    known = register_person(GIRL, by=officer, now=NOW)
    brought(officer)
    decided(officer, victim_1=known.code)
    assert IncidentVictim.objects.get().person_code == known.code
    assert Person.objects.count() == 2  # the child once, and the suspect


def test_another_child_gets_a_record_of_her_own(officer):
    known = elsewhere()
    brought(officer)
    decided(officer, victim_1="new")
    assert IncidentVictim.objects.get().person_code != known.code
    assert PersonLink.objects.count() == 0


def test_a_choice_made_on_other_records_than_those_here_now_is_asked_again(officer):
    elsewhere()
    brought(officer)
    (form,) = asked(officer)
    choice = sent(form, victim_1="new")
    register_person(GIRL, by=officer, now=NOW)
    (form,) = asked(officer, data=choice)
    assert not form.is_decided
    assert len(form.persons[0].choice.asked.candidates) == 2


def test_one_suspect_in_two_forms_of_a_file_is_asked_for_the_second(officer):
    second = {"secret_code": "BMC-0002", "victim_family_name": "Keo", "victim_given_name": "Sophea"}
    done = brought(officer, {}, second)
    assert (len(done.accepted), len(done.waiting)) == (1, 1)
    (form,) = asked(officer)
    assert [person.role for person in form.persons if not person.choice.is_made] == ["suspect-1"]


def test_the_same_file_again_changes_nothing_while_it_waits_and_another_form_is_given_back(officer):
    elsewhere()
    brought(officer)
    assert brought(officer).unchanged == 1
    other = brought(officer, {"narrative": "Something else."})
    assert [(each.row, each.column) for each in other.refused] == [(2, "secret_code")]
    assert WaitingForm.objects.count() == 1


def test_a_dry_run_says_what_would_wait_and_keeps_nothing(officer):
    elsewhere()
    assert len(brought(officer, is_dry_run=True).waiting) == 1
    assert WaitingForm.objects.count() == 0


def test_a_form_with_a_fault_does_not_wait_but_comes_back(officer):
    elsewhere()
    done = brought(officer, {"sent_to_court_on": "2026-03-01"})
    assert (done.waiting, [each.row for each in done.refused]) == ((), [2])


def test_only_who_may_act_on_victims_and_suspects_of_the_station_sees_what_waits(officer):
    elsewhere()
    brought(officer)
    supervisor = viewer_for(make_user("police_supervisor", agency=AGENCY))
    colleague = viewer_for(make_user("police_officer", agency=AGENCY, unit="pahtjp-12"))
    others = [
        colleague,
        viewer_for(make_user("police_officer", agency="dahtjp")),
        viewer_for(make_user("social_worker", agency=AGENCY, unit=UNIT)),
        viewer_for(make_user("data_protection_officer", agency=AGENCY)),
    ]
    assert waiting.count_waiting(by=supervisor) == 1
    assert [waiting.count_waiting(by=each) for each in others] == [0, 0, 0, 0]
    code = WaitingForm.objects.get().code
    with pytest.raises(NotFound):
        waiting.put_aside(code, by=colleague, now=NOW)


def test_a_form_put_aside_is_destroyed_and_may_be_brought_again(officer):
    elsewhere()
    brought(officer)
    code = WaitingForm.objects.get().code
    waiting.put_aside(code, by=officer, now=NOW)
    assert bytes(WaitingForm.objects.get(code=code).rows_sealed) == b""
    assert len(brought(officer).waiting) == 1


def test_each_reading_of_what_waits_is_in_the_audit(officer):
    elsewhere()
    brought(officer)
    before = AuditEvent.objects.filter(action="incident.waiting_forms_read").count()
    asked(officer)
    assert AuditEvent.objects.filter(action="incident.waiting_forms_read").count() == before + 1
