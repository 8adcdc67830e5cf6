"""The operator's pages: what is theirs they see and do, what is not looks absent."""

import re
from datetime import date

import pytest

from kapea.registers.hotline.models import Contact
from kapea.registers.hotline.services import NewContact, hotline_agency, take_public_report
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.models import Person
from kapea.registers.people.services import register_person
from kapea.registers.police.models import Incident
from scenes.accounts import make_user, viewer_for

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"[^>]*? value="([^"]*)"')


@pytest.fixture
def contact():
    from django.utils import timezone

    new = NewContact(channel="web", narrative="STORY-CANARY", recontact="PHONE-CANARY", is_danger_now=True)
    take_public_report(new, submission="form-key-0123456789", now=timezone.now())
    return Contact.objects.get()


@pytest.fixture
def people_elsewhere(db):
    """The code of a child's record that another body keeps."""
    from django.utils import timezone

    worker = viewer_for(make_user("social_worker", agency="wv-c"))
    told = PersonDraft(family_latin="Sok", given_latin="Dara", sex="female", born_on=date(2012, 1, 2),
                       born_precision="year")  # fmt: skip
    return register_person(told, by=worker, now=timezone.now()).code


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


def test_who_the_child_is_goes_past_those_who_may_be_recorded_and_along_to_the_receiver(
    operator, contact, people_elsewhere
):
    path = f"/contacts/{contact.code}/child/"
    told = {"family_km": "សុខ", "given_km": "ដារ៉ា", "sex": "female", "age_years": "14"}
    asked = operator.post(path, form_of(operator, path, **told)).content.decode()
    assert people_elsewhere in asked
    assert "Dara" not in asked
    assert Person.objects.count() == 1
    answers = {**dict(HIDDEN.findall(asked)), **told, "choice": people_elsewhere}
    assert operator.post(path, answers).status_code == 302
    mine = Person.objects.exclude(code=people_elsewhere).get()
    assert Contact.objects.get().child_code == mine.code
    assert mine.agency_code == hotline_agency()
    triaged = f"/contacts/{contact.code}/triage/"
    operator.post(triaged, form_of(operator, triaged, kind="about_child", priority="red"))
    over = f"/contacts/{contact.code}/hand-over/"
    operator.post(over, form_of(operator, over, receiver="police:dahtjp", summary="Guesthouse."))
    victim = Incident.objects.get().victims.get()
    assert bytes(victim.told_name_km)
    assert "សុខ" not in bytes(victim.told_name_km).decode(errors="ignore")


def test_a_child_is_recorded_once_for_a_contact(operator, contact):
    path = f"/contacts/{contact.code}/child/"
    form = form_of(operator, path, given_latin="Bopha", age_years="12")
    assert operator.post(path, form).status_code == 302
    assert operator.post(path, form).status_code == 302
    assert operator.post(path, {**form, "submission_key": "another-key-000000"}).status_code == 302
    assert Person.objects.count() == 1


def test_a_child_without_a_name_or_an_age_is_asked_for_again(operator, contact):
    path = f"/contacts/{contact.code}/child/"
    answer = operator.post(path, form_of(operator, path, sex="female"))
    assert answer.status_code == 422
    assert "Write a name, a nickname or an age" in answer.content.decode()


def test_another_hotline_s_operator_finds_no_child_to_record(account, signed_in, contact):
    client = signed_in(account("hotline_operator", agency="cwcc"))
    assert client.get(f"/contacts/{contact.code}/child/").status_code == 404
