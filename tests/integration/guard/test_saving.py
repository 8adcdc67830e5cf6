"""A form sent twice makes one record; who saves second sees what was saved first."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kapea.guard.accounts.models import SignedIn, User
from kapea.guard.saving import Submission, hour_of, once
from kapea.guard.tasks import clear_void_at
from scenes.guard import NOW, make_user

pytestmark = pytest.mark.django_db


def test_a_form_sent_a_thousand_times_acts_once():
    made = []

    def act():
        made.append(1)
        return f"C-{len(made)}"

    assert {once("key", act="case.open", do=act) for _ in range(1000)} == {"C-1"}
    assert made == [1]


def test_two_forms_act_twice_and_a_form_without_a_key_always_acts():
    made = []
    for key in ("one", "two", "", ""):
        once(key, act="case.open", do=lambda: str(made.append(1)))
    assert len(made) == 4


def test_an_act_that_fails_can_be_sent_again():
    def fails():
        make_user("sokha", "social_worker")
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        once("key", act="case.open", do=fails)
    assert not User.objects.exists()
    assert once("key", act="case.open", do=lambda: "C-2") == "C-2"


def test_a_key_of_one_act_is_not_the_key_of_another():
    once("key", act="case.open", do=lambda: "C-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        once("key", act="contact.take", do=lambda: "K-1")


def test_the_time_of_an_anonymous_report_is_kept_to_the_hour():
    assert hour_of(NOW + timedelta(minutes=59, seconds=59)) == NOW


def test_what_means_nothing_any_more_is_cleared_away():
    user = make_user("sokha", "social_worker")
    SignedIn.objects.create(session_key="gone", user=user, since=NOW, seen_at=NOW)
    once("key", act="case.open", do=lambda: "C-1")
    clear_void_at(NOW)
    assert not SignedIn.objects.exists()
    assert Submission.objects.exists()
    clear_void_at(Submission.objects.get().at + timedelta(days=31))
    assert not Submission.objects.exists()
