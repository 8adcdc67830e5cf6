"""A child is referred to another agency, which sees only what goes along."""

from datetime import timedelta

import pytest

from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed, NotFound, StaleSave
from kapea.registers.casework import queries, services
from kapea.registers.casework.errors import (
    AlreadyDone,
    DayNotPossible,
    NothingChosen,
    ReceiverNotPossible,
    ReferralNotOpen,
    StepNotReached,
)
from scenes.casework import (
    AGENCY,
    NOW,
    OTHER_AGENCY,
    TODAY,
    accepted,
    case_of,
    open_tasks_of,
    planned,
    referral_of,
    referred,
    share,
)

pytestmark = pytest.mark.django_db


def answer(people, code: str, *, accept: bool = True, **more: object) -> str:
    told = {"refusal": "" if accept else "no_capacity", "version": referral_of(code).version, **more}
    return services.answer_referral(code, accepted=accept, **told, by=people.elsewhere, now=NOW)


def test_a_referral_gives_the_other_agency_a_task_with_a_deadline(people):
    _case, code = referred(people)
    tasks = open_tasks_of(code)
    task, ours = tasks["referral.answer"], tasks["referral.await"]
    assert (task.agency_code, task.due_at) == (OTHER_AGENCY, NOW + timedelta(hours=4))
    assert (task.rule_code, task.rule_version) == ("referral.answer_hours", "1")
    assert (ours.agency_code, ours.assignee_id, ours.due_at) == (AGENCY, people.worker.user_id, task.due_at)


def test_the_other_agency_sees_only_what_goes_along(people):
    case, _referral = referred(people, sections=("risk",))
    page = queries.accessible_case(case, by=people.elsewhere, now=NOW)
    assert page.sections == {"summary", "referral", "risk"}
    assert page.is_referred
    assert page.risks
    assert page.told is None
    assert page.plan is None
    assert page.child.names == ()
    assert page.acts == frozenset()


def test_what_was_not_chosen_stays_closed(people):
    case, _referral = referred(people, sections=())
    assert "risk" not in queries.accessible_case(case, by=people.elsewhere, now=NOW).sections


def test_what_the_role_may_not_read_stays_closed_even_if_chosen(people):
    case, _referral = referred(people, sections=("plan", "assessment", "identity"))
    page = queries.accessible_case(case, by=people.elsewhere, now=NOW)
    assert page.sections == {"summary", "referral"}


def test_an_agency_that_was_not_asked_sees_neither_case_nor_referral(people, account):
    from scenes.accounts import viewer_for

    case, code = referred(people)
    third = viewer_for(account("social_worker", agency="hagar"))
    with pytest.raises(NotFound):
        queries.accessible_case(case, by=third, now=NOW)
    with pytest.raises(NotFound):
        queries.accessible_referral(code, by=third, now=NOW)
    with pytest.raises(NotFound):
        services.answer_referral(code, accepted=True, version=1, by=third, now=NOW)


def test_accepting_tells_the_sender_and_changes_no_owner(people):
    case, code = referred(people)
    answer(people, code)
    assert open_tasks_of(code) == {}
    page = queries.accessible_case(case, by=people.worker, now=NOW)
    assert page.referrals[0].row.status == "accepted"
    assert page.owner_id == people.worker.user_id


def test_a_refusal_needs_a_reason_and_reaches_the_sender_as_a_task(people):
    case, code = referred(people)
    with pytest.raises(NothingChosen):
        answer(people, code, accept=False, refusal="")
    answer(people, code, accept=False, words="Our counsellor is away.")
    tasks = open_tasks_of(code)
    assert set(tasks) == {"referral.read_outcome"}
    told = tasks["referral.read_outcome"]
    assert (told.assignee_id, told.due_at) == (people.worker.user_id, NOW + timedelta(hours=4))
    seen = queries.accessible_case(case, by=people.worker, now=NOW).referrals[0]
    assert (seen.refusal, seen.answer) == ("no_capacity", "Our counsellor is away.")


def test_after_refusing_the_agency_sees_the_case_no_more(people):
    case, code = referred(people)
    answer(people, code, accept=False)
    with pytest.raises(NotFound):
        queries.accessible_case(case, by=people.elsewhere, now=NOW)
    seen = queries.accessible_referral(code, by=people.elsewhere, now=NOW)
    assert seen.reason == ""


def test_the_outcome_comes_back_to_the_sender(people):
    case, code = referred(people)
    answer(people, code)
    services.finish_referral(
        code,
        outcome="She came ten times.",
        version=referral_of(code).version,
        by=people.elsewhere,
        now=NOW,
    )
    seen = queries.accessible_case(case, by=people.worker, now=NOW).referrals[0]
    assert (seen.row.status, seen.outcome) == ("done", "She came ten times.")


def test_an_answer_is_given_once(people):
    _case, code = referred(people)
    answer(people, code)
    with pytest.raises(ReferralNotOpen):
        answer(people, code, accept=False)


def test_two_people_answering_at_once_do_not_overwrite_each_other(people):
    _case, code = referred(people)
    with pytest.raises(StaleSave):
        answer(people, code, version=7)
    assert referral_of(code).status == "sent"


def test_a_referral_taken_back_closes_the_case_to_the_other_agency(people):
    case, code = referred(people)
    services.revoke_referral(code, version=1, by=people.worker, now=NOW)
    with pytest.raises(NotFound):
        queries.accessible_case(case, by=people.elsewhere, now=NOW)


def test_the_receiver_cannot_take_a_referral_back(people):
    _case, code = referred(people)
    with pytest.raises((NotAllowed, NotFound)):
        services.revoke_referral(code, version=1, by=people.elsewhere, now=NOW)


def test_the_sender_cannot_answer_their_own_referral(people):
    _case, code = referred(people)
    with pytest.raises(NotAllowed):
        services.answer_referral(code, accepted=True, version=1, by=people.worker, now=NOW)


def test_a_referral_ends_by_itself_after_its_last_day(people):
    case, code = referred(people)
    later = NOW + timedelta(days=91)
    with pytest.raises(NotFound):
        queries.accessible_case(case, by=people.elsewhere, now=later)
    assert services.expire_referrals(now=later) == 1
    assert services.expire_referrals(now=later) == 0
    assert referral_of(code).status == "expired"


def test_without_a_legal_ground_nothing_is_shared(people):
    with pytest.raises(StepNotReached) as refused:
        referred(people, code=accepted(people))
    assert refused.value.missing == ("ground_recorded",)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"to_agency_code": AGENCY}, ReceiverNotPossible),
        ({"to_agency_code": "ilo-ipec"}, ReceiverNotPossible),
        ({"expires_on": TODAY - timedelta(days=1)}, DayNotPossible),
        ({"expires_on": TODAY + timedelta(days=366)}, DayNotPossible),
        ({"reason": " "}, NothingChosen),
    ],
)
def test_a_referral_that_cannot_be_is_not_sent(people, change, error):
    code = planned(people)
    told = {
        "to_agency_code": OTHER_AGENCY,
        "service": "legal",
        "sections": ["risk"],
        "reason": "Advice",
        "expires_on": TODAY,
        **change,
    }
    with pytest.raises(error):
        services.send_referral(code, **told, by=people.worker, now=NOW)


def test_the_same_referral_is_not_open_twice(people):
    case, _code = referred(people)
    with pytest.raises(AlreadyDone):
        referred(people, code=case)


def test_what_went_along_is_written_down(people):
    case, code = referred(people, sections=("risk", "services"))
    event = AuditEvent.objects.get(action="casework.referral.sent")
    assert event.object_code == case
    sections = ["risk", "services"]
    assert event.details == {"referral": code, "to": OTHER_AGENCY, "sections": sections, "kind": "referral"}


def test_notes_and_closure_never_travel(people):
    _case, code = referred(people, sections=("notes", "closure", "risk"))
    assert referral_of(code).sections == ["risk"]


def test_each_box_counts_the_list_it_opens(people):
    _case, code = referred(people)
    for box, viewer in (("to_answer", people.elsewhere), ("sent", people.worker)):
        rows = queries.list_referrals(box, by=viewer, now=NOW)
        assert [row.code for row in rows] == [code]
        assert queries.count_referrals(box, by=viewer, now=NOW) == 1
    answer(people, code)
    assert queries.count_referrals("to_answer", by=people.elsewhere, now=NOW) == 0
    assert queries.count_referrals("accepted", by=people.elsewhere, now=NOW) == 1


def test_a_colleague_does_not_see_which_referrals_of_others_went_out(people):
    referred(people)
    assert queries.list_referrals("sent", by=people.colleague, now=NOW) == []


def test_two_referrals_to_one_agency_open_what_either_carries(people):
    case, first = referred(people, sections=("risk",))
    share(people, case, sections=["services"])
    services.send_referral(
        case,
        to_agency_code=OTHER_AGENCY,
        service="legal",
        sections=["services"],
        reason="Advice too",
        expires_on=TODAY + timedelta(days=5),
        by=people.worker,
        now=NOW,
    )
    page = queries.accessible_case(case, by=people.elsewhere, now=NOW)
    assert page.sections == {"summary", "referral", "risk", "services"}
    later = queries.accessible_case(case, by=people.elsewhere, now=NOW + timedelta(days=6))
    assert later.sections == {"summary", "referral", "risk"}
    assert [seen.row.code for seen in later.referrals] == [first]


def test_the_other_agency_learns_sex_and_age_but_no_name(people):
    case, _referral = referred(people)
    child = queries.accessible_case(case, by=people.elsewhere, now=NOW).child
    assert (child.sex, str(child.ages)) == ("female", "14")
    assert child.names == ()
    assert child.identifiers == ()
    assert child.contacts == ()


def test_a_case_that_went_to_a_colleague_takes_its_referrals_along(people):
    code, referral = referred(people)
    to = people.colleague.user_id
    services.assign_case(code, worker_id=to, version=case_of(code).version, by=people.supervisor, now=NOW)
    listed = [row.code for row in queries.list_referrals("sent", by=people.colleague, now=NOW)]
    assert listed == [referral]
    assert queries.list_referrals("sent", by=people.worker, now=NOW) == []
    with pytest.raises(NotFound):
        queries.accessible_referral(referral, by=people.worker, now=NOW)


def test_every_referral_of_a_box_can_be_opened(people):
    _code, referral = referred(people)
    for viewer, box in (
        (people.worker, "sent"),
        (people.supervisor, "sent"),
        (people.elsewhere, "to_answer"),
    ):
        (row,) = queries.list_referrals(box, by=viewer, now=NOW)
        assert queries.accessible_referral(row.code, by=viewer, now=NOW).row.code == referral
