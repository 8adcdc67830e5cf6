"""The police pages: what is typed wrong is explained and kept, what is not yours is not there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kapea.registers.choices import coded
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.models import Person
from kapea.registers.police import queries, services
from kapea.registers.police.models import EvidenceItem, Incident, IncidentInterview, IncidentVictim, PostStay
from kapea.registers.worklist.handover import HandOver, hand_over
from kapea.registers.worklist.models import Task
from scenes.accounts import make_user, viewer_for
from scenes.browsing import hidden, send

pytestmark = pytest.mark.django_db
AGENCY, UNIT = "pahtjp", "pahtjp-01"


@pytest.fixture
def officer():
    return make_user("police_officer", agency=AGENCY, unit=UNIT)


@pytest.fixture
def client(signed_in, officer):
    return signed_in(officer)


def page(name: str, *codes: str) -> str:
    return reverse(f"police:{name}", args=codes)


def registered(officer, **more) -> str:
    new = services.NewIncident(reported_on=timezone.localdate(), province_code="01", **more)
    return services.register_incident(new, by=viewer_for(officer), now=timezone.now())


def victim(code, officer) -> str:
    return services.record_victim(
        code=code, sex="female", age_low=14, age_high=15, nationality="KH", by=viewer_for(officer),
        now=timezone.now(),
    )  # fmt: skip


def posted(client, url: str, **typed: object):
    opened = client.get(url).content.decode()
    return client.post(url, {**hidden(opened), **typed})


def local(**ago: int) -> str:
    from kapea.guard.pack import current_pack

    return f"{timezone.now().astimezone(current_pack().time_zone) - timedelta(**ago):%Y-%m-%dT%H:%M}"


def test_an_incident_is_registered_with_its_place_to_the_village_and_its_date_as_known(client):
    where = send(
        client,
        page("register"),
        reported_on=str(timezone.localdate()),
        station_code=UNIT,
        book_number="17",
        occurred="2026-02",
        province_code="01",
        place_code="01020101",
        exploitation=["child_marriage"],
        setting="marriage",
    )
    incident = Incident.objects.get()
    assert where == page("incident", incident.code)
    assert (incident.place_code, incident.book_number, incident.setting) == ("01020101", "17", "marriage")
    assert "February 2026" in client.get(where).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"occurred": "last year"}, "This is not a date."),
        ({"place_code": "Nowhere"}, "No place is called so."),
        ({"place_code": "020301"}, "This place lies in another province."),
        ({"book_number": "4", "station_code": ""}, "Choose the station"),
        ({"occurred": "2099"}, "in the future"),
    ],
)
def test_what_is_wrong_is_explained_and_nothing_typed_is_lost(client, wrong, said):
    typed = {"reported_on": str(timezone.localdate()), "province_code": "01", "narrative": "A long story."}
    answer = posted(client, page("register"), **typed, **wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "A long story." in text
    assert Incident.objects.count() == 0


def test_the_clock_of_a_child_at_a_post_stands_on_the_page_and_on_the_home(client, officer):
    code = registered(officer)
    child = victim(code, officer)
    url = page("arrival", code, child)
    send(client, url, arrived_at=local(hours=50), kept_at="office", station_code=UNIT)
    text = client.get(page("incident", code)).content.decode()
    assert "The 48 hours are over." in text
    assert client.get(page("incidents") + "?status=at_post").content.decode().count(code) >= 1
    late = {"left_at": local(), "left_to": "entrusted_family"}
    answer = posted(client, page("leaving", code, child), **late)
    assert "The person left later than allowed. Write why." in answer.content.decode()
    send(client, page("leaving", code, child), **late, reason="The road was under water.")
    assert PostStay.objects.get().left_to == "entrusted_family"


def test_a_typed_hour_is_an_hour_of_the_country(client, officer):
    code = registered(officer)
    child = victim(code, officer)
    send(client, page("arrival", code, child), arrived_at=local(hours=2), kept_at="office", station_code=UNIT)
    ago = timezone.now() - PostStay.objects.get().arrived_at
    assert timedelta(hours=2) <= ago < timedelta(hours=2, minutes=5)


def test_detention_is_refused_in_words_that_say_what_to_do(client, officer):
    code = registered(officer)
    child = victim(code, officer)
    answer = posted(
        client,
        page("arrival", code, child),
        arrived_at=local(hours=1),
        kept_at="detention",
        station_code=UNIT,
    )
    assert answer.status_code == 422
    assert "Bring the child to a safe place now" in answer.content.decode()
    assert PostStay.objects.count() == 0
    assert (
        "Look into it: a child was to be put in detention"
        in client.get(page("incident", code)).content.decode()
    )


def test_the_second_interview_asks_why(client, officer):
    code = registered(officer)
    child = victim(code, officer)
    told = {
        "held_at": local(hours=1),
        "place": "child_room",
        "interviewer": "Invented",
        "trusted_adult": "mother",
        "suspect_absent": "yes",
    }
    send(client, page("interview", code, child), **told)
    answer = posted(client, page("interview", code, child), **told)
    assert "The person was interviewed before. Write why again." in answer.content.decode()
    assert IncidentInterview.objects.count() == 1


def test_evidence_with_a_picture_in_its_words_never_comes_in(client, officer):
    code = registered(officer)
    told = {
        "kind": "phone", "act": "seized", "at": local(hours=1), "holder": "Invented", "algorithm": "",
        "digest": "",
    }  # fmt: skip
    opened = hidden(client.get(page("evidence", code)).content.decode())
    body = {**opened, **told, "description": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB"}
    assert client.post(page("evidence", code), body).status_code == 415
    answer = posted(
        client, page("evidence", code), **{**told, "algorithm": "md5", "digest": "12"}, description="Black"
    )
    assert "This is not what the chosen method gives" in answer.content.decode()
    send(client, page("evidence", code), **told, description="Black")
    assert EvidenceItem.objects.count() == 1


def test_who_a_victim_is_becomes_a_person_of_the_police_past_those_who_sound_alike(client, officer):
    code = registered(officer)
    first, second = victim(code, officer), victim(code, officer)
    told = {"family_latin": "Sok", "given_latin": "Dara", "sex": "female", "age_years": "14"}
    send(client, page("victim_person", code, first), **told)
    person = Person.objects.get()
    asked = posted(client, page("victim_person", code, second), **told).content.decode()
    assert "Is it one of these persons?" in asked
    answer = client.post(
        page("victim_person", code, second), {**hidden(asked), **told, "choice": person.code}
    )
    assert answer.status_code == 302
    assert Person.objects.count() == 1
    shown = queries.accessible_incident(code, by=viewer_for(officer), now=timezone.now())
    assert {each.person_code for each in shown.victims} == {person.code}


def test_two_officers_correct_at_once_and_the_second_sees_both_values(signed_in, officer, client):
    code = registered(officer, setting="home")
    url = page("facts", code)
    opened = hidden(client.get(url).content.decode())
    mine = {**opened, "province_code": "01", "setting": "street"}
    colleague = signed_in(make_user("police_officer", agency=AGENCY, unit=UNIT))
    assert colleague.post(url, {**opened, "province_code": "01", "setting": "online"}).status_code == 302
    answer = client.post(url, mine)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Online" in text
    assert "Street or public place" in text
    again = {**hidden(text), "province_code": "01", "setting": "street"}
    assert client.post(url, again).status_code == 302
    assert Incident.objects.get().setting == "street"


def test_a_wrong_age_is_put_right_and_the_second_officer_sees_both(signed_in, officer, client):
    code = registered(officer)
    child = victim(code, officer)
    colleague = signed_in(make_user("police_officer", agency=AGENCY, unit=UNIT))
    url = page("victim_facts", code, child)
    ours, theirs = hidden(client.get(url).content.decode()), hidden(colleague.get(url).content.decode())
    told = {"sex": "female", "nationality": "KH", "age_low": "12", "age_high": "13"}
    assert colleague.post(url, {**theirs, **told}).status_code == 302
    answer = client.post(url, {**ours, **told, "age_low": "16", "age_high": "17"})
    assert answer.status_code == 409
    assert IncidentVictim.objects.get().age_low == 12
    again = {**hidden(answer.content.decode()), **told, "age_low": "16", "age_high": "17"}
    assert client.post(url, again).status_code == 302
    assert IncidentVictim.objects.get().age_low == 16
    wrong = client.post(url, {**hidden(client.get(url).content.decode()), **told, "age_high": "3"})
    assert "This is below the lowest age." in wrong.content.decode()


def test_an_adult_in_a_cell_who_turns_out_to_be_a_child_raises_the_alarm_of_one(client, officer):
    code = registered(officer)
    by, now = viewer_for(officer), timezone.now()
    adult = services.record_victim(
        code=code, sex="female", age_low=18, age_high=19, nationality="", by=by, now=now
    )
    there = services.Arrival(arrived_at=now, kept_at="detention", station_code=UNIT)
    services.record_arrival(code, adult, there, by=by, now=now)
    assert posted(client, page("victim_facts", code, adult), sex="female", age_low="16").status_code == 302
    assert Task.objects.filter(kind="incident.detention_refused", done_at=None).count() == 1


@pytest.mark.parametrize("act", ["assistance", "clearance"])
def test_the_second_of_two_officers_sees_what_the_first_recorded_and_chooses(signed_in, officer, client, act):
    code = registered(officer)
    codes = (code, victim(code, officer)) if act == "assistance" else (code,)
    colleague = signed_in(make_user("police_officer", agency=AGENCY, unit=UNIT))
    url, today = page(act, *codes), str(timezone.localdate())
    ours, theirs = hidden(client.get(url).content.decode()), hidden(colleague.get(url).content.decode())
    words = dict(coded(act, empty=False))
    told = list(words)
    assert colleague.post(url, {**theirs, act: told[0], "on": today}).status_code == 302
    answer = client.post(url, {**ours, act: told[1], "on": today})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert words[told[0]] in shown
    assert words[told[1]] in shown
    again = client.post(url, {**hidden(shown), act: told[1], "on": today})
    assert again.status_code == 302


@pytest.mark.parametrize("role", ["social_worker", "statistician", "hotline_operator"])
def test_who_is_not_of_the_police_finds_nothing(signed_in, officer, role):
    code = registered(officer)
    child = victim(code, officer)
    stranger = signed_in(make_user(role, agency=AGENCY, unit=UNIT))
    for url in (
        page("incident", code),
        page("interview", code, child),
        page("evidence", code),
        page("register"),
    ):
        assert stranger.get(url).status_code == 404


def test_who_a_suspect_is_goes_past_those_who_sound_alike_by_codes_and_coarse_facts_only(client, officer):
    elsewhere = make_user("police_officer", agency="dahtjp", unit="dahtjp-01")
    other = registered(elsewhere)
    told = {"family_latin": "Chan", "given_latin": "Vuthy", "sex": "male"}
    new = services.NewSuspect(person=PersonDraft(**told, identifier_kind="passport", identifier="N 77"))
    services.record_suspect(other, new, by=viewer_for(elsewhere), now=timezone.now())
    theirs = Person.objects.get()
    code = registered(officer)
    typed = {"family_km": "ចាន់", "given_km": "វុទ្ធី", "sex": "male"}
    asked = posted(client, page("suspect", code), **typed).content.decode()
    before = asked.partition("What you wrote")[0]
    assert theirs.code in before
    assert "Vuthy" not in asked
    assert "N 77" not in asked
    assert client.post(page("suspect", code), {**hidden(asked), **typed}).status_code == 422
    assert Person.objects.count() == 1
    answer = client.post(page("suspect", code), {**hidden(asked), **typed, "choice": theirs.code})
    assert answer.status_code == 302
    mine = Person.objects.exclude(pk=theirs.pk).get()
    shown = queries.accessible_incident(code, by=viewer_for(officer), now=timezone.now())
    assert [each.person_code for each in shown.suspects] == [mine.code]


def test_the_name_a_hotline_hands_over_stands_in_the_form_and_goes_once_it_is_recorded(client, officer):
    package = HandOver(
        source_kind="contact", source_code="K-00000001", to="police", agency_code=AGENCY, unit_code=UNIT,
        summary="A guesthouse.", child_name_latin="Sok Dara", child_age_years=14,
    )  # fmt: skip
    kind, code = hand_over(package, by=viewer_for(officer), now=timezone.now())
    found = queries.accessible_incident(code, by=viewer_for(officer), now=timezone.now()).victims[0]
    url = page("victim_person", code, found.code)
    shown = client.get(url).content.decode()
    assert 'value="Sok"' in shown
    assert 'value="Dara"' in shown
    send(client, url, family_latin="Sok", given_latin="Dara", age_years="14")
    assert bytes(Incident.objects.get().victims.get().told_name_latin) == b""
    assert kind == "incident"
