"""Guessing is slowed for who guesses, and never keeps another person out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import RequestFactory

from kapea.guard.accounts import throttle
from kapea.guard.accounts.clients import client_key
from kapea.guard.accounts.devices import remember_person
from kapea.guard.accounts.models import Throttle
from kapea.guard.accounts.throttle import TooManyAttempts, factor_keys, give_back, password_keys, take_attempt
from scenes.guard import NOW

pytestmark = pytest.mark.django_db
ATTACKER, OTHER_ATTACKER, HOME = "203.0.113.9", "203.0.113.10", "198.51.100.4"


def request_from(address, **headers):
    return RequestFactory().post("/accounts/login/", REMOTE_ADDR=address, **headers)


def attempt(request, username="sokha", *, now=NOW, right=False):
    keys = password_keys(request, username, now=now)
    take_attempt(keys, now=now)
    if right:
        give_back(keys)


def guess_until_refused(request, username="sokha", *, now=NOW, at_most=500):
    for number in range(at_most):
        try:
            attempt(request, username, now=now)
        except TooManyAttempts:
            return number
    return at_most


def known_device(address, username="sokha"):
    response = HttpResponse()
    remember_person(request_from(address), response, username)
    request = request_from(address)
    request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items()}
    return request


def test_a_guesser_must_wait_after_a_few_failures():
    assert guess_until_refused(request_from(ATTACKER)) == 6
    with pytest.raises(TooManyAttempts) as wait:
        attempt(request_from(ATTACKER))
    assert wait.value.seconds == 2


def test_the_wait_grows_with_each_further_failure_and_is_never_for_ever():
    now, waits = NOW, []
    for _ in range(20):
        try:
            attempt(request_from(ATTACKER), now=now)
        except TooManyAttempts as wait:
            waits.append(wait.seconds)
            now += timedelta(seconds=wait.seconds)
            attempt(request_from(ATTACKER), now=now)
    assert waits == sorted(waits)
    assert waits[-1] <= 15 * 60


def test_guessing_at_a_name_elsewhere_does_not_keep_its_person_out():
    for address in (ATTACKER, OTHER_ATTACKER):
        guess_until_refused(request_from(address))
    attempt(request_from(HOME), right=True)


def test_a_person_at_their_own_device_is_not_kept_out_by_a_guesser_on_the_same_address():
    device = known_device(ATTACKER)
    for name in ("sokha", *(f"name{number}" for number in range(100))):
        guess_until_refused(request_from(ATTACKER), name)
    with pytest.raises(TooManyAttempts):
        attempt(request_from(ATTACKER))
    attempt(device, right=True)


def test_a_device_cookie_of_one_person_gives_no_allowance_for_another():
    device = known_device(ATTACKER, "sokha")
    guess_until_refused(device, "dara")
    with pytest.raises(TooManyAttempts):
        attempt(request_from(ATTACKER), "dara")


def test_a_made_up_device_cookie_gives_nothing():
    forged = request_from(ATTACKER)
    forged.COOKIES = {"kapea_device": known_device(HOME).COOKIES["kapea_device"][:-4] + "AAAA"}
    guess_until_refused(request_from(ATTACKER))
    with pytest.raises(TooManyAttempts):
        attempt(forged)


def test_a_known_device_may_not_guess_for_ever_either():
    assert guess_until_refused(known_device(HOME)) == 11


def test_trying_many_names_from_one_client_is_slowed():
    request = request_from(ATTACKER)
    for number in range(61):
        attempt(request, f"name{number}")
    with pytest.raises(TooManyAttempts):
        attempt(request, "name61")


def test_many_people_behind_one_address_who_sign_in_rightly_are_never_slowed():
    for number in range(200):
        attempt(request_from(HOME), f"colleague{number}", right=True)


def test_a_right_password_ends_the_persons_own_count():
    for _ in range(5):
        attempt(request_from(HOME))
    attempt(request_from(HOME), right=True)
    for _ in range(5):
        attempt(request_from(HOME))


def test_all_is_forgotten_after_a_day():
    guess_until_refused(request_from(ATTACKER))
    attempt(request_from(ATTACKER), now=NOW + timedelta(days=1, seconds=1))
    throttle.forget_old(now=NOW + timedelta(days=3))
    assert not Throttle.objects.exists()


def test_a_forged_forwarded_address_changes_nothing():
    for number in range(6):
        attempt(request_from(ATTACKER, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}"))
    with pytest.raises(TooManyAttempts):
        attempt(request_from(ATTACKER, HTTP_X_FORWARDED_FOR="10.9.9.9"))


def test_behind_a_proxy_only_what_the_proxy_wrote_counts(settings):
    settings.KAPEA_PROXIES = 1
    for number in range(6):
        attempt(request_from("127.0.0.1", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, {ATTACKER}"))
    with pytest.raises(TooManyAttempts):
        attempt(request_from("127.0.0.1", HTTP_X_FORWARDED_FOR=f"8.8.8.8, {ATTACKER}"))
    attempt(request_from("127.0.0.1", HTTP_X_FORWARDED_FOR=f"{ATTACKER}, {HOME}"))


def test_no_address_and_no_name_can_be_read_from_what_is_stored():
    guess_until_refused(request_from(ATTACKER))
    attempt(request_from("2001:db8::17"))
    stored = " ".join(str(row) for row in Throttle.objects.values_list())
    for secret in (ATTACKER, "2001:db8", "sokha"):
        assert secret not in stored


def test_the_same_client_cannot_be_told_again_the_next_day():
    request = request_from(HOME)
    assert client_key(request, today=NOW.date()) != client_key(request, today=NOW.date() + timedelta(days=1))


def test_second_factors_are_limited_over_all_unknown_clients_but_not_at_the_own_device():
    now = NOW
    for number in range(50):
        take_attempt(factor_keys(request_from(f"203.0.113.{number}"), "sokha", now=now), now=now)
    take_attempt(factor_keys(request_from("192.0.2.1"), "sokha", now=now), now=now)
    with pytest.raises(TooManyAttempts):
        take_attempt(factor_keys(request_from("192.0.2.2"), "sokha", now=now), now=now)
    take_attempt(factor_keys(known_device("192.0.2.3"), "sokha", now=now), now=now)


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="the tests' SQLite is one connection in memory")
@pytest.mark.django_db(transaction=True)
def test_two_hundred_guesses_at_once_pass_no_more_often_than_one_after_another():
    assert connection.vendor == "postgresql"

    def guess(_):
        try:
            attempt(request_from(ATTACKER))
        except TooManyAttempts:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as pool:
        passed = sum(pool.map(guess, range(200)))
    assert passed == 6
