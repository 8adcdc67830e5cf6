"""The desk's pages: what is typed is taken or explained, an address is never a link, the accused see nothing."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kapea.registers.hotline.models import AddressReport, Complaint, Contact, DutyShift, MissedCall
from kapea.registers.hotline.services import NewContact, SafeContact, hotline_agency, take_contact
from scenes.accounts import viewer_for
from scenes.browsing import hidden

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"[^>]*? value="([^"]*)"')
CALL = {"channel": "phone", "kind": "child", "is_danger_now": "no", "narrative": "Told."}


@pytest.fixture
def user(account):
    return account("hotline_operator", agency=hotline_agency())


@pytest.fixture
def operator(signed_in, user):
    return signed_in(user)


def sent(client, path: str, *, to: str = "", **answers):
    hidden = dict(HIDDEN.findall(client.get(path).content.decode()))
    return client.post(to or path, {**hidden, **answers}, follow=True)


def test_a_safe_way_to_call_back_is_kept_sealed_and_shown_to_the_operator(operator):
    page = sent(
        operator,
        "/contacts/take/",
        **CALL,
        phone="012 000 111",
        phone_whose="own",
        phone_is_safe="yes",
        safe_when="After school",
        code_word="Mango",
    ).content.decode()
    for words in ("012 000 111", "After school", "Mango", "The caller&#x27;s own"):
        assert words in page
    row = Contact.objects.get()
    assert b"012" not in bytes(row.phone_sealed)
    assert row.caller_blind


def test_who_called_before_from_their_own_phone_is_known_and_a_shop_s_phone_tells_of_nobody(operator, user):
    by, now = viewer_for(user), timezone.now()

    def call(phone: str, whose: str) -> str:
        safe = SafeContact(phone=phone, whose=whose)
        return take_contact(NewContact(channel="phone", safe=safe), submission="", by=by, now=now)

    first, again = call("+855 12 000 111", "own"), call("012 000 111", "own")
    shop, other = call("023 000 222", "public"), call("023 000 222", "public")
    page = operator.get(f"/contacts/{again}/").content.decode()
    assert "Earlier contacts of this caller" in page
    assert first in page
    assert shop not in operator.get(f"/contacts/{other}/").content.decode()


def test_an_operator_looks_a_caller_up_and_no_phone_stands_in_an_address(operator, user):
    by, now = viewer_for(user), timezone.now()
    new = NewContact(channel="phone", safe=SafeContact(phone="012 000 111", whose="own"))
    code = take_contact(new, submission="", by=by, now=now)
    assert code in sent(operator, "/contacts/callers/", phone="+855 12 000 111").content.decode()
    assert "No earlier contact" in sent(operator, "/contacts/callers/", phone="012 999").content.decode()
    assert code not in operator.get("/contacts/callers/?phone=012000111").content.decode()


def test_never_call_is_said_first(operator):
    page = sent(operator, "/contacts/take/", **CALL, phone="012 000 111", phone_is_safe="no").content.decode()
    assert "It is not safe to call. Never call." in page


@pytest.mark.parametrize("kind", ["silent", "joke"])
def test_a_silent_or_prank_call_is_one_press_on_the_queue(operator, kind):
    assert f'value="{kind}" accesskey=' in operator.get("/contacts/").content.decode()
    sent(operator, "/contacts/", to="/contacts/take/", quick=kind)
    assert (Contact.objects.get().kind, Contact.objects.get().status) == (kind, "closed")


def test_danger_stands_on_top_of_the_queue_with_both_clocks(operator):
    sent(operator, "/contacts/take/", **{**CALL, "is_danger_now": "yes"})
    page = operator.get("/contacts/").content.decode()
    top = page[: page.index("<table")]
    assert Contact.objects.get().code in top
    assert "First human action" in top
    assert "Referral" in top


def test_a_paper_form_is_typed_in_and_the_next_one_follows(operator):
    answers = {"paper_number": "7", "told_on": "2026-01-05", "is_danger_now": "no", "narrative": "Told."}
    page = sent(operator, "/contacts/paper/", **answers).content.decode()
    row = Contact.objects.get()
    assert row.code in page
    assert "Type in a paper form" in page
    assert (row.channel, str(row.received_at.date()), row.paper_number) == ("paper", "2026-01-04", "7")
    late = sent(operator, "/contacts/paper/", **{**answers, "told_on": "2199-01-05"})
    assert late.status_code == 422
    assert "This day is still to come" in late.content.decode()


def test_where_it_is_stands_on_the_paper_and_on_the_screen_and_is_kept_sealed(operator):
    where = "Fictitious village, third house after the pagoda"
    told = {"told_on": "2026-01-05", "is_danger_now": "no", "narrative": "Told.", "place_told": where}
    sent(operator, "/contacts/paper/", **told)
    row = Contact.objects.get()
    assert where in operator.get(f"/contacts/{row.code}/").content.decode()
    assert row.place_told_sealed
    assert where.encode() not in bytes(row.place_told_sealed)
    page = operator.get("/contacts/paper/form/").content.decode()
    assert "District, commune, village" in page
    assert "ស្រុក ឃុំ ភូមិ" in page


def test_the_empty_paper_form_asks_in_both_languages(operator):
    page = operator.get("/contacts/paper/form/").content.decode()
    assert "What was told" in page
    assert "អ្វីដែលបានប្រាប់" in page or page.count('lang="km"') > 10


def test_a_reported_address_is_text_on_every_page_and_goes_in_a_sealed_file(operator):
    sent(operator, "/contacts/take/", **CALL, web_address="https://canary.example/x")
    code = AddressReport.objects.get().code
    page = operator.get(f"/contacts/addresses/{code}/").content.decode()
    assert "hxxps://canary[.]example/x" in page
    assert "canary.example" not in page
    assert "canary" not in operator.get("/contacts/addresses/?list=waiting").content.decode()
    told = operator.post("/contacts/addresses/hand-over/", {"codes": [code], "receiver": "dahtjp"})
    phrase = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){4}", told.content.decode())
    assert phrase
    path = re.search(r'/contacts/addresses/files/[^"]+/download/', told.content.decode()).group(0)
    download = operator.get(path)
    assert download["Content-Disposition"].startswith("attachment")
    assert b"canary" not in download.content
    assert phrase.group(0) not in operator.get(path.removesuffix("download/")).content.decode()
    nothing = operator.post("/contacts/addresses/hand-over/", {"receiver": "dahtjp"})
    assert nothing.status_code == 422
    assert "Tick the addresses" in nothing.content.decode()


def test_an_answer_with_a_day_before_the_report_is_explained_and_nothing_is_lost(operator):
    sent(operator, "/contacts/take/", **CALL, web_address="canary.example")
    code = AddressReport.objects.get().code
    answers = {"label": "baseline", "reference": "R-17", "assessed_on": "2001-01-01"}
    page = sent(operator, f"/contacts/addresses/{code}/answer/", **answers)
    assert page.status_code == 422
    assert "R-17" in page.content.decode()
    assert AddressReport.objects.get().label == ""
    sent(operator, f"/contacts/addresses/{code}/answer/", label="baseline", reference="R-17")
    assert (
        "Illegal under the international baseline"
        in operator.get(f"/contacts/addresses/{code}/").content.decode()
    )


def test_two_write_down_one_answer_and_the_second_sees_both_values_and_chooses(operator):
    sent(operator, "/contacts/take/", **CALL, web_address="canary.example")
    path = f"/contacts/addresses/{AddressReport.objects.get().code}/answer/"
    shown = hidden(operator.get(path).content.decode())
    sent(operator, path, label="baseline", reference="R-17")
    page = operator.post(
        path, {**shown, "label": "baseline", "reference": "R-18", "submission_key": "d" * 32}
    )
    text = page.content.decode()
    assert page.status_code == 409
    both = re.findall(r'data-label="What (?:is saved now|you wrote)">([^<]+)<', text)
    assert both[:2] == ["R-17", "R-18"]
    operator.post(path, {**hidden(text), "label": "baseline", "reference": "R-18"})
    assert "R-18" in operator.get(path).content.decode()


def test_two_close_one_complaint_and_what_the_second_wrote_is_shown_beside_it(account, signed_in):
    operator = signed_in(account("hotline_operator", agency=hotline_agency()))
    sent(operator, "/contacts/complaints/take/", accused_agency="pahtjp", narrative="Money.")
    path = f"/contacts/complaints/{Complaint.objects.get().code}/"
    examiner = signed_in(account("complaints_officer", agency="chrc"))
    examiner.post(f"{path}begin/")
    shown = hidden(examiner.get(f"{path}close/").content.decode())
    sent(examiner, f"{path}close/", finding="right", measures="Paid back.")
    typed = {**shown, "finding": "right", "measures": "Spoken with the chief."}
    late = examiner.post(f"{path}close/", typed)
    assert late.status_code == 409
    text = late.content.decode()
    assert "Paid back." in text
    assert "Spoken with the chief." in text
    assert "Spoken with the chief." not in examiner.get(path).content.decode()


def test_the_public_complains_gets_a_code_and_the_accused_unit_gets_nothing(account, signed_in):
    visitor = Client()
    visitor.cookies["kapea_language"] = "en"
    start = visitor.post("/", {"intent": "complain"}).content.decode()
    assert "its people do not see your complaint" in start
    key = re.search(r'name="submission_key" value="([^"]+)"', start).group(1)
    answers = {"intent": "complain", "submission_key": key, "narrative": "They ask for money. CANARY"}
    wrong = visitor.post("/", answers)
    assert wrong.status_code == 422
    assert "CANARY" in wrong.content.decode()
    done = visitor.post("/", {**answers, "accused_agency": "pahtjp", "province_code": "01"})
    assert re.search(r"\d{4} \d{4} \d{4} \d{4}", done.content.decode())
    code = Complaint.objects.get().code
    examiner = signed_in(account("complaints_officer", agency="chrc"))
    assert "CANARY" in examiner.get(f"/contacts/complaints/{code}/").content.decode()
    for role, agency, unit in (
        ("police_officer", "pahtjp", "pahtjp-01"),
        ("police_supervisor", "pahtjp", ""),
        ("complaints_officer", "dahtjp", ""),
    ):
        accused = signed_in(account(role, agency=agency, unit=unit))
        for path in ("/home/", "/tasks/", "/contacts/complaints/", "/contacts/"):
            assert code not in accused.get(path).content.decode()
        assert accused.get(f"/contacts/complaints/{code}/").status_code == 404


def test_the_examiner_begins_writes_and_closes(account, signed_in):
    operator = signed_in(account("hotline_operator", agency=hotline_agency()))
    page = sent(operator, "/contacts/complaints/take/", accused_agency="pahtjp", narrative="Money.")
    assert re.search(r"\d{4} \d{4} \d{4} \d{4}", page.content.decode())
    code = Complaint.objects.get().code
    examiner = signed_in(account("complaints_officer", agency="chrc"))
    path = f"/contacts/complaints/{code}/"
    examiner.post(f"{path}begin/")
    sent(examiner, path, to=f"{path}message/", text="When was it?")
    assert "When was it?" in examiner.get(path).content.decode()
    page = sent(examiner, f"{path}close/", finding="right", measures="Paid back.").content.decode()
    assert "Paid back." in page
    assert examiner.get(f"{path}close/").status_code == 302


def test_the_supervisor_sets_shifts_and_uncovered_hours_are_shown(account, signed_in, user):
    supervisor = signed_in(account("hotline_supervisor", agency=hotline_agency()))
    day = timezone.localdate() + timedelta(days=1)
    answers = {"operator": user.pk, "day": str(day), "starts": "08:00", "ends": "16:00"}
    page = sent(supervisor, "/contacts/duty/", **answers).content.decode()
    assert user.username in page
    assert "Nobody is on duty in these hours" in page
    shift = DutyShift.objects.get()
    assert signed_in(user).post(f"/contacts/duty/{shift.pk}/remove/").status_code == 404
    supervisor.post(f"/contacts/duty/{shift.pk}/remove/")
    assert not DutyShift.objects.exists()


def test_a_missed_call_waits_until_it_is_settled(operator):
    answers = {
        "channel": "phone",
        "day": "2026-01-05",
        "at": "07:30",
        "cause": "hung_up",
        "phone": "012 000 111",
    }
    page = sent(operator, "/contacts/missed/", **answers).content.decode()
    missed = MissedCall.objects.get()
    assert missed.code in page
    assert "012 000 111" in page
    assert b"012" not in bytes(missed.phone_sealed)
    operator.post(f"/contacts/missed/{missed.code}/settle/", {"result": "reached"})
    assert MissedCall.objects.get().result == "reached"
    late = sent(operator, "/contacts/missed/", **{**answers, "day": "2199-01-05"})
    assert late.status_code == 422
    assert "This time is still to come" in late.content.decode()


def test_the_numbers_say_when_the_days_are_the_wrong_way_round(operator):
    assert operator.get("/contacts/numbers/").status_code == 200
    wrong = operator.get("/contacts/numbers/?first_on=2026-02-01&last_on=2026-01-01")
    assert wrong.status_code == 422
    assert "The last day lies before the first" in wrong.content.decode()


@pytest.mark.parametrize(
    "path",
    ["addresses/", "complaints/", "complaints/take/", "duty/", "missed/", "numbers/", "paper/"],
)
def test_a_social_worker_cannot_tell_the_desk_is_there(account, signed_in, path):
    assert signed_in(account("social_worker", agency="dsvy")).get(f"/contacts/{path}").status_code == 404
