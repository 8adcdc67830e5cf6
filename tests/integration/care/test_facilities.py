"""A facility is licensed and inspected by who oversees it; what endangers children is routed around who runs it."""

from datetime import date, timedelta

import pytest

from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import local_day
from kapea.registers.care.models import Complaint, Facility, SuspectTie
from kapea.registers.care.queries.facility import accessible_facility
from kapea.registers.care.queries.lists import count_facilities, list_facilities
from kapea.registers.care.rules.facilities import MoreThanLicensed
from kapea.registers.care.services import concerns, facilities
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.police import services as police
from kapea.registers.police.models import IncidentSuspect
from kapea.registers.police.queries import accessible_incident
from kapea.registers.sheets.problems import NotNow, ReasonNeeded, SecondPersonNeeded
from kapea.registers.worklist.models import Task
from scenes import justice
from scenes.accounts import make_user, viewer_for
from scenes.care import (
    DETAILS,
    NOW,
    OVERSEER,
    TODAY,
    complained,
    facility_of,
    in_care,
    inspected,
    licensed,
    registered,
    said,
)

pytestmark = pytest.mark.django_db


def tasks_on(code: str) -> dict[str, Task]:
    return {task.kind: task for task in Task.objects.filter(subject_code=code, done_at=None)}


def test_where_a_shelter_is_is_sealed_and_shown_to_who_runs_it_only(home):
    code = licensed(home)
    row = Facility.objects.get(code=code)
    assert b"Street 9" not in bytes(row.address_sealed)
    assert b"river" not in bytes(row.name_sealed)
    manager = accessible_facility(code, by=home.manager, now=NOW)
    assert "Street 9, number 4" in said(manager)
    for by in (home.worker, home.police):
        sheet = accessible_facility(code, by=by, now=NOW)
        assert "Street 9" not in said(sheet)
        assert "House of the river" not in said(sheet)
        assert "shelter_location" not in sheet.sections


def test_the_manager_of_another_body_cannot_tell_the_facility_exists(home):
    code = licensed(home)
    with pytest.raises(NotFound):
        accessible_facility(code, by=home.other_manager, now=NOW)
    assert list_facilities(by=home.other_manager, now=NOW) == []


def test_a_body_that_gives_no_care_registers_no_facility(home):
    from scenes.care import DETAILS

    with pytest.raises(NotFound):
        facilities.register_facility(DETAILS, by=home.worker, now=NOW)
    with pytest.raises(NotAllowed):
        facilities.register_facility(DETAILS, agency_code="dahtjp", by=home.inspector, now=NOW)


def test_a_new_facility_gives_its_overseer_the_tasks_to_license_and_to_inspect(home):
    code = registered(home)
    found = tasks_on(code)
    assert set(found) == {"facility.licence", "facility.inspect"}
    assert {task.agency_code for task in found.values()} == {"mosvy"}
    assert found["facility.inspect"].rule_code == "care.oversight"
    assert found["facility.inspect"].rule_version == "1"
    inspected(home, code)
    assert tasks_on(code)["facility.inspect"].due_at.date() == date(2027, 3, 2)


def test_a_manager_gives_themselves_no_licence(home):
    code = registered(home)
    licence = {"number": "1", "issued_on": TODAY, "valid_until": TODAY, "capacity": 5}
    with pytest.raises(NotAllowed):
        facilities.issue_licence(code, **licence, by=home.manager, now=NOW)
    assert facility_of(code).licences.count() == 0


def test_a_licence_past_its_date_is_an_alarm_on_the_page_and_a_number_of_the_overseer(home):
    code = licensed(home, until=TODAY - timedelta(days=1))
    notices = said(accessible_facility(code, by=home.inspector, now=NOW))
    assert "The licence has run out." in notices
    assert count_facilities(by=home.inspector, now=NOW, which="licence") == 1
    assert [row.code for row in list_facilities(by=home.inspector, now=NOW, which="licence")] == [code]


def test_a_standard_that_is_not_met_needs_words_and_a_day_to_mend_it(home):
    code = licensed(home)
    with pytest.raises(ReasonNeeded):
        inspected(home, code, not_met="fire")
    inspected(home, code, not_met="fire", findings="No way out.", correct_by=TODAY + timedelta(days=9))
    row = facility_of(code).inspections.get()
    assert (row.met, row.not_met, row.tool_version) == (13, 1, 1)
    facilities.record_correction(code, row.pk, on=TODAY, by=home.inspector, now=NOW)
    with pytest.raises(NotNow):
        facilities.record_correction(code, row.pk, on=TODAY, by=home.inspector, now=NOW)


def test_what_has_to_be_mended_is_looked_at_again_on_its_day(home):
    code = licensed(home)
    inspection = inspected(home, code, not_met="fire", findings="No way out.", correct_by=date(2026, 4, 1))
    task = Task.objects.get(subject_code=code, kind="facility.mend")
    assert (local_day(task.due_at), task.agency_code) == (date(2026, 4, 1), OVERSEER)
    facilities.record_correction(code, inspection, on=TODAY, by=home.inspector, now=NOW)
    assert not Task.objects.filter(subject_code=code, kind="facility.mend", done_at=None).exists()


def test_who_runs_a_facility_gives_it_no_more_places_than_its_licence(home):
    code = licensed(home)
    more = facilities.FacilityDetails(**{**vars(DETAILS), "capacity": 40})
    told = {"by": home.manager, "now": NOW}
    with pytest.raises(MoreThanLicensed):
        facilities.change_facility(code, more, version=facility_of(code).version, **told)
    fewer = facilities.FacilityDetails(**{**vars(DETAILS), "capacity": 1})
    facilities.change_facility(code, fewer, version=facility_of(code).version, **told)
    assert facility_of(code).capacity == 1


def test_a_facility_with_a_child_in_it_is_not_closed(home):
    facility = licensed(home)
    in_care(home, facility=facility)
    with pytest.raises(NotNow):
        facilities.close_facility(
            facility, on=TODAY, version=facility_of(facility).version, by=home.inspector, now=NOW
        )


def test_who_runs_a_facility_does_not_see_a_complaint_about_it(home):
    code = licensed(home)
    complained(home, code)
    sheet = accessible_facility(code, by=home.manager, now=NOW)
    assert "A man comes at night" not in said(sheet)
    assert "complaint" not in said(sheet).lower()
    seen = accessible_facility(code, by=home.inspector, now=NOW)
    assert "A man comes at night" in said(seen)
    task = tasks_on(code)["facility.complaint"]
    assert (task.agency_code, task.priority) == ("mosvy", "urgent")


def test_a_complaint_is_reviewed_by_another_person_with_words_and_once(home):
    code = licensed(home)
    own = complained(home, code, by=home.inspector)
    found = {"outcome": "unfounded", "words": "Talked with all children."}
    with pytest.raises(SecondPersonNeeded):
        concerns.review_complaint(code, own, **found, by=home.inspector, now=NOW)
    with pytest.raises(NotAllowed):
        concerns.review_complaint(code, own, **found, by=home.worker, now=NOW)
    concerns.review_complaint(
        code, own, outcome="inspected", words="Go there.", by=home.second_inspector, now=NOW
    )
    with pytest.raises(NotNow):
        concerns.review_complaint(code, own, **found, by=home.second_inspector, now=NOW)
    assert Complaint.objects.get().reviewed_by == home.second_inspector.username
    assert "facility.visit" in tasks_on(code)
    assert "facility.complaint" not in tasks_on(code)


def test_an_accused_who_works_with_children_in_care_is_found_and_shown_to_who_may_see_suspects(home):
    justice.registered(justice.make_court(), document="N 012345")
    code = licensed(home)
    new = concerns.NewAdult(role="volunteer", from_on=TODAY, name="J. Smith", document="n012345")
    concerns.record_adult(code, new, by=home.manager, now=NOW)
    tie = SuspectTie.objects.get()
    assert tie.found_by == "match"
    assert "facility.suspect" in tasks_on(code)
    seen = accessible_facility(code, by=home.inspector, now=NOW)
    assert tie.suspect_code in said(seen)
    assert "A suspect may come near the children here." in said(seen)
    hidden = accessible_facility(code, by=home.manager, now=NOW)
    assert tie.suspect_code not in said(hidden)
    assert "suspect" not in said(hidden).lower()


def test_a_name_alone_ties_nobody_to_a_crime(home):
    justice.registered(justice.make_court())
    code = licensed(home)
    for born in (None, date(1990, 1, 1)):
        new = concerns.NewAdult(role="staff", from_on=TODAY, name="John Smith", born_on=born)
        concerns.record_adult(code, new, by=home.manager, now=NOW)
    assert SuspectTie.objects.count() == 0
    same = concerns.NewAdult(role="staff", from_on=TODAY, name="SMITH John", born_on=date(1984, 1, 5))
    concerns.record_adult(code, same, by=home.manager, now=NOW)
    assert SuspectTie.objects.count() == 1


def suspected(home, *, document: str = "", ages: tuple[int, int] | None = (40, 42)) -> str:
    """A suspect of an incident of another police body; return the suspect's code."""
    officer = viewer_for(make_user("police_officer", agency="pahtjp", unit="pahtjp-01"))
    code = police.register_incident(police.NewIncident(reported_on=TODAY), by=officer, now=NOW)
    person = PersonDraft(
        family_km="មាស",
        given_km="វុទ្ធី",
        family_latin="Meas",
        given_latin="Vuthy",
        identifier_kind="passport" if document else "",
        identifier=document,
    )
    low, high = ages or (None, None)
    new = police.NewSuspect(person=person, age_low=low, age_high=high)
    return police.record_suspect(code, new, by=officer, now=NOW)


def adult(**more) -> concerns.NewAdult:
    return concerns.NewAdult(**{"role": "volunteer", "from_on": TODAY, "name": "VUTHY Meas", **more})


def test_a_suspect_of_the_police_near_children_alerts_the_overseer_who_never_learns_the_name(home):
    suspect = suspected(home, document="N 0123")
    code = licensed(home)
    concerns.record_adult(code, adult(name="V. M.", document="n0123"), by=home.manager, now=NOW)
    tie = SuspectTie.objects.get()
    assert (tie.suspect_kind, tie.suspect_code) == ("suspect", suspect)
    assert "facility.suspect" in tasks_on(code)
    seen = said(accessible_facility(code, by=home.inspector, now=NOW))
    assert suspect in seen
    for name in ("Vuthy", "វុទ្ធី", "Meas", "មាស"):
        assert name not in seen
    assert suspect not in said(accessible_facility(code, by=home.manager, now=NOW))
    with pytest.raises(NotFound):
        accessible_incident(IncidentSuspect.objects.get().incident.code, by=home.inspector, now=NOW)


def test_a_whole_name_ties_only_with_a_birth_date_that_fits_the_ages_told(home):
    suspected(home)
    code = licensed(home)
    for born in (None, date(1999, 1, 1)):
        concerns.record_adult(code, adult(born_on=born), by=home.manager, now=NOW)
    alike = adult(name="Veasna Mao", born_on=date(1985, 1, 5))
    concerns.record_adult(code, alike, by=home.manager, now=NOW)
    assert SuspectTie.objects.count() == 0
    concerns.record_adult(code, adult(born_on=date(1985, 1, 5)), by=home.manager, now=NOW)
    assert SuspectTie.objects.count() == 1


def test_a_suspect_whose_age_nobody_knows_is_never_found_by_name(home):
    suspected(home, ages=None)
    code = licensed(home)
    concerns.record_adult(code, adult(born_on=date(1985, 1, 5)), by=home.manager, now=NOW)
    assert SuspectTie.objects.count() == 0


def test_a_suspect_who_becomes_known_later_is_found_at_night_once(home):
    code = licensed(home)
    concerns.record_adult(code, adult(name="V. M.", document="n0123"), by=home.manager, now=NOW)
    assert concerns.look_again(now=NOW) == 0
    suspected(home, document="N 0123")
    assert concerns.look_again(now=NOW) == 1
    assert concerns.look_again(now=NOW) == 0
    assert "facility.suspect" in tasks_on(code)
    assert AuditEvent.objects.filter(action="care.suspect.found", object_code=code).count() == 1


def test_a_tie_is_settled_with_words(home):
    code = licensed(home)
    tie = concerns.tie_suspect(code, suspect_code="S-1", words="Seen there.", by=home.police, now=NOW)
    with pytest.raises(ReasonNeeded):
        concerns.settle_tie(code, tie, outcome="kept_away", words=" ", by=home.inspector, now=NOW)
    concerns.settle_tie(code, tie, outcome="kept_away", words="Sent away today.", by=home.inspector, now=NOW)
    assert SuspectTie.objects.get().settled_by == home.inspector.username
    assert "facility.suspect" not in tasks_on(code)


def test_each_act_and_each_read_is_written_down_once(home):
    code = licensed(home)
    before = AuditEvent.objects.count()
    accessible_facility(code, by=home.worker, now=NOW)
    assert AuditEvent.objects.count() == before + 1
    complained(home, code)
    assert AuditEvent.objects.count() == before + 2
