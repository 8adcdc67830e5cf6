"""Every answer carries the headers that keep it private, whatever it answers."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from scenes.guard import PASSWORD, make_user
from scenes.routes import all_routes

pytestmark = pytest.mark.django_db
ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Robots-Tag": "noindex",
}


def signed_in():
    client = Client()
    client.force_login(make_user("sokha", "social_worker", agency_code="mosvy", password=PASSWORD))
    return client


def check(answer, path):
    for name, value in ALWAYS.items():
        assert value in answer.headers.get(name, ""), (path, name, answer.headers.get(name))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    for loose in ("unsafe", "data:", "*", "http:"):
        assert loose not in policy, policy
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("who", ["visitor", "worker"])
def test_every_address_answers_with_every_header(who):
    client = Client() if who == "visitor" else signed_in()
    for route in all_routes():
        for method in ("get", "post"):
            path = route.path()
            check(getattr(client, method)(path), f"{method} {path}")


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/there/is/no/such/page/", b"", 404),
        ("POST", "/accounts/login/", b"\xff\xd8\xff\xe0", 415),
        ("POST", "/accounts/login/", b"a=" + b"x" * 300_000, 413),
    ],
)
def test_a_refusal_carries_them_too(method, path, body, status):
    kind = "application/x-www-form-urlencoded"
    answer = Client().generic(method, path, body, kind)
    assert answer.status_code == status
    check(answer, path)


def test_a_form_without_its_token_is_refused_with_every_header():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    check(answer, "csrf")


def test_no_page_holds_a_script_or_a_style_of_its_own():
    client = signed_in()
    for route in all_routes():
        text = client.get(route.path()).content.decode("utf-8", "replace")
        for piece in text.split("<script")[1:]:
            tag = piece.split(">", 1)[0]
            assert "src=" in tag or 'type="application/json"' in tag, (route.name, tag)
        assert "<style" not in text, route.name
        assert " style=" not in text, route.name
        assert " onclick=" not in text, route.name


def test_the_cookies_are_for_this_site_and_not_for_scripts():
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Strict"


def test_no_cookie_of_the_public_site_outlives_the_browser(client):
    """A telephone that a child shares keeps nothing that tells of a visit."""
    for path in ("/", "/accounts/login/"):
        cookies = client.get(path).cookies
        assert cookies
        assert [name for name, one in cookies.items() if one["max-age"] or one["expires"]] == []


def run_python(*args, home, **environment):
    return subprocess.run(
        [sys.executable, *args],
        env={
            "PATH": "/usr/bin:/bin",
            "DJANGO_SETTINGS_MODULE": "kapea.site.settings",
            "KAPEA_HOME": str(home),
            "KAPEA_HTTPS": "1",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_site_for_real_cases_passes_djangos_own_check_without_a_warning(tmp_path):
    done = run_python("-m", "django", "check", "--deploy", "--fail-level", "WARNING", home=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


def test_a_site_for_real_cases_names_its_cookies_for_this_host_only(tmp_path):
    code = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS)"
    )
    done = run_python("-c", code, home=tmp_path)
    assert done.stdout.split() == ["__Host-kapea", "__Host-kapea_csrf", "True", "63072000"], done.stderr
