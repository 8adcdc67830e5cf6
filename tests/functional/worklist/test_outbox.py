"""The administrator sees how each notice stands, never what waits; nobody else sees the outbox."""

import pytest
from django.utils import timezone

from kapea.registers.worklist.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(account):
    user = account("hotline_operator", agency="aple")
    return Notice.objects.create(
        recipient_id=user.pk,
        recipient_by=user.username,
        kind="danger",
        status="failed",
        created_at=timezone.now(),
        tries=8,
        fault="ConnectionRefusedError",
    )


def test_the_administrator_sees_a_failed_notice_and_lets_it_be_tried_again(account, signed_in, failed):
    administrator = signed_in(account("administrator"))
    page = administrator.get("/tasks/notices/?status=failed").content.decode()
    assert failed.recipient_by in page
    assert "ConnectionRefusedError" in page
    assert "?status=failed" in administrator.get("/home/").content.decode()
    administrator.post("/tasks/notices/")
    failed.refresh_from_db()
    assert (failed.status, failed.tries) == ("waiting", 0)


@pytest.mark.parametrize("role", ["hotline_supervisor", "statistician", "data_protection_officer"])
def test_nobody_else_can_tell_the_outbox_is_there(account, signed_in, role):
    assert signed_in(account(role, agency="aple")).get("/tasks/notices/").status_code == 404
