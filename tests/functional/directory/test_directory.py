"""The directory of services: found by who needs it, kept by whose it is."""

import pytest
from django.test import Client

from kapea.registers.directory.models import ServiceOffer
from scenes.browsing import hidden, send

pytestmark = pytest.mark.django_db
TOLD = {
    "service": "counselling",
    "provinces": ["01", "02"],
    "sexes": ["female"],
    "capacity": "12",
    "is_open": "on",
}


@pytest.fixture
def keeper(account, signed_in) -> Client:
    return signed_in(account("social_work_supervisor", agency="mosvy"))


@pytest.fixture
def worker(account, signed_in) -> Client:
    return signed_in(account("social_worker", agency="mosvy"))


def test_an_agency_enters_its_service_and_a_worker_elsewhere_finds_it(keeper, account, signed_in):
    send(keeper, "/services/add/", **TOLD)
    elsewhere = signed_in(account("social_worker", agency="wv-c"))
    page = elsewhere.get("/services/?service=counselling&province=01&sex=female").content.decode()
    assert "1 service fits" in page
    assert "Ministry of Social Affairs" in page


def test_a_service_that_does_not_take_boys_says_so(keeper, worker):
    send(keeper, "/services/add/", **TOLD)
    page = worker.get("/services/?sex=male&province=05").content.decode()
    assert "0 services fit" in page
    assert "not for this sex" in page
    assert "does not reach the province" in page


def test_the_map_names_the_provinces_without_a_service_for_boys(keeper, worker):
    send(keeper, "/services/add/", **TOLD)
    for_girls = worker.get("/services/gaps/?service=counselling&sex=female").content.decode()
    for_boys = worker.get("/services/gaps/?service=counselling&sex=male").content.decode()
    assert "<svg" in for_girls
    assert "23 provinces have no such service" in for_girls
    assert "25 provinces have no such service" in for_boys


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"free_places": "13", "counted_on": "2026-03-01"}, "more free places than places"),
        ({"free_places": "3"}, "the day they were counted"),
        ({"youngest_years": "9", "oldest_years": "8"}, "upper age lies below"),
        ({"memorandum_until": "2026-01-01"}, "has no first day"),
        ({"capacity": "many"}, "whole number"),
        ({"provinces": []}, "Choose one"),
    ],
)
def test_what_cannot_be_is_explained_and_nothing_is_stored(keeper, wrong, words):
    answer = keeper.post("/services/add/", {**TOLD, "about": "For girls who left school.", **wrong})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "For girls who left school." in answer.content.decode()
    assert ServiceOffer.objects.count() == 0


def test_two_people_change_one_service_and_the_second_sees_both(keeper):
    send(keeper, "/services/add/", **TOLD)
    path = f"/services/{ServiceOffer.objects.get().code}/"
    shown = hidden(keeper.get(path).content.decode())
    send(keeper, path, **{**TOLD, "capacity": "20"})
    answer = keeper.post(path, {**shown, "submission_key": "b" * 32, **TOLD, "capacity": "30"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What is saved now" in page
    assert ">20<" in page
    assert ">30<" in page
    again = {**hidden(page), **TOLD, "capacity": "30"}
    assert keeper.post(path, again).status_code == 302
    assert ServiceOffer.objects.get().capacity == 30


def test_another_agency_and_a_worker_do_not_change_it(keeper, worker, account, signed_in):
    send(keeper, "/services/add/", **TOLD)
    path = f"/services/{ServiceOffer.objects.get().code}/"
    assert worker.get(path).status_code == 404
    other = signed_in(account("social_work_supervisor", agency="wv-c"))
    assert other.post(path, TOLD).status_code == 403
    assert other.get("/services/S-00000000/").status_code == 404
    assert ServiceOffer.objects.get().sexes == ["female"]
