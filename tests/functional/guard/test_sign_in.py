"""Signing in: two steps, counted attempts, and nothing else open until both are done."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from kapea.guard.accounts.models import SignedIn, User
from kapea.guard.accounts.second_factor import give_demo_factor, has_second_factor
from kapea.guard.audit.models import AuditEvent
from scenes.guard import NOW, PASSWORD, SECRET, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as moving:
        yield moving


def code(at, secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30))


def english(**kwargs):
    client = Client(**kwargs)
    client.cookies["kapea_language"] = "en"
    return client


def give_password(client, username="sokha", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": username, "password": password}, **more)


def sign_in(client, clock_at=NOW, username="sokha"):
    give_password(client, username)
    return client.post("/accounts/factors/sign-in/", {"code": code(clock_at)})


def is_in(client):
    return client.get("/account/").status_code == 200


def actions(**conditions):
    return [
        (event.action, event.outcome) for event in AuditEvent.objects.filter(**conditions).order_by("seq")
    ]


def test_a_worker_signs_in_with_password_and_code(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    client = english()
    assert give_password(client)["Location"] == "/accounts/factors/sign-in/"
    assert not is_in(client), "a password alone opens nothing"
    client.post("/accounts/factors/sign-in/", {"code": code(NOW)})
    assert is_in(client)
    assert actions(actor="sokha") == [("account.sign_in", "done")]


def test_the_session_gets_a_new_name_at_sign_in(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    client = english()
    give_password(client)
    before = client.cookies["kapea"].value
    client.post("/accounts/factors/sign-in/", {"code": code(NOW)})
    assert client.cookies["kapea"].value != before


def test_a_code_serves_once_and_a_later_one_serves_again(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    assert is_in_after(sign_in, english())
    assert not is_in_after(sign_in, english()), "the same code a second time"
    clock.shift(timedelta(seconds=60))
    other = english()
    sign_in(other, NOW + timedelta(seconds=60))
    assert is_in(other)


def is_in_after(act, client):
    act(client)
    return is_in(client)


def test_a_recovery_code_serves_once(clock):
    user = make_user("sokha", "social_worker", password=PASSWORD)
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    first = RecoveryCodes.activate(user).get_unused_codes()[0]
    for expected in (True, False):
        client = english()
        give_password(client)
        client.post("/accounts/factors/sign-in/", {"code": first})
        assert is_in(client) is expected


def test_the_secret_of_a_code_generator_is_not_stored_in_clear():
    make_user("sokha", "social_worker")
    assert SECRET not in str(Authenticator.objects.get().data)


def test_a_wrong_name_and_a_wrong_password_look_alike_and_are_audited(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    pages = [give_password(english(), name, "wrong one") for name in ("sokha", "nobody.at.all")]
    texts = [
        re.sub(r'name="(csrfmiddlewaretoken|submission_key)" value="[^"]*"', "", page.content.decode())
        for page in pages
    ]
    assert texts[0].replace("sokha", "NAME") == texts[1].replace("nobody.at.all", "NAME")
    assert actions() == [("account.sign_in", "failed")] * 2
    assert "nobody.at.all" not in str(list(AuditEvent.objects.values_list()))


def test_a_wrong_name_takes_as_many_hashes_as_a_wrong_password(clock, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    make_user("sokha", "social_worker", password=PASSWORD)
    hashes = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: hashes.append(1) or encode(self, *args)
    )
    counts = []
    for name in ("sokha", "nobody"):
        hashes.clear()
        give_password(english(), name, "wrong one")
        counts.append(len(hashes))
    assert counts == [1, 1]


def test_too_many_wrong_passwords_are_told_how_long_to_wait(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    for _ in range(6):
        give_password(english(), "sokha", "wrong one")
    page = give_password(english(), "sokha", PASSWORD).content.decode()
    assert "Wait 2 s" in page


def test_a_flood_of_wrong_passwords_does_not_fill_the_audit(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    for _ in range(70):
        give_password(english(), "sokha", "wrong one")
        clock.shift(timedelta(minutes=16))
    hours = 70 * 16 // 60 + 1
    assert 0 < AuditEvent.objects.filter(outcome="failed").count() <= 20 * hours


def test_nobody_signs_up_and_no_mail_resets_a_password():
    client = english()
    for path in ("/accounts/signup/", "/accounts/password/reset/", "/accounts/email/"):
        assert client.get(path).status_code == 404


def test_a_closed_account_does_not_sign_in(clock):
    user = make_user("sokha", "social_worker", password=PASSWORD)
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = english()
    sign_in(client)
    assert not is_in(client)


def test_a_demo_account_signs_in_only_among_fictitious_cases(clock, settings):
    user = make_user("demo", "social_worker", password=PASSWORD, factor=False, fictitious=True)
    settings.KAPEA_FICTITIOUS = True
    give_demo_factor(user)
    settings.KAPEA_FICTITIOUS = False
    assert give_password(english(), "demo").status_code == 200, "the form is shown again"
    settings.KAPEA_FICTITIOUS = True
    assert give_password(english(), "demo").status_code == 302


@pytest.mark.parametrize(
    "role", ["social_worker", "police_officer", "administrator", "data_protection_officer"]
)
def test_without_a_second_factor_every_page_leads_to_setting_one_up(clock, role):
    make_user("sokha", role, password=PASSWORD, factor=False)
    client = english()
    give_password(client)
    for path in ("/account/", "/home/", "/audit/", "/users/", "/danger/open/"):
        assert client.get(path)["Location"] == "/accounts/factors/", path


def test_a_statistician_needs_no_second_factor(clock):
    make_user("sokha", "statistician", password=PASSWORD, factor=False)
    client = english()
    give_password(client)
    assert is_in(client)


@pytest.mark.parametrize("language", ["en", "km"])
def test_a_worker_sets_up_a_code_generator_and_sees_the_recovery_codes_once(clock, language):
    user = make_user("sokha", "social_worker", password=PASSWORD, factor=False)
    client = english()
    client.cookies["kapea_language"] = language
    give_password(client)
    page = client.get("/accounts/factors/generator/add/").content.decode()
    secret = re.search(r'class="one-time">([A-Z2-7]{32})<', page).group(1)
    assert "<svg" in page
    assert "data:image" not in page
    answer = client.post("/accounts/factors/generator/add/", {"code": code(NOW, secret)})
    assert answer["Location"] == "/accounts/factors/codes/"
    assert has_second_factor(user)
    shown = re.findall(r'class="one-time">(\d{8})<', client.get("/accounts/factors/codes/").content.decode())
    assert len(shown) == 10
    assert re.findall(r"\d{8}", client.get("/accounts/factors/codes/").content.decode()) == []
    assert is_in(client)


def test_the_last_second_factor_of_a_worker_cannot_be_removed(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    client = english()
    sign_in(client)
    client.post("/accounts/factors/generator/remove/")
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_a_given_password_must_be_replaced_before_anything_else(clock):
    user = make_user("sokha", "social_worker", password=PASSWORD, factor=False)
    User.objects.filter(pk=user.pk).update(
        must_change_password=True, password_expires_at=NOW + timedelta(days=7)
    )
    client = english()
    give_password(client)
    assert client.get("/home/")["Location"] == "/accounts/password/"
    own = "rain on the tin roof"
    client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": own, "password2": own})
    user.refresh_from_db()
    assert (user.must_change_password, user.password_expires_at) == (False, None)
    assert client.get("/account/").status_code == 302, "the sign-in ended"
    assert give_password(english(), password=own).status_code == 302


def test_a_given_password_serves_for_seven_days_only(clock):
    user = make_user("sokha", "social_worker", password=PASSWORD)
    User.objects.filter(pk=user.pk).update(
        must_change_password=True, password_expires_at=NOW + timedelta(days=7)
    )
    clock.shift(timedelta(days=7))
    assert give_password(english()).status_code == 200


def test_a_sign_in_ends_after_half_an_hour_without_use(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    client = english()
    sign_in(client)
    clock.shift(timedelta(minutes=29))
    assert is_in(client)
    clock.shift(timedelta(minutes=29))
    assert is_in(client)
    clock.shift(timedelta(minutes=31))
    assert not is_in(client)


def test_a_sign_in_ends_after_twelve_hours_even_in_use(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    client = english()
    sign_in(client)
    for _ in range(36):
        clock.shift(timedelta(minutes=20))
        assert is_in(client)
    clock.shift(timedelta(minutes=1))
    assert not is_in(client)


def test_a_person_sees_and_ends_their_other_sign_ins(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    here, there = english(), english(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 10; K) Chrome/137.0 Mobile")
    sign_in(here)
    clock.shift(timedelta(seconds=60))
    sign_in(there, NOW + timedelta(seconds=60))
    page = here.get("/account/").content.decode()
    assert "Chrome, Android" in page
    assert SignedIn.objects.count() == 2
    here.post("/account/sign-ins/")
    assert is_in(here)
    assert not is_in(there)


def test_ending_one_sign_in_leaves_the_others(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    clients = []
    for number in range(3):
        clients.append(english())
        sign_in(clients[-1], NOW + timedelta(seconds=60 * number))
        clock.shift(timedelta(seconds=60))
    tags = re.findall(r'name="session" value="([0-9a-f]{16})"', clients[0].get("/account/").content.decode())
    assert len(tags) == 2
    clients[0].post("/account/sign-ins/", {"session": tags[0]})
    assert [is_in(client) for client in clients].count(True) == 2
    assert is_in(clients[0])


def test_a_changed_password_ends_every_sign_in(clock):
    user = make_user("sokha", "social_worker", password=PASSWORD)
    clients = [english(), english()]
    for number, client in enumerate(clients):
        sign_in(client, NOW + timedelta(seconds=60 * number))
        clock.shift(timedelta(seconds=60))
    own = "rain on the tin roof"
    clients[0].post("/accounts/password/", {"oldpassword": PASSWORD, "password1": own, "password2": own})
    assert not any(is_in(client) for client in clients)
    assert not SignedIn.objects.filter(user=user).exists()
    assert ("account.password_changed", "done") in actions()


def test_signing_out_is_by_a_form_and_ends_the_session(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    client = english()
    sign_in(client)
    cookie = client.cookies["kapea"].value
    client.get("/accounts/logout/")
    assert is_in(client)
    client.post("/accounts/logout/")
    client.cookies["kapea"] = cookie
    assert not is_in(client)


def test_the_known_device_opens_nothing_by_itself(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    client = english()
    sign_in(client)
    assert client.cookies["kapea_device"]["httponly"]
    client.post("/accounts/logout/")
    assert not is_in(client)
    assert give_password(client)["Location"] == "/accounts/factors/sign-in/"


def test_a_person_with_two_purposes_chooses_and_it_is_audited(clock):
    make_user("sokha", "social_work_supervisor", password=PASSWORD)
    client = english()
    sign_in(client)
    client.post("/account/purpose/", {"purpose": "care"})
    assert AuditEvent.objects.get(action="account.purpose_chosen").details == {"purpose": "care"}
    client.get("/danger/")
    assert AuditEvent.objects.filter(purpose="care").exists()


def test_a_purpose_that_the_role_does_not_have_is_refused(clock):
    make_user("sokha", "social_worker", password=PASSWORD)
    client = english()
    sign_in(client)
    assert client.post("/account/purpose/", {"purpose": "oversight"}).status_code == 403


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_no_address_outside_is_gone_to_after_choosing_a_purpose(clock, wanted):
    make_user("sokha", "social_worker", password=PASSWORD)
    client = english()
    sign_in(client)
    assert client.post("/account/purpose/", {"purpose": "care", "next": wanted})["Location"] == "/home/"


@pytest.mark.parametrize("language", ["en", "km"])
@pytest.mark.parametrize(
    "path",
    [
        "/account/",
        "/accounts/password/",
        "/accounts/factors/",
        "/accounts/factors/codes/new/",
        "/accounts/factors/passkeys/",
        "/accounts/factors/passkeys/add/",
        "/accounts/factors/generator/remove/",
        "/accounts/again/",
        "/accounts/factors/again/",
        "/accounts/logout/",
    ],
)
def test_each_page_of_the_own_account_opens_in_both_languages(clock, path, language):
    make_user("sokha", "social_worker", password=PASSWORD)
    client = english()
    sign_in(client)
    client.cookies["kapea_language"] = language
    page = client.get(path)
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1
    assert f'<html lang="{language}"' in page.content.decode()
