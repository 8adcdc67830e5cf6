"""A complaint about an authority goes past it: nobody of the accused, above or below, can tell it exists."""

from datetime import UTC, datetime, timedelta

import pytest

from kapea.guard.break_glass.kinds import record_kinds
from kapea.guard.errors import NotFound
from kapea.registers.hotline import queries, services
from kapea.registers.hotline.models import Complaint, Contact
from kapea.registers.hotline.queries import complaints
from kapea.registers.hotline.queries.statistics import hotline_numbers
from kapea.registers.hotline.routing import examiner_of, is_in_line
from kapea.registers.worklist.models import Task
from kapea.registers.worklist.overview import task_counts
from kapea.site.cards import home_cards
from scenes.accounts import viewer_for

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, 17, 42, tzinfo=UTC)
ACCUSED, ABOVE, EXAMINER = "pahtjp", "dahtjp", "chrc"
WORDS = services.NewContact(channel="web", narrative="They ask for money. CANARY", province_code="01")


@pytest.fixture
def receipt():
    new = services.NewComplaint(accused_agency=ACCUSED, about=WORDS, subject="money")
    return services.take_public_complaint(new, submission="form-key-0123456789", now=NOW)


@pytest.fixture
def examiner(account):
    return viewer_for(account("complaints_officer", agency=EXAMINER))


def test_the_body_that_examines_stands_in_no_line_with_the_accused():
    assert examiner_of(ACCUSED) == EXAMINER
    assert examiner_of(EXAMINER) != EXAMINER
    assert is_in_line(ABOVE, ACCUSED)
    assert is_in_line(ACCUSED, "moi")
    assert not is_in_line(EXAMINER, ACCUSED)


def test_the_examiner_gets_a_task_reads_and_answers_behind_the_code(receipt, examiner):
    found = Complaint.objects.get()
    assert found.accused_unit_code == f"{ACCUSED}-01"
    task = Task.objects.get(kind="complaint.begin", agency_code=EXAMINER)
    assert task.rule_code == "complaint.clocks"
    assert task_counts(by=examiner, now=NOW)["all"] == 1
    services.begin_complaint(found.code, by=examiner, now=NOW)
    services.write_to_complainant(found.code, "When was it?", submission="", by=examiner, now=NOW)
    opened = services.open_thread(receipt, now=NOW)
    assert [text for _mine, text, _at in opened.messages] == ["When was it?"]
    services.write_as_reporter(opened.contact_code, "On Monday.", submission="message-1", now=NOW)
    assert Task.objects.filter(kind="complaint.reply", agency_code=EXAMINER, done_at=None).count() == 1
    page = complaints.accessible_complaint(found.code, by=examiner, now=NOW)
    assert "CANARY" in page.narrative
    assert [each.text for each in page.messages] == ["When was it?", "On Monday."]


@pytest.mark.parametrize(
    ("role", "agency", "unit"),
    [
        ("police_officer", ACCUSED, f"{ACCUSED}-01"),
        ("police_supervisor", ACCUSED, ""),
        ("police_supervisor", ABOVE, ""),
        ("complaints_officer", ACCUSED, ""),
        ("complaints_officer", ABOVE, ""),
        ("complaints_officer", "", ""),
        ("hotline_operator", "aple", ""),
        ("hotline_supervisor", ABOVE, ""),
    ],
)
def test_the_accused_and_who_stands_over_them_find_it_nowhere(receipt, account, role, agency, unit):
    by = viewer_for(account(role, agency=agency, unit=unit))
    code, contact = Complaint.objects.get().code, Contact.objects.get().code
    for wanted in (code, "B-00000000"):
        with pytest.raises(NotFound):
            complaints.accessible_complaint(wanted, by=by, now=NOW)
    with pytest.raises(NotFound):
        queries.accessible_contact(contact, by=by, now=NOW)
    assert complaints.count_complaints(by=by) == 0
    assert queries.count_contacts(by=by) == 0
    assert task_counts(by=by, now=NOW)["all"] == 0
    assert all(card["number"] == 0 for card in home_cards(by=by, now=NOW) if "contacts" in str(card["url"]))


def test_even_given_to_the_accused_by_mistake_it_is_not_there_for_them(receipt, account):
    Complaint.objects.update(agency_code=ABOVE)
    by = viewer_for(account("complaints_officer", agency=ABOVE))
    assert complaints.list_complaints(by=by) == []
    with pytest.raises(NotFound):
        complaints.accessible_complaint(Complaint.objects.get().code, by=by, now=NOW)


def test_nobody_opens_a_complaint_or_its_thread_in_danger(receipt):
    assert "complaint" not in record_kinds()
    assert record_kinds()["contact"].find(Contact.objects.get().code) is None


def test_it_is_passed_on_only_past_the_accused(receipt, examiner):
    code = Complaint.objects.get().code
    with pytest.raises(services.ExaminerIsAccused):
        services.pass_on_complaint(code, agency=ABOVE, by=examiner, now=NOW)
    services.pass_on_complaint(code, agency="cncc", by=examiner, now=NOW)
    assert complaints.count_complaints(by=examiner) == 0
    assert Task.objects.filter(kind="complaint.begin", agency_code="cncc", done_at=None).count() == 1


def test_who_took_it_cannot_read_it_and_the_contact_no_longer_goes_to_the_accused(account):
    operator = viewer_for(account("hotline_operator", agency="aple"))
    contact = services.take_contact(services.NewContact(channel="phone"), submission="", by=operator, now=NOW)
    services.triage(contact, services.Triage(kind="child", priority="red"), version=1, by=operator, now=NOW)
    new = services.NewComplaint(accused_agency=ACCUSED, about=WORDS, from_contact_code=contact)
    code, receipt = services.take_complaint(new, submission="one-form", by=operator, now=NOW)
    assert services.open_thread(receipt, now=NOW).new_code
    assert services.take_complaint(new, submission="one-form", by=operator, now=NOW) == (code, "")
    with pytest.raises(NotFound):
        complaints.accessible_complaint(code, by=operator, now=NOW)
    for agency in (ACCUSED, ABOVE):
        with pytest.raises(services.ReceiverIsAccused):
            services.hand_over_contact(
                contact, to="police", agency_code=agency, summary="x", submission="", by=operator, now=NOW
            )
    numbers = hotline_numbers(
        by=operator, start=NOW - timedelta(days=1), end=NOW + timedelta(days=1), now=NOW
    )
    assert numbers.contacts == 1


def test_a_closed_complaint_keeps_what_was_found_and_takes_no_further_act(receipt, examiner):
    found = Complaint.objects.get()
    services.begin_complaint(found.code, by=examiner, now=NOW)
    version = Complaint.objects.get().version
    services.close_complaint(
        found.code, finding="right", measures="Money paid back.", version=version, by=examiner, now=NOW
    )
    page = complaints.accessible_complaint(found.code, by=examiner, now=NOW)
    assert (page.row.status, page.finding, page.measures) == ("closed", "right", "Money paid back.")
    assert b"Money" not in bytes(Complaint.objects.get().measures_sealed)
    assert not Task.objects.filter(done_at=None).exists()
    with pytest.raises(services.ComplaintNotOpen):
        services.begin_complaint(found.code, by=examiner, now=NOW)
