"""The guard's own pages: opening in danger, reviews, accounts, audit; each for whom it is."""

import re

import pytest
from django.test import Client
from django.utils import translation

from kapea.guard.accounts.models import SignedIn, User
from kapea.guard.accounts.queries import viewer_of
from kapea.guard.accounts.second_factor import has_second_factor
from kapea.guard.audit.models import AuditEvent
from kapea.guard.break_glass import kinds
from kapea.guard.break_glass.kinds import RecordOwner, register_record_kind
from kapea.guard.break_glass.models import BreakGlass
from kapea.guard.break_glass.services import open_in_danger
from scenes.guard import NOW, PASSWORD, make_user

pytestmark = pytest.mark.django_db
REASON = "She called: he is at the door and has a key."


@pytest.fixture(autouse=True)
def case_kind(monkeypatch):
    monkeypatch.setattr(kinds, "_known", {})
    register_record_kind(
        "case", permission="casework.case.read", find={"C-1": RecordOwner(agency_code="dsvy")}.get
    )


def browser(username, role, *, language="en", purpose="", **more):
    """A browser where this person has signed in just now, in both steps."""
    client = Client()
    client.cookies["kapea_language"] = language
    user = User.objects.filter(username=username).first() or make_user(
        username, role, password=PASSWORD, **more
    )
    client.force_login(user)
    session = client.session
    from django.utils import timezone

    session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = str(user.pk)
    if purpose:
        session["guard.purpose"] = purpose
    session.save()
    return client


def worker(**more):
    return browser("sokha", "social_worker", agency_code="dsvy", **more)


def ask(client, **changes):
    fields = {"record_kind": "case", "record_code": "C-1", "reason": REASON, "purpose": "care", **changes}
    return client.post("/danger/open/", fields)


def opening():
    user = User.objects.filter(username="opener").first() or make_user(
        "opener", "social_worker", agency_code="dsvy"
    )
    return open_in_danger(
        kind="case", code="C-1", reason=REASON, purpose="care", by=viewer_of(user, purpose="care"), now=NOW
    )


def actions():
    return list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))


def test_a_worker_opens_a_record_by_its_code():
    client = worker()
    assert ask(client).status_code == 302
    row = BreakGlass.objects.get()
    assert (row.record_code, row.opened_by_name) == ("C-1", "sokha")
    assert "break_glass.opened" in actions()
    assert "C-1" in client.get("/danger/open/").content.decode()


def test_an_unknown_code_and_a_missing_reason_are_explained_and_what_was_typed_is_kept():
    client = worker()
    page = ask(client, record_code="C-404").content.decode()
    assert "no record with this code" in page
    assert REASON in page
    page = ask(client, reason="urgent").content.decode()
    assert "at least 15 characters" in page
    assert not BreakGlass.objects.exists()


def test_opening_in_danger_asks_again_who_it_is():
    client = worker()
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    for answer in (client.get("/danger/open/"), ask(client)):
        assert answer["Location"].startswith("/accounts/again/?next=%2Fdanger%2Fopen%2F")
    assert not BreakGlass.objects.exists()
    assert REASON not in str(dict(client.session)), "what was typed about a child is not kept in the session"
    client.post("/accounts/again/?next=/danger/open/", {"password": PASSWORD})
    assert ask(client).status_code == 302
    assert BreakGlass.objects.count() == 1


def test_a_supervisor_reads_the_reason_and_records_the_review():
    row = opening()
    client = browser("dara", "social_work_supervisor", agency_code="dsvy", purpose="supervision")
    assert row.record_code in client.get("/danger/").content.decode()
    page = client.get(f"/danger/{row.code}/").content.decode()
    assert REASON in page
    client.post(f"/danger/{row.code}/", {"verdict": "misused", "note": "No call was made."})
    row.refresh_from_db()
    assert (row.verdict, row.reviewed_by_name) == ("misused", "dara")
    assert "No call was made." in client.get(f"/danger/{row.code}/").content.decode()


def test_a_supervisor_elsewhere_gets_the_same_answer_as_for_an_opening_that_is_not_there():
    row = opening()
    client = browser("vanna", "social_work_supervisor", agency_code="elsewhere", purpose="supervision")
    there, absent = client.get(f"/danger/{row.code}/"), client.get("/danger/G-0000000000/")
    assert (there.status_code, absent.status_code) == (404, 404)
    assert without_tokens(there) == without_tokens(absent)


def without_tokens(page):
    return re.sub(r'(name="csrfmiddlewaretoken" value|name="next" value)="[^"]*"', "", page.content.decode())


@pytest.mark.parametrize(
    ("path", "roles"),
    [
        ("/audit/", {"data_protection_officer"}),
        ("/users/", {"administrator"}),
        ("/users/add/", {"administrator"}),
        ("/users/change/sokha/", {"administrator"}),
        ("/danger/open/", {"police_officer", "social_worker"}),
        (
            "/danger/",
            {"data_protection_officer", "hotline_supervisor", "police_supervisor", "social_work_supervisor"},
        ),
    ],
)
def test_each_page_opens_for_its_roles_and_is_not_there_for_others(path, roles):
    from kapea.guard.pack import current_pack

    make_user("sokha", "social_worker")
    opened = {
        role
        for role in current_pack().roles
        if browser(f"a.{role}", role, agency_code="x").get(path).status_code == 200
    }
    assert opened == roles


@pytest.mark.parametrize(
    "path", ["/audit/", "/users/", "/danger/", "/danger/open/", "/account/", "/users/add/"]
)
def test_a_visitor_is_led_to_sign_in(path):
    assert Client().get(path)["Location"] == f"/accounts/login/?next={path}"


def test_a_refused_page_is_written_down_without_filling_the_audit():
    client = worker()
    for _ in range(200):
        assert client.get("/audit/").status_code == 404
    refused = AuditEvent.objects.filter(action="access.refused", actor="sokha").order_by("seq")
    numbers = [event.details["number_this_hour"] for event in refused]
    assert 20 <= len(numbers) <= 46, "an hour may end within the test"
    assert refused[0].details["route"] == "guard:audit"
    assert 32 in numbers or len(numbers) > 23


def test_an_administrator_adds_an_account_and_sees_its_password_once():
    client = browser("admin", "administrator")
    fields = {"username": "bora", "role": "social_worker", "agency_code": "", "province_codes": []}
    page = client.post("/users/add/", fields).content.decode()
    password = re.search(r'class="one-time">([a-z0-9-]{23})<', page).group(1)
    user = User.objects.get(username="bora")
    assert user.check_password(password)
    assert user.must_change_password
    assert password not in str(list(AuditEvent.objects.values_list()))
    assert "account.added" in actions()


@pytest.mark.parametrize("username", ["Bora", "b", "bo ra", "បូរ៉ា", "../x", "sokha"])
def test_a_user_name_that_cannot_serve_is_explained(username):
    make_user("sokha", "social_worker")
    client = browser("admin", "administrator")
    page = client.post("/users/add/", {"username": username, "role": "social_worker"})
    assert page.status_code == 200
    assert User.objects.count() == 2


def test_a_changed_role_ends_the_persons_sign_ins():
    worker()
    client = browser("admin", "administrator")
    client.post("/users/change/sokha/", {"role": "statistician", "agency_code": "", "display_name": "S."})
    user = User.objects.get(username="sokha")
    assert user.role == "statistician"
    assert not SignedIn.objects.filter(user=user).exists()
    assert "account.duties_changed" in actions()


def test_a_closed_account_is_out_at_once():
    inside = worker()
    client = browser("admin", "administrator")
    client.post("/users/change/sokha/deactivate/", {"reason": "left_post"})
    assert inside.get("/account/").status_code == 302
    assert AuditEvent.objects.get(action="account.deactivated").details == {"reason": "left_post"}
    client.post("/users/change/sokha/reactivate/", {"reason": "returned"})
    assert User.objects.get(username="sokha").is_active


def test_a_lost_second_factor_is_reset_with_a_reason_only():
    worker()
    user = User.objects.get(username="sokha")
    client = browser("admin", "administrator")
    client.post("/users/change/sokha/factor/", {"reason": ""})
    client.post("/users/change/sokha/factor/", {"reason": "because"})
    assert has_second_factor(user)
    client.post("/users/change/sokha/factor/", {"reason": "lost_device"})
    assert not has_second_factor(user)
    assert AuditEvent.objects.get(action="account.factor_reset").details["reason"] == "lost_device"


@pytest.mark.parametrize("act", ["deactivate", "password", "factor", "reactivate"])
def test_an_administrator_does_not_change_their_own_account(act):
    client = browser("admin", "administrator")
    assert client.post(f"/users/change/admin/{act}/", {"reason": "lost_device"}).status_code == 403
    assert client.post("/users/change/admin/", {"role": "social_worker"}).status_code == 403


def test_an_administrator_sees_no_reason_of_an_opening_and_no_audit():
    row = opening()
    client = browser("admin", "administrator")
    assert client.get(f"/danger/{row.code}/").status_code == 404
    assert client.get("/audit/").status_code == 404


def test_the_officer_filters_the_audit_and_the_reading_is_written_down():
    worker().get("/audit/")
    opening()
    client = browser("officer", "data_protection_officer")
    page = client.get("/audit/", {"action": "break_glass.opened"}).content.decode()
    assert "C-1" in page
    assert "access.refused</span>" not in page
    assert AuditEvent.objects.filter(action="audit.read").last().details == {"action": "break_glass.opened"}
    assert "C-1" not in client.get("/audit/", {"to_on": "2020-01-01"}).content.decode()
    assert client.get("/audit/", {"from_on": "nonsense", "before": "²"}).status_code == 200


def test_the_audit_is_read_page_by_page_without_a_gap():
    user = make_user("sokha", "social_worker")
    from django.db import transaction

    from kapea.guard.audit.chain import record_event

    with transaction.atomic():
        for _ in range(120):
            record_event("case.read", by=viewer_of(user), on=("case", "C-1"))
    client = browser("officer", "data_protection_officer")
    seen, address = [], "?actor=sokha"
    while address:
        page = client.get(f"/audit/{address}").content.decode()
        seen += [int(number) for number in re.findall(r'<th scope="row">(\d+)</th>', page)]
        older = re.search(r'href="(\?[^"]*before=\d+)"', page)
        address = older.group(1).replace("&amp;", "&") if older else ""
    assert seen == sorted(
        AuditEvent.objects.filter(actor="sokha").values_list("seq", flat=True), reverse=True
    )


@pytest.mark.parametrize("language", ["en", "km"])
def test_the_guards_pages_open_in_both_languages(language):
    row = opening()
    pages = [
        (
            browser("admin", "administrator", language=language),
            ["/users/", "/users/add/", "/users/change/opener/"],
        ),
        (
            browser("officer", "data_protection_officer", language=language),
            ["/audit/", "/danger/", f"/danger/{row.code}/"],
        ),
        (worker(language=language), ["/danger/open/", "/account/"]),
    ]
    for client, paths in pages:
        for path in paths:
            page = client.get(path)
            assert page.status_code == 200, path
            assert page.content.decode().count("<h1") == 1, path


def administrator():
    return browser("admin", "administrator")


def account_of(client, **typed):
    told = {"username": "chak.focal", "role": "commune_focal_point", "agency_code": "ccwc", **typed}
    return client.post("/users/add/", told)


def offered(page, name):
    found = re.search(rf'<select name="{name}".*?</select>', page.content.decode(), re.S)
    return re.findall(r'value="(\w+)"', found[0]) if found else []


def test_the_commune_of_a_focal_point_is_chosen_by_name_step_by_step():
    client = administrator()
    first = account_of(client, commune_province="01", narrow="1")
    assert "0102" in offered(first, "commune_district")
    assert offered(first, "commune_code") == []
    second = account_of(client, commune_province="01", commune_district="0102", narrow="1")
    assert "010201" in offered(second, "commune_code")
    assert "chak.focal" in second.content.decode()
    assert not User.objects.filter(username="chak.focal").exists()
    account_of(client, commune_province="01", commune_district="0102", commune_code="010201")
    user = User.objects.get(username="chak.focal")
    assert (user.commune_code, user.unit_code) == ("010201", "")
    assert viewer_of(user).commune == "010201"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "This role works in one commune. Choose its province, district and name."),
        ({"unit_code": "ccwc-010201"}, "This role works in one commune."),
        ({"commune_province": "01"}, "Choose the district and then the commune"),
        ({"commune_province": "01", "commune_district": "0102"}, "Choose the district and then the commune"),
        (
            {"commune_province": "01", "commune_district": "0102", "commune_code": "020101"},
            "This does not lie in the place chosen above.",
        ),
        (
            {"commune_province": "12", "commune_district": "0102", "commune_code": "010201"},
            "This does not lie in the place chosen above.",
        ),
    ],
)
def test_a_commune_that_is_not_chosen_whole_is_explained_and_what_was_typed_is_kept(typed, said):
    answer = account_of(administrator(), **typed)
    assert said in answer.content.decode()
    assert "chak.focal" in answer.content.decode()
    assert not User.objects.filter(username="chak.focal").exists()


def test_the_commune_of_an_account_is_shown_and_changed_by_name():
    client = administrator()
    make_user("chak.focal", "commune_focal_point", agency_code="ccwc", commune_code="010201")
    page = client.get("/users/change/chak.focal/")
    assert "010201" in offered(page, "commune_code")
    assert 'value="010201" selected' in page.content.decode()
    told = {"role": "commune_focal_point", "agency_code": "ccwc", "commune_province": "12"}
    client.post("/users/change/chak.focal/", {**told, "commune_district": "1201", "commune_code": "120101"})
    assert User.objects.get(username="chak.focal").commune_code == "120101"


@pytest.mark.parametrize(
    ("language", "name"), [("en", "World Vision"), ("km", "គណៈកម្មាធិការ")], ids=["en", "km"]
)
def test_the_list_of_accounts_names_each_body_in_the_readers_language_beside_its_code(language, name):
    make_user("sok", "social_worker", agency_code="wv-c")
    make_user("chak.focal", "commune_focal_point", agency_code="ccwc", commune_code="010201")
    client = browser("admin", "administrator", language=language)
    page = client.get("/users/").content.decode()
    assert name in page
    assert "wv-c" in page
    assert "sok" in client.get("/users/", {"q": "World Vision"}).content.decode()


@pytest.mark.parametrize("language", ["en", "km"])
def test_every_kind_of_record_that_can_be_opened_in_danger_is_named_in_the_readers_words(language):
    from kapea.guard.break_glass.forms import KIND_WORDS
    from kapea.guard.break_glass.kinds import record_kinds

    assert record_kinds().keys() <= KIND_WORDS.keys()
    with translation.override(language):
        said = [str(KIND_WORDS[kind]) for kind in record_kinds()]
    assert not set(said) & record_kinds().keys()
    assert language == "en" or not [word for word in said if word.isascii()]
