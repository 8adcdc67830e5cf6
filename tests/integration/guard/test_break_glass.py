"""A record in danger is opened for an hour, told at once, reviewed by someone else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q

from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import BREAK_GLASS
from kapea.guard.accounts.models import User
from kapea.guard.accounts.queries import viewer_of
from kapea.guard.audit.models import AuditEvent
from kapea.guard.break_glass import kinds
from kapea.guard.break_glass.kinds import RecordOwner, register_record_kind
from kapea.guard.break_glass.models import BreakGlass
from kapea.guard.break_glass.queries import opening_to_review, openings_to_review
from kapea.guard.break_glass.services import ReasonTooShort, open_in_danger, review_opening
from kapea.guard.break_glass.signals import opened, reviewed
from kapea.guard.errors import NotAllowed, NotFound
from scenes.guard import NOW, make_user

pytestmark = pytest.mark.django_db
REASON = "She called: he is at the door and has a key."


@pytest.fixture(autouse=True)
def case_kind(monkeypatch):
    monkeypatch.setattr(kinds, "_known", {})
    owner = RecordOwner(agency_code="moh", unit_code="pp", worker_id=77)
    register_record_kind(
        "case",
        permission="casework.case.read",
        find={"C-1": owner, "C-2": RecordOwner()}.get,
        url_name="case",
    )


def viewer(username, role="social_worker", *, agency="dsvy", purpose="care", now=NOW):
    user = User.objects.filter(username=username).first() or make_user(
        username, role, factor=False, agency_code=agency
    )
    return viewer_of(user, purpose=purpose, now=now)


def open_case(by=None, code="C-1", **changes):
    wanted = {"kind": "case", "code": code, "reason": REASON, "purpose": "care", "now": NOW, **changes}
    return open_in_danger(by=by or viewer("sokha"), **wanted)


def supervisor(username="dara", **more):
    return viewer(username, "social_work_supervisor", purpose="supervision", **more)


def test_the_record_stands_open_for_an_hour_and_no_longer():
    open_case()
    assert viewer("sokha").opened == {("case", "C-1")}
    assert viewer("sokha", now=NOW + timedelta(minutes=59, seconds=59)).has_opened("case", "C-1")
    assert viewer("sokha", now=NOW + timedelta(minutes=60)).opened == frozenset()


def test_only_the_opener_sees_the_record_and_only_that_record():
    open_case()
    assert viewer("another").opened == frozenset()
    assert not viewer("sokha").has_opened("case", "C-2")


def test_an_opened_record_is_among_those_the_worker_may_read_but_not_change():
    open_case()
    people = [make_user(name, "social_worker", factor=False) for name in ("C-1", "C-2")]
    rows = User.objects.filter(pk__in=[person.pk for person in people])

    def seen(permission, section):
        return sorted(
            visible(
                rows,
                by=viewer("sokha"),
                permission=permission,
                section=section,
                scopes={"own": Q(pk=-1)},
                kind="case",
                code_field="username",
            ).values_list("username", flat=True)
        )

    assert seen("casework.case.read", "identity") == ["C-1"]
    assert seen("casework.case.read", "therapy") == [], "the pack grants therapy to nobody in danger"
    assert seen("casework.case.write", "summary") == []


def test_the_opened_sections_are_those_that_the_pack_names():
    open_case()
    sections = viewer("sokha").sections("casework.case.read", frozenset({BREAK_GLASS}))
    assert sections == {"summary", "identity", "contact_details", "risk", "referral", "health"}


def test_owner_and_supervisor_are_told_in_the_same_transaction():
    heard = []
    opened.connect(lambda opening, **_: heard.append(opening), weak=False, dispatch_uid="test")
    try:
        row = open_case()
    finally:
        opened.disconnect(dispatch_uid="test")
    (told,) = heard
    assert (told.code, told.owner_agency_code, told.owner_unit_code, told.owner_worker_id) == (
        row.code,
        "moh",
        "pp",
        77,
    )
    assert told.review_due_at == NOW + timedelta(hours=24)
    assert REASON not in str(told)


def test_nothing_opens_when_nobody_could_be_told():
    def deaf(**_):
        raise ConnectionError

    opened.connect(deaf, weak=False, dispatch_uid="test")
    try:
        with pytest.raises(ConnectionError), transaction.atomic():
            open_case()
    finally:
        opened.disconnect(dispatch_uid="test")
    assert not BreakGlass.objects.exists()
    assert not AuditEvent.objects.filter(action="break_glass.opened").exists()


def test_the_reason_is_kept_sealed_and_not_in_the_audit():
    row = open_case()
    assert "door" not in str(bytes(row.reason))
    event = AuditEvent.objects.get(action="break_glass.opened")
    assert (event.object_code, event.purpose, event.details) == (
        "C-1",
        "care",
        {"opening": row.code, "purpose": "care"},
    )


def test_asking_twice_opens_once():
    assert open_case().pk == open_case().pk
    assert AuditEvent.objects.filter(action="break_glass.opened").count() == 1
    again = open_case(by=viewer("sokha"), now=NOW + timedelta(hours=2))
    assert BreakGlass.objects.count() == 2
    assert again.closes_at == NOW + timedelta(hours=3)


@pytest.mark.parametrize("reason", ["", "   ", "urgent", " " * 40])
def test_a_reason_must_be_given(reason):
    with pytest.raises(ReasonTooShort):
        open_case(reason=reason)


def test_a_record_that_is_not_there_cannot_be_opened():
    with pytest.raises(NotFound):
        open_case(code="C-9")


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "incident"},
        {"purpose": "supervision"},
        {"purpose": ""},
    ],
)
def test_what_the_matrix_does_not_grant_is_refused(change):
    with pytest.raises(NotAllowed):
        open_case(**change)


@pytest.mark.parametrize(
    ("role", "purpose"),
    [
        ("administrator", "administration"),
        ("statistician", "statistics"),
        ("data_protection_officer", "oversight"),
        ("shelter_manager", "care"),
        ("commune_focal_point", "care"),
    ],
)
def test_a_role_without_the_permission_opens_nothing(role, purpose):
    with pytest.raises(NotAllowed):
        open_case(by=viewer("other", role, purpose=purpose), purpose=purpose)


def test_a_kind_of_record_that_the_role_never_reads_cannot_be_opened():
    register_record_kind("incident", permission="police.incident.read", find={"I-1": RecordOwner()}.get)
    assert not viewer("sokha").may("police.incident.read")
    with pytest.raises(NotAllowed):
        open_case(kind="incident", code="I-1")


def test_a_viewer_without_an_agency_lists_no_record_whose_agency_is_empty():
    make_user("C-3", "social_worker", factor=False)
    listed = {
        agency: visible(
            User.objects.filter(username="C-3"),
            by=viewer(f"lister{agency}", "social_work_supervisor", agency=agency, purpose="supervision"),
            permission="casework.case.read",
            section="summary",
            scopes={"agency": Q(agency_code=""), "unit": Q(unit_code="")},
        ).exists()
        for agency in ("", "mosvy")
    }
    assert listed == {"": False, "mosvy": True}


def test_a_supervisor_of_the_agency_reviews_it_and_the_review_stands():
    row = open_case()
    heard = []
    reviewed.connect(lambda opening_code, **_: heard.append(opening_code), weak=False, dispatch_uid="test")
    try:
        done = review_opening(
            code=row.code,
            verdict="justified",
            note="I rang her.",
            by=supervisor(),
            now=NOW + timedelta(hours=2),
        )
    finally:
        reviewed.disconnect(dispatch_uid="test")
    assert (done.verdict, done.reviewed_by_name) == ("justified", "dara")
    assert heard == [row.code]
    assert opening_to_review(row.code, by=supervisor()).note == "I rang her."
    with pytest.raises(NotAllowed):
        review_opening(code=row.code, verdict="misused", note="", by=supervisor("bora"), now=NOW)


def test_nobody_reviews_their_own_opening():
    own = supervisor("dara")
    row = open_case(by=viewer("dara", "social_work_supervisor", purpose="care"))
    with pytest.raises(NotFound):
        review_opening(code=row.code, verdict="justified", note="", by=own, now=NOW)
    assert openings_to_review(by=own) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.update(reviewed_at=NOW, reviewed_by_name="dara", verdict="justified")


def test_a_supervisor_of_another_agency_cannot_tell_that_it_was_opened():
    row = open_case()
    stranger = supervisor("vanna", agency="elsewhere")
    assert openings_to_review(by=stranger) == []
    with pytest.raises(NotFound):
        opening_to_review(row.code, by=stranger)


def test_the_supervisor_of_the_records_own_agency_reviews_too():
    row = open_case()
    assert [each.code for each in openings_to_review(by=supervisor("vanna", agency="moh"))] == [row.code]


def test_the_data_protection_officer_reviews_all_and_a_worker_none():
    row = open_case()
    officer = viewer("officer", "data_protection_officer", agency="", purpose="oversight")
    assert [each.code for each in openings_to_review(by=officer)] == [row.code]
    assert openings_to_review(by=viewer("another")) == []


def test_reading_an_opening_is_audited():
    row = open_case()
    opening_to_review(row.code, by=supervisor())
    event = AuditEvent.objects.get(action="break_glass.read")
    assert (event.actor, event.object_code) == ("dara", row.code)


def test_a_viewer_without_an_agency_reviews_nothing_by_agency():
    BreakGlass.objects.all().delete()
    open_case(by=viewer("nobody", agency=""), code="C-2")
    assert openings_to_review(by=supervisor("vanna", agency="")) == []
