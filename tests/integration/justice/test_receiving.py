"""What an incident sent to court brings along, and what its sender and the child's worker then see."""

from datetime import date, timedelta

import pytest

from kapea.guard.errors import NotFound
from kapea.registers.casework.models import Case
from kapea.registers.justice.models import Hearing, Proceeding
from kapea.registers.justice.queries import lists
from kapea.registers.justice.queries.lists import count_proceedings, list_proceedings, read_list
from kapea.registers.justice.queries.page import accessible_proceeding
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.police.models import Incident
from kapea.registers.police.rules import CourtNotPossible
from kapea.registers.police.services import (
    NewIncident,
    NewSuspect,
    record_step,
    record_suspect,
    record_victim,
    register_incident,
)
from kapea.registers.worklist.handover import outcomes, related
from kapea.registers.worklist.models import HandOverRecord, Task
from scenes.accounts import make_user, viewer_for
from scenes.justice import COURT, NOW, TODAY, UNIT, act, proceeding_of

pytestmark = pytest.mark.django_db
EARLIER = date(2026, 2, 1)


@pytest.fixture
def officer():
    return viewer_for(make_user("police_officer", agency="dahtjp", unit="dahtjp-12"))


def investigated(officer) -> str:
    new = NewIncident(
        reported_on=EARLIER, province_code="12", forms=("in_prostitution",), narrative="As told."
    )
    code = register_incident(new, by=officer, now=NOW)
    record_victim(code=code, sex="female", age_low=14, age_high=14, nationality="KH", by=officer, now=NOW)
    record_suspect(
        code,
        NewSuspect(person=PersonDraft(given_latin="John Smith", nationality="FR"), arrested_on=TODAY),
        by=officer,
        now=NOW,
    )
    record_step(code=code, step="investigate", on=TODAY, version=1, by=officer, now=NOW)
    return code


def sent(officer, *, court: str = COURT) -> str:
    code = investigated(officer)
    record_step(code=code, step="send_to_court", on=TODAY, version=2, court=court, by=officer, now=NOW)
    return code


def test_the_court_receives_the_report_the_child_and_the_suspect(officer, court):
    sent(officer)
    code = Proceeding.objects.get().code
    page = accessible_proceeding(code, by=court.officer, now=NOW)
    parts = {part.code: part for part in page.parts}
    assert page.narrative == "As told."
    assert "John Smith" in str(parts["accused"].cards[0].title)
    assert len(parts["parties"].cards) == 1
    assert proceeding_of(code).unit_code == UNIT


def test_the_court_gets_the_task_to_take_it_up_and_to_tell_the_embassy(officer, court):
    sent(officer)
    tasks = {task.kind: task for task in Task.objects.filter(subject_kind="proceeding")}
    assert set(tasks) == {"proceeding.prosecute", "proceeding.embassy"}
    assert tasks["proceeding.prosecute"].rule_code == "justice.clocks"
    assert tasks["proceeding.prosecute"].agency_code == COURT


def test_the_police_see_the_stage_and_nothing_else(officer, court):
    incident = sent(officer)
    code = Proceeding.objects.get().code
    assert [found.outcome for found in outcomes("incident", incident)] == [""]
    act(court, code, "open_case")
    assert [found.outcome for found in outcomes("incident", incident)] == ["prosecution"]
    with pytest.raises(NotFound):
        accessible_proceeding(code, by=officer, now=NOW)


def test_an_incident_sent_to_no_court_of_the_system_opens_no_proceeding(officer):
    sent(officer, court="")
    assert Incident.objects.get().status == "sent_to_court"
    assert not Proceeding.objects.exists()


def test_an_agency_that_is_no_court_is_refused_and_nothing_is_sent(officer):
    with pytest.raises(CourtNotPossible):
        sent(officer, court="mosvy")
    assert Incident.objects.get().status == "investigated"
    assert not HandOverRecord.objects.exists()


def test_a_court_s_week_holds_what_the_reader_stands_to_in_any_way_and_nothing_else(
    officer, court, monkeypatch
):
    codes = []
    for place in range(5):
        sent(officer)
        code = Proceeding.objects.exclude(code__in=codes).get().code
        codes.append(code)
        Hearing.objects.create(
            proceeding=proceeding_of(code),
            kind="trial",
            planned_at=NOW + timedelta(days=2 if place < 4 else 9),
            recorded_at=NOW,
            recorded_by="demo",
        )
    reader = viewer_for(court.users["officer"])
    own, assigned, unit = (Proceeding.objects.filter(code=code) for code in codes[:3])
    Proceeding.objects.update(unit_code="elsewhere", officer_id=None, created_by_user=None)
    own.update(created_by_user=reader.user_id)
    assigned.update(officer_id=reader.user_id)
    unit.update(unit_code=UNIT)
    assert count_proceedings(by=reader, now=NOW, which="week") == 3
    listed = list_proceedings(by=reader, now=NOW, which="week")
    assert {row.code for row in listed} == set(codes[:3])
    assert read_list(by=reader, now=NOW, which="week") == (listed, 3)
    first = (listed[0].received_on, listed[0].code)
    assert read_list(by=reader, now=NOW, which="week", after=first) == (listed[1:], 3)
    monkeypatch.setattr(lists, "MOST_COUNTED", 1)
    assert read_list(by=reader, now=NOW, which="week", after=first)[0] == listed[1:]


def test_the_worker_of_the_child_s_case_sees_hearings_and_protection_only(officer, court):
    from kapea.registers.police.services import receive_hand_over
    from kapea.registers.worklist.handover import HandOver, hand_over
    from scenes.casework import accepted, make_people

    people = make_people()
    case = accepted(people)
    package = HandOver(source_kind="contact", source_code="K-00000001", to="police", agency_code="dahtjp")
    _kind, incident = hand_over(package, by=people.operator, now=NOW)
    assert receive_hand_over is not None
    assert related("incident", incident, wanted="case") == [case]
    to_court = HandOver(
        source_kind="incident",
        source_code=incident,
        to="justice",
        agency_code=COURT,
        province_code="12",
        victims=(_victim(),),
    )
    _kind, code = hand_over(to_court, by=officer, now=NOW)
    page = accessible_proceeding(code, by=people.worker, now=NOW)
    assert {part.code for part in page.parts} == {"acts", "hearings", "interviews", "measures", "concerns"}
    assert page.narrative == ""
    assert count_proceedings(by=people.worker, now=NOW) == 1
    viewers = (people.worker, people.colleague, viewer_for(court.users["officer"]))
    assert [count_proceedings(by=by, now=NOW, which="week") for by in viewers] == [0, 0, 0]
    Hearing.objects.create(
        proceeding=proceeding_of(code),
        kind="trial",
        planned_at=NOW + timedelta(days=2),
        recorded_at=NOW,
        recorded_by="demo",
    )
    assert [count_proceedings(by=by, now=NOW, which="week") for by in viewers] == [1, 0, 1]
    with pytest.raises(NotFound):
        accessible_proceeding(code, by=people.colleague, now=NOW)
    Case.objects.filter(code=case).update(owner_id=people.colleague.user_id)
    with pytest.raises(NotFound):
        accessible_proceeding(code, by=people.worker, now=NOW)


def _victim():
    from kapea.registers.worklist.handover import HandedVictim

    return HandedVictim(code="V-00000001", sex="female", age_low=14, age_high=14)
