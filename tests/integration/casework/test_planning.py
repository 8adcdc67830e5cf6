"""The plan, its actions, the services and the visits."""

from datetime import date, datetime, timedelta

import pytest

from kapea.engines.dates import add_months
from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotFound, StaleSave
from kapea.guard.pack import local_day
from kapea.registers.casework import queries, services
from kapea.registers.casework.errors import (
    AlreadyDone,
    DayNotPossible,
    NothingChosen,
    NotMissed,
    StepNotReached,
)
from kapea.registers.casework.models import Action, ServiceGiven, Visit
from kapea.registers.casework.services import NewAction, NewGoal
from scenes.casework import (
    NOW,
    TODAY,
    accepted,
    action_id,
    approve_all,
    assessed,
    case_of,
    open_tasks_of,
    planned,
    ready_to_close,
)

pytestmark = pytest.mark.django_db

GOAL = NewGoal(domain="legal", text="Safe at home", action=NewAction(text="Call", due_on=TODAY))


def make_plan(people, code: str, **more: object) -> str:
    told = {"child_took_part": True, "childs_view": "School", "review_on": None, "goal": GOAL, **more}
    return services.make_plan(code, **told, by=people.worker, now=NOW)


def test_a_plan_waits_for_risk_and_assessment(people):
    code = accepted(people)
    with pytest.raises(StepNotReached):
        make_plan(people, code)


def test_a_child_who_took_part_is_heard_in_the_plan(people):
    code = assessed(people)
    with pytest.raises(NothingChosen):
        make_plan(people, code, childs_view="")


def test_a_case_has_one_plan(people):
    code = planned(people)
    with pytest.raises(AlreadyDone):
        make_plan(people, code)


def test_the_plan_brings_the_next_action_and_the_next_visit_as_tasks(people):
    code = planned(people)
    tasks = open_tasks_of(code)
    assert set(tasks) == {"case.action", "case.visit", "case.review"}
    assert local_day(tasks["case.review"].due_at) == add_months(TODAY, 3)
    assert local_day(tasks["case.action"].due_at) == TODAY + timedelta(days=7)
    assert local_day(tasks["case.visit"].due_at) == local_day(NOW) + timedelta(days=7)
    assert tasks["case.visit"].rule_code == "follow_up.in_community"


def test_an_action_due_yesterday_cannot_be_planned(people):
    code = planned(people)
    goal = case_of(code).plan.goals.get().pk
    late = NewAction(text="Too late", due_on=TODAY - timedelta(days=1))
    with pytest.raises(DayNotPossible):
        services.add_action(code, goal_id=goal, action=late, by=people.worker, now=NOW)


def test_the_task_follows_the_earliest_open_action(people):
    code = planned(people)
    services.add_goal(code, goal=GOAL, by=people.worker, now=NOW)
    assert local_day(open_tasks_of(code)["case.action"].due_at) == TODAY
    first = Action.objects.get(due_on=TODAY).pk
    services.end_action(code, action_id=first, state="done", reason="", by=people.worker, now=NOW)
    assert local_day(open_tasks_of(code)["case.action"].due_at) == TODAY + timedelta(days=7)


def test_an_action_that_is_dropped_needs_a_reason(people):
    code = planned(people)
    with pytest.raises(NothingChosen):
        services.end_action(
            code, action_id=action_id(code), state="dropped", reason="", by=people.worker, now=NOW
        )


def test_ending_an_action_twice_is_written_down_once(people):
    code = planned(people)
    for _time in range(2):
        services.end_action(
            code, action_id=action_id(code), state="done", reason="", by=people.worker, now=NOW
        )
    assert AuditEvent.objects.filter(action="casework.action.done").count() == 1


def test_an_action_of_another_case_is_not_found(people):
    mine, other = planned(people), planned(people)
    with pytest.raises(NotFound):
        services.end_action(
            mine, action_id=action_id(other), state="done", reason="", by=people.worker, now=NOW
        )


def test_two_changes_of_the_plan_at_once_do_not_overwrite_each_other(people):
    code = planned(people)
    told = {"child_took_part": True, "review_on": None, "version": 1, "now": NOW}
    services.revise_plan(code, childs_view="Dancing", by=people.worker, **told)
    with pytest.raises(StaleSave):
        services.revise_plan(code, childs_view="Singing", by=people.supervisor, **told)
    page = queries.accessible_case(code, by=people.worker, now=NOW)
    assert page.plan.childs_view == "Dancing"


def test_a_service_recorded_twice_on_one_day_is_one_service(people):
    code = planned(people)
    for _time in range(2):
        services.record_service(
            code,
            service="counselling",
            given_on=TODAY,
            agency_code="",
            words="First talk",
            by=people.worker,
            now=NOW,
        )
    assert ServiceGiven.objects.get().agency_code == people.worker.agency
    assert AuditEvent.objects.filter(action="casework.service.given").count() == 1
    with pytest.raises(AlreadyDone):
        services.record_service(
            code,
            service="counselling",
            given_on=TODAY,
            agency_code="",
            words="A second talk",
            by=people.worker,
            now=NOW,
        )


def test_a_goal_added_to_an_approved_plan_at_high_risk_is_approved_too_and_work_goes_on(people):
    code = planned(people)
    step = case_of(code).step
    goal = NewGoal(
        domain="legal",
        text="A lawyer",
        action=NewAction(text="Call legal aid", due_on=TODAY, responsible="worker"),
    )
    services.add_goal(code, goal=goal, by=people.worker, now=NOW)
    assert "work.approve" in open_tasks_of(code)
    assert case_of(code).step == step
    approve_all(people, code)
    assert "work.approve" not in open_tasks_of(code)


def visit(people, code: str, on: date, **more: object) -> str:
    told = {"place": "", "child_seen_alone": True, "safety": "safe", "findings": "Well", **more}
    return services.record_visit(code, visited_on=on, **told, by=people.worker, now=NOW)


def test_where_a_visit_was_is_sealed_and_a_second_place_on_that_day_is_not_dropped(people):
    code = planned(people)
    visit(people, code, TODAY, place="At her aunt’s house")
    row = case_of(code).visits.get()
    assert row.place_sealed
    assert b"aunt" not in bytes(row.place_sealed)
    assert queries.accessible_case(code, by=people.worker, now=NOW).visits[0].place == "At her aunt’s house"
    with pytest.raises(AlreadyDone):
        visit(people, code, TODAY, place="At school")


def test_a_visit_is_stored_with_who_recorded_it_and_moves_the_next_one(people):
    code = planned(people)
    visit(people, code, TODAY)
    row = Visit.objects.get()
    assert (row.visited_on, row.recorded_by) == (TODAY, people.worker.username)
    assert local_day(open_tasks_of(code)["case.visit"].due_at) == TODAY + timedelta(days=7)


def test_the_same_visit_recorded_twice_is_stored_and_audited_once(people):
    code = planned(people)
    visit(people, code, TODAY)
    visit(people, code, TODAY)
    assert Visit.objects.count() == 1
    with pytest.raises(AlreadyDone):
        visit(people, code, TODAY, findings="Another visit that must not be lost without a word")
    assert AuditEvent.objects.filter(action="casework.visit.recorded").count() == 1


@pytest.mark.parametrize("days", [1, -400])
def test_a_visit_in_the_future_or_before_the_case_is_refused(people, days):
    code = planned(people)
    with pytest.raises(DayNotPossible):
        visit(people, code, TODAY + timedelta(days=days))
    assert not Visit.objects.exists()


def test_after_return_the_visits_follow_the_country_s_calendar(people):
    code = planned(people)
    services.begin_follow_up(
        code, returned_on=TODAY, version=case_of(code).version, by=people.worker, now=NOW
    )
    task = open_tasks_of(code)["case.visit"]
    assert (local_day(task.due_at), task.rule_code) == (date(2026, 4, 2), "follow_up.after_return")
    page = queries.accessible_case(code, by=people.worker, now=NOW)
    assert [line.month for line in page.planned_visits] == [1, 2, 3, 6, 9, 12]
    assert page.step == "follow_up"


def test_a_visit_after_return_answers_the_planned_one(people):
    code = planned(people)
    case = case_of(code)
    returned = TODAY - timedelta(days=31)
    type(case).objects.filter(pk=case.pk).update(opened_at=NOW - timedelta(days=60))
    services.begin_follow_up(code, returned_on=returned, version=case.version, by=people.worker, now=NOW)
    visit(people, code, TODAY)
    assert Visit.objects.get().due_on == date(2026, 2, 28)


def test_follow_up_cannot_begin_before_there_is_a_plan(people):
    code = assessed(people)
    with pytest.raises(StepNotReached):
        services.begin_follow_up(
            code, returned_on=None, version=case_of(code).version, by=people.worker, now=NOW
        )


def test_a_case_in_follow_up_in_the_community_has_no_return(people):
    case = case_of(ready_to_close(people))
    assert (case.step, case.returned_on) == ("follow_up", None)
    assert case.follow_up_since == TODAY


def test_a_return_recorded_later_keeps_the_day_on_which_follow_up_began(people):
    code = ready_to_close(people)
    later = NOW + timedelta(days=10)
    services.begin_follow_up(
        code,
        returned_on=TODAY + timedelta(days=9),
        version=case_of(code).version,
        by=people.worker,
        now=later,
    )
    case = case_of(code)
    assert (case.follow_up_since, case.returned_on) == (TODAY, TODAY + timedelta(days=9))


def returned(people) -> tuple[str, datetime]:
    """A child who returned on the day of the scene, and an instant after the first visit was missed."""
    code = planned(people)
    version = case_of(code).version
    services.begin_follow_up(code, returned_on=TODAY, version=version, by=people.worker, now=NOW)
    return code, NOW + timedelta(days=70)


def late_visit(people, code: str, *, now: datetime, **more: object) -> str:
    told = {"place": "", "child_seen_alone": True, "safety": "safe", "findings": "", **more}
    day = local_day(now)
    return services.record_visit(code, visited_on=day, **told, by=people.worker, now=now)


def test_a_missed_visit_is_made_up_for_and_the_miss_stays_to_be_seen(people):
    code, later = returned(people)
    late_visit(people, code, now=later, makes_up_month=1, missed_because="The road was flooded.")
    page = queries.accessible_case(code, by=people.worker, now=later)
    first, second = page.planned_visits[:2]
    assert (first.month, first.state, first.made_up_on) == (1, "missed", local_day(later))
    assert second.state != "made"
    assert page.visits[0].missed_because == "The road was flooded."
    assert page.missed_visits == []
    assert b"flooded" not in bytes(Visit.objects.get().missed_because)
    assert local_day(open_tasks_of(code)["case.visit"].due_at) == second.due_on


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"makes_up_month": 1, "missed_because": " "}, NothingChosen),
        ({"makes_up_month": 2, "missed_because": "x"}, NotMissed),
        ({"makes_up_month": 7, "missed_because": "x"}, NotMissed),
    ],
)
def test_a_visit_that_was_not_missed_or_without_a_reason_is_not_made_up_for(people, more, error):
    code, later = returned(people)
    with pytest.raises(error):
        late_visit(people, code, now=later, **more)
    assert not Visit.objects.exists()


def test_a_missed_visit_is_made_up_for_once(people):
    code, later = returned(people)
    told = {"makes_up_month": 1, "missed_because": "The road was flooded."}
    late_visit(people, code, now=later, **told)
    with pytest.raises(NotMissed):
        late_visit(people, code, now=later + timedelta(days=1), **told)
