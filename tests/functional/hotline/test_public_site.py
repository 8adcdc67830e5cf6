"""The public site over HTTP: one address, nothing kept, every answer taken or explained."""

import re

import pytest
from django.test import Client

from kapea.registers.hotline.models import Contact, Message

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
STEP_ONE = {"intent": "report", "step": "danger", "go": "next", "is_danger_now": "no"}
ANSWERS = {
    "intent": "report",
    "step": "details",
    "go": "next",
    "submission_key": "0123456789abcdef0123456789abcdef",
    "is_danger_now": "unknown",
    "narrative": "My cousin was taken to a karaoke. CANARY",
    "relation_to_child": "other",
    "child_age_years": "14",
}


@pytest.fixture
def visitor():
    client = Client()
    client.cookies["kapea_language"] = "en"
    return client


def code_in(response) -> str:
    return "".join(
        re.findall(r'class="receipt"><strong>([\d ]+)</strong>', response.content.decode())
    ).replace(" ", "")


def test_the_first_page_needs_no_sign_in_and_is_never_kept(visitor):
    response = visitor.get("/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert "sessionid" not in response.cookies


def test_each_step_carries_what_was_answered_and_stores_nothing(visitor):
    response = visitor.post("/", STEP_ONE)
    carried = dict(HIDDEN.findall(response.content.decode()))
    assert carried["is_danger_now"] == "no"
    assert carried["step"] == "story"
    assert not Contact.objects.exists()


def test_an_unanswered_question_is_explained_beside_it(visitor):
    response = visitor.post("/", {"intent": "report", "step": "danger", "go": "next"})
    assert response.status_code == 422
    assert "If you are not sure, choose “I do not know”." in response.content.decode()


def test_what_was_typed_stays_when_another_answer_is_wrong_in_khmer_too(visitor):
    visitor.cookies["kapea_language"] = "km"
    response = visitor.post(
        "/", {**ANSWERS, "child_age_years": "fourteen", "recontact": "aunt's phone at noon"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "aunt&#x27;s phone at noon" in page
    assert "សូមសរសេរអាយុជាលេខឆ្នាំគត់" in page
    assert not Contact.objects.exists()


def test_sending_twice_shows_the_same_code_and_makes_one_report(visitor):
    first, second = visitor.post("/", ANSWERS), visitor.post("/", ANSWERS)
    assert len(code_in(first)) == 16
    assert code_in(first) == code_in(second)
    assert Contact.objects.count() == 1


def test_the_code_opens_the_thread_and_a_message_goes_back(visitor):
    code = code_in(visitor.post("/", ANSWERS))
    opened = visitor.post("/", {"intent": "return", "receipt": code})
    page = opened.content.decode()
    assert "Your messages" in page
    assert "CANARY" not in page
    hidden = dict(HIDDEN.findall(page))
    sent = visitor.post(
        "/",
        {
            "intent": "message",
            "token": hidden["token"],
            "submission_key": hidden["submission_key"],
            "text": "She called.",
        },
    )
    assert "Your message is sent." in sent.content.decode()
    assert Message.objects.get().from_reporter


@pytest.mark.parametrize("typed", ["1234", "", "0000 0000 0000 0001", "abcd"])
def test_a_wrong_code_is_explained_and_opens_nothing(visitor, typed):
    visitor.post("/", ANSWERS)
    response = visitor.post("/", {"intent": "return", "receipt": typed})
    assert response.status_code == 422
    assert "Your messages" not in response.content.decode()


def test_a_forged_token_asks_for_the_code_again(visitor):
    visitor.post("/", ANSWERS)
    response = visitor.post("/", {"intent": "message", "token": "forged:token", "text": "x"})
    assert "Write your code again." in response.content.decode()
    assert not Message.objects.exists()


def test_the_code_itself_is_not_taken_as_a_message(visitor):
    code = code_in(visitor.post("/", ANSWERS))
    hidden = dict(HIDDEN.findall(visitor.post("/", {"intent": "return", "receipt": code}).content.decode()))
    response = visitor.post("/", {"intent": "message", "token": hidden["token"], "text": code})
    assert response.status_code == 422
    assert not Message.objects.exists()


def test_a_picture_written_as_text_is_refused_with_words(visitor):
    response = visitor.post("/", {**ANSWERS, "narrative": "data:image/png;base64,iVBORw0KGgo="})
    assert response.status_code in (415, 422)
    assert not Contact.objects.exists()


def test_changing_the_language_in_the_middle_keeps_what_was_typed(visitor):
    response = visitor.post(
        "/", {**STEP_ONE, "step": "story", "narrative": "half a sentence", "language": "km"}
    )
    page = response.content.decode()
    assert "half a sentence" in page
    assert "តើមានអ្វីកើតឡើង?" in page
    assert response.cookies["kapea_language"].value == "km"


def test_help_near_a_province_names_bodies_that_take_cases(visitor):
    response = visitor.post("/", {"intent": "near", "province_code": "01"})
    assert "Who can help in Banteay Meanchey" in response.content.decode()


def test_a_form_without_its_key_stores_nothing(visitor):
    form = {name: value for name, value in ANSWERS.items() if name != "submission_key"}
    response = visitor.post("/", form)
    assert (
        "receipt" not in response.content.decode().split("<main")[1].split("</main>")[0]
        or code_in(response) == ""
    )
    assert not Contact.objects.exists()
