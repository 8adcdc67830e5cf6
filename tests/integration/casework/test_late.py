"""When the clock moves past a deadline, the supervisor sees it; nothing goes up before its time."""

from datetime import timedelta

import pytest

from kapea.registers.casework import services
from kapea.registers.worklist.escalation import escalate_late, goes_up_at
from scenes.casework import (
    NOW,
    TODAY,
    accepted,
    closure_asked,
    handed_over,
    identified,
    not_yet_approved,
    open_tasks_of,
    planned,
    referral_of,
    referred,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (handed_over, "case.accept"),
        (accepted, "case.identify"),
        (identified, "case.assess"),
        (not_yet_approved, "work.approve"),
        (planned, "case.action"),
        (closure_asked, "closure.decide"),
    ],
)
def test_each_step_goes_up_at_its_time_and_not_a_second_sooner(people, make, kind):
    task = open_tasks_of(make(people))[kind]
    at = goes_up_at(task.due_at, priority=task.priority)
    assert task.due_at > NOW
    escalate_late(now=at - timedelta(seconds=1))
    task.refresh_from_db()
    assert task.escalated_at is None
    escalate_late(now=at)
    task.refresh_from_db()
    assert task.escalated_at == at


def test_a_referral_that_nobody_answers_goes_up_and_then_expires_by_itself(people):
    _case, code = referred(people)
    task = open_tasks_of(code)["referral.answer"]
    escalate_late(now=goes_up_at(task.due_at, priority=task.priority))
    task.refresh_from_db()
    assert task.escalated_at is not None
    assert services.expire_referrals(now=NOW + timedelta(days=90)) == 0
    assert services.expire_referrals(now=NOW + timedelta(days=91)) == 1
    referral = referral_of(code)
    assert (referral.status, referral.expires_on) == ("expired", TODAY + timedelta(days=90))
