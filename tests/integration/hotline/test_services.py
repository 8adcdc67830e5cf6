"""A report is taken once, kept sealed, answered by code alone, and handed on."""

from datetime import UTC, datetime, timedelta

import pytest

from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed, NotFound, StaleSave
from kapea.registers.hotline import queries, services
from kapea.registers.hotline.models import Contact, Receipt
from kapea.registers.hotline.rules import StepNotOpen
from kapea.registers.worklist.handover import outcomes
from kapea.registers.worklist.models import Task
from scenes.accounts import viewer_for

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 17, 42, tzinfo=UTC)
STORY = "A man at the guesthouse asks for young girls. CANARY-STORY"


@pytest.fixture
def operator(account):
    return viewer_for(account("hotline_operator", agency=services.hotline_agency()))


def report(*, submission: str = "form-key-0123456789", danger: bool | None = True) -> str:
    new = services.NewContact(
        channel="web", narrative=STORY, recontact="011 CANARY-PHONE", is_danger_now=danger, province_code="01"
    )
    return services.take_public_report(new, submission=submission, now=NOW)


def triaged(operator) -> str:
    report()
    code = Contact.objects.get().code
    decided = services.Triage(kind="about_child", priority="red", province_code="01", child_age_years=12)
    services.triage(code, decided, version=1, by=operator, now=NOW)
    return code


def test_sending_the_same_form_again_gives_the_same_code_and_stores_nothing_more():
    assert report() == report()
    assert Contact.objects.count() == 1
    assert Receipt.objects.count() == 1
    assert Task.objects.count() == 2  # the first human action, and the referral


def test_a_report_keeps_no_words_no_phone_no_minute_and_no_code_in_the_clear():
    code = report()
    contact, receipt = Contact.objects.get(), Receipt.objects.get()
    stored = b"".join(bytes(blob) for blob in (contact.narrative_sealed, contact.recontact_sealed))
    assert b"CANARY" not in stored
    assert contact.received_at == NOW.replace(minute=0, second=0)
    assert code not in receipt.verifier + receipt.tag
    event = AuditEvent.objects.get(action="contact.taken")
    assert event.actor == ""
    assert "CANARY" not in str(vars(event))


def test_danger_gives_the_hotline_a_task_within_the_first_clock_of_the_pack():
    report()
    task = Task.objects.get(kind="contact.triage")
    assert task.due_at == NOW + timedelta(minutes=15)
    assert (task.rule_code, task.rule_version) == ("contact.clocks", "1")
    assert Task.objects.get(kind="contact.hand_over").due_at == NOW + timedelta(minutes=60)
    assert task.opened_at == NOW.replace(minute=0, second=0)


def test_the_reporter_comes_back_with_the_code_and_reads_the_answer_but_not_the_story(operator):
    code = report()
    contact = Contact.objects.get()
    services.write_to_reporter(contact.code, "Are you safe tonight?", submission="", by=operator, now=NOW)
    opened = services.open_thread(code, now=NOW)
    assert [text for _mine, text, _at in opened.messages] == ["Are you safe tonight?"]
    assert "CANARY" not in str(opened)
    services.write_as_reporter(contact.code, "Yes, at my aunt's.", submission="message-1", now=NOW)
    services.write_as_reporter(contact.code, "Yes, at my aunt's.", submission="message-1", now=NOW)
    page = queries.accessible_contact(contact.code, by=operator, now=NOW)
    assert [message.text for message in page.messages] == ["Are you safe tonight?", "Yes, at my aunt's."]
    assert page.messages[0].is_read
    assert Task.objects.filter(kind="contact.reply", done_at=None).count() == 1


def test_a_wrong_code_opens_nothing():
    report()
    assert services.open_thread("0000000000000000", now=NOW) is None


def test_a_code_that_an_operator_reads_out_works_once_and_is_replaced(operator):
    report()
    contact = Contact.objects.get()
    told = services.give_one_time_code(contact.code, by=operator, now=NOW)
    opened = services.open_thread(told, now=NOW)
    assert opened.new_code not in ("", told)
    assert services.open_thread(told, now=NOW) is None
    assert services.open_thread(opened.new_code, now=NOW).new_code == ""


def test_triage_moves_the_task_on_and_counts_from_the_report(operator):
    triaged(operator)
    open_tasks = Task.objects.filter(done_at=None)
    assert [task.kind for task in open_tasks] == ["contact.hand_over"]
    assert open_tasks[0].due_at == NOW + timedelta(minutes=60)


def test_two_operators_triage_and_the_second_sees_what_is_stored(operator):
    code = triaged(operator)
    decided = services.Triage(kind="about_child", priority="green")
    with pytest.raises(StaleSave) as stale:
        services.triage(code, decided, version=1, by=operator, now=NOW)
    assert stale.value.saved["priority"] == "red"
    assert Contact.objects.get(code=code).priority == "red"


def test_a_contact_is_not_handed_over_before_triage(operator):
    report()
    code = Contact.objects.get().code
    with pytest.raises(StepNotOpen):
        services.hand_over_contact(
            code, to="police", agency_code="dahtjp", summary="x", submission="", by=operator, now=NOW
        )


def test_handing_over_twice_opens_one_incident_and_the_sender_sees_the_outcome_only(operator):
    code = triaged(operator)
    for _press in range(2):
        services.hand_over_contact(
            code,
            to="police",
            agency_code="dahtjp",
            summary="Guesthouse.",
            submission="key-1",
            by=operator,
            now=NOW,
        )
    found = outcomes("contact", code)
    assert [each.target_kind for each in found] == ["incident"]
    assert Task.objects.filter(kind="incident.confirm", agency_code="dahtjp", done_at=None).count() == 1
    assert Contact.objects.get(code=code).status == "handed_over"


def test_two_operators_do_not_make_two_incidents_of_one_child_at_one_body(operator, account):
    code = triaged(operator)
    colleague = viewer_for(account("hotline_operator", agency=services.hotline_agency()))
    told = {"to": "police", "summary": "Guesthouse.", "now": NOW}
    services.hand_over_contact(code, agency_code="dahtjp", submission="key-1", by=operator, **told)
    with pytest.raises(services.HandedOverAlready):
        services.hand_over_contact(code, agency_code="dahtjp", submission="key-2", by=colleague, **told)
    assert len(outcomes("contact", code)) == 1
    services.hand_over_contact(
        code, **{**told, "to": "casework"}, agency_code="mosvy", submission="key-3", by=colleague
    )
    assert len(outcomes("contact", code)) == 2


def test_what_comes_as_danger_is_confirmed_by_the_clock_of_an_urgent_answer_and_goes_up_at_once(operator):
    code = triaged(operator)
    services.hand_over_contact(
        code, to="police", agency_code="dahtjp", summary="x", submission="", by=operator, now=NOW
    )
    task = Task.objects.get(kind="incident.confirm")
    assert (task.priority, task.due_at) == ("red", NOW + timedelta(hours=4))
    assert (task.rule_code, task.rule_version) == ("referral.answer_hours", "1")


def test_a_body_that_takes_no_such_hand_over_is_refused_and_nothing_changes(operator):
    code = triaged(operator)
    with pytest.raises(services.ReceiverNotPossible):
        services.hand_over_contact(
            code, to="police", agency_code="aple", summary="x", submission="", by=operator, now=NOW
        )
    assert Contact.objects.get(code=code).status == "triaged"


def test_another_hotline_cannot_tell_the_contact_exists(account):
    report()
    stranger = viewer_for(account("hotline_operator", agency="childsafe"))
    code = Contact.objects.get().code
    for wanted in (code, "K-00000000"):
        with pytest.raises(NotFound):
            queries.accessible_contact(wanted, by=stranger, now=NOW)
    assert queries.list_contacts(by=stranger) == []


def test_a_silent_call_is_filed_at_once_with_no_task(operator):
    code = services.take_contact(
        services.NewContact(channel="phone", kind="silent", is_danger_now=False),
        submission="",
        by=operator,
        now=NOW,
    )
    assert Contact.objects.get(code=code).status == "closed"
    assert not Task.objects.exists()


def test_no_report_is_stored_if_it_cannot_be_audited(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(services.taking, "record_event", refuse)
    with pytest.raises(RuntimeError):
        report()
    assert not Contact.objects.exists()
    assert not Receipt.objects.exists()


def test_who_takes_a_waiting_contact_stops_the_first_clock_and_nobody_else_can_take_it(operator, account):
    report()
    code = Contact.objects.get().code
    services.claim(code, by=operator, now=NOW + timedelta(minutes=5))
    contact = Contact.objects.get()
    assert (contact.operator_id, contact.first_action_at) == (operator.user_id, NOW + timedelta(minutes=5))
    colleague = viewer_for(account("hotline_operator", agency=services.hotline_agency()))
    with pytest.raises(NotAllowed):
        services.claim(code, by=colleague, now=NOW)
    assert Contact.objects.get().operator_id == operator.user_id
