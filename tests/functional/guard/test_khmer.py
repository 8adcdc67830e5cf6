"""Whoever reads Khmer meets no English on the guard's pages."""

import re
from html import unescape

import pytest
from django.test import Client

from kapea.guard.accounts.models import User
from scenes.guard import PASSWORD, make_user

pytestmark = pytest.mark.django_db
NAMES = {"kapea", "english", "javascript", "sokha", "admin", "officer"}


def english_in(page):
    """Return the Latin words that a reader sees in the page's own part: no tags, codes or data."""
    page = page[page.index("<main") : page.index("</main>")]
    text = re.sub(r"<(script|svg|title)[^>]*>.*?</\1>", " ", page, flags=re.S)
    text = re.sub(r'<(span|p) class="(code|one-time)">.*?</\1>', " ", text, flags=re.S)
    text = re.sub(r"<select.*?</select>", " ", text, flags=re.S)
    attributes = " ".join(re.findall(r'(?:aria-label|placeholder|title)="([^"]*)"', text))
    shown = unescape(re.sub(r"<[^>]+>", " ", text)) + " " + unescape(attributes)
    return {word for word in re.findall(r"[A-Za-z]{4,}", shown) if word.lower() not in NAMES}


def browser(role, username):
    from django.utils import timezone

    client = Client()
    user = make_user(username, role, password=PASSWORD, agency_code="mosvy")
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    client.cookies["kapea_language"] = "km"
    return client


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("social_worker", "/account/"),
        ("social_worker", "/accounts/password/"),
        ("social_worker", "/accounts/factors/"),
        ("social_worker", "/accounts/factors/passkeys/"),
        ("social_worker", "/accounts/factors/passkeys/add/"),
        ("social_worker", "/accounts/factors/codes/new/"),
        ("social_worker", "/accounts/factors/generator/remove/"),
        ("social_worker", "/accounts/again/"),
        ("social_worker", "/accounts/factors/again/"),
        ("social_worker", "/accounts/logout/"),
        ("social_worker", "/danger/open/"),
        ("data_protection_officer", "/danger/"),
        ("data_protection_officer", "/audit/?outcome=refused"),
        ("administrator", "/users/add/"),
    ],
)
def test_a_page_in_khmer_holds_no_english(role, path):
    page = browser(role, "sokha").get(path)
    assert page.status_code == 200
    assert english_in(page.content.decode()) == set()


def test_the_sign_in_and_its_refusal_hold_no_english():
    client = Client()
    client.cookies["kapea_language"] = "km"
    make_user("sokha", "social_worker", password=PASSWORD)
    assert english_in(client.get("/accounts/login/").content.decode()) == set()
    for _ in range(7):
        page = client.post("/accounts/login/", {"login": "sokha", "password": "wrong one"})
        assert english_in(page.content.decode()) == set()
    answer = client.post("/accounts/login/", {"login": "sokha2", "password": "wrong one"})
    assert english_in(answer.content.decode()) - {"sokha"} == set()


def test_what_is_wrong_with_a_new_password_is_said_in_khmer():
    client = browser("social_worker", "sokha")
    for new, again in (
        ("short", "short"),
        ("password1234", "password1234"),
        ("a b c d e f g", "h i j k l m n"),
    ):
        fields = {"oldpassword": PASSWORD, "password1": new, "password2": again}
        page = client.post("/accounts/password/", fields)
        assert page.status_code == 200
        assert english_in(page.content.decode()) == set()
    assert User.objects.get().check_password(PASSWORD)
