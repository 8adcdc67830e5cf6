"""Nothing typed into a long form is lost, whatever happens before it is sent."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from kapea.guard.drafts.models import Draft
from kapea.guard.drafts.services import MOST_KEPT
from kapea.guard.tasks import clear_void_at
from kapea.guard.vault.models import DataKey
from kapea.registers.casework.models import Note
from scenes.browsing import hidden
from scenes.casework import NOW, accepted, make_people

pytestmark = pytest.mark.django_db
TYPED = "She is afraid of her uncle."
BY_ITSELF = {"X-Requested-With": "kapea-pause"}


@pytest.fixture(autouse=True)
def _on_the_day_of_the_scene():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def people(db):
    return make_people()


@pytest.fixture
def worker(people, signed_in) -> Client:
    return signed_in(people.users["worker"])


@pytest.fixture
def form(people) -> str:
    return f"/cases/{accepted(people)}/notes/"


def type_into(client: Client, form: str, **headers: object) -> dict[str, str]:
    """Type a note and stop; return what the browser held."""
    held = {**hidden(client.get(form).content.decode()), "text": TYPED, "visibility": "agency"}
    client.post("/drafts/", held, **headers)
    return held


def test_what_was_typed_is_offered_when_the_form_is_opened_again(worker, form, people, signed_in):
    held = type_into(worker, form, headers=BY_ITSELF)
    later = signed_in(people.users["worker"])
    page = later.get(form).content.decode()
    assert "You wrote here before" in page
    assert TYPED not in page
    restored = later.get(f"{form}?draft={held['submission_key']}").content.decode()
    assert TYPED in restored
    assert hidden(restored)["submission_key"] == held["submission_key"]


def test_without_scripts_the_button_keeps_the_words_and_shows_them_again(worker, form):
    held = {**hidden(worker.get(form).content.decode()), "text": TYPED}
    answer = worker.post("/drafts/", held, follow=True)
    assert answer.request["PATH_INFO"] == form
    assert TYPED in answer.content.decode()
    assert Note.objects.count() == 0


def test_a_saved_form_has_no_draft_left(worker, form):
    held = type_into(worker, form)
    keys = DataKey.objects.count()
    assert worker.post(form, held).status_code == 302
    assert Draft.objects.count() == 0
    assert DataKey.objects.count() == keys - 1
    assert Note.objects.count() == 1


def test_a_form_killed_after_its_save_is_sent_again_and_makes_one_record(worker, form):
    held = type_into(worker, form)
    worker.post(form, held)
    worker.post("/drafts/", held)
    worker.post(form, held)
    assert Note.objects.count() == 1


def test_a_form_that_was_refused_keeps_its_draft(worker, form):
    held = type_into(worker, form)
    assert worker.post(form, {**held, "visibility": "nobody"}).status_code == 422
    assert Draft.objects.count() == 1


def test_a_second_opened_form_does_not_write_over_the_first(worker, form):
    type_into(worker, form)
    type_into(worker, form)
    assert Draft.objects.count() == 2


def test_nobody_else_finds_the_words(people, worker, signed_in, form):
    held = type_into(worker, form)
    supervisor = signed_in(people.users["supervisor"])
    page = supervisor.get(f"{form}?draft={held['submission_key']}").content.decode()
    assert TYPED not in page
    assert "You wrote here before" not in page
    assert Draft.objects.get().owner_id == people.users["worker"].pk


def test_a_visitor_keeps_nothing(form):
    answer = Client().post("/drafts/", {"draft_form": form, "submission_key": "a" * 32, "text": TYPED})
    assert "/accounts/login/" in answer["Location"]
    assert Draft.objects.count() == 0


def test_the_words_are_sealed_in_the_database(worker, form):
    type_into(worker, form)
    assert TYPED.encode() not in bytes(Draft.objects.get().fields)


def test_a_draft_is_thrown_away_by_its_writer(worker, form):
    held = type_into(worker, form)
    answer = worker.post(
        "/drafts/drop/", {"draft_form": form, "draft_page": form, "draft": held["submission_key"]}
    )
    assert answer["Location"] == form
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [{"draft_form": "https://elsewhere.test/"}, {"draft_form": ""}, {"submission_key": "../x"}],
)
def test_a_form_that_is_not_ours_is_refused(worker, form, wrong):
    held = {**hidden(worker.get(form).content.decode()), "text": TYPED, **wrong}
    assert worker.post("/drafts/", held).status_code == 400
    assert Draft.objects.count() == 0


def test_the_way_back_never_leaves_the_site(worker, form):
    held = {**hidden(worker.get(form).content.decode()), "draft_page": "//elsewhere.test/x"}
    assert worker.post("/drafts/", held)["Location"].startswith("/home/")


def test_a_password_is_never_kept(worker, form):
    held = {**hidden(worker.get(form).content.decode()), "text": TYPED, "new_password": "hidden words"}
    worker.post("/drafts/", held)
    page = worker.get("/account/").content.decode()
    assert "data-draft" not in page
    from kapea.guard.drafts.services import SEALED
    from kapea.guard.vault.sealing import open_sealed

    row = Draft.objects.get()
    assert "hidden words" not in open_sealed(row.data_key, row.fields, field=SEALED)


def test_forgotten_drafts_are_cleared_after_the_days_of_the_pack(worker, form):
    type_into(worker, form)
    clear_void_at(NOW + timedelta(days=13))
    assert Draft.objects.count() == 1
    clear_void_at(NOW + timedelta(days=15))
    assert Draft.objects.count() == 0


def test_a_person_keeps_so_many_drafts_and_the_oldest_goes(people, form):
    from kapea.guard.drafts.services import keep_draft

    for number in range(MOST_KEPT + 1):
        keep_draft(
            {"text": [str(number)]},
            form=form,
            key=f"k{number}",
            by=people.worker,
            now=NOW + timedelta(seconds=number),
        )
    assert Draft.objects.count() == MOST_KEPT
    assert not Draft.objects.filter(key="k0").exists()
