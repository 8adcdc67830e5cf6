"""A child's case goes its whole way through the pages, by a worker, another agency and a supervisor."""

import pytest

from scenes.browsing import hidden, send
from scenes.casework import OTHER_AGENCY, case_of, handed_over, supervising

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "km"])
def test_a_case_goes_from_hand_over_to_closure_through_its_pages(people, signed_in, language):
    code = handed_over(people)
    worker = signed_in(people.users["worker"], language=language)
    case = f"/cases/{code}/"
    send(worker, f"{case}accept/")
    send(
        worker,
        f"{case}child/",
        family_latin="Sok",
        given_latin="Dara",
        age_years="14",
        sex="female",
    )
    consent = {"ground": "consent", "childs_assent": "given", "carers_consent": "given", "from_on": today()}
    send(worker, f"{case}ground/", purpose="case_work", **consent)
    send(worker, f"{case}identification/", indicators=["says_so"], decision="victim", reasons="")
    assert case_of(code).step == "assessment"
    send(worker, f"{case}risk/", level="medium", factors=["threats"], reasons="")
    send(
        worker,
        f"{case}assessment/",
        done_on=today(),
        q_living_with=["mother"],
        q_care="in_family",
        q_concerns=[first_concern()],
        q_child_view="School",
    )
    supervisor = supervising(signed_in(people.users["supervisor"], language=language))
    send(supervisor, f"{case}approval/", decision="approve")
    send(
        worker,
        f"{case}plan/",
        child_took_part="yes",
        childs_view="School",
        domain="legal",
        goal="Safety",
        action="Call",
        responsible="worker",
        due_on=today(7),
    )
    assert case_of(code).step == "implementation"
    sharing = {"purpose": "service", "recipient": OTHER_AGENCY, "categories": ["risk"]}
    send(worker, f"{case}ground/", **sharing, **consent)
    send(
        worker,
        f"{case}refer/",
        kind="referral",
        to_agency_code=OTHER_AGENCY,
        service="counselling",
        reason="Help",
        sections=["risk"],
        expires_on=today(30),
    )
    referral = case_of(code).referrals.get().code
    other = signed_in(people.users["elsewhere"], language=language)
    page = other.get(f"/cases/referrals/{referral}/").content.decode()
    version = hidden(page)["version"]
    assert other.post(f"/cases/referrals/{referral}/accept/", {"version": version}).status_code == 302
    assert other.get(case).status_code == 200
    finished = {"version": int(version) + 1, "outcome": "She came every week."}
    assert other.post(f"/cases/referrals/{referral}/finish/", finished).status_code == 302
    send(worker, f"{case}visits/", visited_on=today(), safety="safe", child_seen_alone="yes", findings="")
    action = case_of(code).plan.goals.get().actions.get().pk
    refused = worker.post(f"{case}closure/", {"reason": "success"})
    assert refused.status_code == 422
    send(worker, f"{case}plan/actions/{action}/end/", state="done", reason="")
    send(worker, f"{case}follow-up/", returned_on="")
    send(
        worker,
        f"{case}closure/",
        reason="success",
        childs_view="Glad",
        feedback_asked="on",
        no_protective_measure="on",
    )
    assert case_of(code).step == "closure"
    send(supervisor, f"{case}closure/decision/", decision="approve", refusal="")
    assert case_of(code).status == "closed"
    assert worker.get(case).status_code == 200


def today(days: int = 0) -> str:
    from datetime import timedelta

    from django.utils import timezone

    from kapea.guard.pack import local_day

    return str(local_day(timezone.now()) + timedelta(days=days))


def first_concern() -> str:
    from kapea.guard.pack import current_pack

    return current_pack().code_list("protection_concern").codes[0]
