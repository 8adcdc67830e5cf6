"""A form of an incident opens only what it shows, and writes one event for one act."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from kapea.guard.audit.models import AuditEvent
from kapea.registers.choices import coded
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.police import services
from kapea.registers.police.models import Incident, IncidentVictim
from scenes.accounts import make_user, viewer_for
from scenes.browsing import hidden

pytestmark = pytest.mark.django_db
AGENCY, UNIT = "pahtjp", "pahtjp-01"


@pytest.fixture
def officer():
    return make_user("police_officer", agency=AGENCY, unit=UNIT)


@pytest.fixture
def code(officer):
    """An incident with what is told, a victim, a suspect and an item of evidence."""
    by, now = viewer_for(officer), timezone.now()
    new = services.NewIncident(
        reported_on=timezone.localdate(), province_code="01", narrative="A neighbour told of a child."
    )
    code = services.register_incident(new, by=by, now=now)
    services.record_victim(code=code, sex="female", age_low=14, age_high=15, nationality="", by=by, now=now)
    person = PersonDraft(family_latin="Chan", given_latin="Vuthy", sex="male")
    services.record_suspect(code, services.NewSuspect(person=person), by=by, now=now)
    return code


def events(code: str, *, after: int = 0) -> list[tuple[str, object]]:
    rows = AuditEvent.objects.filter(object_code=code).order_by("seq")[after:]
    return [(row.action, row.details.get("sections")) for row in rows]


FORMS = [
    ("clearance", ["summary"], "incident.cleared"),
    ("facts", ["summary"], "incident.corrected"),
    ("offence", ["suspect"], "incident.offence_alleged"),
]


def typed(name: str) -> dict[str, object]:
    from kapea.registers.police.law import offences_in_force

    today = str(timezone.localdate())
    return {
        "clearance": {"clearance": next(iter(dict(coded("clearance", empty=False)))), "on": today},
        "facts": {"province_code": "02"},
        "offence": {"offence": next(iter(offences_in_force()))[0]},
    }[name]


@pytest.mark.parametrize(("name", "sections", "act"), FORMS)
def test_a_form_opens_only_what_it_shows_and_saving_it_is_one_event(
    signed_in, officer, code, name, sections, act
):
    client, before = signed_in(officer), len(events(code))
    url = reverse(f"police:{name}", args=[code])
    opened = client.get(url).content.decode()
    assert events(code, after=before) == [("incident.read", sections)]
    answer = client.post(url, {**hidden(opened), **typed(name)})
    assert answer.status_code == 302
    assert [action for action, _sections in events(code, after=before + 1)] == [act]


def test_the_form_of_an_offence_names_the_suspects_and_what_it_stores_is_against_the_one_chosen(
    signed_in, officer, code
):
    client, url = signed_in(officer), reverse("police:offence", args=[code])
    opened = client.get(url).content.decode()
    assert "Chan" in opened
    suspect = opened.partition("Nobody known yet")[2].partition('value="')[2].partition('"')[0]
    client.post(url, {**hidden(opened), **typed("offence"), "suspect_code": suspect})
    assert client.get(reverse("police:incident", args=[code])).content.decode().count(suspect) >= 2


def test_an_item_that_is_not_of_the_incident_cannot_get_a_step_of_custody(signed_in, officer, code):
    client, before = signed_in(officer), len(events(code))
    assert client.get(reverse("police:custody", args=[code, "E-00000000"])).status_code == 404
    assert "incident.read" not in dict(events(code, after=before))


@pytest.mark.parametrize("name", ["clearance", "assistance"])
def test_what_nobody_chose_is_not_recorded(signed_in, officer, code, name):
    client = signed_in(officer)
    victim = IncidentVictim.objects.get()
    url = reverse(f"police:{name}", args=[code, victim.code] if name == "assistance" else [code])
    opened = client.get(url).content.decode()
    assert re.search(r'<option value=""[^>]*>Choose</option>', opened)
    answer = client.post(url, {**hidden(opened), name: "", "on": str(timezone.localdate())})
    assert answer.status_code == 422
    assert (Incident.objects.get().clearance, IncidentVictim.objects.get().assistance) == ("", "")
