"""A late task goes up by the moved clock, the supervisor is told without a word of content, nobody twice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError

from kapea.guard.accounts.models import User
from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed, NotFound
from kapea.registers.hotline import services
from kapea.registers.hotline.models import Contact
from kapea.registers.worklist import notices
from kapea.registers.worklist.escalation import MOST_AT_ONCE, escalate_late
from kapea.registers.worklist.models import Notice, Task
from kapea.registers.worklist.overview import task_counts, work_of
from kapea.registers.worklist.queries import open_tasks
from kapea.registers.worklist.services import open_task, tick
from scenes.accounts import viewer_for

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 17, 42, tzinfo=UTC)


@pytest.fixture
def operator(account):
    return viewer_for(account("hotline_operator", agency="aple"))


@pytest.fixture
def supervisor(account):
    user = account("hotline_supervisor", agency="aple")
    User.objects.filter(pk=user.pk).update(email="supervisor@example.test", language="en")
    return viewer_for(user)


def in_danger(operator) -> Contact:
    new = services.NewContact(channel="phone", narrative="CANARY", is_danger_now=True)
    services.take_contact(new, submission="", by=operator, now=NOW)
    return Contact.objects.get()


def test_each_danger_clock_goes_up_when_it_strikes_and_not_before(operator, supervisor):
    code = in_danger(operator).code
    services.claim(code, by=operator, now=NOW)
    assert escalate_late(now=NOW + timedelta(minutes=14)) == 0
    assert escalate_late(now=NOW + timedelta(minutes=15)) == 1
    assert escalate_late(now=NOW + timedelta(minutes=59)) == 0
    assert escalate_late(now=NOW + timedelta(minutes=60)) == 1
    later = NOW + timedelta(minutes=61)
    assert task_counts(by=supervisor, now=later)["escalated"] == 2
    assert {task.subject_code for task in open_tasks(by=supervisor, now=later, which="escalated")} == {code}
    assert AuditEvent.objects.filter(action="task.escalated", object_code=code).count() == 2


def test_another_body_s_supervisor_and_an_operator_see_nothing_of_it(operator, account):
    services.claim(in_danger(operator).code, by=operator, now=NOW)
    escalate_late(now=NOW + timedelta(hours=2))
    later = NOW + timedelta(hours=2)
    for role, agency in (("hotline_supervisor", "childsafe"), ("hotline_operator", "aple")):
        by = viewer_for(account(role, agency=agency))
        assert task_counts(by=by, now=later)["escalated"] == 0


def test_a_task_with_time_left_by_the_other_rule_waits_a_day(operator):
    new = services.NewContact(channel="phone", is_danger_now=False)
    services.take_contact(new, submission="", by=operator, now=NOW)
    due = Task.objects.get().due_at
    assert escalate_late(now=due + timedelta(hours=23)) == 0
    assert escalate_late(now=due + timedelta(hours=24)) == 1


def test_a_task_moved_to_a_new_deadline_comes_down_again(operator):
    in_danger(operator)
    escalate_late(now=NOW + timedelta(minutes=20))
    task = Task.objects.get(kind="contact.triage")
    open_task(
        kind=task.kind,
        subject=("contact", task.subject_code),
        agency_code="aple",
        by=operator,
        now=NOW,
        due_at=NOW + timedelta(days=1),
    )
    task.refresh_from_db()
    assert task.escalated_at is None


def test_the_supervisor_is_told_once_and_the_mail_holds_no_code_name_or_place(operator, supervisor):
    code = in_danger(operator).code
    Notice.objects.all().delete()
    escalate_late(now=NOW + timedelta(minutes=16))
    escalate_late(now=NOW + timedelta(minutes=61))
    at = NOW + timedelta(minutes=62)
    assert notices.send_waiting(now=at) == 1
    assert notices.send_waiting(now=at) == 0
    sent = mail.outbox
    assert [each.to for each in sent] == [["supervisor@example.test"]]
    whole = sent[0].subject + sent[0].body
    assert "CANARY" not in whole
    assert code not in whole
    assert Notice.objects.get().status == "sent"


def test_danger_is_told_at_once_to_who_triages(supervisor):
    new = services.NewContact(channel="web", is_danger_now=True)
    services.take_public_report(new, submission="form-key-0123456789", now=NOW)
    assert notices.send_waiting(now=NOW) == 1
    assert mail.outbox[0].subject == "Kapea: something urgent waits for you"


def test_danger_is_told_to_who_is_on_duty_and_to_everybody_when_nobody_is(supervisor, account):
    on_duty = account("hotline_operator", agency="aple")
    User.objects.filter(pk=on_duty.pk).update(email="on.duty@example.test")
    services.set_shift(on_duty.pk, starts_at=NOW, ends_at=NOW + timedelta(hours=8), by=supervisor, now=NOW)
    new = services.NewContact(channel="web", is_danger_now=True)
    services.take_public_report(new, submission="form-key-0123456789", now=NOW)
    assert list(Notice.objects.values_list("recipient_id", flat=True)) == [on_duty.pk]
    later = NOW + timedelta(days=1)
    notices.send_waiting(now=later)
    services.take_public_report(new, submission="form-key-9876543210", now=later)
    assert Notice.objects.filter(created_at__gt=NOW).count() == 2


def test_a_server_that_does_not_answer_is_tried_again_and_then_shown_as_failed(
    operator, supervisor, account, monkeypatch
):
    def refuse(*_args, **_kwargs):
        raise ConnectionRefusedError

    in_danger(operator)
    monkeypatch.setattr(notices, "send_mail", refuse)
    at = NOW
    for _try in range(8):
        assert notices.send_waiting(now=at) == 0
        at += timedelta(days=1)
    notice = Notice.objects.get()
    assert (notice.status, notice.tries, notice.fault) == ("failed", 8, "ConnectionRefusedError")
    administrator = viewer_for(account("administrator"))
    assert notices.count_notices(by=administrator, status="failed") == 1
    monkeypatch.undo()
    assert notices.try_again(by=administrator, now=at) == 1
    assert notices.send_waiting(now=at) == 1


def test_only_the_administrator_sees_the_outbox(operator):
    with pytest.raises(NotFound):
        notices.outbox(by=operator)
    with pytest.raises(NotAllowed):
        notices.try_again(by=operator, now=NOW)


def test_a_notice_that_was_sent_is_deleted_when_it_was_kept_long_enough(account):
    user = account("hotline_operator", agency="aple")

    def sent(days_ago: int, status: str = "sent") -> int:
        at = NOW - timedelta(days=days_ago)
        told = {"sent_at": at if status == "sent" else None, "created_at": at, "status": status}
        return Notice.objects.create(recipient_id=user.pk, recipient_by=user.username, kind="late", **told).pk

    old, new = sent(40), sent(20)
    waiting, failed = sent(40, "waiting"), sent(40, "failed")
    assert notices.forget_sent(now=NOW) == 1
    assert set(Notice.objects.values_list("pk", flat=True)) == {new, waiting, failed}
    assert notices.forget_sent(now=NOW) == 0
    assert old not in {new, waiting, failed}


def many_a_little_late(operator, *, how_many: int) -> None:
    Task.objects.bulk_create(
        Task(
            kind="contact.triage",
            subject_kind="contact",
            subject_code=f"K-{number:08}",
            agency_code="aple",
            due_at=NOW - timedelta(hours=1),
            opened_at=NOW,
            opened_by=operator.username,
        )
        for number in range(how_many)
    )


def test_danger_goes_up_at_its_time_however_many_others_are_a_little_late(operator):
    many_a_little_late(operator, how_many=MOST_AT_ONCE + 1)
    code = in_danger(operator).code
    assert escalate_late(now=NOW + timedelta(minutes=15)) == 1
    assert Task.objects.get(subject_code=code, kind="contact.triage").escalated_at is not None


def test_a_home_shows_what_is_late_in_danger_before_what_is_late_for_longer_and_what_has_no_day(operator):
    many_a_little_late(operator, how_many=12)
    Task.objects.filter(subject_code="K-00000000").update(due_at=None)
    code = in_danger(operator).code
    shown = work_of(by=operator, now=NOW + timedelta(hours=2), most=4).first
    assert [row.subject_code for row in shown[:2]] == [code, code]
    assert "K-00000000" not in {row.subject_code for row in shown}
    assert len(shown) == 4


def test_danger_that_goes_up_is_told_as_danger_even_in_the_quiet_time(operator, supervisor):
    many_a_little_late(operator, how_many=1)
    escalate_late(now=NOW + timedelta(hours=23))
    Notice.objects.update(status="sent", sent_at=NOW + timedelta(hours=23))
    services.take_contact(
        services.NewContact(channel="phone", is_danger_now=True),
        submission="",
        by=operator,
        now=NOW + timedelta(hours=23),
    )
    Notice.objects.filter(kind="danger").delete()
    escalate_late(now=NOW + timedelta(hours=23, minutes=15))
    assert Notice.objects.filter(kind="danger", recipient_id=supervisor.user_id).count() == 1


def set_again(operator, task: Task, **more) -> Task:
    values = {"agency_code": "aple", "due_at": task.due_at, "priority": task.priority, **more}
    subject = ("contact", task.subject_code)
    return open_task(kind=task.kind, subject=subject, by=operator, now=NOW, **values)


def test_a_task_set_again_as_it_was_stays_passed_up_and_tells_nobody_anew(operator, supervisor):
    in_danger(operator)
    task = Task.objects.get(kind="contact.triage")
    set_again(operator, task, assignee_id=supervisor.user_id)
    escalate_late(now=NOW + timedelta(minutes=15))
    Notice.objects.all().delete()
    same = set_again(operator, task, assignee_id=supervisor.user_id)
    assert (same.pk, same.escalated_at) == (task.pk, NOW + timedelta(minutes=15))
    assert not Notice.objects.exists()


def test_a_second_message_of_a_reporter_gives_nobody_more_time_for_the_first(operator):
    code = services.take_contact(
        services.NewContact(channel="phone", is_danger_now=False), submission="", by=operator, now=NOW
    )
    services.write_as_reporter(code, "Hello?", submission="first", now=NOW)
    first = Task.objects.get(kind="contact.reply").due_at
    services.write_as_reporter(code, "Please.", submission="second", now=NOW + timedelta(days=2))
    assert Task.objects.get(kind="contact.reply").due_at == first


def test_one_record_has_one_open_task_of_a_kind(operator):
    in_danger(operator)
    task = Task.objects.get(kind="contact.triage")
    task.pk = None
    with pytest.raises(IntegrityError):
        task.save(force_insert=True)


def test_what_only_tells_is_done_by_having_read_it_and_by_nobody_else(operator, supervisor):
    told = open_task(
        kind="break_glass.told",
        subject=("contact", "K-00000000"),
        agency_code="aple",
        assignee_id=operator.user_id,
        by=supervisor,
        now=NOW,
    )
    asked = open_task(
        kind="contact.reply",
        subject=("contact", "K-00000000"),
        agency_code="aple",
        assignee_id=operator.user_id,
        by=supervisor,
        now=NOW,
    )
    assert {row.kind: row.may_tick for row in open_tasks(by=operator, now=NOW)} == {
        "break_glass.told": True,
        "contact.reply": False,
    }
    for number, by in ((told.pk, supervisor), (asked.pk, operator)):
        with pytest.raises(NotFound):
            tick(number, by=by, now=NOW)
    tick(told.pk, by=operator, now=NOW)
    assert AuditEvent.objects.filter(action="task.read").count() == 1
    with pytest.raises(NotFound):
        tick(told.pk, by=operator, now=NOW)
