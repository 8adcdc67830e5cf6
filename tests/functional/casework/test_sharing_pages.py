"""The pages of the ledger, transfers, sealed files, approvals, conferences and flags."""

import pytest
from django.test import Client

from kapea.guard.vault.sealed_archive import open_archive
from kapea.registers.casework import services
from kapea.registers.casework.models import LegalGround
from kapea.registers.casework.services.referring import outsiders
from scenes.browsing import hidden, send
from scenes.casework import (
    NOW,
    OTHER_AGENCY,
    TODAY,
    case_of,
    identified,
    not_yet_approved,
    planned,
    referral_of,
    referred,
    share,
    supervising,
)

pytestmark = pytest.mark.django_db
CONSENT = {"ground": "consent", "childs_assent": "given", "carers_consent": "given", "from_on": str(TODAY)}
SHARED = {**CONSENT, "purpose": "service", "recipient": OTHER_AGENCY, "categories": ["risk"]}
REFERRED = {
    "kind": "referral",
    "to_agency_code": OTHER_AGENCY,
    "service": "legal",
    "reason": "Advice on her papers",
    "sections": ["risk"],
    "expires_on": "2026-04-01",
}


@pytest.fixture
def worker(people, signed_in) -> Client:
    return signed_in(people.users["worker"])


def test_a_referral_without_consent_is_refused_in_words_and_keeps_what_was_typed(people, worker):
    code = planned(people)
    answer = worker.post(f"/cases/{code}/refer/", REFERRED)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "No ground in force covers" in page
    assert "Advice on her papers" in page
    send(worker, f"/cases/{code}/ground/", **SHARED)
    send(worker, f"/cases/{code}/refer/", **REFERRED)
    assert case_of(code).referrals.count() == 1


def test_consent_that_the_child_refuses_is_explained_beside_the_field(people, worker):
    code = identified(people)
    before = LegalGround.objects.count()
    answer = worker.post(f"/cases/{code}/ground/", {**SHARED, "childs_assent": "refused"})
    assert answer.status_code == 422
    assert "this is not consent" in answer.content.decode()
    assert LegalGround.objects.count() == before


def test_a_withdrawn_ground_shows_in_the_ledger_and_closes_the_other_agencys_page(people, worker, signed_in):
    code, referral = referred(people)
    ground = case_of(code).legal_grounds.get(purpose="service").pk
    other = signed_in(people.users["elsewhere"])
    assert other.get(f"/cases/{code}/").status_code == 200
    send(worker, f"/cases/{code}/ground/{ground}/withdraw/", whose_word="child", words="I changed my mind.")
    assert other.get(f"/cases/{code}/").status_code == 404
    assert "I changed my mind." in worker.get(f"/cases/{code}/").content.decode()
    assert "No longer open" in worker.get(f"/cases/referrals/{referral}/").content.decode()


def test_a_transfer_is_accepted_and_the_sender_keeps_its_outcome_only(people, worker, signed_in):
    code = planned(people)
    share(people, code, purpose="transfer")
    send(worker, f"/cases/{code}/refer/", **{**REFERRED, "kind": "transfer", "service": ""})
    referral = case_of(code).referrals.get().code
    other = signed_in(people.users["elsewhere"])
    page = other.get(f"/cases/referrals/{referral}/").content.decode()
    assert "The case becomes yours" in page
    other.post(f"/cases/referrals/{referral}/accept/", {"version": hidden(page)["version"]})
    assert other.get(f"/cases/{code}/plan/change/").status_code == 200
    assert worker.get(f"/cases/{code}/").status_code == 404
    kept = worker.get(f"/cases/referrals/{referral}/").content.decode()
    assert "The case is the other agency’s since." in kept
    assert f'href="/cases/{code}/"' not in kept


def test_an_agency_without_an_account_gets_a_file_of_the_chosen_sections_only(people, worker):
    code = planned(people)
    outside = outsiders()[0][0]
    share(people, code, to=outside, sections=["risk", "plan"])
    send(worker, f"/cases/{code}/refer/", **{**REFERRED, "to_agency_code": outside})
    referral = case_of(code).referrals.get().code
    page = worker.get(f"/cases/referrals/{referral}/file/").content.decode()
    passphrase = page.partition('name="passphrase" value="')[2].partition('"')[0]
    answer = worker.post(f"/cases/referrals/{referral}/file/", {"passphrase": passphrase})
    assert answer["Content-Disposition"] == f'attachment; filename="{referral}.zip"'
    text = open_archive(answer.content, passphrase=passphrase)
    assert "Threats" in text or "threat" in text.lower()
    for closed in ("Dara", "ដារ៉ា", "Back in school", "She wants to go to school.", "012 345 678"):
        assert closed not in text
    assert referral_of(referral).file_made_at is not None
    weak = worker.post(f"/cases/referrals/{referral}/file/", {"passphrase": "dara"})
    assert weak.status_code == 422


def test_the_file_of_a_referral_is_not_there_for_another_person(people, worker, signed_in):
    _code, referral = referred(people)
    for name in ("colleague", "elsewhere"):
        assert signed_in(people.users[name]).get(f"/cases/referrals/{referral}/file/").status_code in (
            403,
            404,
        )


def test_the_supervisor_reads_what_waits_and_returns_it_with_words(people, worker, signed_in):
    code = not_yet_approved(people)
    supervisor = supervising(signed_in(people.users["supervisor"]))
    page = supervisor.get(f"/cases/{code}/approval/").content.decode()
    assert "She wants to go to school." in page
    empty = supervisor.post(f"/cases/{code}/approval/", {**hidden(page), "decision": "return", "words": ""})
    assert empty.status_code == 422
    send(supervisor, f"/cases/{code}/approval/", decision="return", words="Speak with her teacher.")
    assert "Speak with her teacher." in worker.get(f"/cases/{code}/").content.decode()
    assert worker.get(f"/cases/{code}/approval/").status_code == 404


def test_a_step_that_is_not_reached_says_what_is_missing(people, worker):
    code = not_yet_approved(people)
    answer = worker.get(f"/cases/{code}/plan/")
    assert answer.status_code == 409
    assert "another person approves the assessment" in answer.content.decode()


def test_every_further_tool_opens_and_one_that_is_not_there_does_not(people, worker):
    code = planned(people)
    page = worker.get(f"/cases/{code}/assessments/").content.decode()
    for tool in ("comprehensive_assessment", "family_assessment", "psychosocial_screen", "best_interests"):
        assert f"/cases/{code}/assessments/{tool}/" in page
        assert worker.get(f"/cases/{code}/assessments/{tool}/").status_code == 200
    assert worker.get(f"/cases/{code}/assessments/initial_assessment/").status_code == 404


def test_a_flag_stands_at_the_head_of_the_case_until_it_is_taken_down(people, worker):
    code = identified(people)
    send(worker, f"/cases/{code}/flag/", words="Her uncle waits at the gate.")
    assert "Her uncle waits at the gate." in worker.get(f"/cases/{code}/").content.decode()
    flag = case_of(code).flags.get().pk
    send(worker, f"/cases/{code}/flag/{flag}/clear/", words="The police spoke with him.")
    assert "Her uncle waits at the gate." not in worker.get(f"/cases/{code}/").content.decode()


def test_the_period_of_reflection_is_said_at_the_head_of_the_case(people, worker):
    code = identified(people)
    send(
        worker,
        f"/cases/{code}/identification/",
        indicators=["says_so"],
        decision="victim",
        reasons="",
        reflection_from=str(TODAY),
    )
    assert "ask the child for no statement" in worker.get(f"/cases/{code}/").content.decode()


def test_two_workers_record_needs_and_the_second_sees_both(people, worker):
    code = identified(people)
    shown = hidden(worker.get(f"/cases/{code}/needs/").content.decode())
    send(worker, f"/cases/{code}/needs/", needs=["hearing"])
    answer = worker.post(f"/cases/{code}/needs/", {**shown, "submission_key": "c" * 32, "needs": ["seeing"]})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Difficulty hearing" in page
    assert "Difficulty seeing" in page
    assert list(case_of(code).needs.values_list("need", flat=True)) == ["hearing"]


def test_words_to_a_referral_that_was_taken_back_meanwhile_are_not_lost(people, signed_in):
    _code, referral = referred(people)
    other = signed_in(people.users["elsewhere"])
    shown = hidden(other.get(f"/cases/referrals/{referral}/").content.decode())
    accepted = {"version": shown["version"], "words": "We are glad."}
    other.post(f"/cases/referrals/{referral}/accept/", accepted)
    late = {"version": shown["version"], "outcome": "She came every week."}
    answer = other.post(f"/cases/referrals/{referral}/finish/", late)
    assert answer.status_code == 409
    assert "She came every week." in answer.content.decode()


def test_the_referral_form_names_services_that_fit_the_child(people, worker):
    from kapea.registers.directory.services import bulk_offers

    code = planned(people)
    services.record_needs(code, needs=["hearing"], version=case_of(code).version, by=people.worker, now=NOW)
    base = {"service": "legal", "sexes": [], "languages": [], "takes_foreign": False}
    rows = [
        (OTHER_AGENCY, {**base, "needs": ["hearing"]}, ["01"]),
        ("hagar", {**base, "needs": []}, ["01"]),
        ("afesip", {**base, "needs": ["hearing"]}, ["09"]),
    ]
    bulk_offers(rows, by=people.worker, now=NOW, fictitious=True)
    page = worker.get(f"/cases/{code}/refer/").content.decode()
    card = page.partition("Services that fit this child")[2].partition("</section>")[0]
    assert card.count("<li>") == 1


@pytest.mark.parametrize(("role", "status"), [("statistician", 200), ("social_worker", 404)])
def test_services_by_group_open_to_who_keeps_figures(account, signed_in, role, status):
    client = signed_in(account(role, agency="mosvy"))
    assert client.get("/cases/services-by-group/").status_code == status
    assert client.get("/cases/services-by-group/?year=x").status_code == status
