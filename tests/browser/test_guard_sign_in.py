"""Signing in with a real browser: forms pass, passkeys work, and no rule of the page is broken."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import sync_playwright

from kapea.guard.accounts.models import User
from scenes.guard import PASSWORD, SECRET, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(locale="en")
        page.faults = []
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        yield page
        browser.close()


def give_password(page, live_server):
    page.goto(f"{live_server.url}/accounts/login/")
    assert not page.is_visible("#passkey_fault")  # nobody has tried a passkey yet
    page.fill("#id_login", "sokha")
    page.fill("#id_password", PASSWORD)
    page.click("main form:first-of-type button[type=submit]")


def virtual_key(page):
    """A security key of the browser's own, that says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def test_a_worker_signs_in_adds_a_passkey_and_signs_in_with_it(page, live_server):
    make_user("sokha", "social_worker", password=PASSWORD)
    virtual_key(page)
    give_password(page, live_server)
    page.wait_for_url("**/accounts/factors/sign-in/")
    page.fill("#id_code", format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))
    page.click("main form:first-of-type button[type=submit]")
    page.wait_for_url("**/home/")
    page.goto(f"{live_server.url}/accounts/factors/passkeys/add/")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/accounts/factors/codes/")
    page.goto(f"{live_server.url}/accounts/logout/")
    page.click("main form.confirm button[type=submit]")
    page.wait_for_url("**/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/home/")
    assert User.objects.get(username="sokha").authenticator_set.filter(type="webauthn").count() == 1
    assert page.faults == []


def test_a_worker_sets_up_a_code_generator_by_its_picture(page, live_server):
    make_user("sokha", "social_worker", password=PASSWORD, factor=False)
    give_password(page, live_server)
    page.wait_for_url("**/accounts/factors/")
    page.goto(f"{live_server.url}/accounts/factors/generator/add/")
    assert page.locator(".qr svg").bounding_box()["width"] > 100
    secret = page.inner_text(".one-time")
    page.fill("#id_code", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.click("main form button[type=submit]")
    page.wait_for_url("**/accounts/factors/codes/")
    assert page.locator(".one-time").count() == 10
    assert page.faults == []
