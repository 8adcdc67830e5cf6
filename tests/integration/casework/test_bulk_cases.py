"""Cases loaded at once stand as if workers had made them."""

from datetime import timedelta

import pytest

from kapea.guard.access.viewer import background
from kapea.registers.casework import queries, services
from kapea.registers.casework.bulk import CaseSeed, ClosureSeed, ReferralSeed, VisitSeed, bulk_cases
from kapea.registers.casework.models import Case, Referral
from kapea.registers.casework.work import settle
from kapea.registers.people.bulk import PersonRow, bulk_people
from kapea.registers.people.models import Person
from scenes.casework import AGENCY, DARA, NOW, OTHER_AGENCY, TODAY, open_tasks_of

pytestmark = pytest.mark.django_db
LOADER = background("loader")


@pytest.fixture
def child_id() -> int:
    row = PersonRow(draft=DARA, agency_code=AGENCY, created_at=NOW)
    return bulk_people([row], by=LOADER, now=NOW, fictitious=True)[0]


def at(days: int):
    return NOW - timedelta(days=100 - days)


def seed(child_id: int, people, *, steps: int, **more: object) -> CaseSeed:
    """A case that has come so many steps."""
    told: dict[str, object] = {
        "agency_code": AGENCY,
        "province_code": "01",
        "opened_at": at(0),
        "forms": ("trafficking",),
        "summary": "Told to the hotline",
        "owner_id": people.worker.user_id if steps else None,
        "worker_name": people.worker.username if steps else "",
        "accepted_at": at(1) if steps else None,
    }
    if steps > 1:
        told |= {"child_id": child_id, "ground": "consent", "identified_at": at(2), "indicators": ("debt",)}
    if steps > 2:
        told |= {"risk_at": at(3), "risk_level": "medium", "assessed_at": at(4), "risk_factors": ("debt",)}
    if steps > 3:
        told |= {"planned_at": at(5), "goals": (("legal", "Safe", "Call", TODAY, True),)}
    if steps > 4:
        told |= {"follow_up_since": at(6).date(), "visits": (VisitSeed(visited_on=at(20).date()),)}
    return CaseSeed(**{**told, **more})


STEPS = ("contact", "identification", "assessment", "planning", "implementation", "follow_up")


@pytest.mark.parametrize("steps", range(6))
def test_a_loaded_case_has_the_step_and_the_tasks_that_acts_would_give_it(people, child_id, steps):
    bulk_cases([seed(child_id, people, steps=steps)], by=LOADER, now=NOW, fictitious=True)
    case = Case.objects.select_related("data_key").get()
    assert case.step == STEPS[steps]
    loaded = {kind: (task.due_at, task.assignee_id) for kind, task in open_tasks_of(case.code).items()}
    settle(case, by=people.worker, now=NOW)
    settled = {kind: (task.due_at, task.assignee_id) for kind, task in open_tasks_of(case.code).items()}
    assert loaded == settled


def test_a_loaded_case_opens_like_any_other(people, child_id):
    bulk_cases([seed(child_id, people, steps=5)], by=LOADER, now=NOW, fictitious=True)
    page = queries.accessible_case(Case.objects.get().code, by=people.worker, now=NOW)
    assert page.told.words == "Told to the hotline"
    assert page.child.name_in("km") == "សុខ ដារ៉ា"
    assert page.plan.goals[0].actions[0].state == "done"
    assert page.visits


def test_loaded_referrals_wait_for_their_answer(people, child_id):
    referral = ReferralSeed(
        to_agency_code=OTHER_AGENCY,
        service="legal",
        status="sent",
        sent_at=at(6),
        expires_on=TODAY,
        reason="Advice",
    )
    bulk_cases([seed(child_id, people, steps=4, referrals=(referral,))], by=LOADER, now=NOW, fictitious=True)
    code = Referral.objects.get().code
    assert open_tasks_of(code)["referral.answer"].agency_code == OTHER_AGENCY
    services.answer_referral(code, accepted=True, version=1, by=people.elsewhere, now=NOW)


def test_a_loaded_case_may_be_closed_or_wait_for_the_second_person(people, child_id):
    asked = ClosureSeed(
        reason="success", asked_at=at(30), asked_by=people.worker.username, childs_view="She is glad."
    )
    done = ClosureSeed(
        reason="success",
        asked_at=at(30),
        asked_by=people.worker.username,
        decided_at=at(31),
        decided_by=people.supervisor.username,
        decision="approved",
    )
    seeds = [
        seed(child_id, people, steps=5, closure=each, code=code)
        for each, code in ((asked, "C-A"), (done, "C-B"))
    ]
    assert bulk_cases(seeds, by=LOADER, now=NOW, fictitious=True) == 2
    assert set(open_tasks_of("C-A")) == {"closure.decide"}
    assert open_tasks_of("C-B") == {}
    services.decide_closure("C-A", approved=True, by=people.supervisor, now=NOW)
    assert set(Case.objects.values_list("status", flat=True)) == {"closed"}


def test_many_batches_keep_their_order(child_id, people):
    seeds = (seed(child_id, people, steps=0, code=f"C-{number:08}") for number in range(25))
    assert bulk_cases(seeds, by=LOADER, now=NOW, fictitious=True, batch_size=10) == 25
    assert list(Case.objects.order_by("pk").values_list("code", flat=True)) == [
        f"C-{n:08}" for n in range(25)
    ]
    assert Person.objects.count() == 1
