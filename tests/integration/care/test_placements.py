"""A child is placed for a reason, by an authority, as the last resort, and not longer than needed."""

from datetime import date, timedelta

import pytest

from kapea.guard.errors import NotAllowed, NotFound, StaleSave
from kapea.registers.care.models import Placement
from kapea.registers.care.queries.lists import count_placements, list_placements
from kapea.registers.care.queries.placement import accessible_placement
from kapea.registers.care.rules.placements import (
    FacilityNotOpen,
    LastResortNotSaid,
    NoFreePlace,
    NotFor,
    ProlongationTooLong,
)
from kapea.registers.care.services import concerns, placing, reviewing
from kapea.registers.care.services.placing import Arrival
from kapea.registers.sheets.problems import NotNow, ReasonNeeded
from kapea.registers.worklist.handover import outcomes
from kapea.registers.worklist.models import Task
from scenes import casework
from scenes.care import (
    ARRIVAL,
    NOW,
    SHELTER,
    TODAY,
    accepted,
    asked,
    facility_of,
    in_care,
    licensed,
    placement_of,
    registered,
    said,
    shared,
)

pytestmark = pytest.mark.django_db


def tasks_on(code: str) -> dict[str, Task]:
    return {task.kind: task for task in Task.objects.filter(subject_code=code, done_at=None)}


def accept(home, code: str, facility: str, *, reason: str = "", version: int = 1) -> None:
    placing.accept_placement(
        code, facility_code=facility, over_capacity_reason=reason, version=version, by=home.manager, now=NOW
    )


def test_a_request_carries_the_child_from_the_case_without_retyping(home):
    case = shared(home)
    code = asked(home, case_code=case)
    row = placement_of(code)
    assert (row.case_code, row.agency_code, row.sex, row.age_years) == (case, SHELTER, "female", 14)
    assert row.person_code == casework.case_of(case).child.code
    assert b"Dara" not in bytes(row.name_sealed)
    sheet = accessible_placement(code, by=home.manager, now=NOW)
    assert "SOK Dara" in said(sheet)
    assert "A safe bed from tonight." in said(sheet)
    assert tasks_on(code)["placement.answer"].agency_code == SHELTER


def test_nobody_asks_for_the_child_of_another_worker_s_case(home):
    case = casework.identified(home.people)
    for by in (home.people.colleague, home.elsewhere):
        with pytest.raises(NotFound):
            placing.ask_placement(
                case_code=case, agency_code=SHELTER, arrangement="rci", words="x", by=by, now=NOW
            )
    assert Placement.objects.count() == 0


def test_the_worker_of_the_case_sees_the_outcome_and_another_body_sees_nothing(home):
    code = in_care(home)
    case = placement_of(code).case_code
    assert [found.outcome for found in outcomes("case", case)] == ["in_care"]
    assert "placement" in accessible_placement(code, by=home.worker, now=NOW).sections
    for by in (home.other_manager, home.elsewhere, home.people.operator):
        with pytest.raises(NotFound):
            accessible_placement(code, by=by, now=NOW)
    assert "Dara" not in said(accessible_placement(code, by=home.inspector, now=NOW))


def test_a_full_facility_takes_one_more_child_only_for_a_reason_and_its_overseer_is_told(home):
    facility = licensed(home, capacity=1)
    in_care(home, facility=facility)
    code = asked(home)
    with pytest.raises(NoFreePlace):
        accept(home, code, facility)
    assert placement_of(code).state == "asked"
    accept(home, code, facility, reason="A sister of the girl who is here.")
    assert placement_of(code).over_capacity
    assert "facility.capacity" in tasks_on(facility)
    placing.cancel_placement(code, version=placement_of(code).version, by=home.worker, now=NOW)
    assert "facility.capacity" not in tasks_on(facility)


@pytest.mark.parametrize("what", ["no licence", "closed", "suspect", "other body"])
def test_no_child_goes_where_it_should_not(home, what):
    code = asked(home)
    facility = registered(home) if what == "no licence" else licensed(home)
    if what == "closed":
        type(facility_of(facility)).objects.update(closed_on=TODAY)
    if what == "suspect":
        concerns.tie_suspect(facility, suspect_code="S-1", words="Seen.", by=home.police, now=NOW)
    if what == "other body":
        type(facility_of(facility)).objects.update(agency_code="hcc")
    with pytest.raises((FacilityNotOpen, NotFound)):
        accept(home, code, facility)
    assert placement_of(code).state == "asked"


def test_a_house_for_boys_takes_no_girl(home):
    with pytest.raises(NotFor):
        accept(home, asked(home), licensed(home, serves_sex="male"))


def test_residential_care_says_what_was_considered_before(home):
    code = accepted(home)
    bare = Arrival(**{**vars(ARRIVAL), "tried": [], "why": ""})
    with pytest.raises(LastResortNotSaid):
        placing.record_arrival(code, bare, version=2, by=home.manager, now=NOW)
    assert placement_of(code).state == "accepted"


def test_an_arrival_starts_the_clocks_with_the_rule_that_set_them(home):
    code = in_care(home)
    row = placement_of(code)
    assert (row.next_review_on, row.longest_until) == (date(2026, 6, 2), date(2026, 9, 2))
    found = tasks_on(code)
    assert set(found) == {"placement.review", "placement.longest"}
    assert (found["placement.longest"].agency_code, found["placement.longest"].rule_code) == (
        "mosvy",
        "care.clocks",
    )


def test_a_moved_clock_shows_the_stay_that_is_too_long(home):
    code = in_care(home)
    later = NOW + timedelta(days=190)
    assert count_placements(by=home.inspector, now=NOW, which="too_long") == 0
    assert [row.code for row in list_placements(by=home.inspector, now=later, which="too_long")] == [code]
    assert count_placements(by=home.manager, now=later, which="review") == 1
    sheet = accessible_placement(code, by=home.manager, now=later)
    assert "longer than residential care may last" in said(sheet)


def test_a_review_sets_the_next_one_and_does_not_prolong(home):
    code = in_care(home)
    later = NOW + timedelta(days=80)
    review = reviewing.Review(
        on=later.date(), outcome="prepare_family", child_heard=True, family_contact=True, words="An aunt."
    )
    reviewing.review_placement(code, review, by=home.worker, now=later)
    row = placement_of(code)
    assert (row.next_review_on, row.longest_until) == (date(2026, 8, 21), date(2026, 9, 2))


def test_only_who_oversees_prolongs_and_not_beyond_the_rule(home):
    code = in_care(home)
    with pytest.raises(NotAllowed):
        reviewing.prolong_placement(
            code, until=date(2026, 8, 1), words="No family.", by=home.manager, now=NOW
        )
    with pytest.raises(ProlongationTooLong):
        reviewing.prolong_placement(
            code, until=date(2027, 8, 1), words="No family.", by=home.inspector, now=NOW
        )
    reviewing.prolong_placement(code, until=date(2026, 8, 1), words="No family.", by=home.inspector, now=NOW)
    assert placement_of(code).longest_until == date(2026, 8, 1)


def test_a_child_who_left_ends_every_task_and_tells_the_case(home):
    code = in_care(home)
    placing.end_placement(
        code, ended_on=TODAY, end_reason="kinship", words="To the aunt.", version=3, by=home.manager, now=NOW
    )
    assert tasks_on(code) == {}
    assert [found.outcome for found in outcomes("case", placement_of(code).case_code)] == ["ended"]
    with pytest.raises(NotNow):
        placing.end_placement(
            code, ended_on=TODAY, end_reason="kinship", words="", version=4, by=home.manager, now=NOW
        )


def test_a_stale_answer_is_refused(home):
    code = asked(home)
    facility = licensed(home)
    with pytest.raises(StaleSave):
        accept(home, code, facility, version=9)
    assert placement_of(code).state == "asked"


def test_a_placement_in_an_emergency_is_confirmed_within_days_by_who_may_decide(home):
    code = accepted(home)
    urgent = Arrival(**{**vars(ARRIVAL), "authority": "emergency"})
    placing.record_arrival(code, urgent, version=2, by=home.manager, now=NOW)
    assert tasks_on(code)["placement.confirm"].due_at.date() == date(2026, 3, 9)
    told = {"version": placement_of(code).version, "by": home.worker, "now": NOW}
    with pytest.raises(ReasonNeeded):
        reviewing.confirm_placement(code, authority="court", decision=" ", **told)
    reviewing.confirm_placement(code, authority="court", decision="No. 12 of 4 March", **told)
    assert "placement.confirm" not in tasks_on(code)
    assert placement_of(code).authority == "court"
    with pytest.raises(NotNow):
        reviewing.confirm_placement(code, authority="court", decision="Again", **told)
