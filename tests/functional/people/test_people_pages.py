"""The pages of people."""

import pytest
from django.test import Client

from kapea.registers.people.models import Person, PersonLink
from kapea.registers.people.services import register_person
from scenes.browsing import hidden, send
from scenes.casework import DARA, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(people, signed_in) -> Client:
    return signed_in(people.users["worker"])


def test_a_person_is_found_by_a_name_in_the_other_script(people, worker):
    register_person(DARA, by=people.worker, now=NOW)
    page = worker.get("/people/", {"q": "ដារ៉ា"}).content.decode()
    assert "SOK Dara" in page


def test_nobody_found_says_what_to_try(worker):
    assert "Try another spelling" in worker.get("/people/", {"q": "Bopha"}).content.decode()


def test_a_person_is_recorded_past_those_who_sound_alike(people, worker):
    theirs = register_person(DARA, by=people.elsewhere, now=NOW).code
    typed = {"family_latin": "Sok", "given_latin": "Dara", "age_years": "14"}
    page = worker.post("/people/new/", typed).content.decode()
    assert theirs in page
    assert "ដារ៉ា" not in page
    answer = worker.post("/people/new/", {**hidden(page), **typed, "choice": theirs})
    assert answer.status_code == 302
    assert Person.objects.count() == 2
    assert PersonLink.objects.get().other.code == theirs


def test_nobody_alike_means_the_person_is_recorded_at_once(worker):
    location = send(worker, "/people/new/", given_latin="Bopha", born_year="2012", born_month="5")
    person = Person.objects.get()
    assert location == f"/people/{person.code}/"
    assert (str(person.born_on), person.born_precision) == ("2012-05-01", "month")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Write a name, a nickname or an age"),
        ({"born_month": "5"}, "Write the year too"),
        ({"born_year": "2012", "born_month": "2", "born_day": "30"}, "There is no such day"),
        ({"born_year": "2999"}, "This is in the future"),
        ({"born_year": "12"}, "four digits"),
        ({"given_latin": "Dara", "phone": "12"}, "too short for a phone number"),
        ({"given_latin": "Dara", "identifier": "N1"}, "Choose which document"),
    ],
)
def test_what_cannot_be_taken_is_explained_beside_the_field(worker, typed, words):
    answer = worker.post("/people/new/", typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Person.objects.exists()


def test_a_stale_correction_shows_both_values(people, worker):
    code = register_person(DARA, by=people.worker, now=NOW).code
    url = f"/people/{code}/correct/"
    mine = hidden(worker.get(url).content.decode())
    send(worker, url, sex="male", age_years="14")
    answer = worker.post(url, {**mine, "sex": "other", "age_years": "14"})
    assert answer.status_code == 409
    assert "Male" in answer.content.decode()
    assert Person.objects.get().sex == "male"


def test_a_colleague_sees_no_name_and_no_way_to_correct(people, signed_in):
    code = register_person(DARA, by=people.worker, now=NOW).code
    colleague = signed_in(people.users["colleague"])
    page = colleague.get(f"/people/{code}/").content.decode()
    assert "Dara" not in page
    assert "The name is not open to you" in page
    assert colleague.get(f"/people/{code}/correct/").status_code == 404


def test_another_agency_finds_no_such_person(people, signed_in):
    code = register_person(DARA, by=people.worker, now=NOW).code
    elsewhere = signed_in(people.users["elsewhere"])
    assert elsewhere.get(f"/people/{code}/").status_code == 404
    assert elsewhere.get("/people/P-00000000/").status_code == 404
