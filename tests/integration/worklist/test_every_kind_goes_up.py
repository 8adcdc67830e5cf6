"""With a moved clock: every kind of task of every register goes up at its own time, and to the right role.

A kind that a register names and no scene here brings about makes the last test fail.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kapea.guard.accounts.models import User
from kapea.guard.accounts.queries import viewer_of
from kapea.guard.break_glass.services import open_in_danger
from kapea.guard.pack import current_pack
from kapea.registers.care.services import concerns, placing
from kapea.registers.casework import services as casework_services
from kapea.registers.hotline import services as hotline
from kapea.registers.hotline.models import Complaint
from kapea.registers.police import services as police
from kapea.registers.police.rules.custody import DetentionOfChild
from kapea.registers.worklist.escalation import escalate_late, goes_up_at
from kapea.registers.worklist.handover import HandOver, hand_over
from kapea.registers.worklist.models import Notice, Task
from kapea.registers.worklist.queries import open_tasks
from kapea.registers.worklist.subjects import all_kinds
from scenes import care, casework, justice, returns
from scenes.accounts import make_user, viewer_for
from scenes.guard import NOW

pytestmark = pytest.mark.django_db
STATION = {"agency": "pahtjp", "unit": "pahtjp-01"}
NEVER_LATE = {"index.review", "body.unattended"}
"""Kinds that do not go up: a list that is worked off whole, and one that says what went up in bodies below."""
SUPERVISORS = {
    "contact": "hotline_supervisor",
    "address": "hotline_supervisor",
    "missed": "hotline_supervisor",
    "complaint": "complaints_officer",
    "incident": "police_supervisor",
    "facility": "care_inspector",
    "placement.longest": "care_inspector",
    "proceeding": "court_supervisor",
}
"""Who sees what went up, by the kind or its first word; for every other kind the supervisor of social work."""


def of_the_hotline() -> None:
    operator = viewer_for(make_user("hotline_operator", agency="aple"))
    call = hotline.NewContact(channel="phone", is_danger_now=True, web_address="https://example.org/a")
    code = hotline.take_contact(call, submission="", by=operator, now=NOW)
    hotline.write_as_reporter(code, "Is anyone there?", submission="first", now=NOW)
    hotline.record_missed_call(
        hotline.NewMissedCall(channel="phone", missed_at=NOW, phone="012 345 678"),
        submission="",
        by=operator,
        now=NOW,
    )


def of_complaints() -> None:
    operator = viewer_for(make_user("hotline_operator", agency="aple"))
    about = hotline.NewContact(channel="phone", narrative="They laughed at her.")
    for begun in (False, True):
        new = hotline.NewComplaint(accused_agency="dahtjp", about=about)
        code, _receipt = hotline.take_complaint(new, submission="", by=operator, now=NOW)
        complaint = Complaint.objects.get(code=code)
        if begun:
            examiner = viewer_for(make_user("complaints_officer", agency=complaint.agency_code))
            hotline.begin_complaint(code, by=examiner, now=NOW)
            hotline.write_as_reporter(complaint.contact.code, "And now?", submission="later", now=NOW)


def of_the_police() -> None:
    officer = viewer_for(make_user("police_officer", **STATION))
    package = HandOver(
        source_kind="contact",
        source_code="K-00000000",
        to="police",
        agency_code="pahtjp",
        unit_code="pahtjp-01",
    )
    hand_over(package, by=officer, now=NOW)
    new = police.NewIncident(reported_on=NOW.date(), province_code="01")
    code = police.register_incident(new, by=officer, now=NOW)
    other = police.register_incident(new, by=officer, now=NOW)
    police.record_step(code=other, step="investigate", on=NOW.date(), version=1, by=officer, now=NOW)
    child = police.record_victim(
        code=code, sex="female", age_low=14, age_high=15, nationality="", by=officer, now=NOW
    )
    there = police.Arrival(arrived_at=NOW, station_code="pahtjp-01", kept_at="office")
    police.record_arrival(code, child, there, by=officer, now=NOW)
    second = police.record_victim(
        code=code, sex="male", age_low=12, age_high=13, nationality="", by=officer, now=NOW
    )
    with pytest.raises(DetentionOfChild):
        police.record_arrival(code, second, replace(there, kept_at="detention"), by=officer, now=NOW)
    told = police.Interview(
        held_at=NOW,
        place="police_office",
        interviewer="Officer A",
        trusted_adult="mother",
        suspect_absent=False,
        suspect_reason="He would not leave.",
    )
    police.record_interview(code, child, told, by=officer, now=NOW)


def of_casework() -> None:
    people = casework.make_people()
    for make in (casework.handed_over, casework.accepted, casework.identified, casework.not_yet_approved):
        make(people)
    casework.assessed(people)
    casework.planned(people)
    casework.closure_asked(people)


def of_referrals_and_flags() -> None:
    people = casework.make_people()
    code, _referral = casework.referred(people)
    casework_services.raise_flag(
        code,
        words="Ask the school.",
        until_on=casework.TODAY + timedelta(days=2),
        by=people.worker,
        now=casework.NOW,
    )
    _case, refused = casework.referred(people)
    casework_services.answer_referral(
        refused, accepted=False, refusal="no_capacity", version=1, by=people.elsewhere, now=casework.NOW
    )


def of_alternative_care() -> None:
    home = care.make_home()
    care.asked(home)
    facility, _placement, ids = care.everything(home)
    concerns.review_complaint(
        facility,
        ids["complaint_id"],
        outcome="inspected",
        words="Go and see.",
        by=home.inspector,
        now=care.NOW,
    )
    care.complained(home, facility)
    small = care.licensed(home, capacity=1)
    care.accepted(home, facility=small)
    full = care.accepted(home, facility=small, reason="Nowhere else tonight.")
    urgent = replace(care.ARRIVAL, authority="emergency")
    placing.record_arrival(full, urgent, version=2, by=home.manager, now=care.NOW)


def of_returns() -> None:
    office = returns.make_office()
    for make in (returns.opened, returns.handed, returns.arrived, returns.everything):
        make(office)
    package = HandOver(
        source_kind="case", source_code="C-00000000", to="returns", agency_code=casework.AGENCY
    )
    hand_over(package, by=office.worker, now=returns.NOW)


def of_the_courts() -> None:
    court = justice.make_court()
    justice.registered(court)
    justice.everything(court)
    justice.charged(court)
    justice.awarded(court, due_on=justice.TODAY + timedelta(days=10))


def of_openings_in_danger() -> None:
    people = casework.make_people()
    code = casework.accepted(people)
    opener = viewer_of(people.users["colleague"], purpose="care")
    open_in_danger(
        kind="case", code=code, reason="She is on the roof now.", purpose="care", by=opener, now=NOW
    )


SCENES: dict[Callable[[], None], set[str]] = {
    of_the_hotline: {
        "contact.triage",
        "contact.hand_over",
        "contact.reply",
        "address.hand_over",
        "missed.call_back",
    },
    of_complaints: {"complaint.begin", "complaint.answer", "complaint.reply"},
    of_the_police: {
        "incident.confirm",
        "incident.investigate",
        "incident.send_to_court",
        "incident.leave_post",
        "incident.detention_refused",
        "incident.suspect_present",
    },
    of_casework: {
        "case.accept",
        "case.identify",
        "case.assess",
        "case.plan",
        "case.action",
        "case.visit",
        "case.review",
        "work.approve",
        "closure.decide",
    },
    of_referrals_and_flags: {"referral.answer", "referral.await", "referral.read_outcome", "case.flag"},
    of_alternative_care: {
        "facility.licence",
        "facility.inspect",
        "facility.visit",
        "facility.mend",
        "facility.capacity",
        "facility.complaint",
        "facility.suspect",
        "placement.answer",
        "placement.arrival",
        "placement.review",
        "placement.confirm",
        "placement.longest",
    },
    of_returns: {
        "return.accept",
        "return.prepare",
        "return.arrival",
        "return.plan",
        "return.visit",
        "return.goal",
        "return.closure",
    },
    of_the_courts: {
        "proceeding.prosecute",
        "proceeding.limitation",
        "proceeding.hearing",
        "proceeding.measures",
        "proceeding.settlement",
        "proceeding.embassy",
        "proceeding.payment",
    },
    of_openings_in_danger: {"break_glass.review", "break_glass.told"},
}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_each_kind_goes_up_at_its_time_and_not_a_second_sooner(scene, db):
    scene()
    waiting = {
        task.pk: goes_up_at(task.due_at, priority=task.priority)
        for task in Task.objects.filter(done_at__isnull=True, due_at__isnull=False)
    }
    for at in sorted(set(waiting.values())):
        early = {pk for pk, when in waiting.items() if when < at}
        for now, expected in (
            (at - timedelta(seconds=1), early),
            (at, {pk for pk, when in waiting.items() if when <= at}),
        ):
            escalate_late(now=now)
            gone = Task.objects.filter(pk__in=waiting, escalated_at__isnull=False)
            assert set(gone.values_list("pk", flat=True)) == expected
    kinds = set(Task.objects.filter(pk__in=waiting).values_list("kind", flat=True))
    assert kinds >= SCENES[scene]


def supervisor_of(task: Task, *, agency: str = "") -> User:
    role = SUPERVISORS.get(task.kind, SUPERVISORS.get(task.kind.partition(".")[0], "social_work_supervisor"))
    user = make_user(role, agency=agency or task.agency_code)
    User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.test")
    return user


def sees(user: User, task: Task) -> bool:
    """Whether what went up is in the person's list, for whichever purpose they work."""
    role = current_pack().roles[user.role]
    purposes = {purpose for grant in role.grants for purpose in grant.purposes}
    later = task.due_at + timedelta(days=30)
    return any(
        task.pk
        in {row.pk for row in open_tasks(by=viewer_of(user, purpose=each), now=later, which="escalated")}
        for each in purposes
    )


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_each_kind_goes_up_to_the_supervisor_of_its_own_body_who_is_told(scene, db):
    scene()
    for kind in SCENES[scene]:
        task = Task.objects.filter(kind=kind, done_at__isnull=True).first()
        assert task is not None, kind
        ours, theirs = supervisor_of(task), supervisor_of(task, agency="childsafe")
        escalate_late(now=goes_up_at(task.due_at, priority=task.priority))
        assert sees(ours, task), kind
        assert not sees(theirs, task), kind
        assert Notice.objects.filter(recipient_id=ours.pk).exists(), kind
        assert not Notice.objects.filter(recipient_id=theirs.pk).exists(), kind
        Task.objects.update(escalated_at=None)


def test_no_kind_of_task_is_left_out(db):
    walked = set().union(*SCENES.values())
    assert walked | NEVER_LATE == set(all_kinds())
