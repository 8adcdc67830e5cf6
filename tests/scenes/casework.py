"""A child's case in each state of its path, made by the acts that workers do."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kapea.guard.access.viewer import Viewer
from kapea.guard.accounts.queries import viewer_of
from kapea.registers.casework import services
from kapea.registers.casework.models import Case, Referral
from kapea.registers.casework.services import ClosureRequest, NewAction, NewGoal
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.worklist.handover import HandOver, hand_over
from scenes.accounts import make_user, viewer_for

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
AGENCY = "mosvy"
OTHER_AGENCY = "wv-c"
DARA = PersonDraft(
    family_km="សុខ",
    given_km="ដារ៉ា",
    family_latin="SOK",
    given_latin="Dara",
    sex="female",
    age_years=14,
    age_as_of=TODAY,
    province_code="01",
    phone="012 345 678",
    phone_whose="mother",
    phone_safe=True,
)


@dataclass
class People:
    """A worker, a colleague, a supervisor, and workers elsewhere."""

    worker: Viewer
    colleague: Viewer
    supervisor: Viewer
    elsewhere: Viewer
    operator: Viewer
    users: dict[str, Any] = field(default_factory=dict)


def make_people() -> People:
    """Store the accounts of the scene."""
    users = {
        "worker": make_user("social_worker", agency=AGENCY),
        "colleague": make_user("social_worker", agency=AGENCY),
        "supervisor": make_user("social_work_supervisor", agency=AGENCY),
        "elsewhere": make_user("social_worker", agency=OTHER_AGENCY),
        "operator": make_user("hotline_operator", agency="aple"),
    }
    viewers = {name: viewer_for(user) for name, user in users.items()}
    viewers["supervisor"] = viewer_of(users["supervisor"], purpose="supervision")
    return People(**viewers, users=users)


def supervising(client: Any) -> Any:
    """Let a signed-in supervisor work for the purpose of supervision, as they choose on their page."""
    session = client.session
    session["guard.purpose"] = "supervision"
    session.save()
    return client


def handed_over(people: People, **more: Any) -> str:
    """Hand a child over from the hotline and return the case's code."""
    package = HandOver(
        **{
            "source_kind": "contact",
            "source_code": "K-00000001",
            "to": "casework",
            "agency_code": AGENCY,
            "province_code": "01",
            "summary": "A neighbour worries about a girl.",
            "via_hotline": True,
            "child_age_years": 14,
            "child_sex": "female",
            "child_name_latin": "Sok Dara",
            "forms": ("trafficking",),
            **more,
        }
    )
    _kind, code = hand_over(package, by=people.operator, now=NOW)
    return code


def accepted(people: People, **more: Any) -> str:
    return services.accept_case(handed_over(people, **more), by=people.worker, now=NOW)


def identified(people: People, *, decision: str = "victim", draft: PersonDraft = DARA) -> str:
    code = accepted(people)
    services.register_child(code, draft, by=people.worker, now=NOW)
    services.record_legal_ground(
        code, ground="consent", childs_assent="given", from_on=TODAY, by=people.worker, now=NOW
    )
    services.decide_identification(
        code,
        indicators=["says_so"],
        decision=decision,
        reasons="As the child told.",
        by=people.worker,
        now=NOW,
    )
    return code


def risk_judged(people: People, *, level: str = "high", code: str = "") -> str:
    code = code or identified(people)
    services.assess_risk(
        code,
        level=level,
        factors=["threats"],
        reasons="",
        version=case_of(code).version,
        by=people.worker,
        now=NOW,
    )
    return code


def approve_all(people: People, code: str) -> str:
    """Let the supervisor approve what waits in the case."""
    for row in case_of(code).approvals.filter(decision=""):
        services.decide_approval(code, approval_id=row.pk, approved=True, by=people.supervisor, now=NOW)
    return code


def share(people: People, code: str, *, to: str = OTHER_AGENCY, sections: Any = (), **more: Any) -> str:
    """Record the consent by which an agency may read sections of the case."""
    told = {"purpose": "service", "ground": "consent", "childs_assent": "given", "from_on": TODAY, **more}
    return services.record_legal_ground(
        code, recipient=to, categories=tuple(sections), **told, by=people.worker, now=NOW
    )


def assessed(people: People, *, level: str = "high") -> str:
    return approve_all(people, not_yet_approved(people, level=level))


def not_yet_approved(people: People, *, level: str = "high") -> str:
    """A case whose initial assessment waits for the supervisor."""
    code = risk_judged(people, level=level)
    services.record_assessment(
        code,
        tool=("initial_assessment", "1"),
        answers={"living_with": ["mother"], "care": "in_family"},
        texts={"child_view": "She wants to go to school."},
        summary="",
        done_on=TODAY,
        by=people.worker,
        now=NOW,
    )
    return code


def planned(people: People, *, level: str = "high") -> str:
    return approve_all(people, plan_made(people, level=level))


def plan_made(people: People, *, level: str = "high") -> str:
    """A case whose plan waits for the supervisor."""
    code = assessed(people, level=level)
    goal = NewGoal(
        domain="training_education",
        text="Back in school",
        action=NewAction(text="Talk with the school", due_on=TODAY + timedelta(days=7), responsible="worker"),
    )
    services.make_plan(
        code,
        child_took_part=True,
        childs_view="School",
        review_on=None,
        goal=goal,
        by=people.worker,
        now=NOW,
    )
    return code


def referred(people: People, *, sections: tuple[str, ...] = ("risk",), code: str = "") -> tuple[str, str]:
    """Return the case's code and the referral's."""
    code = share(people, code or planned(people), sections=sections)
    sent = services.send_referral(
        code,
        to_agency_code=OTHER_AGENCY,
        service="counselling",
        sections=sections,
        reason="Counselling twice a week",
        expires_on=TODAY + timedelta(days=90),
        by=people.worker,
        now=NOW,
    )
    return code, sent


def ready_to_close(people: People) -> str:
    """A case in the community whose plan is done."""
    code = planned(people)
    services.end_action(code, action_id=action_id(code), state="done", reason="", by=people.worker, now=NOW)
    services.begin_follow_up(code, returned_on=None, version=case_of(code).version, by=people.worker, now=NOW)
    return code


CLOSING = ClosureRequest(
    reason="success", childs_view="She is glad.", feedback_asked=True, no_protective_measure=True
)


def closure_asked(people: People) -> str:
    return services.ask_closure(ready_to_close(people), CLOSING, by=people.worker, now=NOW)


def closed(people: People) -> str:
    return services.decide_closure(closure_asked(people), approved=True, by=people.supervisor, now=NOW)


def case_of(code: str) -> Case:
    return Case.objects.get(code=code)


def referral_of(code: str) -> Referral:
    return Referral.objects.get(code=code)


def action_id(code: str) -> int:
    return case_of(code).plan.goals.get().actions.get().pk


def open_tasks_of(code: str, kind: str = "case") -> dict[str, Any]:
    """Return the open tasks of a record by kind."""
    from kapea.registers.worklist.models import Task

    return {task.kind: task for task in Task.objects.filter(subject_code=code, done_at=None)}
