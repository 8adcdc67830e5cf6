"""A case changes hands only when the other agency accepts; one without an account gets a sealed file."""

from datetime import timedelta

import pytest

from kapea.guard.audit.models import AuditEvent
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.vault.sealed_archive import new_passphrase, open_archive
from kapea.registers.casework import queries, services
from kapea.registers.casework.errors import NoGroundToShare, ReceiverNotPossible, ReferralNotOpen
from kapea.registers.casework.services.referring import outsiders
from scenes.casework import (
    AGENCY,
    NOW,
    OTHER_AGENCY,
    TODAY,
    case_of,
    open_tasks_of,
    planned,
    referral_of,
    referred,
    share,
)

pytestmark = pytest.mark.django_db


def transfer(people, code: str, **more: object) -> str:
    told = {
        "to_agency_code": OTHER_AGENCY,
        "service": "",
        "sections": ["risk"],
        "reason": "The family moves to your province.",
        "expires_on": TODAY + timedelta(days=14),
        "kind": "transfer",
        **more,
    }
    return services.send_referral(code, **told, by=people.worker, now=NOW)


@pytest.fixture
def offered(people) -> tuple[str, str]:
    code = planned(people)
    share(people, code, purpose="transfer")
    return code, transfer(people, code)


def answer(people, referral: str, *, accepted: bool, refusal: str = "") -> str:
    version = referral_of(referral).version
    return services.answer_referral(
        referral, accepted=accepted, refusal=refusal, version=version, by=people.elsewhere, now=NOW
    )


def test_a_transfer_needs_a_ground_of_its_own(people):
    code, _referral = referred(people)
    with pytest.raises(NoGroundToShare):
        transfer(people, code)


def test_the_case_stays_with_its_worker_until_the_other_agency_accepts(people, offered):
    code, _referral = offered
    assert (case_of(code).agency_code, case_of(code).owner_id) == (AGENCY, people.worker.user_id)


def test_an_accepted_transfer_gives_the_case_over_with_its_tasks(people, offered):
    code, referral = offered
    answer(people, referral, accepted=True)
    case = case_of(code)
    assert (case.agency_code, case.owner_id) == (OTHER_AGENCY, people.elsewhere.user_id)
    assert {task.agency_code for task in open_tasks_of(code).values()} == {OTHER_AGENCY}
    page = queries.accessible_case(code, by=people.elsewhere, now=NOW)
    assert page.plan is not None
    assert "ground_recorded" not in page.missing
    assert AuditEvent.objects.filter(action="casework.case.transferred", object_code=code).exists()


def test_the_former_agency_sees_the_outcome_and_no_more_of_the_case(people, offered):
    code, referral = offered
    answer(people, referral, accepted=True)
    for viewer in (people.worker, people.supervisor):
        with pytest.raises(NotFound):
            queries.accessible_case(code, by=viewer, now=NOW)
        assert queries.accessible_referral(referral, by=viewer, now=NOW).row.status == "done"
    with pytest.raises(NotFound):
        queries.accessible_referral(referral, by=people.colleague, now=NOW)
    assert open_tasks_of(referral)["referral.read_outcome"].assignee_id == people.worker.user_id


def test_a_refused_transfer_leaves_the_case_and_tells_why(people, offered):
    code, referral = offered
    answer(people, referral, accepted=False, refusal="outside_area")
    assert case_of(code).agency_code == AGENCY
    assert queries.accessible_referral(referral, by=people.worker, now=NOW).refusal == "outside_area"


def test_a_transfer_whose_ground_was_withdrawn_cannot_be_accepted(people, offered):
    code, referral = offered
    ground = case_of(code).legal_grounds.get(purpose="transfer")
    services.withdraw_ground(code, ground_id=ground.pk, whose_word="carer", by=people.worker, now=NOW)
    with pytest.raises(NoGroundToShare):
        answer(people, referral, accepted=True)
    assert (case_of(code).agency_code, referral_of(referral).status) == (AGENCY, "sent")


def test_referrals_to_other_bodies_go_on_with_the_new_agency(people, offered):
    code, referral = offered
    share(people, code, to="hagar", sections=["risk"])
    other = services.send_referral(
        code,
        to_agency_code="hagar",
        service="legal",
        sections=["risk"],
        reason="Advice",
        expires_on=TODAY + timedelta(days=9),
        by=people.worker,
        now=NOW,
    )
    answer(people, referral, accepted=True)
    assert (referral_of(other).from_agency_code, referral_of(other).status) == (OTHER_AGENCY, "sent")


def test_a_manager_takes_back_what_a_worker_sent(people):
    code, referral = referred(people)
    services.revoke_referral(
        referral,
        version=referral_of(referral).version,
        words="The father works there.",
        by=people.supervisor,
        now=NOW,
    )
    assert referral_of(referral).status == "revoked"
    with pytest.raises(NotFound):
        queries.accessible_case(code, by=people.elsewhere, now=NOW)
    receiver = queries.accessible_referral(referral, by=people.elsewhere, now=NOW)
    assert receiver.revocation == ""


def test_a_colleague_takes_nothing_back(people):
    _code, referral = referred(people)
    with pytest.raises(NotAllowed):
        services.revoke_referral(referral, version=1, by=people.colleague, now=NOW)


# -- by a sealed file --


@pytest.fixture
def by_file(people) -> tuple[str, str]:
    code = planned(people)
    outside = outsiders()[0][0]
    share(people, code, to=outside, sections=["risk", "plan"])
    sent = services.send_referral(
        code,
        to_agency_code=outside,
        service="legal",
        sections=["risk"],
        reason="Advice",
        expires_on=TODAY + timedelta(days=9),
        by=people.worker,
        now=NOW,
    )
    return code, sent


def test_an_agency_without_an_account_gets_a_file_and_the_sender_the_task_to_ask(people, by_file):
    _code, referral = by_file
    assert referral_of(referral).channel == "file"
    tasks = open_tasks_of(referral)
    assert set(tasks) == {"referral.await"}
    assert tasks["referral.await"].assignee_id == people.worker.user_id


def test_when_it_has_expired_unanswered_the_sender_is_told(people, by_file):
    _code, referral = by_file
    services.expire_referrals(now=NOW + timedelta(days=10))
    assert set(open_tasks_of(referral)) == {"referral.read_outcome"}


def test_the_package_holds_only_the_chosen_sections_that_a_ground_covers(people, by_file):
    code, referral = by_file
    page, _view = queries.package_page(referral, by=people.worker, now=NOW)
    assert page.sections == {"summary", "risk"}
    assert page.risks
    assert (page.plan, page.child, page.assessments, page.notes, page.told) == (None, None, (), (), None)
    ground = case_of(code).legal_grounds.get(purpose="service")
    services.withdraw_ground(code, ground_id=ground.pk, whose_word="child", by=people.worker, now=NOW)
    page, _view = queries.package_page(referral, by=people.worker, now=NOW)
    assert page.sections == {"summary"}


def test_the_sealed_file_opens_with_its_passphrase_only(people, by_file):
    _code, referral = by_file
    passphrase = new_passphrase()
    archive = services.seal_package(
        referral, "សួស្តី about a girl", passphrase=passphrase, by=people.worker, now=NOW
    )
    assert open_archive(archive, passphrase=passphrase) == "សួស្តី about a girl"
    assert open_archive(archive, passphrase=new_passphrase()) is None
    assert b"girl" not in archive
    event = AuditEvent.objects.get(action="casework.referral.file_made")
    assert event.details["sections"] == ["risk"]


def test_nobody_else_makes_the_file(people, by_file):
    _code, referral = by_file
    for viewer, error in ((people.colleague, NotAllowed), (people.elsewhere, NotFound)):
        with pytest.raises(error):
            queries.package_page(referral, by=viewer, now=NOW)
        with pytest.raises(error):
            services.seal_package(referral, "x", passphrase="p", by=viewer, now=NOW)


def test_no_file_is_made_of_a_referral_to_an_agency_with_an_account(people):
    _code, referral = referred(people)
    with pytest.raises(ReferralNotOpen):
        queries.package_page(referral, by=people.worker, now=NOW)


def test_the_sender_records_what_the_agency_without_an_account_answered(people, by_file):
    _code, referral = by_file
    version = referral_of(referral).version
    services.answer_referral(referral, accepted=True, version=version, by=people.worker, now=NOW)
    services.finish_referral(
        referral, outcome="She was advised.", version=version + 1, by=people.worker, now=NOW
    )
    assert referral_of(referral).status == "done"


def test_a_whole_case_is_not_given_over_by_a_file(people):
    code = planned(people)
    outside = outsiders()[0][0]
    share(people, code, to=outside, purpose="transfer")
    with pytest.raises(ReceiverNotPossible):
        transfer(people, code, to_agency_code=outside)
