"""The administrator sees which bodies have nobody to tell; who supervises above sees how much is late there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kapea.registers.worklist.escalation import escalate_late
from kapea.registers.worklist.services import open_task
from scenes.accounts import viewer_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(account):
    """An incident of a province's police that nobody confirmed; an officer works there and nobody supervises."""
    officer, now = account("police_officer", agency="pahtjp"), timezone.now()
    open_task(
        kind="incident.confirm",
        subject=("incident", "I-CANARY"),
        agency_code="pahtjp",
        by=viewer_for(officer),
        now=now - timedelta(days=3),
        due_at=now - timedelta(days=2),
        priority="red",
    )


def test_the_administrator_sees_the_body_and_where_its_late_work_goes(account, signed_in, late):
    account("police_supervisor", agency="dahtjp")
    administrator = signed_in(account("administrator"))
    page = administrator.get("/tasks/notices/?status=nobody").content.decode()
    assert "Bodies with nobody to tell" in page
    assert "pahtjp" in page
    assert "Nobody supervises. Late work is told to:" in page
    assert "CANARY" not in page
    assert "/tasks/notices/?status=nobody" in administrator.get("/home/").content.decode()


def test_who_supervises_above_opens_the_list_from_their_task_and_sees_no_record(account, signed_in, late):
    above = signed_in(account("police_supervisor", agency="dahtjp"))
    escalate_late(now=timezone.now())
    assert "/tasks/nobody/" in above.get("/tasks/").content.decode()
    assert "/tasks/nobody/" in above.get("/home/").content.decode()
    page = above.get("/tasks/nobody/").content.decode()
    assert "1 task went up" in page
    assert "2 days late" in page
    assert "CANARY" not in page


@pytest.mark.parametrize("role", ["police_officer", "statistician", "administrator"])
def test_who_supervises_nobody_does_not_find_the_list(account, signed_in, role):
    assert signed_in(account(role, agency="dahtjp")).get("/tasks/nobody/").status_code == 404
