"""What the pages of returns show to whom, and what they say when something cannot be done."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from kapea.registers.returns.acts import ACTS
from kapea.registers.returns.models import Return
from scenes import casework
from scenes.browsing import hidden, send
from scenes.casework import supervising
from scenes.returns import TODAY, arrived, at, everything, handed, opened, ready, return_of

pytestmark = pytest.mark.django_db


def url_of(name: str, code: str, ids: dict[str, int]) -> str:
    item = ACTS[name].item
    return reverse(f"returns:{name}", args=[code, ids[item]] if item else [code])


@pytest.mark.parametrize("language", ["en", "km"])
def test_a_full_return_opens_for_its_worker_in_both_languages(office, signed_in, language):
    code, _ids = everything(office)
    client = signed_in(office.users["worker"], language=language)
    page = client.get(reverse("returns:return", args=[code])).content.decode()
    assert "SOK Dara" in page
    assert "Keo Chanthy" in page
    assert 'id="calendar"' in page
    assert ("Into this country" if language == "en" else "ចូលមកប្រទេសនេះ") in page


def test_every_act_opens_or_says_why_not_now_and_is_closed_to_strangers(office, signed_in):
    code, ids = everything(office)
    worker, stranger = signed_in(office.users["worker"]), signed_in(office.users["elsewhere"])
    supervisor = supervising(signed_in(office.users["supervisor"]))
    for name in ACTS:
        url = url_of(name, code, ids)
        answers = [client.get(url).status_code for client in (worker, supervisor)]
        if name != "accept":
            assert {200, 409} & set(answers), (name, answers)
        assert stranger.get(url).status_code == 404, name
        assert stranger.post(url, {}).status_code == 404, name


def test_a_worker_opens_the_return_of_the_child_of_their_case(office, signed_in):
    case = casework.identified(office.people)
    client = signed_in(office.users["worker"])
    wrong = client.post(reverse("returns:from_case"), {"case_code": case, "direction": "in"})
    assert wrong.status_code == 422
    assert "Choose the other country." in wrong.content.decode()
    send(client, reverse("returns:from_case"), case_code=case, direction="in", from_country="TH")
    assert Return.objects.get().case_code == case


def test_a_person_met_at_the_border_is_registered(office, signed_in):
    client = signed_in(office.users["worker"])
    send(
        client,
        reverse("returns:met"),
        name="Chan",
        sex="female",
        age_years=16,
        direction="in",
        from_country="VN",
    )
    row = Return.objects.get()
    assert (row.stage, row.age_years, row.from_country) == ("preparation", 16, "VN")


def test_the_page_says_what_is_still_missing(office, signed_in):
    code = opened(office)
    page = signed_in(office.users["worker"]).get(reverse("returns:return", args=[code])).content.decode()
    assert "Still missing: The child was told and agrees" in page
    assert "Still missing: Papers are issued and valid" in page
    blocked = signed_in(office.users["worker"]).get(reverse("returns:hand_over", args=[code]))
    assert blocked.status_code == 409


def test_a_hand_over_sent_all_the_same_is_refused_in_words(office, signed_in):
    code = ready(office, without="consented")
    form = {"on": str(TODAY), "place": "Poipet", "given_by": "A", "taken_by": "B", "is_signed": "yes"}
    answer = signed_in(office.users["worker"]).post(reverse("returns:hand_over", args=[code]), form)
    assert answer.status_code == 422
    assert "Something that protects the child is still missing." in answer.content.decode()
    assert "Poipet" in answer.content.decode()
    assert return_of(code).stage == "preparation"


def test_closing_too_early_is_explained_beside_the_waiver(office, signed_in):
    code = arrived(office)
    client = signed_in(office.users["worker"])
    form = {"reason": "success", "view": "Glad."}
    answer = client.post(reverse("returns:ask_closure", args=[code]), form)
    assert answer.status_code == 422
    assert "The months of follow-up are not over" in answer.content.decode()
    assert "Glad." in answer.content.decode()


def test_the_lists_count_what_they_show(office, signed_in):
    everything(office)
    client = supervising(signed_in(office.users["supervisor"]))
    for which in ("", "follow_up", "closure"):
        page = client.get(reverse("returns:returns"), {"which": which}).content.decode()
        assert "1 return<" in page, which
    assert "No return here." in client.get("/returns/?which=crossing").content.decode()
    assert "Closures of returns to decide" in client.get(reverse("home")).content.decode()


def test_to_another_body_only_what_a_ground_covers_goes_and_the_page_says_what_stays(office, signed_in):
    case = casework.identified(office.people)
    client = signed_in(office.users["worker"])
    told = {"direction": "in", "from_country": "TH", "agency_code": casework.OTHER_AGENCY}
    send(client, reverse("returns:from_case"), case_code=case, **told)
    the_return = Return.objects.get()
    assert the_return.agency_code == casework.OTHER_AGENCY
    assert bytes(the_return.name_sealed) == b""
    page = client.get(reverse("casework:case", args=[case])).content.decode()
    assert "no ground in force covers it for this body" in page


def test_within_one_s_own_body_the_name_goes_along(office, signed_in):
    case = casework.identified(office.people)
    client = signed_in(office.users["worker"])
    send(client, reverse("returns:from_case"), case_code=case, direction="in", from_country="TH")
    assert bytes(Return.objects.get().name_sealed)


def test_within_one_s_own_body_too_the_name_stays_once_the_child_withdrew_the_ground(office, signed_in):
    case = casework.identified(office.people)
    ground = casework.case_of(case).legal_grounds.get()
    casework.services.withdraw_ground(
        case, ground_id=ground.pk, whose_word="child", by=office.worker, now=casework.NOW
    )
    client = signed_in(office.users["worker"])
    send(client, reverse("returns:from_case"), case_code=case, direction="in", from_country="TH")
    assert bytes(Return.objects.get().name_sealed) == b""
    page = client.get(reverse("casework:case", args=[case])).content.decode()
    assert "no ground in force covers it for this body" in page


def test_two_workers_correct_one_journey_and_the_second_sees_both_values_and_chooses(office, signed_in):
    code = opened(office)
    client, url = signed_in(office.users["worker"]), reverse("returns:change", args=[code])
    shown = hidden(client.get(url).content.decode())
    told = {"direction": "in", "to_country": "KH", "province_code": "12", "partner": "A", "words": "Found."}
    send(client, url, **told, from_country="VN")
    answer = client.post(url, {**shown, **told, "from_country": "TH", "submission_key": "c" * 32})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What is saved now" in page
    assert re.findall(r'data-label="What (?:is saved now|you wrote)">([^<]+)<', page) == [
        "Vietnam",
        "Thailand",
    ]
    assert return_of(code).from_country == "VN"
    again = client.post(url, {**hidden(page), **told, "from_country": "TH"})
    assert again.status_code == 302
    assert return_of(code).from_country == "TH"


def test_the_form_of_a_visit_offers_the_missed_one_and_the_page_shows_both(office, signed_in):
    code = arrived(office)
    client = signed_in(office.users["worker"])
    url = reverse("returns:visit", args=[code])
    assert "makes_up_month" not in client.get(url).content.decode()
    with time_machine.travel(at(date(2026, 5, 20))):
        client = signed_in(office.users["worker"])
        told = {"visited_on": "2026-05-20", "finding": "safe", "seen_alone": "yes", "makes_up_month": "1"}
        refused = client.post(url, told)
        assert refused.status_code == 422
        assert "Write why, in a few words." in refused.content.decode()
        send(client, url, **told, missed_because="The road was flooded.")
        page = client.get(reverse("returns:return", args=[code])).content.decode()
    assert "Not made" in page
    assert "made up for on 20 May 2026" in page
    assert "The road was flooded." in page


def test_the_arrival_names_a_commune_and_nothing_else(office, signed_in):
    code = handed(office)
    client = signed_in(office.users["worker"])
    url = reverse("returns:arrive", args=[code])
    told = {"arrived_on": str(TODAY), "care": "kinship", "confirmed_by": "family"}
    opened = client.get(url).content.decode()
    wrong = client.post(url, {**hidden(opened), **told, "commune_code": "12"})
    assert wrong.status_code == 422
    assert "This is not a commune." in wrong.content.decode()
    send(client, url, **told, commune_code="120101")
    assert return_of(code).commune_code == "120101"
