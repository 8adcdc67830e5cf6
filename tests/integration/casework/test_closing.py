"""A case is closed by two persons, and not before its checklist is met."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed, NotFound
from kapea.registers.casework import queries, services
from kapea.registers.casework.errors import (
    AlreadyDone,
    CaseIsClosed,
    ClosureNotReady,
    NothingChosen,
    SecondPersonNeeded,
)
from kapea.registers.casework.models import Closure
from kapea.registers.casework.services import ClosureRequest
from kapea.registers.worklist.handover import outcomes
from scenes.casework import (
    CLOSING,
    NOW,
    TODAY,
    case_of,
    closed,
    closure_asked,
    identified,
    open_tasks_of,
    planned,
    ready_to_close,
    referred,
)

pytestmark = pytest.mark.django_db


def test_asking_is_refused_with_every_unmet_item(people):
    code, _referral = referred(people)
    with pytest.raises(ClosureNotReady) as refused:
        services.ask_closure(code, ClosureRequest(reason="success"), by=people.worker, now=NOW)
    assert {item.code for item in refused.value.items} == {
        "goals_met",
        "no_open_referral",
        "no_live_protective_measure",
        "child_view_heard",
        "feedback_asked",
    }
    assert not Closure.objects.exists()
    assert case_of(code).step == "implementation"


def test_a_case_asked_to_close_waits_for_a_second_person(people):
    code = closure_asked(people)
    task = open_tasks_of(code)["closure.decide"]
    assert case_of(code).step == "closure"
    assert (task.assignee_id, task.due_at) == (None, case_of(code).step_since + timedelta(hours=336))


def test_who_asks_does_not_decide(people):
    code = ready_to_close(people)
    case = case_of(code)
    type(case).objects.filter(pk=case.pk).update(owner_id=people.supervisor.user_id)
    from kapea.guard.accounts.queries import viewer_of

    caring = viewer_of(people.users["supervisor"], purpose="care")
    services.ask_closure(code, CLOSING, by=caring, now=NOW)
    with pytest.raises(SecondPersonNeeded):
        services.decide_closure(code, approved=True, by=people.supervisor, now=NOW)
    assert case_of(code).status == "open"


def test_the_database_itself_refuses_one_person_for_both(people):
    code = closure_asked(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Closure.objects.filter(case__code=code).update(
            decision="approved", decided_at=NOW, decided_by=people.worker.username
        )


def test_a_worker_cannot_approve(people):
    code = closure_asked(people)
    with pytest.raises(NotAllowed):
        services.decide_closure(code, approved=True, by=people.colleague, now=NOW)


def test_what_was_met_when_closing_was_asked_is_looked_at_again_when_it_is_decided(people):
    code = closure_asked(people)
    referred(people, code=code)
    with pytest.raises(ClosureNotReady) as refused:
        services.decide_closure(code, approved=True, by=people.supervisor, now=NOW)
    assert [item.code for item in refused.value.items] == ["no_open_referral"]
    assert case_of(code).status == "open"


def test_approval_closes_the_case_its_tasks_and_tells_the_sender(people):
    code = closed(people)
    case = case_of(code)
    assert (case.status, case.closed_by) == ("closed", people.supervisor.username)
    assert open_tasks_of(code) == {}
    assert [found.outcome for found in outcomes("contact", "K-00000001")] == ["closed"]


def test_a_refusal_says_why_and_gives_the_case_back(people):
    code = closure_asked(people)
    with pytest.raises(NothingChosen):
        services.decide_closure(code, approved=False, by=people.supervisor, now=NOW)
    services.decide_closure(code, approved=False, refusal="Visit once more.", by=people.supervisor, now=NOW)
    assert (case_of(code).status, case_of(code).step) == ("open", "follow_up")
    assert "case.visit" in open_tasks_of(code)
    page = queries.accessible_case(code, by=people.worker, now=NOW)
    assert page.closures[0].refusal == "Visit once more."


def test_a_case_refused_once_may_be_asked_again(people):
    code = closure_asked(people)
    services.decide_closure(code, approved=False, refusal="Wait.", by=people.supervisor, now=NOW)
    services.ask_closure(code, CLOSING, by=people.worker, now=NOW)
    assert Closure.objects.filter(case__code=code).count() == 2


def test_closing_is_asked_once_at_a_time(people):
    code = closure_asked(people)
    with pytest.raises(AlreadyDone):
        services.ask_closure(code, CLOSING, by=people.worker, now=NOW)


def test_nothing_is_decided_that_was_not_asked(people):
    code = ready_to_close(people)
    with pytest.raises(NotFound):
        services.decide_closure(code, approved=True, by=people.supervisor, now=NOW)


def returned_and_done(people) -> str:
    """A case whose child has just returned, with nothing of the plan left open."""
    code = planned(people)
    services.end_action(
        code,
        action_id=case_of(code).plan.goals.get().actions.get().pk,
        state="done",
        reason="",
        by=people.worker,
        now=NOW,
    )
    services.begin_follow_up(
        code, returned_on=TODAY, version=case_of(code).version, by=people.worker, now=NOW
    )
    return code


def test_a_child_who_returned_is_followed_for_twelve_months_before_closing(people):
    code = returned_and_done(people)
    with pytest.raises(ClosureNotReady) as refused:
        services.ask_closure(code, CLOSING, by=people.worker, now=NOW)
    (item,) = refused.value.items
    assert (item.code, item.number, str(item.on)) == ("follow_up_done", 12, "2027-03-02")
    waived = replace(CLOSING, waiver="She moved abroad.")
    services.ask_closure(code, waived, by=people.worker, now=NOW)
    event = AuditEvent.objects.get(action="casework.closure.asked")
    assert event.details["waiver"] is True


def test_a_child_found_not_to_be_exploited_needs_no_plan(people):
    code = identified(people, decision="not_victim")
    services.ask_closure(code, CLOSING, by=people.worker, now=NOW)
    assert case_of(code).step == "closure"


def test_nothing_is_added_to_a_closed_case_until_it_is_reopened(people):
    code = closed(people)
    told = {"service": "legal", "given_on": TODAY, "agency_code": "", "words": ""}
    with pytest.raises(CaseIsClosed):
        services.record_service(code, **told, by=people.worker, now=NOW)
    services.reopen_case(code, reason="He came back.", by=people.worker, now=NOW)
    assert case_of(code).status == "reopened"
    services.record_service(code, **told, by=people.worker, now=NOW)


def test_a_reopened_case_has_its_risk_judged_anew_in_the_time_of_the_pack(people):
    code = closed(people)
    later = NOW + timedelta(days=30)
    judged = case_of(code).risk_assessments.count()
    services.reopen_case(code, reason="He came back.", by=people.worker, now=later)
    case = case_of(code)
    assert (case.step, case.risk_level, case.follow_up_since) == ("assessment", "", None)
    assert case.risk_assessments.count() == judged > 0
    task = open_tasks_of(code)["case.assess"]
    assert (task.due_at, task.rule_code) == (later + timedelta(hours=72), "case.clocks")
    event = AuditEvent.objects.get(action="casework.case.reopened")
    assert event.details["anew"] == ["risk", "follow_up"]


def test_a_waiver_is_audited_again_when_it_takes_effect(people):
    code = returned_and_done(people)
    waived = replace(CLOSING, waiver="She moved abroad.")
    services.ask_closure(code, waived, by=people.worker, now=NOW)
    services.decide_closure(code, approved=True, by=people.supervisor, now=NOW)
    asked = AuditEvent.objects.get(action="casework.closure.asked").details
    decided = AuditEvent.objects.get(action="casework.closure.approved").details
    assert asked["waiver"] is True
    assert decided == {"waiver": True, "rule": "closure.minimum_months_after_return", "version": "1"}


def test_a_waiver_that_nothing_needs_takes_no_effect(people):
    code = ready_to_close(people)
    services.ask_closure(code, replace(CLOSING, waiver="Just in case."), by=people.worker, now=NOW)
    services.decide_closure(code, approved=True, by=people.supervisor, now=NOW)
    assert AuditEvent.objects.get(action="casework.closure.approved").details == {"waiver": False}
