"""The home screen: every number opens exactly the list it counts."""

import re
from datetime import UTC, datetime

import pytest
from django.utils.html import escape

from kapea.guard.pack import current_pack
from kapea.registers.care.queries import queues as care
from kapea.registers.casework.queries import cards as casework
from kapea.registers.hotline.queries import cards as hotline
from kapea.registers.police.queries import queues as police
from kapea.registers.returns.queries import queues as returns
from kapea.registers.worklist.notices import notify_agency
from kapea.site.demo.accounts import accounts, make_accounts
from kapea.site.demo.country import make_country
from scenes.accounts import viewer_for

UNTIL = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
CARD = re.compile(
    r'<a class="count-card[^"]*" href="([^"]+)">.*?<span class="count-number">([\d ,\u00a0+]+)</span>', re.S
)
ROW = re.compile(
    r'<a class="code" href="/(?:cases|contacts|contacts/addresses|contacts/complaints|incidents|proceedings|cases/referrals|'
    r"returns|care/placements|care/facilities)/"
    r'[A-Z]{1,2}-[0-9A-Z]{8}/">|<label class="visually-hidden" for="result-|<th scope="row"><a href="/users/change/'
    r'|<th scope="row"><a class="code" href="/law/criteria/|<li class="card"><a href="/figures/'
    r'|<input type="hidden" name="form" value="F-'
)
TASK = re.compile(r'<div class="task-main">')


@pytest.fixture
def country(db):
    make_country(cases=60, seed=4, until=UNTIL)


def page_number(path: str) -> int:
    found = re.search(r"[?&;]page=(\d+)", path)
    return int(found[1]) if found else 1


def counted(client, path: str) -> int:
    """Return how many rows a list has over all its pages."""
    total, seen = 0, set()
    while path and path not in seen:
        seen.add(path)
        page = client.get(path).content.decode()
        body = page.split("<main")[1].split("</main>")[0]
        total += len(ROW.findall(body)) + len(TASK.findall(body))
        following = re.findall(r'href="([^"]*(?:after|page)=[^"]*)"', body)
        here = page_number(path)
        newest = [each for each in following if "page=" not in each or page_number(each) > here]
        base = path.split("?")[0]
        path = (base + newest[-1].replace("&amp;", "&")) if newest and newest[-1].startswith("?") else ""
    return total


NOTHING_TO_COUNT = {"vetting.officer"}
"""Whose home asks for a name and counts nothing."""


def test_on_every_role_s_home_each_number_opens_the_list_it_counts(country, signed_in):
    from kapea.guard.accounts.models import User

    known = {}
    for username in [*(role.replace("_", ".") for role in current_pack().roles), "ngo1.worker"]:
        client = signed_in(User.objects.get(username=username))
        cards = CARD.findall(client.get("/home/").content.decode())
        assert bool(cards) == (username not in NOTHING_TO_COUNT), username
        known[username] = len(cards)
        for path, number in cards:
            said = int(re.sub(r"\D", "", number))
            assert counted(client, path.replace("&amp;", "&")) == said, (username, path)
    assert sum(known.values()) > 100


def queues_of(user) -> list:
    by = viewer_for(user)
    return [
        queue
        for register in (hotline, police, casework, care, returns)
        for queue in register.workqueues(by=by, now=UNTIL)
    ]


def test_the_page_of_a_workqueue_shows_its_columns_and_says_its_one_act(country, signed_in):
    from kapea.guard.accounts.models import User

    seen = set()
    for username in (
        "police.officer",
        "social.worker",
        "ngo1.supervisor",
        "shelter.manager",
        "care.inspector",
    ):
        user = User.objects.get(username=username)
        client = signed_in(user)
        for queue in queues_of(user):
            page = client.get(queue.url).content.decode()
            if queue.act:
                assert f"<strong>{escape(queue.act)}</strong>" in page, queue.code
            if queue.listed().exists() and queue.code not in seen:
                assert not [column for column in queue.columns if f">{column}</th>" not in page], queue.code
            seen.add(queue.code)
    assert {"incidents-reported", "casework.mine", "placements-in_care", "facilities-licence"} <= seen
    assert "returns-visit" in seen


def test_a_list_that_is_no_workqueue_names_no_act(country, signed_in):
    from kapea.guard.accounts.models import User

    client = signed_in(User.objects.get(username="police.officer"))
    assert "What to do here" not in client.get("/incidents/?status=closed").content.decode()
    assert "What to do here" in client.get("/incidents/?status=reported").content.decode()


@pytest.mark.parametrize("role", sorted(current_pack().roles))
def test_every_role_has_a_home_that_opens(account, signed_in, role):
    response = signed_in(account(role, agency="dsvy")).get("/home/")
    assert response.status_code == 200


def test_the_demo_has_an_account_for_every_role(db):
    make_accounts()
    assert {account.role for account in accounts()} == set(current_pack().roles)


def test_the_demo_s_accounts_can_be_told_and_their_addresses_belong_to_nobody(db):
    made = make_accounts()
    assert {user.email.rpartition("@")[2] for user in made.values()} == {"example.org"}
    agency = made["hotline.operator"].agency_code
    assert notify_agency(agency, permission="hotline.contact.triage", kind="danger", now=UNTIL) > 0


def test_times_are_said_as_the_country_s_clocks_show_them(account, signed_in):
    from kapea.registers.hotline.services import NewContact, hotline_agency, take_contact
    from scenes.accounts import viewer_for

    user = account("hotline_operator", agency=hotline_agency())
    new = NewContact(channel="phone", narrative="x", is_danger_now=False)
    at = datetime(2026, 11, 19, 20, 30, tzinfo=UTC)
    code = take_contact(new, submission="", by=viewer_for(user), now=at)
    page = signed_in(user).get(f"/contacts/{code}/").content.decode()
    assert "20 November 2026, 03:30" in page


def test_a_supervisor_s_home_opens_for_supervision(account):
    from scenes.accounts import viewer_for

    assert viewer_for(account("social_work_supervisor", agency="dsvy")).purpose == "supervision"
