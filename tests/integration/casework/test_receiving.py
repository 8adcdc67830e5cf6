"""A child handed over becomes a case that somebody must accept."""

from datetime import timedelta

import pytest

from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed, NotFound, StaleSave
from kapea.registers.casework import queries, services
from kapea.registers.casework.errors import AlreadyAccepted, CaseIsClosed, NothingChosen
from kapea.registers.casework.models import Case
from kapea.registers.worklist.handover import outcomes
from scenes.casework import AGENCY, NOW, accepted, case_of, handed_over, open_tasks_of

pytestmark = pytest.mark.django_db


def events(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def test_a_hand_over_opens_a_case_with_a_task_due_by_the_pack(people):
    code = handed_over(people)
    task = open_tasks_of(code)["case.accept"]
    assert (task.agency_code, task.assignee_id) == (AGENCY, None)
    assert task.due_at == NOW + timedelta(hours=1)
    assert (task.rule_code, task.rule_version) == ("case.clocks", "1")
    assert events("casework.case.received") == 1


def test_what_was_handed_over_is_sealed_in_the_table(people):
    case = case_of(handed_over(people, summary="Her uncle hurts her."))
    assert b"uncle" not in bytes(case.summary)
    assert b"Dara" not in bytes(case.told_name_latin)


def test_the_sender_sees_the_outcome_and_never_the_case(people):
    code = accepted(people)
    assert [found.outcome for found in outcomes("contact", "K-00000001")] == ["accepted"]
    with pytest.raises(NotFound):
        queries.accessible_case(code, by=people.operator, now=NOW)


def test_whoever_accepts_becomes_the_worker_and_reads_the_names(people):
    code = accepted(people)
    page = queries.accessible_case(code, by=people.worker, now=NOW)
    assert page.owner_id == people.worker.user_id
    assert page.told.name_latin == "Sok Dara"
    assert set(open_tasks_of(code)) == {"case.identify"}
    assert open_tasks_of(code)["case.identify"].assignee_id == people.worker.user_id


def test_before_accepting_a_worker_reads_the_words_but_no_name(people):
    page = queries.accessible_case(handed_over(people), by=people.worker, now=NOW)
    assert page.told.words == "A neighbour worries about a girl."
    assert page.told.name_latin == ""
    assert page.acts == {"accept"}


def test_accepting_twice_changes_nothing(people):
    code = accepted(people)
    services.accept_case(code, by=people.worker, now=NOW)
    assert events("casework.case.accepted") == 1


def test_a_case_is_not_accepted_by_two_workers(people):
    code = accepted(people)
    with pytest.raises(AlreadyAccepted):
        services.accept_case(code, by=people.colleague, now=NOW)


def test_another_agency_cannot_tell_that_the_case_exists(people):
    code = handed_over(people)
    for missing in (code, "C-00000000"):
        with pytest.raises(NotFound):
            services.accept_case(missing, by=people.elsewhere, now=NOW)
        with pytest.raises(NotFound):
            queries.accessible_case(missing, by=people.elsewhere, now=NOW)


def test_a_colleague_sees_the_summary_of_an_accepted_case_and_nothing_else(people):
    page = queries.accessible_case(accepted(people), by=people.colleague, now=NOW)
    assert page.sections == {"summary"}
    assert page.told is None
    assert page.acts == frozenset()


def test_the_supervisor_gives_the_case_and_its_tasks_to_another_worker(people):
    code = accepted(people)
    worker_id = people.colleague.user_id
    services.assign_case(
        code, worker_id=worker_id, version=case_of(code).version, by=people.supervisor, now=NOW
    )
    assert case_of(code).owner_id == worker_id
    assert open_tasks_of(code)["case.identify"].assignee_id == worker_id


def test_a_case_is_not_given_to_a_worker_of_another_agency(people):
    code = accepted(people)
    version = case_of(code).version
    with pytest.raises(NothingChosen):
        services.assign_case(
            code, worker_id=people.elsewhere.user_id, version=version, by=people.supervisor, now=NOW
        )
    assert case_of(code).owner_id == people.worker.user_id


def test_a_case_given_away_meanwhile_is_not_given_twice(people):
    code = accepted(people)
    old = case_of(code).version
    worker_id = people.colleague.user_id
    services.assign_case(code, worker_id=worker_id, version=old, by=people.supervisor, now=NOW)
    with pytest.raises(StaleSave):
        services.assign_case(
            code, worker_id=people.worker.user_id, version=old, by=people.supervisor, now=NOW
        )
    assert case_of(code).owner_id == worker_id


def test_a_worker_does_not_give_cases_away(people):
    code = accepted(people)
    with pytest.raises(NotAllowed):
        services.assign_case(code, worker_id=people.colleague.user_id, version=1, by=people.worker, now=NOW)


def test_nothing_is_accepted_if_it_cannot_be_audited(people, monkeypatch):
    code = handed_over(people)

    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("kapea.registers.casework.services.receiving.record_event", fail)
    with pytest.raises(RuntimeError):
        services.accept_case(code, by=people.worker, now=NOW)
    assert case_of(code).accepted_at is None
    assert set(open_tasks_of(code)) == {"case.accept"}


def test_each_opening_of_a_file_is_written_down_with_its_sections(people):
    code = accepted(people)
    queries.accessible_case(code, by=people.worker, now=NOW)
    event = AuditEvent.objects.filter(action="casework.case.read").latest("seq")
    assert (event.actor, event.object_code) == (people.worker.username, code)
    assert "identity" in event.details["sections"]


def test_a_worker_opens_a_case_for_a_child_they_met(people):
    code = services.open_case(
        summary="She came to our door.", forms=("grooming",), province_code="01", by=people.worker, now=NOW
    )
    case = case_of(code)
    assert (case.step, case.owner_id, case.agency_code) == ("identification", people.worker.user_id, AGENCY)


def test_a_role_that_may_not_work_on_cases_opens_none(people):
    with pytest.raises(NotAllowed):
        services.open_case(summary="x", forms=(), province_code="", by=people.operator, now=NOW)
    assert not Case.objects.exists()


def test_a_note_for_the_agency_stays_in_the_agency(people):
    code = accepted(people)
    services.write_note(code, text="Call her aunt first.", visibility="agency", by=people.worker, now=NOW)
    page = queries.accessible_case(code, by=people.worker, now=NOW)
    assert [note.text for note in page.notes] == ["Call her aunt first."]
    assert queries.accessible_case(code, by=people.colleague, now=NOW).notes == ()


def test_an_empty_note_is_not_kept(people):
    code = accepted(people)
    with pytest.raises(NothingChosen):
        services.write_note(code, text="  ", visibility="agency", by=people.worker, now=NOW)


def test_no_note_is_added_to_a_closed_case(people):
    from scenes.casework import closed

    code = closed(people)
    with pytest.raises(CaseIsClosed):
        services.write_note(code, text="Late", visibility="agency", by=people.worker, now=NOW)


def test_a_colleague_with_the_summary_alone_learns_nothing_of_the_child(people):
    from scenes.casework import identified

    assert queries.accessible_case(identified(people), by=people.colleague, now=NOW).child is None
