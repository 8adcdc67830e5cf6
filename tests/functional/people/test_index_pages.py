"""The pages of the national index and of a person's family."""

import math
import re

import pytest

from kapea.registers.people.models import IndexPair, IndexRun, PersonLink
from kapea.registers.people.services import register_person
from scenes.accounts import make_user
from scenes.browsing import hidden, send
from scenes.casework import DARA, NOW, supervising

pytestmark = pytest.mark.django_db


@pytest.fixture
def records(people):
    """Dara as two bodies recorded her."""
    mine = register_person(DARA, by=people.worker, now=NOW)
    return mine, register_person(DARA, by=people.elsewhere, now=NOW)


@pytest.fixture
def worker(people, signed_in):
    return signed_in(people.users["worker"])


@pytest.fixture
def supervisor(people, signed_in):
    return supervising(signed_in(people.users["supervisor"]))


@pytest.fixture
def statistician(signed_in):
    return signed_in(make_user("statistician"))


def ask(worker, records):
    mine, theirs = records
    answer = worker.post(f"/people/{mine.code}/same/", {"other_code": theirs.code, "ground": "documents"})
    assert answer.status_code == 302
    return IndexPair.objects.get()


def test_a_worker_asks_and_a_supervisor_agrees_and_the_records_are_joined(worker, supervisor, records):
    pair = ask(worker, records)
    assert records[1].code in supervisor.get("/people/index/").content.decode()
    page = supervisor.get(f"/people/index/pairs/{pair.code}/").content.decode()
    assert "SOK Dara" in page
    assert page.count("Not open to you") == 2
    answer = supervisor.post(
        f"/people/index/pairs/{pair.code}/",
        {**hidden(page), "answer": "same", "ground": "facts"},
        follow=True,
    )
    assert "Two people agree now" in answer.content.decode()
    person = worker.get(f"/people/{records[0].code}/").content.decode()
    assert records[1].code in person
    assert f'href="/people/{records[1].code}/"' not in person


def test_a_statistician_decides_without_seeing_a_name(worker, statistician, records):
    pair = ask(worker, records)
    page = statistician.get(f"/people/index/pairs/{pair.code}/").content.decode()
    assert "Dara" not in page
    assert "ដារ៉ា" not in page
    assert "Agrees" in page
    assert statistician.get(f"/people/{records[0].code}/").status_code == 404


def test_a_reviewer_reads_how_the_weight_adds_up_no_finer_than_fourfold(worker, statistician, records):
    page = statistician.get(f"/people/index/pairs/{ask(worker, records).code}/").content.decode()
    chart = page[page.index("How it adds up") : page.index("The same figures as a table")]
    assert "Two records taken at random: " in chart
    assert "Taken together: about " in chart
    factors = [int(each.replace("\u00a0", "")) for each in re.findall(r"about ([\d\u00a0]+) times", chart)]
    assert factors
    assert all(4 ** round(math.log(factor, 4)) == factor for factor in factors)


def test_an_answer_needs_its_ground(worker, statistician, records):
    pair = ask(worker, records)
    answer = statistician.post(f"/people/index/pairs/{pair.code}/", {"answer": "same"})
    assert answer.status_code == 422
    assert "Choose on what your answer rests" in answer.content.decode()
    assert pair.answers.count() == 1


def test_a_wrong_decision_is_asked_anew_and_undone_by_two(worker, supervisor, statistician, records):
    pair = ask(worker, records)
    url = f"/people/index/pairs/{pair.code}/"
    statistician.post(url, {"answer": "same", "ground": "facts"})
    statistician.post(f"{url}again/", {"ground": "facts"})
    supervisor.post(url, {"answer": "apart", "ground": "facts"})
    assert "Two persons" in supervisor.get(url).content.decode()
    history = supervisor.get("/people/index/history/").content.decode()
    assert "A joining undone" in history
    assert "(undone)" in history


@pytest.mark.parametrize("path", ["", "quality/", "history/", "pairs/L-00000000/"])
def test_who_may_not_review_finds_no_index(worker, path):
    assert worker.get(f"/people/index/{path}").status_code == 404


def test_a_supervisor_of_a_third_body_finds_no_such_pair(worker, signed_in, records):
    pair = ask(worker, records)
    far = supervising(signed_in(make_user("social_work_supervisor", agency="aple")))
    absent = far.get("/people/index/pairs/L-00000000/")
    there = far.get(f"/people/index/pairs/{pair.code}/")
    assert (there.status_code, absent.status_code) == (404, 404)
    assert records[0].code not in far.get("/people/index/").content.decode()


def test_a_run_is_asked_for_once_and_shown(statistician, supervisor, records):
    for _again in range(2):
        page = statistician.post("/people/index/run/", follow=True).content.decode()
    assert IndexRun.objects.count() == 1
    assert "Waiting for the worker" in page
    assert supervisor.post("/people/index/run/").status_code == 404


def test_the_queue_has_its_words_in_khmer(people, signed_in, records):
    client = supervising(signed_in(people.users["supervisor"], language="km"))
    assert "ការភ្ជាប់ដែលត្រូវពិនិត្យ" in client.get("/people/index/").content.decode()


def test_before_the_first_run_nothing_is_said_of_the_links(statistician):
    assert "Nothing to judge yet" in statistician.get("/people/index/quality/").content.decode()


def test_a_mother_is_linked_and_two_of_her_children_are_siblings(people, worker, records):
    from dataclasses import replace

    mother = register_person(
        replace(DARA, given_latin="Maly", given_km="", age_years=40), by=people.worker, now=NOW
    )
    brother = register_person(replace(DARA, given_latin="Vuthy", given_km=""), by=people.worker, now=NOW)
    for child in (records[0], brother):
        answer = worker.post(
            f"/people/{child.code}/relatives/", {"kind": "mother", "relative_code": mother.code.lower()}
        )
        assert answer.status_code == 302
    page = worker.get(f"/people/{brother.code}/").content.decode()
    assert "Mother: " in page
    assert "SOK Maly" in page
    assert "Follows from a shared parent" in page
    assert records[0].code in page
    link = PersonLink.objects.get(person=brother)
    worker.post(f"/people/{brother.code}/relatives/{link.pk}/end/")
    assert "Follows from a shared parent" not in worker.get(f"/people/{brother.code}/").content.decode()
    assert PersonLink.objects.get(pk=link.pk).ended_by


def test_a_link_to_what_is_not_open_is_explained(worker, records):
    answer = worker.post(
        f"/people/{records[0].code}/relatives/", {"kind": "sibling", "relative_code": records[1].code}
    )
    assert answer.status_code == 422
    assert "No other record open to you has this code" in answer.content.decode()
    assert not PersonLink.objects.exists()


def test_a_number_of_another_system_finds_the_person(worker):
    send(
        worker,
        "/people/new/",
        given_latin="Bopha",
        identifier_kind="other_system",
        identifier="PRM-0012",
    )
    assert "Bopha" in worker.get("/people/", {"q": "prm0012"}).content.decode()


def test_the_first_answer_is_shown_to_the_second_person_only_after_their_own(
    worker, supervisor, statistician, records
):
    url = f"/people/index/pairs/{ask(worker, records).code}/"
    assert "Somebody has answered" in statistician.get(url).content.decode()
    assert "Documents of both records were compared · " not in statistician.get(url).content.decode()
    statistician.post(url, {"answer": "unsure", "ground": "none"})
    assert "Documents of both records were compared · " in statistician.get(url).content.decode()


def test_a_supervisor_opens_the_waiting_pairs_and_reads_who_has_still_to_decide(
    worker, supervisor, statistician, records
):
    pair = ask(worker, records)
    assert f"/people/index/pairs/{pair.code}/" in supervisor.get("/people/index/waiting/").content.decode()
    page = supervisor.get(f"/people/index/pairs/{pair.code}/").content.decode()
    assert "Who has still to decide" in page
    assert "At least one more person must answer." in page
    assert "For the whole country: 1 person" in page
    supervisor.post(f"/people/index/pairs/{pair.code}/", {"answer": "unsure", "ground": "none"})
    assert pair.code not in supervisor.get("/people/index/waiting/").content.decode()


def test_who_may_not_review_finds_no_waiting_list(worker):
    assert worker.get("/people/index/waiting/").status_code == 404
