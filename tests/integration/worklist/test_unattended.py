"""Late work in a body where nobody supervises reaches somebody, and never whom a complaint is about."""

from datetime import UTC, datetime, timedelta

import pytest

from kapea.guard.accounts.models import User
from kapea.guard.errors import NotFound
from kapea.registers.hotline import services
from kapea.registers.hotline.models import Complaint
from kapea.registers.worklist import unattended
from kapea.registers.worklist.bypassing import gone_past
from kapea.registers.worklist.escalation import escalate_late
from kapea.registers.worklist.models import Notice, Task
from kapea.registers.worklist.queries import open_tasks
from kapea.registers.worklist.services import complete_tasks, open_task
from scenes.accounts import viewer_for

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 17, 42, tzinfo=UTC)
LATER = NOW + timedelta(days=5)


@pytest.fixture
def told(account):
    """Return a maker of accounts that an e-mail reaches."""

    def make(role: str, agency: str = ""):
        user = account(role, agency=agency)
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.test")
        return viewer_for(user)

    return make


def late(agency: str, *, subject: tuple[str, str] = ("incident", "I-1"), priority: str = "red", by) -> Task:
    kind = "incident.confirm"
    return open_task(
        kind=kind, subject=subject, agency_code=agency, by=by, now=NOW, due_at=NOW, priority=priority
    )


def recipients() -> set[str]:
    return set(Notice.objects.values_list("recipient_by", flat=True))


def test_the_next_body_above_that_has_a_supervisor_is_told_how_much_is_late_and_nothing_else(told):
    officer, above = told("police_officer", "pahtjp"), told("police_supervisor", "dahtjp")
    told("police_supervisor", "moi"), told("administrator")
    late("pahtjp", by=officer)
    late("pahtjp", subject=("incident", "I-2"), by=officer)
    assert escalate_late(now=LATER) == 2
    assert recipients() == {above.username}
    shown = open_tasks(by=above, now=LATER)
    assert [(task.kind, task.subject_code) for task in shown] == [("body.unattended", "")]
    assert [(body.agency_code, body.late) for body in unattended.late_bodies(by=above)] == [("pahtjp", 2)]


def test_a_body_with_its_own_supervisor_keeps_its_late_work_to_itself(told):
    officer, own = told("police_officer", "pahtjp"), told("police_supervisor", "pahtjp")
    above = told("police_supervisor", "dahtjp")
    late("pahtjp", by=officer)
    escalate_late(now=LATER)
    assert recipients() == {own.username}
    assert unattended.late_bodies(by=above) == []
    assert not Task.objects.filter(kind="body.unattended").exists()


def test_where_nobody_stands_above_the_administrators_are_told(told):
    officer, administrator = told("police_officer", "pahtjp"), told("administrator")
    late("pahtjp", by=officer)
    escalate_late(now=LATER)
    assert recipients() == {administrator.username}
    body = unattended.untold_bodies(by=administrator)[0]
    assert (body.agency_code, body.supervisors, body.goes_to) == ("pahtjp", 0, "")


def test_the_administrator_learns_which_supervisors_no_e_mail_reaches(told, account):
    administrator = told("administrator")
    account("police_supervisor", agency="dahtjp")
    assert [(b.agency_code, b.supervisors) for b in unattended.untold_bodies(by=administrator)] == [
        ("dahtjp", 1)
    ]


def test_the_list_above_is_done_once_nothing_late_is_left_or_somebody_supervises(told):
    officer, above = told("police_officer", "pahtjp"), told("police_supervisor", "dahtjp")
    late("pahtjp", by=officer)
    escalate_late(now=LATER)
    complete_tasks(subject=("incident", "I-1"), by=officer, now=LATER)
    escalate_late(now=LATER)
    assert open_tasks(by=above, now=LATER) == []
    late("pahtjp", subject=("incident", "I-2"), by=officer)
    escalate_late(now=LATER)
    assert len(open_tasks(by=above, now=LATER)) == 1
    told("police_supervisor", "pahtjp")
    escalate_late(now=LATER)
    assert open_tasks(by=above, now=LATER) == []


def test_a_worker_of_the_body_above_sees_no_such_list(told):
    worker = told("police_officer", "dahtjp")
    told("police_supervisor", "dahtjp")
    late("pahtjp", by=told("police_officer", "pahtjp"))
    escalate_late(now=LATER)
    assert open_tasks(by=worker, now=LATER) == []
    with pytest.raises(NotFound):
        unattended.late_bodies(by=worker)


@pytest.fixture
def complaint() -> Complaint:
    """A complaint about the police of a province, examined by a body where nobody works yet."""
    about = services.NewContact(channel="web", narrative="They sent me away.", province_code="01")
    new = services.NewComplaint(accused_agency="pahtjp", about=about, subject="money")
    services.take_public_complaint(new, submission="form-key-0123456789", now=NOW)
    return Complaint.objects.get()


def test_late_work_on_a_complaint_goes_past_the_accused_and_who_stands_above_them(
    told, complaint, monkeypatch
):
    accused_line = gone_past("complaint", complaint.code)
    assert {"pahtjp", "dahtjp", "moi"} <= accused_line
    assert gone_past("contact", complaint.contact.code) == accused_line
    line = {complaint.agency_code: ["dahtjp", "cncc"]}
    monkeypatch.setattr(unattended, "_above", lambda code: line.get(code, []))
    accused, free = told("police_supervisor", "dahtjp"), told("complaints_officer", "cncc")
    Task.objects.filter(subject_kind="complaint").update(due_at=NOW)
    escalate_late(now=LATER)
    assert recipients() == {free.username}
    assert open_tasks(by=accused, now=LATER) == []
    assert unattended._late_below("dahtjp") == []


def test_an_administrator_of_the_accused_body_is_not_told_of_a_complaint(told, complaint):
    told("administrator", "moi")
    other = told("administrator", "cncc")
    Task.objects.filter(subject_kind="complaint").update(due_at=NOW)
    escalate_late(now=LATER)
    assert recipients() == {other.username}
