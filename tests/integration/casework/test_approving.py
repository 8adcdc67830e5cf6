"""What needs a second person cannot be skipped, and nobody approves their own work."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from kapea.guard.accounts.queries import viewer_of
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import local_day
from kapea.registers.casework import queries, services
from kapea.registers.casework.errors import (
    AlreadyDone,
    DayNotPossible,
    NothingChosen,
    SecondPersonNeeded,
    StepNotReached,
)
from kapea.registers.casework.models import Approval
from scenes.casework import (
    NOW,
    TODAY,
    approve_all,
    assessed,
    case_of,
    identified,
    not_yet_approved,
    open_tasks_of,
    plan_made,
    planned,
)

pytestmark = pytest.mark.django_db


def waiting(code: str) -> Approval:
    return case_of(code).approvals.get(decision="")


def decide(people, code: str, *, approved: bool = True, words: str = "", by=None) -> str:
    return services.decide_approval(
        code,
        approval_id=waiting(code).pk,
        approved=approved,
        words=words,
        by=by or people.supervisor,
        now=NOW,
    )


def risk_rises(people, code: str) -> None:
    """The worker judges the risk high."""
    services.assess_risk(
        code,
        level="high",
        factors=["threats"],
        reasons="",
        version=case_of(code).version,
        by=people.worker,
        now=NOW,
    )


def test_a_high_risk_assessment_waits_for_the_supervisor_with_a_task(people):
    code = not_yet_approved(people)
    assert case_of(code).step == "assessment"
    assert set(open_tasks_of(code)) == {"work.approve"}
    decide(people, code)
    assert case_of(code).step == "planning"
    assert set(open_tasks_of(code)) == {"case.plan"}


def test_at_low_risk_the_country_asks_no_second_person(people):
    code = not_yet_approved(people, level="low")
    assert case_of(code).step == "planning"
    assert not Approval.objects.exists()


def test_a_plan_that_is_not_approved_begins_no_follow_up(people):
    code = plan_made(people)
    with pytest.raises(StepNotReached) as refused:
        services.begin_follow_up(
            code, returned_on=None, version=case_of(code).version, by=people.worker, now=NOW
        )
    assert "plan_approved" in refused.value.missing
    decide(people, code)
    services.begin_follow_up(code, returned_on=None, version=case_of(code).version, by=people.worker, now=NOW)
    assert case_of(code).step == "follow_up"


def test_a_returned_plan_is_put_up_again_when_it_is_changed(people):
    code = plan_made(people)
    with pytest.raises(NothingChosen):
        decide(people, code, approved=False)
    decide(people, code, approved=False, words="What does she want?")
    assert not case_of(code).approvals.filter(decision="").exists()
    services.revise_plan(
        code,
        child_took_part=True,
        childs_view="School, and her sister.",
        review_on=None,
        version=case_of(code).plan.version,
        by=people.worker,
        now=NOW,
    )
    assert waiting(code).kind == "plan"


def test_a_returned_assessment_may_be_made_again_on_the_same_day(people):
    code = not_yet_approved(people)
    told = {
        "tool": ("initial_assessment", "1"),
        "answers": {"care": "in_family"},
        "texts": {},
        "summary": "",
        "done_on": TODAY,
    }
    with pytest.raises(AlreadyDone):
        services.record_assessment(code, **told, by=people.worker, now=NOW)
    decide(people, code, approved=False, words="Look at the uncle.")
    services.record_assessment(code, **told, by=people.worker, now=NOW)
    assert waiting(code).kind == "assessment"


def test_nobody_approves_their_own_work(people):
    code = not_yet_approved(people)
    Approval.objects.update(asked_by=people.supervisor.username)
    with pytest.raises(SecondPersonNeeded):
        decide(people, code)
    with pytest.raises(IntegrityError):
        Approval.objects.update(decided_by=people.supervisor.username, decided_at=NOW, decision="approved")


def test_who_made_the_plan_does_not_approve_it_in_a_new_role_though_another_asked(people):
    code = plan_made(people, level="low")
    risk_rises(people, code)
    Approval.objects.filter(decision="").update(asked_by=people.colleague.username)
    user = people.users["worker"]
    user.role = "social_work_supervisor"
    user.save()
    promoted = viewer_of(user, purpose="supervision")
    for row in case_of(code).approvals.filter(decision=""):
        with pytest.raises(SecondPersonNeeded):
            services.decide_approval(code, approval_id=row.pk, approved=True, by=promoted, now=NOW)


def test_neither_worker_nor_colleague_nor_another_agency_approves(people, account):
    code = not_yet_approved(people)
    for viewer, error in (
        (people.worker, NotAllowed),
        (people.colleague, NotAllowed),
        (people.elsewhere, NotFound),
        (viewer_of(account("social_work_supervisor", agency="wv-c"), purpose="supervision"), NotFound),
    ):
        with pytest.raises(error):
            decide(people, code, by=viewer)


def test_what_was_decided_is_not_decided_again(people):
    code = not_yet_approved(people)
    first = waiting(code).pk
    decide(people, code)
    with pytest.raises(AlreadyDone):
        services.decide_approval(code, approval_id=first, approved=True, by=people.supervisor, now=NOW)


def test_a_rise_to_high_risk_asks_for_the_approval_that_low_risk_did_not_need(people):
    code = planned(people, level="low")
    risk_rises(people, code)
    kinds = set(case_of(code).approvals.filter(decision="").values_list("kind", flat=True))
    assert kinds == {"assessment", "plan"}
    assert "work.approve" in open_tasks_of(code)
    assert "plan_approved" not in queries.accessible_case(code, by=people.worker, now=NOW).missing
    approve_all(people, code)
    assert case_of(code).step == "implementation"


# -- tools, reflection, needs, flags, notes --


def test_health_answers_are_closed_to_whoever_reads_the_assessment_without_health(people):
    code = assessed(people)
    services.record_assessment(
        code,
        tool=("psychosocial_screen", "1"),
        answers={"by_trained": "yes", "total": 9, "thoughts_of_death": "no"},
        texts={"instrument": "The service's own", "meaning": "Mild"},
        summary="Seen twice.",
        done_on=TODAY,
        by=people.worker,
        now=NOW,
    )
    whole = queries.accessible_case(code, by=people.worker, now=NOW)
    assert {each.tool for each in whole.assessments} == {"initial_assessment", "psychosocial_screen"}
    from kapea.registers.casework.queries import sections

    without = sections.assessments(case_of(code), seen=frozenset({"summary", "assessment"}))
    assert [each.tool for each in without] == ["initial_assessment"]


def test_a_comprehensive_assessment_adds_up_by_its_tool(people):
    code = assessed(people)
    services.record_assessment(
        code,
        tool=("comprehensive_assessment", "1"),
        answers={"safety": "1", "health": "2"},
        texts={},
        summary="",
        done_on=TODAY,
        by=people.worker,
        now=NOW,
    )
    assert case_of(code).assessments.get(tool="comprehensive_assessment").score == 3


def test_the_period_of_reflection_ends_by_the_countrys_rule(people):
    code = identified(people)
    found = case_of(code).identification
    services.decide_identification(
        code,
        indicators=["says_so"],
        decision="victim",
        reasons="",
        reflection_from=TODAY,
        version=found.version,
        by=people.worker,
        now=NOW,
    )
    found.refresh_from_db()
    assert found.reflection_until == TODAY + timedelta(days=29)


def test_needs_are_recorded_once_each_and_can_be_taken_back(people):
    code = identified(people)
    for needs in (["hearing", "hearing", "interpreter"], ["interpreter"]):
        version = case_of(code).version
        services.record_needs(code, needs=needs, version=version, by=people.worker, now=NOW)
    assert queries.accessible_case(code, by=people.worker, now=NOW).needs == ("interpreter",)


def test_a_flag_with_a_day_sets_a_task_until_it_is_taken_down(people):
    code = identified(people)
    day = TODAY + timedelta(days=2)
    services.raise_flag(code, words="Ask the school.", until_on=day, by=people.worker, now=NOW)
    assert local_day(open_tasks_of(code)["case.flag"].due_at) == day
    flag = case_of(code).flags.get().pk
    services.clear_flag(code, flag_id=flag, words="Asked.", by=people.worker, now=NOW)
    assert "case.flag" not in open_tasks_of(code)


def test_a_flag_stays_up_until_someone_says_what_was_done(people):
    code = identified(people)
    services.raise_flag(code, words="Her uncle waits at the gate.", by=people.worker, now=NOW)
    flag = case_of(code).flags.get()
    with pytest.raises(NothingChosen):
        services.clear_flag(code, flag_id=flag.pk, words=" ", by=people.worker, now=NOW)
    with pytest.raises(DayNotPossible):
        services.raise_flag(code, words="x", until_on=TODAY - timedelta(days=1), by=people.worker, now=NOW)
    assert queries.accessible_case(code, by=people.worker, now=NOW).flags[0].words.startswith("Her uncle")
    services.clear_flag(code, flag_id=flag.pk, words="Police told.", by=people.supervisor, now=NOW)
    assert queries.accessible_case(code, by=people.worker, now=NOW).flags == ()
    with pytest.raises(AlreadyDone):
        services.clear_flag(code, flag_id=flag.pk, words="Again", by=people.worker, now=NOW)


def test_a_note_for_supervision_is_read_by_its_writer_and_who_decides(people):
    code = identified(people)
    services.write_note(code, text="I am not sure.", visibility="supervision", by=people.worker, now=NOW)
    case = case_of(code)
    case.owner_id = people.colleague.user_id
    case.save(update_fields=["owner"])
    assert queries.accessible_case(code, by=people.colleague, now=NOW).notes == ()
    assert len(queries.accessible_case(code, by=people.supervisor, now=NOW).notes) == 1
