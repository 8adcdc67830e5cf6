"""What the pages of alternative care show to whom, and what they say when something cannot be done."""

import re

import pytest
from django.urls import reverse

from kapea.registers.care.acts import FACILITY_ACTS, PLACEMENT_ACTS
from kapea.registers.care.models import Facility, Placement
from scenes import casework
from scenes.browsing import hidden, send
from scenes.care import (
    DETAILS,
    NOW,
    SHELTER,
    TODAY,
    accepted,
    asked,
    everything,
    facility_of,
    licensed,
    placement_of,
    registered,
)

pytestmark = pytest.mark.django_db


def url_of(name: str, facility: str, placement: str, ids: dict[str, int]) -> str:
    if name in FACILITY_ACTS:
        item = FACILITY_ACTS[name].item
        return reverse(f"care:{name}", args=[facility, ids[item]] if item else [facility])
    return reverse(f"care:{name}", args=[placement])


@pytest.mark.parametrize("language", ["en", "km"])
def test_a_full_facility_and_placement_open_for_who_runs_them_in_both_languages(home, signed_in, language):
    facility, placement, _ids = everything(home)
    client = signed_in(home.users["manager"], language=language)
    page = client.get(reverse("care:facility", args=[facility])).content.decode()
    assert "Street 9, number 4" in page
    assert "A man comes at night" not in page
    assert "S-ABCDEFGH" not in page
    page = client.get(reverse("care:placement", args=[placement])).content.decode()
    assert "SOK Dara" in page


def test_the_overseer_sees_what_endangers_children_and_no_child_s_name(home, signed_in):
    facility, placement, _ids = everything(home)
    client = signed_in(home.users["inspector"])
    page = client.get(reverse("care:facility", args=[facility])).content.decode()
    assert "A man comes at night" in page
    assert "S-ABCDEFGH" in page
    row = placement_of(placement)
    page = client.get(reverse("care:placement", args=[placement])).content.decode()
    assert placement in page
    for told in (
        "SOK Dara",
        row.person_code,
        row.case_code,
        "A safe bed from tonight",
        "No relative could be",
    ):
        assert told not in page


def test_every_act_opens_or_says_why_not_now_and_is_closed_to_strangers(home, signed_in):
    facility, placement, ids = everything(home)
    inspector, manager = signed_in(home.users["inspector"]), signed_in(home.users["manager"])
    worker, stranger = signed_in(home.users["worker"]), signed_in(home.users["other_manager"])
    for name in (*FACILITY_ACTS, *PLACEMENT_ACTS):
        url = url_of(name, facility, placement, ids)
        answers = [client.get(url).status_code for client in (inspector, manager, worker)]
        assert {200, 409} & set(answers), (name, answers)
        assert not {500} & set(answers), (name, answers)
        assert stranger.get(url).status_code == 404, name
        assert stranger.post(url, {}).status_code == 404, name


def test_a_place_is_found_without_learning_where_it_is(home, signed_in):
    licensed(home)
    page = signed_in(home.users["worker"]).get("/care/facilities/?which=free").content.decode()
    assert "1 facility<" in page
    assert "2 / 2" in page
    assert "Street 9" not in page
    assert "House of the river" not in page


def test_a_worker_asks_the_shelter_answers_and_the_child_arrives(home, signed_in):
    case = casework.identified(home.people)
    facility = licensed(home)
    worker, manager = signed_in(home.users["worker"]), signed_in(home.users["manager"])
    where = send(
        worker,
        reverse("care:ask"),
        case_code=case,
        agency_code=SHELTER,
        arrangement="transit_home",
        words="A safe bed.",
    )
    code = Placement.objects.get().code
    assert code in where
    send(manager, reverse("care:accept", args=[code]), facility_code=facility)
    refused = manager.post(
        reverse("care:arrive", args=[code]),
        {
            "version": placement_of(code).version,
            "arrived_on": str(TODAY),
            "arrangement": "transit_home",
            "authority": "court",
            "reasons": ["abandoned"],
        },
    )
    assert refused.status_code == 422
    assert "Residential care is the last resort." in refused.content.decode()
    assert placement_of(code).state == "accepted"
    send(
        manager,
        reverse("care:arrive", args=[code]),
        arrived_on=str(TODAY),
        arrangement="transit_home",
        authority="court",
        reasons=["abandoned"],
        tried=["kinship"],
        why="Nobody was found.",
    )
    page = worker.get(reverse("care:placement", args=[code])).content.decode()
    assert "In care" in page
    assert "Nobody was found." in page


def test_a_full_house_is_explained_beside_the_field_and_what_was_typed_is_kept(home, signed_in):
    facility = licensed(home, capacity=1)
    accepted(home, facility=facility)
    code = asked(home)
    manager = signed_in(home.users["manager"])
    answer = manager.post(reverse("care:accept", args=[code]), {"version": 1, "facility_code": facility})
    assert answer.status_code == 422
    assert "This facility is full." in answer.content.decode()
    assert placement_of(code).state == "asked"


def test_two_who_answer_at_once_see_it(home, signed_in):
    code = asked(home)
    facility = licensed(home)
    manager = signed_in(home.users["manager"])
    page = hidden(manager.get(reverse("care:refuse", args=[code])).content.decode())
    send(manager, reverse("care:accept", args=[code]), facility_code=facility)
    answer = manager.post(reverse("care:refuse", args=[code]), {**page, "refusal": "no_capacity"})
    assert answer.status_code in (409, 422)
    assert placement_of(code).state == "accepted"


def test_a_facility_is_registered_once_and_wrong_ages_are_explained(home, signed_in):
    client = signed_in(home.users["manager"])
    url = reverse("care:register")
    form = {
        **hidden(client.get(url).content.decode()),
        "kind": "group_home",
        "name": "Lotus",
        "province_code": "12",
        "stay": "long",
        "capacity": "8",
        "opened_on": "2020-01-01",
        "age_from": "12",
        "age_to": "8",
    }
    wrong = client.post(url, form)
    assert wrong.status_code == 422
    assert "below the lowest age" in wrong.content.decode()
    assert "Lotus" in wrong.content.decode()
    right = {**form, "age_to": "17"}
    assert client.post(url, right)["Location"] == client.post(url, right)["Location"]
    assert Facility.objects.get().capacity == 8


def test_the_lists_count_what_they_show(home, signed_in):
    registered(home)
    everything(home)
    inspector = signed_in(home.users["inspector"])
    page = inspector.get("/care/facilities/?which=licence").content.decode()
    assert "1 facility<" in page
    assert page.count("/care/facilities/F-") == 1
    assert "There is no licence in force." in page
    page = inspector.get("/care/placements/?which=in_care").content.decode()
    assert "1 placement<" in page
    assert facility_of(Placement.objects.get().facility.code).code in page


def test_the_homes_of_manager_and_inspector_show_their_numbers(home, signed_in):
    everything(home)
    page = signed_in(home.users["manager"]).get(reverse("home")).content.decode()
    assert "Children in care" in page
    page = signed_in(home.users["inspector"]).get(reverse("home")).content.decode()
    assert "Facilities without a licence in force" in page
    assert "Review a complaint about a facility" in page


def test_the_page_of_a_case_leads_on_for_its_worker_only_and_says_what_came_of_it(home, signed_in):
    case = casework.identified(home.people)
    url = reverse("casework:case", args=[case])
    page = signed_in(home.users["worker"]).get(url).content.decode()
    assert f"{reverse('care:ask')}?case={case}" in page
    assert f"{reverse('returns:from_case')}?case={case}" in page
    asked(home, case_code=case)
    page = signed_in(home.users["worker"]).get(url).content.decode()
    assert "Placement in care" in page
    assert "Not answered yet" in page
    page = signed_in(home.users["colleague"]).get(url).content.decode()
    assert "?case=" not in page


def test_a_referral_that_a_shelter_accepts_asks_for_a_placement(home):
    from kapea.registers.casework import services

    case, referral = casework.referred(home.people, sections=("risk",))
    row = casework.referral_of(referral)
    type(row).objects.filter(pk=row.pk).update(service="residential_state")
    services.answer_referral(referral, accepted=True, version=row.version, by=home.elsewhere, now=NOW)
    placement = Placement.objects.get()
    assert (placement.case_code, placement.agency_code, placement.state) == (case, SHELTER, "asked")
    assert bytes(placement.name_sealed) == b"", "the referral did not carry the identity"


def test_without_a_ground_in_force_the_child_s_name_stays_and_the_page_says_so(home, signed_in):
    case = casework.identified(home.people)
    worker = signed_in(home.users["worker"])
    told = {"case_code": case, "agency_code": SHELTER, "arrangement": "transit_home", "words": "A bed."}
    where = send(worker, reverse("care:ask"), **told)
    assert (
        "no ground in force covers it for this body: Identity: names, birth date"
        in worker.get(where).content.decode()
    )
    placement = Placement.objects.get()
    assert bytes(placement.name_sealed) == b""
    assert (placement.sex, placement.age_years) == ("female", 14)


def test_with_a_ground_the_name_goes_along_and_ends_with_the_ground(home, signed_in):
    case = casework.identified(home.people)
    casework.share(home.people, case, to=SHELTER, sections=("identity",))
    worker = signed_in(home.users["worker"])
    told = {"case_code": case, "agency_code": SHELTER, "arrangement": "transit_home", "words": "A bed."}
    where = send(worker, reverse("care:ask"), **told)
    assert "did not go along" not in worker.get(where).content.decode()
    assert bytes(Placement.objects.get().name_sealed)
    Placement.objects.all().delete()
    withdrawn = casework.case_of(case).legal_grounds.latest("pk").pk
    casework.services.withdraw_ground(
        case, ground_id=withdrawn, whose_word="child", by=home.people.worker, now=NOW
    )
    send(worker, reverse("care:ask"), **told)
    assert bytes(Placement.objects.get().name_sealed) == b""


def test_two_managers_change_one_facility_and_the_second_sees_both_values_and_chooses(home, signed_in):
    code = registered(home)
    client, url = signed_in(home.users["manager"]), reverse("care:change", args=[code])
    shown = hidden(client.get(url).content.decode())
    told = {name: value for name, value in vars(DETAILS).items() if value not in (None, "")}
    send(client, url, **{**told, "capacity": "5"})
    answer = client.post(url, {**shown, **told, "capacity": "9", "submission_key": "c" * 32})
    page = answer.content.decode()
    assert answer.status_code == 409
    both = re.findall(r'data-label="What (?:is saved now|you wrote)">([^<]+)<', page)
    assert both == ["5", "9"]
    assert facility_of(code).capacity == 5
    assert client.post(url, {**hidden(page), **told, "capacity": "9"}).status_code == 302
    assert facility_of(code).capacity == 9
