"""The ledger of consent: nothing goes without a live ground, and its end takes effect at once."""

from datetime import timedelta

import pytest

from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed, NotFound
from kapea.registers.casework import queries, services
from kapea.registers.casework.errors import (
    AlreadyDone,
    DayNotPossible,
    GroundNotPossible,
    NoGroundToShare,
    NothingChosen,
    StepNotReached,
)
from kapea.registers.casework.facts import what_is_there
from kapea.registers.casework.ledger import grounds_of
from kapea.registers.casework.rules.consent import allows_own_work
from scenes.casework import (
    AGENCY,
    NOW,
    OTHER_AGENCY,
    TODAY,
    accepted,
    case_of,
    identified,
    open_tasks_of,
    planned,
    referral_of,
    referred,
    share,
)

pytestmark = pytest.mark.django_db
NEXT_DAY = NOW + timedelta(days=1)


def send(people, code: str, **more: object) -> str:
    told = {
        "to_agency_code": OTHER_AGENCY,
        "service": "legal",
        "sections": ["risk"],
        "reason": "Advice",
        "expires_on": TODAY + timedelta(days=30),
        **more,
    }
    return services.send_referral(code, **told, by=people.worker, now=NOW)


def seen_elsewhere(people, code: str, *, now=NOW) -> frozenset[str]:
    return queries.accessible_case(code, by=people.elsewhere, now=now).sections


def withdraw(people, code: str, *, purpose: str = "service", now=NOW) -> str:
    row = case_of(code).legal_grounds.get(purpose=purpose)
    return services.withdraw_ground(
        code, ground_id=row.pk, whose_word="child", words="I do not want it.", by=people.worker, now=now
    )


def own_ground_ends_today(people, code: str) -> None:
    """In place of the case's own ground stands one whose last day is today."""
    withdraw(people, code, purpose="case_work")
    services.record_legal_ground(
        code,
        ground="consent",
        childs_assent="given",
        from_on=TODAY,
        until_on=TODAY,
        by=people.worker,
        now=NOW,
    )


def test_a_package_cannot_hold_a_category_without_a_live_ground(people):
    code = planned(people)
    share(people, code, sections=["services"])
    with pytest.raises(NoGroundToShare) as refused:
        send(people, code, sections=["risk", "services"])
    assert refused.value.categories == ("risk",)


def test_nothing_goes_to_an_agency_that_no_ground_names(people):
    code = planned(people)
    with pytest.raises(NoGroundToShare):
        send(people, code, sections=[])


def test_withdrawal_closes_the_case_to_the_other_agency_at_once(people):
    code, _referral = referred(people, sections=("risk",))
    assert "risk" in seen_elsewhere(people, code)
    withdraw(people, code)
    with pytest.raises(NotFound):
        seen_elsewhere(people, code)


def test_a_category_withdrawn_and_given_again_without_it_stays_closed(people):
    code, _referral = referred(people, sections=("risk", "services"))
    withdraw(people, code)
    share(people, code, sections=["services"])
    assert seen_elsewhere(people, code) == {"summary", "referral", "services"}
    view = queries.accessible_referral(_referral, by=people.worker, now=NOW)
    assert view.closed_sections == ("risk",)


def test_a_ground_that_runs_out_closes_the_case_the_day_after_its_last(people):
    code = planned(people)
    share(people, code, sections=["risk"], until_on=TODAY)
    send(people, code)
    assert "risk" in seen_elsewhere(people, code)
    with pytest.raises(NotFound):
        seen_elsewhere(people, code, now=NEXT_DAY)


def test_a_case_whose_own_ground_is_withdrawn_stands_at_identification_again(people):
    code = planned(people)
    withdraw(people, code, purpose="case_work")
    assert case_of(code).step == "identification"
    assert "case.identify" in open_tasks_of(code)
    with pytest.raises(StepNotReached):
        send(people, code)


def test_a_case_whose_own_ground_ran_out_shows_it_at_once_and_gets_its_task_over_night(people):
    code = identified(people)
    own_ground_ends_today(people, code)
    assert case_of(code).step == "assessment"
    page = queries.accessible_case(code, by=people.worker, now=NEXT_DAY)
    assert (page.step, page.missing) == ("identification", ("ground_recorded",))
    assert services.settle_lapsed(now=NEXT_DAY) == 1
    assert services.settle_lapsed(now=NEXT_DAY) == 0
    assert "case.identify" in open_tasks_of(code)


def test_a_case_whose_ground_ran_out_does_not_wait_behind_those_with_another_ground(people):
    for _case in range(2):
        fine = identified(people)
        share(people, fine, sections=["risk"], until_on=TODAY)
    code = identified(people)
    own_ground_ends_today(people, code)
    assert services.settle_lapsed(now=NEXT_DAY, most=1) == 1
    assert "case.identify" in open_tasks_of(code)


def test_the_database_and_the_rule_agree_on_ones_own_ground(people):
    code = identified(people)
    case = case_of(code)
    for day in range(-1, 3):
        today = TODAY + timedelta(days=day)
        there = "own_ground" in what_is_there(case, today=today)
        assert there == allows_own_work(grounds_of(case), agency=case.agency_code, today=today) == (day >= 0)
    case.legal_grounds.update(until_on=TODAY)
    assert "own_ground" not in what_is_there(case, today=TODAY + timedelta(days=1))
    case.agency_code = OTHER_AGENCY
    assert "own_ground" not in what_is_there(case, today=TODAY)


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"childs_assent": "refused"}, GroundNotPossible),
        ({"to": AGENCY}, NothingChosen),
        ({"to": ""}, NothingChosen),
        ({"until_on": TODAY - timedelta(days=1)}, DayNotPossible),
        ({"from_on": TODAY + timedelta(days=1)}, DayNotPossible),
    ],
)
def test_a_ground_that_is_none_is_not_recorded(people, told, error):
    code = accepted(people)
    with pytest.raises(error):
        share(people, code, **told)
    assert case_of(code).legal_grounds.count() == 0


def test_a_ground_is_withdrawn_once_and_stays_in_the_ledger(people):
    code, _referral = referred(people)
    withdraw(people, code)
    with pytest.raises(AlreadyDone):
        withdraw(people, code)
    row = case_of(code).legal_grounds.get(purpose="service")
    assert (row.withdrawn_by, row.withdrawn_word) == (people.worker.username, "child")
    assert b"do not want" not in bytes(row.withdrawal)
    event = AuditEvent.objects.get(action="casework.ground.withdrawn")
    assert event.details["whose_word"] == "child"


def test_a_colleague_neither_records_nor_withdraws_a_ground(people):
    code = planned(people)
    row = case_of(code).legal_grounds.get()
    with pytest.raises(NotAllowed):
        services.withdraw_ground(code, ground_id=row.pk, whose_word="child", by=people.colleague, now=NOW)
    with pytest.raises(NotFound):
        services.withdraw_ground(code, ground_id=row.pk, whose_word="child", by=people.elsewhere, now=NOW)


def test_a_ground_of_another_case_is_not_found(people):
    mine, other = planned(people), planned(people)
    row = case_of(other).legal_grounds.get()
    with pytest.raises(NotFound):
        services.withdraw_ground(mine, ground_id=row.pk, whose_word="child", by=people.worker, now=NOW)


def test_a_conference_needs_a_ground_for_each_body_that_sat_in_it(people):
    code = planned(people)
    told = {"held_on": TODAY, "agencies": [OTHER_AGENCY], "child_took_part": False, "childs_view": ""}
    with pytest.raises(NoGroundToShare):
        services.record_conference(code, **told, decisions="School first.", by=people.worker, now=NOW)
    share(people, code, purpose="conference")
    services.record_conference(code, **told, decisions="School first.", by=people.worker, now=NOW)
    with pytest.raises(AlreadyDone):
        services.record_conference(code, **told, decisions="Again.", by=people.worker, now=NOW)
    page = queries.accessible_case(code, by=people.worker, now=NOW)
    assert page.conferences[0].agencies == (AGENCY, OTHER_AGENCY)


def test_a_refused_referral_is_live_no_more_though_the_ground_holds(people):
    code, referral = referred(people)
    services.answer_referral(
        referral,
        accepted=False,
        refusal="no_capacity",
        version=referral_of(referral).version,
        by=people.elsewhere,
        now=NOW,
    )
    with pytest.raises(NotFound):
        seen_elsewhere(people, code)
