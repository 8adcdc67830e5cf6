"""A return from the first day to its closure at month twelve, and what holds it back."""

from datetime import date, timedelta

import pytest

from kapea.engines.dates import add_months
from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed, NotFound
from kapea.registers.returns.models import Return, ReturnServiceGiven
from kapea.registers.returns.queries.lists import count_returns, list_returns
from kapea.registers.returns.queries.page import accessible_return
from kapea.registers.returns.rules.closing import FollowUpNotDone, NotMissed
from kapea.registers.returns.rules.steps import GatesNotMet
from kapea.registers.returns.services import crossing, following, opening, preparing
from kapea.registers.sheets.problems import DayNotPossible, NotNow, ReasonNeeded, SecondPersonNeeded
from kapea.registers.worklist.handover import outcomes
from kapea.registers.worklist.models import Task
from scenes import casework
from scenes.accounts import make_user, viewer_for
from scenes.care import said
from scenes.returns import (
    FROM_ABROAD,
    MONTHS,
    NOW,
    STEPS,
    TODAY,
    arrived,
    ask,
    assessed,
    at,
    consented,
    hand,
    handed,
    opened,
    papered,
    planned,
    ready,
    return_of,
    visited,
)

pytestmark = pytest.mark.django_db
END = date(2027, 3, 2)


def tasks_on(code: str) -> dict[str, Task]:
    return {task.kind: task for task in Task.objects.filter(subject_code=code, done_at=None)}


def all_visits(office, code: str, *, but: int = 0) -> None:
    for month in MONTHS:
        if month != but:
            visited(office, code, on=add_months(TODAY, month))


def test_a_return_carries_the_child_from_the_case_without_retyping(office):
    case = casework.identified(office.people)
    code = opened(office, case_code=case)
    row = return_of(code)
    assert (row.case_code, row.from_country, row.to_country, row.direction) == (case, "TH", "KH", "in")
    assert row.person_code == casework.case_of(case).child.code
    assert (row.stage, row.worker_id) == ("preparation", office.worker.user_id)
    assert b"Dara" not in bytes(row.name_sealed)
    assert "SOK Dara" in said(accessible_return(code, by=office.worker, now=NOW))


def test_one_child_has_one_open_return(office):
    case = casework.identified(office.people)
    opened(office, case_code=case)
    with pytest.raises(NotNow):
        opened(office, case_code=case)
    assert Return.objects.count() == 1


def test_a_return_handed_to_another_body_waits_there_with_its_clock(office):
    case = casework.share(office.people, casework.identified(office.people), sections=("identity",))
    code = opening.open_from_case(case, FROM_ABROAD, agency_code="wv-c", by=office.worker, now=NOW)
    task = tasks_on(code)["return.accept"]
    assert (task.agency_code, task.rule_code) == ("wv-c", "returns.clocks")
    seen = accessible_return(code, by=office.elsewhere, now=NOW)
    assert "Dara" not in said(seen)
    opening.accept_return(code, by=office.elsewhere, now=NOW)
    assert "SOK Dara" in said(accessible_return(code, by=office.elsewhere, now=NOW))
    assert [found.outcome for found in outcomes("case", case)] == ["preparation"]
    with pytest.raises(NotAllowed):
        opening.accept_return(code, by=office.elsewhere, now=NOW)


def test_a_worker_of_another_body_cannot_tell_the_return_exists(office):
    code = opened(office)
    for by in (office.elsewhere, office.people.operator):
        with pytest.raises(NotFound):
            accessible_return(code, by=by, now=NOW)
    colleague = accessible_return(code, by=office.colleague, now=NOW)
    assert "Dara" not in said(colleague)
    assert colleague.acts == frozenset()


@pytest.mark.parametrize("gate", STEPS)
def test_no_child_is_handed_over_while_one_gate_is_not_met(office, gate):
    code = ready(office, without=gate)
    with pytest.raises(GatesNotMet) as refused:
        hand(office, code)
    assert refused.value.missing == (gate,)
    assert "Still missing" in said(accessible_return(code, by=office.worker, now=NOW))
    assert return_of(code).stage == "preparation"


def test_a_child_who_says_no_after_a_yes_is_not_handed_over(office):
    code = ready(office)
    assert return_of(code).stage == "ready"
    consent = return_of(code).consents.get().pk
    preparing.withdraw_consent(code, consent, on=TODAY, by=office.worker, now=NOW)
    assert return_of(code).stage == "preparation"
    with pytest.raises(GatesNotMet):
        hand(office, code)
    consented(office, code, assent="refused")
    with pytest.raises(GatesNotMet):
        hand(office, code)


def test_a_child_who_was_told_nothing_has_not_agreed(office):
    code = opened(office)
    with pytest.raises(ReasonNeeded):
        consented(office, code, informed=False)
    assert not return_of(code).consents.exists()


def test_a_family_that_took_part_is_never_found_safe(office):
    code = opened(office)
    with pytest.raises(ReasonNeeded):
        assessed(office, code, outcome="suitable", involved=True)
    assert not return_of(code).assessments.exists()


def test_a_child_whose_family_is_not_safe_does_not_arrive_there(office):
    code = ready(office, without="assessed")
    assessed(office, code, outcome="other_care", involved=True)
    hand(office, code)
    arrival = {"arrived_on": TODAY, "confirmed_by": "own", "by": office.worker, "now": NOW}
    with pytest.raises(ReasonNeeded):
        crossing.confirm_arrival(code, care="in_family", version=return_of(code).version, **arrival)
    crossing.confirm_arrival(code, care="foster_short", version=return_of(code).version, **arrival)
    assert return_of(code).stage == "follow_up"


def test_papers_that_ran_out_before_the_day_open_no_border(office):
    code = ready(office, without="papers")
    papered(office, code, until=TODAY)
    crossing.record_handing(
        code,
        on=TODAY,
        place="Poipet",
        given_by="A",
        taken_by="B",
        is_signed=True,
        by=office.worker,
        now=NOW,
    )
    assert return_of(code).stage == "crossing"


def test_a_child_handed_over_who_has_not_arrived_is_a_task_within_two_days(office):
    code = handed(office)
    task = tasks_on(code)["return.arrival"]
    assert task.due_at.date() == date(2026, 3, 4)
    assert count_returns(by=office.worker, now=NOW, which="crossing") == 1


def test_a_moved_clock_shows_each_visit_that_is_overdue(office):
    code = planned(office)
    assert tasks_on(code)["return.visit"].due_at.date() == date(2026, 4, 2)
    assert tasks_on(code)["return.visit"].rule_code == "follow_up.after_return"
    late = at(date(2026, 4, 20))
    assert [row.code for row in list_returns(by=office.worker, now=late, which="visit")] == [code]
    visited(office, code, on=date(2026, 4, 20))
    assert tasks_on(code)["return.visit"].due_at.date() == date(2026, 5, 2)
    assert count_returns(by=office.worker, now=late, which="visit") == 0


def test_a_visit_before_the_arrival_or_in_the_future_is_refused(office):
    code = arrived(office)
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        visit = following.NewVisit(visited_on=day, finding="safe", seen_alone=True)
        with pytest.raises(DayNotPossible):
            following.record_visit(code, visit, by=office.worker, now=NOW)
    assert not return_of(code).visits.exists()


def test_a_visit_recorded_twice_is_stored_and_counted_once(office):
    code = arrived(office)
    assert visited(office, code, on=TODAY) == visited(office, code, on=TODAY)
    assert ReturnServiceGiven.objects.filter(kind="follow_up").count() == 1


def test_a_return_followed_for_twelve_months_is_closed_by_a_second_person(office):
    code = planned(office)
    all_visits(office, code)
    closure = ask(office, code, on=END)
    assert return_of(code).closures.get().waiver_sealed == b""
    assert tasks_on(code)["return.closure"].assignee_id is None
    following.decide_closure(code, closure, is_approved=True, words="", by=office.supervisor, now=at(END))
    row = return_of(code)
    assert (row.stage, row.closed_on) == ("closed", END)
    assert tasks_on(code) == {}
    assert outcomes("case", row.case_code)[-1].outcome == "closed"


def test_closing_is_refused_before_the_months_are_over(office):
    code = planned(office)
    all_visits(office, code, but=12)
    with pytest.raises(FollowUpNotDone):
        ask(office, code, on=END - timedelta(days=1))
    assert not return_of(code).closures.exists()


def test_closing_is_refused_when_a_visit_of_the_calendar_was_not_made(office):
    code = planned(office)
    all_visits(office, code, but=6)
    with pytest.raises(FollowUpNotDone):
        ask(office, code, on=END)


def test_a_waiver_is_written_down_and_read_by_who_decides(office):
    code = planned(office)
    closure = ask(office, code, on=TODAY, waiver="Her mother took her abroad.")
    seen = said(accessible_return(code, by=office.supervisor, now=NOW))
    assert "Her mother took her abroad." in seen
    event = AuditEvent.objects.filter(action="returns.closure.asked").get()
    assert event.details["waived"] is True
    following.decide_closure(
        code, closure, is_approved=False, words="Ask the partner.", by=office.supervisor, now=NOW
    )
    assert return_of(code).stage == "follow_up"


def test_a_waiver_is_audited_again_when_it_takes_effect(office):
    code = planned(office)
    closure = ask(office, code, on=TODAY, waiver="Her mother took her abroad.")
    following.decide_closure(code, closure, is_approved=True, words="", by=office.supervisor, now=NOW)
    event = AuditEvent.objects.get(action="returns.closure.decided")
    assert event.details == {"approved": True, "waived": True}


def test_nobody_approves_the_closure_they_asked_for(office):
    code = planned(office)
    closure = ask(office, code, on=TODAY, waiver="Why.", by=office.worker)
    with pytest.raises(NotAllowed):
        following.decide_closure(code, closure, is_approved=True, words="", by=office.worker, now=NOW)
    own = Return.objects.get(code=code).closures.get()
    type(own).objects.update(recorded_by=office.supervisor.username)
    with pytest.raises(SecondPersonNeeded):
        following.decide_closure(code, closure, is_approved=True, words="", by=office.supervisor, now=NOW)


def test_a_return_out_of_the_country_is_followed_by_the_other_side(office):
    journey = opening.Journey(
        direction="out", to_country="VN", partner="Centre there", words="She wants home."
    )
    code = arrived(office, journey=journey)
    assert (return_of(code).from_country, return_of(code).to_country) == ("KH", "VN")
    visited(office, code, on=TODAY, by_partner=True)
    assert return_of(code).visits.get().by_partner


def test_a_stopped_return_says_why_and_ends_its_tasks(office):
    code = opened(office)
    with pytest.raises(ReasonNeeded):
        crossing.stop_return(
            code, on=TODAY, reason=" ", version=return_of(code).version, by=office.worker, now=NOW
        )
    crossing.stop_return(
        code, on=TODAY, reason="Threats.", version=return_of(code).version, by=office.worker, now=NOW
    )
    assert return_of(code).stage == "stopped"
    assert tasks_on(code) == {}
    assert b"Threats" not in bytes(return_of(code).stop_sealed)


def test_services_are_counted_apart_from_the_person(office):
    code = planned(office)
    visited(office, code, on=TODAY)
    crossing.record_reintegration(code, on=TODAY, by=office.worker, now=NOW)
    kinds = sorted(ReturnServiceGiven.objects.values_list("kind", flat=True))
    assert kinds == ["assessment", "follow_up", "reintegration", "tracing"]
    assert Return.objects.count() == 1


def test_a_missed_visit_is_made_up_for_and_closing_asks_for_no_waiver(office):
    code = arrived(office)
    for month in (2, 3, 6, 9, 12):
        visited(office, code, on=add_months(TODAY, month))
    day = date(2026, 5, 20)
    visited(office, code, on=day, makes_up_month=1, missed_because="The road was flooded.")
    end = add_months(TODAY, 12)
    ask(office, code, on=end)
    assert b"flooded" not in bytes(return_of(code).visits.get(visited_on=day).missed_because_sealed)
    sheet = accessible_return(code, by=office.worker, now=at(end))
    month, _due, _tone, words, made_up_on = sheet.options["calendar"][0]
    assert (month, str(words), made_up_on) == (1, "Not made", day)
    assert sheet.options["missed"] == []


def test_a_visit_that_makes_up_for_another_answers_no_visit_of_the_calendar(office):
    code = arrived(office)
    visited(office, code, on=date(2026, 5, 2), makes_up_month=1, missed_because="The road was flooded.")
    assert return_of(code).next_visit_on == date(2026, 5, 2)


def test_only_a_missed_visit_is_made_up_for_and_with_a_reason(office):
    code = arrived(office)
    for day, month, why, error in (
        (date(2026, 4, 2), 1, "x", NotMissed),
        (date(2026, 5, 2), 2, "x", NotMissed),
        (date(2026, 5, 2), 1, " ", ReasonNeeded),
    ):
        with pytest.raises(error):
            visited(office, code, on=day, makes_up_month=month, missed_because=why)
    assert not return_of(code).visits.exists()


def focal_point(commune: str, *, unit: str = ""):
    return viewer_for(make_user("commune_focal_point", agency="ccwc", unit=unit, commune=commune))


def test_the_focal_point_of_the_commune_visits_without_learning_who_it_is_or_what_happened(office):
    code = arrived(office)
    visited(office, code, on=TODAY, words="She sleeps badly.")
    Return.objects.filter(code=code).update(commune_code="120101")
    ours, theirs = focal_point("120101"), focal_point("120102", unit="ccwc-120101")
    assert [row.code for row in list_returns(by=ours, now=NOW)] == [code]
    assert list_returns(by=ours, now=NOW)[0].from_country == ""
    seen = said(accessible_return(code, by=ours, now=NOW))
    for word in ("Dara", "Thailand", "Shelter across the border", "sleeps badly", "exploitation"):
        assert word not in seen
    day = date(2026, 4, 2)
    visit = following.NewVisit(visited_on=day, finding="safe", seen_alone=True)
    following.record_visit(code, visit, by=ours, now=at(day))
    assert return_of(code).visits.filter(recorded_by=ours.username).count() == 1
    assert list_returns(by=theirs, now=NOW) == []
    for act in (
        lambda: accessible_return(code, by=theirs, now=NOW),
        lambda: following.record_visit(code, visit, by=theirs, now=at(day)),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotAllowed):
        ask(office, code, on=day, by=ours)


def test_a_return_without_a_commune_is_no_focal_point_s(office):
    code = arrived(office)
    for unit in ("", "ccwc", "ccwc-", "ccwc-12"):
        with pytest.raises(NotFound):
            accessible_return(code, by=focal_point("", unit=unit), now=NOW)
