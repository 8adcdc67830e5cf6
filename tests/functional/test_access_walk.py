"""Every address, as every role for each of its purposes, standing in every relation to the record.

What each should get is worked out from the pack's own file of roles, slowly and apart from the
code that decides: a page opens when a grant gives its permission on its section in a scope that
holds, for the purpose in effect. Whoever may not see a record gets the very page of a record that
is not there.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pytest
import yaml
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from scenes.accounts import make_user
from scenes.relations import AGENCY, COMMUNE, PROVINCE, UNIT, Relation, make_kinds, open_in_danger_for
from scenes.routes import Route, all_routes

pytestmark = pytest.mark.django_db
READS = {
    "case": "casework.case.read",
    "contact": "hotline.contact.read",
    "address": "hotline.address.read",
    "complaint": "hotline.complaint.read",
    "incident": "police.incident.read",
    "person": "people.person.read",
    "scenario": "law.scenario.read",
    "proceeding": "justice.proceeding.read",
    "facility": "care.facility.read",
    "placement": "care.placement.read",
    "return": "returns.return.read",
}
OPENED = Relation(name="opened", scopes=frozenset({"national"}))
BY_RULES_OF_THEIR_OWN = {
    "casework:referrals",
    "guard:purpose",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "worklist:unattended",
}
"""What also depends on something else than the matrix (boxes of referrals; own factors; a choice; whose body)."""
SHOW_THE_RECORD_ITSELF = {"police:step"}
"""Addresses of an act that show the record's own page until the act is sent whole."""
REFUSED = {403, 404}


def matrix() -> dict[str, list[dict]]:
    roles = yaml.safe_load((settings.KAPEA_PACK / "roles.yaml").read_text())["roles"]
    return {role["code"]: role["grants"] for role in roles}


@dataclass(frozen=True)
class Who:
    """A role working for one purpose."""

    role: str
    purpose: str
    grants: tuple

    def has(self, permission: str, section: str = "", scopes: frozenset[str] | None = None) -> bool:
        for grant in self.grants:
            if permission not in grant["permissions"] or self.purpose not in grant["purposes"]:
                continue
            if section and section not in grant["sections"]:
                continue
            if scopes is None or set(grant["scopes"]) & scopes:
                return True
        return False


def everyone() -> list[Who]:
    found = []
    for role, grants in matrix().items():
        for purpose in sorted({each for grant in grants for each in grant["purposes"]}):
            found.append(Who(role, purpose, tuple(grants)))
    return found


def sees(who: Who, kind: str, relation: Relation, section: str = "summary") -> bool:
    """Whether this person may see the record's section at all."""
    read = READS[kind]
    if relation.name == "opened":
        in_danger = who.has("guard.break_glass.open", section) and who.has(read)
        return in_danger or who.has(read, section, relation.scopes)
    if relation.carries is not None:
        carried = section in relation.carries and who.has(read, section, frozenset({"referred"}))
        return carried or who.has(read, section, frozenset({"national"}))
    return who.has(read, section, relation.scopes)


def acts(who: Who, route: Route, kind: str, relation: Relation) -> bool:
    """Whether this person may do what the address is for."""
    permission, section = route.door.permission, route.door.section
    if permission == READS[kind]:
        return sees(who, kind, relation, section)
    scopes = frozenset({"national"}) if relation.carries is not None else relation.scopes
    return who.has(permission, section, scopes)


def browser(user, purpose: str) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session["guard.purpose"], session["guard.enrolled"] = purpose, True
    session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    client.cookies["kapea_language"] = "en"
    return client


def ask(client: Client, path: str):
    """Open the page; where it only takes a form, send an empty one. Nothing stays done."""
    with transaction.atomic():
        answer = client.get(path)
        if answer.status_code == 405:
            answer = client.post(path)
        transaction.set_rollback(True)
    return answer


def without_tokens(answer) -> str:
    text = answer.content.decode()
    return re.sub(r'name="(csrfmiddlewaretoken|next|submission_key)" value="[^"]*"', "", text)


def absent_page(client: Client, route: Route) -> str:
    """What this person gets for a record that is not there; asked for once."""
    kept = client.__dict__.setdefault("absent_pages", {})
    if route.name not in kept:
        kept[route.name] = without_tokens(ask(client, route.path()))
    return kept[route.name]


def make_person_here(role: str):
    return make_user(role, agency=AGENCY, unit=UNIT, provinces=(PROVINCE,), commune=COMMUNE)


@pytest.fixture(scope="module")
def routes():
    return all_routes()


@pytest.mark.parametrize(
    "is_full", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["short", "full"]
)
def test_every_address_as_every_role_in_every_relation(routes, capsys, is_full):
    """The short walk leaves out what the door decides before it looks at a record, and mere repetition.

    Where a role lacks the permission for its purpose altogether, one address of each kind of record is
    asked for, and one opened in danger. Of relations in which the same scopes of the role's own grants
    hold, one is walked.
    """
    kinds = make_kinds()
    walked, wrong = Counter(), []
    for who in everyone():
        user = make_person_here(who.role)
        client = browser(user, who.purpose)
        for kind in kinds.values():
            its_routes = [
                route
                for route in routes
                if route.door.record == kind.name and route.name not in BY_RULES_OF_THEIR_OWN
            ]
            walk = partial(pairs, who, its_routes, is_full=is_full)
            for relation, asked in walk(kind.relations, kind.name):
                kind.stand(relation, user=user)
                for route in asked:
                    walked[relation.name] += 1
                    wrong += compare(client, who, route, kind, relation)
            kind.stand(kind.relations[0], user=user)
            mark = transaction.savepoint()
            open_in_danger_for(user, kind, now=timezone.now())
            for _, asked in walk((OPENED,), kind.name):
                for route in asked:
                    walked["opened"] += 1
                    wrong += compare(client, who, route, kind, OPENED)
            transaction.savepoint_rollback(mark)
    with capsys.disabled():
        print(f"\naccess walk, records: {sum(walked.values())} pairs {dict(walked)}")
    assert wrong == [], f"{len(wrong)} wrong:\n" + "\n".join(wrong[:40])
    assert sum(walked.values()) > (5_000 if is_full else 2_000)


def pairs(
    who: Who, routes: list[Route], relations: tuple[Relation, ...], kind: str, *, is_full: bool
) -> Iterator[tuple[Relation, list[Route]]]:
    """Yield each relation with the addresses to ask for in it."""
    seen: set[tuple[object, ...]] = set()
    for relation in relations:
        asked = []
        for route in routes:
            same = alike(who, route, relation, kind)
            if is_full or same not in seen:
                seen.add(same)
                asked.append(route)
        yield relation, asked


def alike(who: Who, route: Route, relation: Relation, kind: str) -> tuple[object, ...]:
    """Return what pairs share that the matrix cannot tell apart."""
    door = route.door
    if not who.has(door.permission):
        return ("lacks", relation.name == "opened")
    held = {
        scope
        for grant in who.grants
        if who.purpose in grant["purposes"] and {door.permission, READS[kind]} & set(grant["permissions"])
        for scope in grant["scopes"]
    }
    return (route.name, frozenset(held & relation.scopes), relation.carries, relation.name == "opened")


def compare(client: Client, who: Who, route: Route, kind, relation: Relation) -> list[str]:
    answer = ask(client, route.path(**kind.codes))
    status = answer.status_code
    where = f"{route.name} as {who.role}/{who.purpose}, {relation.name}: {status}"
    if acts(who, route, kind.name, relation):
        if not sees(who, kind.name, relation):
            return []  # an act without sight: refused or not, by the register's own rule
        return [f"{where}, should open"] if status in REFUSED or status >= 500 else []
    if sees(who, kind.name, relation):
        shown = route.name in SHOW_THE_RECORD_ITSELF and status in {200, 422}
        return [] if shown or status in REFUSED else [f"{where}, should be refused"]
    if status != 404:
        return [f"{where}, should not be there"]
    if absent_page(client, route) != without_tokens(answer):
        return [f"{where}, differs from a record that is not there"]
    return []


def test_every_other_address_as_every_role(routes, capsys):
    walked, wrong = 0, []
    for who in everyone():
        client = browser(make_person_here(who.role), who.purpose)
        lacked: set[str] = set()
        for route in routes:
            door = route.door
            if door.record in READS or not door.signed_in or door.permission in lacked:
                continue
            if door.permission and not who.has(door.permission):
                lacked.add(door.permission)  # the door refuses before it looks further: once is enough
            walked += 1
            status = ask(client, route.path()).status_code
            granted = not door.permission or who.has(door.permission, door.section)
            by_more = bool(route.parts) or route.name in BY_RULES_OF_THEIR_OWN
            if not granted and status != 404:
                wrong.append(f"{route.name} as {who.role}/{who.purpose}: {status}, should not be there")
            if granted and status in REFUSED and not by_more:
                wrong.append(f"{route.name} as {who.role}/{who.purpose}: {status}, should open")
            if status >= 500:
                wrong.append(f"{route.name} as {who.role}/{who.purpose}: {status}")
    with capsys.disabled():
        print(f"\naccess walk, other addresses: {walked} pairs")
    assert wrong == [], f"{len(wrong)} wrong:\n" + "\n".join(wrong[:40])


def test_a_visitor_gets_nothing_but_the_public_site_and_the_sign_in(routes, capsys):
    kinds = make_kinds()
    wrong = []
    for route in routes:
        codes = kinds[route.door.record].codes if route.door.record in kinds else {}
        answer = ask(Client(), route.path(**codes))
        led_to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?next=")
        if route.door.signed_in and not led_to_sign_in:
            wrong.append(f"{route.name}: {answer.status_code}")
        if answer.status_code >= 500:
            wrong.append(f"{route.name}: {answer.status_code}")
    with capsys.disabled():
        print(f"\naccess walk, visitor: {len(routes)} addresses")
    assert wrong == []
