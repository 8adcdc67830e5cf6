"""Who the child is, on which ground, whether a victim, and how old."""

from datetime import timedelta

import pytest

from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed, StaleSave
from kapea.registers.casework import queries, services
from kapea.registers.casework.errors import (
    AgeNotDecidable,
    AlreadyDone,
    DayNotPossible,
    MethodNotItsTurn,
    NothingChosen,
    StepNotReached,
)
from kapea.registers.casework.models import RiskAssessment
from kapea.registers.casework.services.age import methods_in_order
from kapea.registers.people.models import Person, PersonLink
from kapea.registers.people.services import register_person
from scenes.casework import (
    DARA,
    NOW,
    TODAY,
    accepted,
    assessed,
    case_of,
    handed_over,
    identified,
    open_tasks_of,
    risk_judged,
)

pytestmark = pytest.mark.django_db


def test_registering_the_child_clears_the_names_that_were_told(people):
    code = accepted(people)
    services.register_child(code, DARA, by=people.worker, now=NOW)
    case = case_of(code)
    assert case.child is not None
    assert bytes(case.told_name_latin) == b""
    page = queries.accessible_case(code, by=people.worker, now=NOW)
    assert page.child.name_in("en") == "SOK Dara"


def test_a_child_is_registered_once(people):
    code = accepted(people)
    services.register_child(code, DARA, by=people.worker, now=NOW)
    with pytest.raises(AlreadyDone):
        services.register_child(code, DARA, by=people.worker, now=NOW)
    assert Person.objects.count() == 1


def test_a_record_of_ours_chosen_as_the_same_person_becomes_the_child(people):
    earlier = register_person(DARA, by=people.worker, now=NOW)
    code = accepted(people)
    services.register_child(code, DARA, same_as=earlier.code, by=people.worker, now=NOW)
    assert case_of(code).child_id == earlier.pk
    assert Person.objects.count() == 1


def test_another_body_s_record_is_only_noted_as_alike_and_never_opened(people):
    theirs = register_person(DARA, by=people.elsewhere, now=NOW)
    code = accepted(people)
    services.register_child(code, DARA, same_as=theirs.code, by=people.worker, now=NOW)
    child = case_of(code).child
    assert child.pk != theirs.pk
    assert PersonLink.objects.get().other_id == theirs.pk
    page = queries.accessible_case(code, by=people.worker, now=NOW)
    assert page.child.code == child.code


def test_a_case_waits_in_identification_until_all_three_are_done(people):
    code = accepted(people)
    services.register_child(code, DARA, by=people.worker, now=NOW)
    assert case_of(code).step == "identification"
    services.record_legal_ground(
        code, ground="consent", childs_assent="given", from_on=TODAY, by=people.worker, now=NOW
    )
    assert case_of(code).step == "identification"
    services.decide_identification(
        code, indicators=["says_so"], decision="presumed_victim", reasons="", by=people.worker, now=NOW
    )
    assert case_of(code).step == "assessment"
    assert set(open_tasks_of(code)) == {"case.assess"}


def test_a_ground_cannot_begin_tomorrow(people):
    code = accepted(people)
    with pytest.raises(DayNotPossible):
        services.record_legal_ground(
            code,
            ground="consent",
            childs_assent="given",
            from_on=TODAY + timedelta(days=1),
            by=people.worker,
            now=NOW,
        )


@pytest.mark.parametrize(
    ("decision", "indicators", "reasons"),
    [("victim", [], "She said so"), ("presumed_victim", [], ""), ("not_victim", ["says_so"], " ")],
)
def test_a_decision_without_its_ground_is_refused(people, decision, indicators, reasons):
    code = accepted(people)
    with pytest.raises(NothingChosen):
        services.decide_identification(
            code, indicators=indicators, decision=decision, reasons=reasons, by=people.worker, now=NOW
        )


def test_two_workers_deciding_at_once_do_not_overwrite_each_other(people):
    code = identified(people)
    version = case_of(code).identification.version
    told = {"indicators": ["debt"], "reasons": "", "version": version, "now": NOW}
    services.decide_identification(code, decision="presumed_victim", by=people.supervisor, **told)
    with pytest.raises(StaleSave) as stale:
        services.decide_identification(code, decision="at_risk", by=people.worker, **told)
    assert stale.value.saved["decision"] == "presumed_victim"


def test_a_colleague_who_only_sees_the_summary_decides_nothing(people):
    code = accepted(people)
    with pytest.raises(NotAllowed):
        services.decide_identification(
            code, indicators=["says_so"], decision="victim", reasons="", by=people.colleague, now=NOW
        )


def method(people, code: str, name: str, *, youngest: int | None = None, oldest: int | None = None) -> None:
    services.record_age_method(
        code,
        method=name,
        applies=youngest is not None,
        done_on=TODAY,
        youngest_years=youngest,
        oldest_years=oldest,
        finding="none there",
        by=people.worker,
        now=NOW,
    )


def test_a_doubt_about_age_makes_the_person_a_child_until_decided(people):
    code = accepted(people)
    services.doubt_age(code, by=people.worker, now=NOW)
    services.doubt_age(code, by=people.worker, now=NOW)
    page = queries.accessible_case(code, by=people.worker, now=NOW)
    assert page.age.standing == "presumed_child"
    assert page.age.next_method == methods_in_order()[0]
    assert AuditEvent.objects.filter(action="casework.age.doubted").count() == 1


def test_a_bone_examination_does_not_come_before_the_birth_certificate(people):
    code = accepted(people)
    services.doubt_age(code, by=people.worker, now=NOW)
    with pytest.raises(MethodNotItsTurn):
        method(people, code, "medical_examination", youngest=17, oldest=20)


def test_nobody_is_decided_an_adult_while_the_margin_reaches_childhood(people):
    code = accepted(people)
    services.doubt_age(code, by=people.worker, now=NOW)
    *first, last = methods_in_order()
    for name in first:
        method(people, code, name)
    method(people, code, last, youngest=17, oldest=21)
    with pytest.raises(AgeNotDecidable, match="cannot be decided"):
        services.decide_age(code, decision="adult", by=people.worker, now=NOW)
    services.decide_age(code, decision="child", by=people.worker, now=NOW)
    page = queries.accessible_case(code, by=people.worker, now=NOW)
    assert page.age.standing == "decided_child"


def test_an_age_decided_is_not_decided_again(people):
    code = accepted(people)
    services.doubt_age(code, by=people.worker, now=NOW)
    method(people, code, methods_in_order()[0], youngest=15, oldest=15)
    services.decide_age(code, decision="child", by=people.worker, now=NOW)
    with pytest.raises(AlreadyDone):
        services.decide_age(code, decision="adult", by=people.worker, now=NOW)


def test_the_deadline_is_counted_again_when_the_risk_changes(people):
    code = identified(people)
    since = case_of(code).step_since
    assert open_tasks_of(code)["case.assess"].due_at == since + timedelta(hours=72)
    risk_judged(people, level="medium", code=code)
    assert open_tasks_of(code)["case.assess"].due_at == since + timedelta(hours=336)
    risk_judged(people, level="high", code=code)
    task = open_tasks_of(code)["case.assess"]
    assert (task.due_at, task.priority) == (since + timedelta(hours=72), "urgent")


def test_two_judgements_of_risk_at_once_show_both_values(people):
    code = risk_judged(people, level="high")
    old = case_of(code).version - 1
    with pytest.raises(StaleSave) as stale:
        services.assess_risk(
            code, level="low", factors=["debt"], reasons="", version=old, by=people.supervisor, now=NOW
        )
    assert stale.value.saved["risk_level"] == "high"
    assert RiskAssessment.objects.count() == 1


def test_a_risk_without_factor_or_reason_is_refused(people):
    code = accepted(people)
    with pytest.raises(NothingChosen):
        services.assess_risk(code, level="low", factors=[], reasons="", version=1, by=people.worker, now=NOW)


def test_the_assessment_waits_for_identification(people):
    code = accepted(people)
    with pytest.raises(StepNotReached) as refused:
        services.record_assessment(
            code,
            tool=("initial_assessment", "1"),
            answers={},
            texts={},
            summary="",
            done_on=TODAY,
            by=people.worker,
            now=NOW,
        )
    assert refused.value.missing == ("child_registered", "ground_recorded", "identification_decided")


def test_an_assessment_keeps_its_tool_and_seals_its_words(people):
    code = assessed(people)
    row = case_of(code).assessments.get()
    assert (row.tool, row.tool_version) == ("initial_assessment", "1")
    assert b"school" not in bytes(row.texts)
    page = queries.accessible_case(code, by=people.worker, now=NOW)
    assert page.assessments[0].texts == {"child_view": "She wants to go to school."}
    assert page.step == "planning"


def test_a_case_not_yet_accepted_is_not_worked_on(people):
    code = handed_over(people)
    with pytest.raises(NotAllowed):
        services.assess_risk(
            code, level="low", factors=["debt"], reasons="", version=1, by=people.worker, now=NOW
        )
