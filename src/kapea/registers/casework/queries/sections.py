"""How each section of a case is read and opened. The caller has checked that it may be."""

import json
from datetime import date

from django.db.models import Q

from kapea.registers.casework import sealed
from kapea.registers.casework.facts import visit_days_of
from kapea.registers.casework.ledger import ground_of
from kapea.registers.casework.models import (
    AgeDetermination,
    Assessment,
    Case,
    CasePlan,
    Closure,
    Goal,
    LegalGround,
    Visit,
)
from kapea.registers.casework.moments import follow_up_calendar
from kapea.registers.casework.queries import parts
from kapea.registers.casework.rules.age import AgeStanding, next_method, standing
from kapea.registers.casework.rules.closure import ChecklistItem
from kapea.registers.casework.rules.visits import visit_lines
from kapea.registers.casework.services.age import methods_in_order, results_of
from kapea.registers.casework.tools import readable_questions

MOST_SHOWN = 50
UNDOUBTED = parts.AgeView(standing=AgeStanding.UNDOUBTED)


def grounds(case: Case, *, today: date) -> tuple[parts.GroundView, ...]:
    """Return the ledger of grounds, the newest first."""
    return tuple(
        parts.GroundView(
            pk=row.pk,
            purpose=row.purpose,
            recipient=row.recipient_agency_code,
            categories=tuple(row.categories),
            ground=row.ground,
            childs_assent=row.childs_assent,
            carers_consent=row.carers_consent,
            words=sealed.open_text(case, row.words, sealed.GROUND),
            from_on=row.from_on,
            until_on=row.until_on,
            state=_state(row, today=today),
            withdrawn_at=row.withdrawn_at,
            withdrawn_word=row.withdrawn_word,
            withdrawal=sealed.open_text(case, row.withdrawal, sealed.WITHDRAWAL),
            recorded_by=row.recorded_by,
        )
        for row in case.legal_grounds.order_by("-from_on", "-pk")[:MOST_SHOWN]
    )


def _state(row: LegalGround, *, today: date) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    if ground_of(row).is_live(today):
        return "live"
    return "waits" if today < row.from_on else "ended"


def needs(case: Case) -> tuple[str, ...]:
    """Return what services must meet for this child, by code."""
    return tuple(case.needs.order_by("need").values_list("need", flat=True))


def conferences(case: Case) -> tuple[parts.ConferenceView, ...]:
    """Return the case conferences, the newest first."""
    return tuple(
        parts.ConferenceView(
            held_on=row.held_on,
            agencies=tuple(row.agencies),
            child_took_part=row.child_took_part,
            childs_view=sealed.open_text(case, row.childs_view, sealed.CONFERENCE_VIEW),
            decisions=sealed.open_text(case, row.decisions, sealed.CONFERENCE),
            recorded_by=row.recorded_by,
        )
        for row in case.conferences.order_by("-held_on", "-pk")[:MOST_SHOWN]
    )


def approvals(case: Case) -> tuple[parts.ApprovalView, ...]:
    """Return what was put to a second person, the newest first."""
    return tuple(
        parts.ApprovalView(
            pk=row.pk,
            kind=row.kind,
            subject_id=row.subject_id,
            asked_at=row.asked_at,
            asked_by=row.asked_by,
            decision=row.decision,
            decided_at=row.decided_at,
            decided_by=row.decided_by,
            words=sealed.open_text(case, row.words, sealed.APPROVAL),
        )
        for row in case.approvals.order_by("-pk")[:MOST_SHOWN]
    )


def flags(case: Case) -> tuple[parts.FlagView, ...]:
    """Return the flags that are up, the newest first."""
    return tuple(
        parts.FlagView(
            pk=row.pk,
            words=sealed.open_text(case, row.words, sealed.FLAG),
            until_on=row.until_on,
            raised_at=row.raised_at,
            raised_by=row.raised_by,
        )
        for row in case.flags.filter(cleared_at__isnull=True).order_by("-pk")[:MOST_SHOWN]
    )


def identification(case: Case) -> parts.IdentificationView | None:
    """Return the screening's decision, None before it."""
    row = getattr(case, "identification", None)
    if row is None:
        return None
    return parts.IdentificationView(
        decision=row.decision,
        indicators=tuple(row.indicators),
        reasons=sealed.open_text(case, row.reasons, sealed.IDENTIFICATION),
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        version=row.version,
        reflection_from=row.reflection_from,
        reflection_until=row.reflection_until,
    )


def age(case: Case) -> parts.AgeView:
    """Return how the age stands, with the methods used."""
    row = AgeDetermination.objects.filter(case=case).prefetch_related("methods").first()
    if row is None:
        return UNDOUBTED
    methods = sorted(row.methods.all(), key=lambda method: method.pk)
    return parts.AgeView(
        standing=standing(is_in_doubt=True, decision=row.decision),
        methods=tuple(
            parts.AgeMethodView(
                method=method.method,
                applies=method.applies,
                done_on=method.done_on,
                youngest_years=method.youngest_years,
                oldest_years=method.oldest_years,
                finding=sealed.open_text(case, method.finding, sealed.AGE_FINDING),
            )
            for method in methods
        ),
        next_method=next_method(methods_in_order(), results_of(row)),
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        is_open=not row.decision,
    )


def risks(case: Case) -> tuple[parts.RiskView, ...]:
    """Return the judgements of risk, the newest first."""
    return tuple(
        parts.RiskView(
            level=row.level,
            factors=tuple(row.factors),
            reasons=sealed.open_text(case, row.reasons, sealed.RISK),
            assessed_at=row.assessed_at,
            assessed_by=row.assessed_by,
        )
        for row in case.risk_assessments.order_by("-assessed_at", "-pk")[:MOST_SHOWN]
    )


def assessments(case: Case, *, seen: frozenset[str]) -> tuple[parts.AssessmentView, ...]:
    """Return the assessments, the newest first, with the questions that the viewer's sections open."""
    rows = case.assessments.order_by("-done_on", "-pk")[:MOST_SHOWN]
    views = (_assessment(case, row, seen=seen) for row in rows)
    return tuple(view for view in views if view is not None)


def _assessment(case: Case, row: Assessment, *, seen: frozenset[str]) -> parts.AssessmentView | None:
    opened = readable_questions(row.tool, sections=seen)
    if opened is None:
        return None
    texts = _texts(sealed.open_text(case, row.texts, sealed.ASSESSMENT_TEXTS))
    return parts.AssessmentView(
        pk=row.pk,
        kind=row.kind,
        score=row.score,
        level=row.level,
        tool=row.tool,
        tool_version=row.tool_version,
        answers=tuple(
            (question, tuple(given) if isinstance(given, list) else (str(given),))
            for question, given in row.answers.items()
            if question in opened
        ),
        texts={question: text for question, text in texts.items() if question in opened},
        summary=sealed.open_text(case, row.summary, sealed.ASSESSMENT),
        done_on=row.done_on,
        recorded_by=row.recorded_by,
    )


def _texts(stored: str) -> dict[str, str]:
    return dict(json.loads(stored)) if stored else {}


def plan(case: Case, *, today: date) -> parts.PlanView | None:
    """Return the plan with its goals and actions, None before it."""
    row = CasePlan.objects.filter(case=case).prefetch_related("goals__actions").first()
    if row is None:
        return None
    return parts.PlanView(
        child_took_part=row.child_took_part,
        childs_view=sealed.open_text(case, row.childs_view, sealed.PLAN_VIEW),
        made_at=row.made_at,
        made_by=row.made_by,
        review_on=row.review_on,
        version=row.version,
        goals=tuple(
            _goal(case, goal, today=today) for goal in sorted(row.goals.all(), key=lambda goal: goal.pk)
        ),
    )


def _goal(case: Case, goal: Goal, *, today: date) -> parts.GoalView:
    actions = sorted(goal.actions.all(), key=lambda action: (action.due_on, action.pk))
    return parts.GoalView(
        pk=goal.pk,
        domain=goal.domain,
        text=sealed.open_text(case, goal.text, sealed.GOAL),
        actions=tuple(
            parts.ActionView(
                pk=action.pk,
                text=sealed.open_text(case, action.text, sealed.ACTION),
                responsible=action.responsible,
                due_on=action.due_on,
                state=action.state,
                reason=sealed.open_text(case, action.reason, sealed.ACTION_REASON),
                is_overdue=action.state == "open" and action.due_on < today,
            )
            for action in actions
        ),
    )


def services(case: Case) -> tuple[parts.ServiceView, ...]:
    """Return the services given, the newest first."""
    return tuple(
        parts.ServiceView(
            service=row.service,
            given_on=row.given_on,
            agency_code=row.agency_code,
            words=sealed.open_text(case, row.words, sealed.SERVICE),
        )
        for row in case.services.order_by("-given_on", "-pk")[:MOST_SHOWN]
    )


def visits(
    case: Case, *, today: date
) -> tuple[tuple[parts.VisitView, ...], tuple[parts.PlannedVisitView, ...]]:
    """Return the visits made, the newest first, and those planned after return with their states."""
    rows: list[Visit] = list(case.visits.order_by("-visited_on"))
    made = tuple(
        parts.VisitView(
            visited_on=row.visited_on,
            due_on=row.due_on,
            place=sealed.open_text(case, row.place_sealed, sealed.VISIT_PLACE),
            child_seen_alone=row.child_seen_alone,
            safety=row.safety,
            findings=sealed.open_text(case, row.findings, sealed.VISIT),
            recorded_by=row.recorded_by,
            makes_up_month=row.makes_up_month,
            missed_because=sealed.open_text(case, row.missed_because or b"", sealed.MISSED),
        )
        for row in rows[:MOST_SHOWN]
    )
    if case.returned_on is None:
        return made, ()
    visited = visit_days_of((row.makes_up_month, row.visited_on) for row in rows)
    lines = visit_lines(follow_up_calendar(), returned_on=case.returned_on, visited=visited, today=today)
    planned = tuple(
        parts.PlannedVisitView(
            month=line.month, due_on=line.due_on, state=line.state.value, made_up_on=line.made_up_on
        )
        for line in lines
    )
    return made, planned


def closures(case: Case) -> tuple[parts.ClosureView, ...]:
    """Return the requests to close, the newest first."""
    rows: list[Closure] = list(case.closures.order_by("-asked_at", "-pk")[:MOST_SHOWN])
    return tuple(
        parts.ClosureView(
            reason=row.reason,
            childs_view=sealed.open_text(case, row.childs_view, sealed.CLOSURE_VIEW),
            goals_reason=sealed.open_text(case, row.goals_reason, sealed.CLOSURE_GOALS),
            waiver=sealed.open_text(case, row.waiver, sealed.CLOSURE_WAIVER),
            asked_at=row.asked_at,
            asked_by=row.asked_by,
            decision=row.decision,
            decided_at=row.decided_at,
            decided_by=row.decided_by,
            refusal=sealed.open_text(case, row.refusal, sealed.CLOSURE_REFUSAL),
            items=tuple(ChecklistItem(code=item["code"], is_met=item["is_met"]) for item in row.checklist),
        )
        for row in rows
    )


def notes(case: Case, *, is_our_agency: bool, decides: bool, reader: str) -> tuple[parts.NoteView, ...]:
    """Return the notes the viewer may read, the newest first.

    decides: the viewer decides on closing in this agency, and so reads what is for supervision.
    """
    rows = case.notes.order_by("-written_at", "-pk")
    if not is_our_agency:
        rows = rows.filter(visibility="case")
    elif not decides:
        rows = rows.exclude(~Q(written_by=reader), visibility="supervision")
    return tuple(
        parts.NoteView(
            text=sealed.open_text(case, row.text, sealed.NOTE),
            visibility=row.visibility,
            written_at=row.written_at,
            written_by=row.written_by,
        )
        for row in rows[:MOST_SHOWN]
    )
