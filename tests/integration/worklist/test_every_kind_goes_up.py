"""With a moved clock: every kind of task of every register goes up at its own time, and not a second sooner."""

from datetime import timedelta

import pytest

from kapea.registers.police import services as police
from kapea.registers.worklist.escalation import escalate_late, goes_up_at
from kapea.registers.worklist.handover import HandOver, hand_over
from kapea.registers.worklist.models import Task
from scenes import care, justice, returns
from scenes.accounts import make_user, viewer_for
from scenes.guard import NOW

pytestmark = pytest.mark.django_db
STATION = {"agency": "pahtjp", "unit": "pahtjp-01"}


def go_up_one_by_one() -> set[str]:
    """Move the clock from one moment to the next and return the kinds of the tasks that went up, each in time."""
    waiting = {
        task.pk: goes_up_at(task.due_at, priority=task.priority)
        for task in Task.objects.filter(done_at__isnull=True, escalated_at__isnull=True)
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
    return set(Task.objects.filter(pk__in=waiting).values_list("kind", flat=True))


def test_of_the_police(db):
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
    assert go_up_one_by_one() >= {
        "incident.confirm",
        "incident.investigate",
        "incident.send_to_court",
        "incident.leave_post",
    }


def test_of_alternative_care(db):
    home = care.make_home()
    care.asked(home)
    care.everything(home)
    kinds = go_up_one_by_one()
    assert kinds >= {"placement.answer", "placement.review", "placement.longest"}
    assert kinds >= {"facility.licence", "facility.inspect", "facility.complaint", "facility.suspect"}


def test_of_returns(db):
    office = returns.make_office()
    for make in (returns.opened, returns.handed, returns.arrived, returns.everything):
        make(office)
    kinds = go_up_one_by_one()
    assert kinds >= {"return.prepare", "return.arrival", "return.plan", "return.visit", "return.closure"}


def test_of_the_courts(db):
    court = justice.make_court()
    justice.registered(court)
    justice.everything(court)
    kinds = go_up_one_by_one()
    assert kinds >= {"proceeding.prosecute", "proceeding.hearing", "proceeding.measures"}
