"""The operator's pages: what is theirs they see and do, what is not looks absent."""

import re

import pytest

from kapea.registers.hotline.models import Contact
from kapea.registers.hotline.services import NewContact, hotline_agency, take_public_report
from kapea.registers.police.models import Incident

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"[^>]*? value="([^"]*)"')


@pytest.fixture
def contact():
    from django.utils import timezone

    new = NewContact(channel="web", narrative="STORY-CANARY", recontact="PHONE-CANARY", is_danger_now=True)
    take_public_report(new, submission="form-key-0123456789", now=timezone.now())
    return Contact.objects.get()


@pytest.fixture
def operator(account, signed_in):
    return signed_in(account("hotline_operator", agency=hotline_agency()))


def form_of(client, path: str, **answers: str) -> dict[str, str]:
    return {**dict(HIDDEN.findall(client.get(path).content.decode())), **answers}


def test_the_queue_shows_codes_and_no_story(operator, contact):
    page = operator.get("/contacts/?status=new&priority=red").content.decode()
    assert contact.code in page
    assert "1 contact" in page
    assert "CANARY" not in page


def test_the_operator_reads_the_story_on_the_contact_s_page(operator, contact):
    page = operator.get(f"/contacts/{contact.code}/").content.decode()
    assert "STORY-CANARY" in page
    assert "PHONE-CANARY" in page


def test_triage_and_hand_over_to_the_police_in_two_forms(operator, contact):
    path = f"/contacts/{contact.code}/triage/"
    answers = {"kind": "about_child", "priority": "red", "province_code": "01"}
    assert operator.post(path, form_of(operator, path, **answers)).status_code == 302
    path = f"/contacts/{contact.code}/hand-over/"
    answers = {"receiver": "police:dahtjp", "summary": "Guesthouse near the market."}
    assert operator.post(path, form_of(operator, path, **answers)).status_code == 302
    assert Incident.objects.get().source_code == contact.code
    assert "Police incident" in operator.get(f"/contacts/{contact.code}/").content.decode()


def test_a_stale_triage_shows_both_values(operator, contact):
    path = f"/contacts/{contact.code}/triage/"
    old = form_of(operator, path, kind="about_child", priority="green")
    operator.post(path, form_of(operator, path, kind="child", priority="red"))
    response = operator.post(path, old)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Green: soon" in page
    assert "Red: danger now" in page
    assert Contact.objects.get().priority == "red"


def test_a_silent_call_takes_two_presses(operator):
    page = operator.get("/contacts/take/").content.decode()
    form = {**dict(HIDDEN.findall(page)), "quick": "silent"}
    assert operator.post("/contacts/take/", form).status_code == 302
    assert operator.post("/contacts/take/", form).status_code == 302
    assert Contact.objects.get().status == "closed"


@pytest.mark.parametrize("role", ["social_worker", "police_officer", "statistician", "administrator"])
def test_another_body_s_worker_cannot_tell_the_contact_exists(account, signed_in, contact, role):
    client = signed_in(account(role, agency="cwcc"))
    answers = {client.get(f"/contacts/{code}/").status_code for code in (contact.code, "K-00000000")}
    assert answers == {404}


def test_a_visitor_is_sent_to_sign_in(client, contact):
    response = client.get(f"/contacts/{contact.code}/")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
