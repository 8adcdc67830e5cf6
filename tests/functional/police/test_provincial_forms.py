"""Provincial forms brought by hand: looked up before anybody is recorded, and nothing typed is lost."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.models import Person
from kapea.registers.people.services import register_person
from kapea.registers.police.models import Incident, IncidentVictim, WaitingForm
from scenes.accounts import make_user, viewer_for
from scenes.browsing import send

pytestmark = pytest.mark.django_db
AGENCY, UNIT = "pahtjp", "pahtjp-01"
HEAD = ("secret_code", "station", "reported_on", "victim_family_name", "victim_given_name", "victim_age")
DARA = ("BMC-1", UNIT, "2026-03-01", "Sok", "Dara", "14")
MEY = ("BMC-2", UNIT, "2026-03-02", "Keo", "Mey", "15")
WRONG = ("BMC-3", UNIT, "yesterday", "Chan", "Nary", "13")
FORMS, PASTE = reverse("police:provincial_forms"), reverse("police:paste_forms")


def table(*rows, head=HEAD) -> str:
    return "\n".join("\t".join(row) for row in (head, *rows))


@pytest.fixture
def officer():
    return make_user("police_officer", agency=AGENCY, unit=UNIT)


@pytest.fixture
def client(signed_in, officer):
    return signed_in(officer)


@pytest.fixture
def known() -> str:
    worker = viewer_for(make_user("social_worker", agency="wv-c"))
    today = timezone.localdate()
    draft = PersonDraft(family_latin="Sok", given_latin="Dara", age_years=14, age_as_of=today)
    return register_person(draft, by=worker, now=timezone.now()).code


def shown(page: str) -> dict[str, object]:
    """Return what a browser would send of the page as it stands: hidden fields and what is ticked."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        name, kind = re.search(r'name="([^"]*)"', tag), re.search(r'type="(\w+)"', tag)
        if name and (kind is None or kind[1] == "hidden" or " checked" in tag):
            value = re.search(r'value="([^"]*)"', tag)
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    return found


def choices_of(page: str) -> list[str]:
    return re.findall(r'name="(F-\w+-victim-1)-choice"[^>]*value="new"', page)


def test_rows_are_pasted_looked_up_chosen_and_stored(client, known):
    assert send(client, PASTE, rows=table(DARA, MEY)) == FORMS
    assert (Incident.objects.count(), Person.objects.count()) == (0, 1)
    page = client.get(FORMS).content.decode()
    assert page.count(known) >= 1
    assert "Nobody recorded resembles this person." in page
    (prefix,) = choices_of(page)
    answer = client.post(FORMS, {**shown(page), f"{prefix}-choice": known}, follow=True)
    assert "2 forms are stored as incidents." in answer.content.decode()
    assert Incident.objects.count() == 2
    assert IncidentVictim.objects.exclude(person_code="").count() == 2
    assert known not in IncidentVictim.objects.values_list("person_code", flat=True)


def test_what_is_not_chosen_goes_on_waiting_beside_what_is_stored(client, known):
    send(client, PASTE, rows=table(DARA, MEY))
    page = client.get(FORMS).content.decode()
    answer = client.post(FORMS, shown(page))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a record, or “No, this is another person”." in text
    assert "1 form is stored as an incident." in text
    assert (Incident.objects.count(), WaitingForm.objects.filter(settled_at=None).count()) == (1, 1)


def test_a_choice_that_no_record_has_is_refused_and_the_form_waits(client, known):
    send(client, PASTE, rows=table(DARA))
    page = client.get(FORMS).content.decode()
    (prefix,) = choices_of(page)
    answer = client.post(FORMS, {**shown(page), f"{prefix}-choice": "P-00000000"})
    assert answer.status_code == 422
    assert Incident.objects.count() == 0


def test_a_form_sent_twice_is_one_incident(client, known):
    send(client, PASTE, rows=table(DARA))
    page = client.get(FORMS).content.decode()
    (prefix,) = choices_of(page)
    typed = {**shown(page), f"{prefix}-choice": "new"}
    assert client.post(FORMS, typed).status_code == 302
    assert client.post(FORMS, typed).status_code == 302
    assert Incident.objects.count() == 1


def test_a_row_that_is_wrong_comes_back_to_be_mended_and_the_others_are_kept(client):
    opened = client.get(PASTE).content.decode()
    answer = client.post(PASTE, {**shown(opened), "rows": table(DARA, WRONG)})
    text = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "'yesterday' is not a day" in text
    box = re.search(r"<textarea[^>]*>(.*?)</textarea>", text, re.S)[1]
    assert "Nary" in box
    assert "Dara" not in box
    assert WaitingForm.objects.count() == 1
    assert send(client, PASTE, rows=box.strip("\n").replace("yesterday", "2026-03-03")) == FORMS
    assert WaitingForm.objects.count() == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "Paste the headings and at least one row."),
        (table(), "There is no row under the headings."),
        (table(DARA, head=("colour", *HEAD[1:])), "The heading secret_code is missing."),
        (table((*DARA, "x"), head=(*HEAD, "colour")), "No heading is called colour."),
        (table((*DARA, "x"), head=(*HEAD, "station")), "The heading station stands twice."),
        (table((*DARA, "x")), "Row 2 has more cells than there are headings."),
    ],
)
def test_a_text_that_is_no_table_is_explained_and_kept(client, rows, said):
    answer = client.post(PASTE, {"rows": rows})
    text = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert said in text
    assert rows.partition("\n")[2] in text
    assert WaitingForm.objects.count() == 0


def test_rows_of_another_bodys_station_come_back(client):
    answer = client.post(PASTE, {"rows": table(("BMC-9", "dahtjp", *DARA[2:]))})
    assert "this station is not of the account’s own body" in answer.content.decode()


def test_a_form_brought_by_mistake_is_put_aside(client, known):
    send(client, PASTE, rows=table(DARA))
    page = client.get(FORMS).content.decode()
    code = WaitingForm.objects.get().code
    client.post(FORMS, {**shown(page), f"{code}-aside": "1"})
    assert "No provincial form waits." in client.get(FORMS).content.decode()
    assert Incident.objects.count() == 0


def test_the_number_on_the_home_opens_the_forms_that_wait(client, known):
    send(client, PASTE, rows=table(DARA))
    home = client.get("/home/").content.decode()
    assert FORMS in home


def test_a_colleague_of_another_unit_sees_nothing_that_waits(client, signed_in, known):
    send(client, PASTE, rows=table(DARA))
    other = signed_in(make_user("police_officer", agency=AGENCY, unit="pahtjp-12"))
    page = other.get(FORMS).content.decode()
    assert "No provincial form waits." in page
    code = WaitingForm.objects.get().code
    other.post(FORMS, {"form": code, f"{code}-aside": "1"})
    assert WaitingForm.objects.get().settled_at is None


def test_a_social_worker_and_a_visitor_are_refused(signed_in, db, client):
    worker = signed_in(make_user("social_worker", agency="wv-c"))
    assert {worker.get(url).status_code for url in (FORMS, PASTE)} == {404}
    from django.test import Client

    assert Client().get(FORMS).status_code == 302


def test_the_pages_speak_khmer(signed_in, officer):
    khmer = signed_in(officer, language="km")
    answer = khmer.post(PASTE, {"rows": table(WRONG)}).content.decode()
    assert "មិនមែនជាថ្ងៃ" in answer
