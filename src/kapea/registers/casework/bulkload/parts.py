"""How what happened in loaded cases is stored, table by table."""

from collections.abc import Iterator
from datetime import date

from kapea.guard.pack import current_pack, local_day
from kapea.registers.bulk_rows import next_ids, store_rows
from kapea.registers.casework import sealed
from kapea.registers.casework.bulkload.made import Made
from kapea.registers.casework.bulkload.seeds import ClosureSeed, ReferralSeed
from kapea.registers.casework.facts import needs_approval
from kapea.registers.casework.models import (
    Action,
    Approval,
    Assessment,
    CaseNeed,
    CasePlan,
    Closure,
    Goal,
    LegalGround,
    Referral,
    RiskAssessment,
    ServiceGiven,
    VictimIdentification,
    Visit,
)
from kapea.registers.casework.moments import ANSWER, answer_by
from kapea.registers.casework.rules.clocks import end_of
from kapea.registers.codes import new_code
from kapea.registers.worklist.bulk import TaskRow, bulk_tasks

GROUND_FIELDS = (
    "case_id", "purpose", "recipient_agency_code", "categories", "ground", "childs_assent", "carers_consent",
    "words", "from_on", "until_on", "withdrawn_at", "withdrawn_by", "withdrawn_word", "withdrawal",
    "recorded_at", "recorded_by",
)  # fmt: skip
REFERRAL_FIELDS = (
    "kind", "channel", "revocation", "file_made_at",
    "version", "code", "case_id", "from_agency_code", "to_agency_code", "service", "sections", "reason",
    "status",
    "sent_at", "sent_by", "expires_on", "answered_at", "answered_by", "refusal", "answer", "ended_at",
    "ended_by",
    "outcome",
)  # fmt: skip
CLOSURE_FIELDS = (
    "case_id", "reason", "checklist", "childs_view", "feedback_asked", "no_protective_measure",
    "goals_reason",
    "waiver", "asked_at", "asked_by", "decision", "decided_at", "decided_by", "refusal",
)  # fmt: skip


def store_identification(made: list[Made]) -> None:
    store_rows(LegalGround, GROUND_FIELDS, (row for each in made for row in _grounds(each)))
    store_rows(
        VictimIdentification,
        (
            "version", "case_id", "indicators", "decision", "reasons", "reflection_from",
            "reflection_until", "decided_at", "decided_by",
        ),
        (
            (
                1, each.pk, list(each.seed.indicators), each.seed.identification, b"", None, None, at,
                each.seed.worker_name,
            )
            for each in made
            if (at := each.seed.identified_at)
        ),
    )  # fmt: skip
    store_rows(
        CaseNeed,
        ("case_id", "need"),
        ((each.pk, need) for each in made for need in dict.fromkeys(each.seed.needs)),
    )


def _grounds(made: Made) -> Iterator[tuple[object, ...]]:
    """Yield the ground of one's own work, and one for each agency that a referral went to."""
    seed = made.seed
    if not seed.ground or seed.accepted_at is None:
        return
    day, at, name = local_day(seed.accepted_at), seed.accepted_at, seed.worker_name
    shared: dict[str, set[str]] = {}
    for referral in seed.referrals:
        shared.setdefault(referral.to_agency_code, set()).update(referral.sections)
    lines = [
        ("case_work", seed.agency_code, []),
        *(("service", to, sorted(what)) for to, what in shared.items()),
    ]
    for purpose, to, categories in lines:
        yield (
            made.pk, purpose, to, categories, seed.ground, "given", "not_asked", b"", day, None, None, "", "",
            b"", at, name,
        )  # fmt: skip


def store_assessments(made: list[Made]) -> None:
    store_rows(
        RiskAssessment,
        ("case_id", "level", "factors", "reasons", "assessed_at", "assessed_by"),
        (
            (each.pk, each.seed.risk_level, list(each.seed.risk_factors), b"", at, each.seed.worker_name)
            for each in made
            if (at := each.seed.risk_at)
        ),
    )
    tool = current_pack().forms["initial_assessment"]
    store_rows(
        Assessment,
        (
            "case_id", "kind", "tool", "tool_version", "answers", "texts", "summary", "score", "level", "done_on",
            "recorded_at",
            "recorded_by",
        ),
        (
            (
                each.pk, "initial", tool.code, str(tool.version), dict(each.seed.assessment_answers),
                b"", b"", None, "",
                local_day(at), at, each.seed.worker_name,
            )
            for each in made
            if (at := each.seed.assessed_at)
        ),
    )  # fmt: skip


def store_approvals(made: list[Made]) -> None:
    """What a second person approved in cases that have come past it: without it they would fall back."""
    for kind, model in (("assessment", Assessment), ("plan", CasePlan)):
        due = {
            each.pk: at
            for each in made
            if (at := each.seed.assessed_at if kind == "assessment" else each.seed.planned_at)
            and needs_approval(kind, risk=each.seed.risk_level)
        }
        names = {each.pk: each.seed.worker_name for each in made}
        rows = model.objects.filter(case_id__in=due).values_list("case_id", "pk")
        store_rows(
            Approval,
            (
                "case_id", "kind", "subject_id", "asked_at", "asked_by", "decision", "decided_at", "decided_by",
                "words",
            ),
            (
                (
                    case, kind, pk, due[case], names[case], "approved", due[case],
                    f"supervisor.{names[case]}"[:150], b"",
                )
                for case, pk in rows
            ),
        )  # fmt: skip


def store_plans(made: list[Made]) -> None:
    planned = [each for each in made if each.seed.planned_at]
    plan_ids = next_ids(CasePlan, len(planned))
    store_rows(
        CasePlan,
        ("id", "version", "case_id", "child_took_part", "childs_view", "made_at", "made_by", "review_on"),
        (
            (pk, 1, each.pk, True, b"", each.seed.planned_at, each.seed.worker_name, None)
            for pk, each in zip(plan_ids, planned, strict=True)
        ),
    )
    goals = [
        (plan_id, each, goal)
        for plan_id, each in zip(plan_ids, planned, strict=True)
        for goal in each.seed.goals
    ]
    goal_ids = next_ids(Goal, len(goals))
    store_rows(
        Goal,
        ("id", "plan_id", "domain", "text"),
        (
            (pk, plan_id, goal[0], each.seal(goal[1], sealed.GOAL))
            for pk, (plan_id, each, goal) in zip(goal_ids, goals, strict=True)
        ),
    )
    store_rows(
        Action,
        ("goal_id", "text", "responsible", "due_on", "state", "ended_at", "ended_by", "reason"),
        (_action(pk, each, goal) for pk, (_plan_id, each, goal) in zip(goal_ids, goals, strict=True)),
    )
    store_rows(
        ServiceGiven,
        ("case_id", "service", "given_on", "agency_code", "words", "recorded_at", "recorded_by"),
        (
            (each.pk, service, given_on, agency, b"", each.seed.step_since, each.seed.worker_name)
            for each in made
            for service, agency, given_on in dict.fromkeys(each.seed.services)
        ),
    )


def _action(goal_id: int, made: Made, goal: tuple[str, str, str, date, bool]) -> tuple[object, ...]:
    _domain, _text, action, due_on, is_done = goal
    ended_at = end_of(due_on, time_zone=current_pack().time_zone) if is_done else None
    state = "done" if is_done else "open"
    ended_by = made.seed.worker_name if is_done else ""
    return (goal_id, made.seal(action, sealed.ACTION), "", due_on, state, ended_at, ended_by, b"")


def store_referrals(made: list[Made]) -> None:
    rows = [(each, referral, new_code("R")) for each in made for referral in each.seed.referrals]
    store_rows(Referral, REFERRAL_FIELDS, (_referral(*row) for row in rows))
    waiting = [row for row in rows if row[1].status == "sent"]
    bulk_tasks((task for row in waiting for task in _asked(*row)), opened_by="bulk")


def _asked(made: Made, referral: ReferralSeed, code: str) -> Iterator[TaskRow]:
    """Yield the tasks of an answer that is waited for: of the body asked, and of who sent it."""
    seed, rule = made.seed, current_pack().rule(ANSWER)
    common = {
        "subject_kind": "referral",
        "subject_code": code,
        "province_code": seed.province_code,
        "priority": "urgent" if seed.risk_level == "high" else "",
        "opened_at": referral.sent_at,
        "due_at": answer_by(risk=seed.risk_level, start=referral.sent_at),
        "rule_code": rule.code,
        "rule_version": str(rule.version),
    }
    yield TaskRow(kind="referral.answer", agency_code=referral.to_agency_code, **common)  # type: ignore[arg-type]
    ours = {"agency_code": seed.agency_code, "unit_code": seed.unit_code, "assignee_id": seed.owner_id}
    yield TaskRow(kind="referral.await", **ours, **common)  # type: ignore[arg-type]


def _referral(made: Made, referral: ReferralSeed, code: str) -> tuple[object, ...]:
    return (
        "referral", "account", b"", None,
        1, code, made.pk, made.seed.agency_code, referral.to_agency_code, referral.service,
        list(referral.sections), made.seal(referral.reason, sealed.REFERRAL_REASON), referral.status,
        referral.sent_at, made.seed.worker_name, referral.expires_on, referral.answered_at,
        referral.answered_by,
        referral.refusal, b"", referral.ended_at, referral.ended_by,
        made.seal(referral.outcome, sealed.REFERRAL_OUTCOME),
    )  # fmt: skip


def store_follow_up(made: list[Made]) -> None:
    store_rows(
        Visit,
        (
            "case_id", "visited_on", "due_on", "place_sealed", "child_seen_alone", "safety", "findings",
            "recorded_at",
            "recorded_by",
        ),
        (
            (
                each.pk, visit.visited_on, visit.due_on, each.seal(visit.place, sealed.VISIT_PLACE),
                visit.child_seen_alone, visit.safety,
                each.seal(visit.findings, sealed.VISIT),
                end_of(visit.visited_on, time_zone=current_pack().time_zone), each.seed.worker_name,
            )
            for each in made
            for visit in each.seed.visits
        ),
    )  # fmt: skip
    store_rows(
        Closure, CLOSURE_FIELDS, (_closure(each, each.seed.closure) for each in made if each.seed.closure)
    )


def _closure(made: Made, closure: ClosureSeed) -> tuple[object, ...]:
    return (
        made.pk, closure.reason, [], made.seal(closure.childs_view, sealed.CLOSURE_VIEW), True, True, b"", b"",
        closure.asked_at, closure.asked_by, closure.decision, closure.decided_at, closure.decided_by, b"",
    )  # fmt: skip
