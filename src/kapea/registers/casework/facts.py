"""What has been done in a case, gathered in one question to the database."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db import connection

from kapea.guard.pack import current_pack, local_day
from kapea.registers.casework.ledger import OWN_GROUND, own_ground_values
from kapea.registers.casework.models import (
    Action,
    AgeDetermination,
    Approval,
    Assessment,
    Case,
    CaseConference,
    CaseNeed,
    CasePlan,
    Closure,
    Flag,
    LegalGround,
    Note,
    Referral,
    RiskAssessment,
    ServiceGiven,
    VictimIdentification,
    Visit,
)
from kapea.registers.casework.moments import IN_COMMUNITY, follow_up_calendar
from kapea.registers.casework.rules.clocks import HIGHEST_RISK
from kapea.registers.casework.rules.closure import ClosureFacts
from kapea.registers.casework.rules.steps import CaseFacts
from kapea.registers.casework.rules.visits import (
    VisitDays,
    next_after_return,
    next_in_community,
    visit_lines,
)
from kapea.registers.worklist.protection import live_measures

APPROVALS = "case.approvals"
MINIMUM_MONTHS = "closure.minimum_months_after_return"


_ASKED: Final = {
    "ground": (LegalGround, ""),
    "own_ground": (LegalGround, OWN_GROUND),
    "identification": (VictimIdentification, ""),
    "age": (AgeDetermination, ""),
    "risk": (RiskAssessment, ""),
    "assessment": (Assessment, ""),
    "plan": (CasePlan, ""),
    "services": (ServiceGiven, ""),
    "referral": (Referral, ""),
    "closure": (Closure, ""),
    "assessment_approved": (Approval, " AND kind = 'assessment' AND decision = 'approved'"),
    "approval_open": (Approval, " AND decision = ''"),
    "approval": (Approval, ""),
    "plan_approved": (Approval, " AND kind = 'plan' AND decision = 'approved'"),
    "conferences": (CaseConference, ""),
    "flags": (Flag, ""),
    "needs": (CaseNeed, ""),
    "closure_open": (Closure, " AND decision = ''"),
    "notes": (Note, ""),
}
_ONE: Final = "EXISTS(SELECT 1 FROM {table} WHERE case_id = %s{more})"
_QUESTION: Final = "SELECT " + ", ".join(
    _ONE.format(table=model._meta.db_table, more=more) for model, more in _ASKED.values()
)
"""Plain SQL: asked at every page and act; the ORM takes longer to write it than the database to answer."""


def what_is_there(case: Case, *, today: date) -> frozenset[str]:
    """Return which kinds of things have been recorded in the case, so that nothing empty is read.

    "own_ground" is there while a ground of the ledger holds today.
    """
    values: list[object] = []
    for _model, more in _ASKED.values():
        values += [case.pk, *(own_ground_values(case, today=today) if more == OWN_GROUND else ())]
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION, values)
        found = cursor.fetchone()
    return frozenset(name for name, is_there in zip(_ASKED, found, strict=True) if is_there)


def facts_of(case: Case, there: frozenset[str]) -> CaseFacts:
    """Return what has been done in the case so far."""
    return CaseFacts(
        accepted=case.accepted_at is not None,
        child_registered=case.child_id is not None,
        ground_recorded="own_ground" in there,
        identification_decided="identification" in there,
        risk_assessed=bool(case.risk_level),
        assessed="assessment" in there,
        assessment_approved="assessment_approved" in there
        or not needs_approval("assessment", risk=case.risk_level),
        planned="plan" in there,
        plan_approved="plan_approved" in there or not needs_approval("plan", risk=case.risk_level),
        follow_up_begun=case.follow_up_since is not None,
        approval_asked="approval_open" in there,
        closure_asked="closure_open" in there,
        closed=case.status == "closed",
    )


def case_facts(case: Case, *, today: date) -> CaseFacts:
    """Return what has been done in the case so far, asking the database once."""
    return facts_of(case, what_is_there(case, today=today))


def needs_approval(kind: str, *, risk: str) -> bool:
    """Whether the country asks a second person for this at this risk; in doubt, it does."""
    by_risk = current_pack().rule(APPROVALS).values.get(kind)
    return not isinstance(by_risk, list) or (risk or HIGHEST_RISK) in by_risk


def closure_facts(
    case: Case,
    *,
    today: date,
    goals_reason_given: bool = False,
    waiver_given: bool = False,
    child_view_heard: bool = False,
    feedback_asked: bool = False,
    no_protective_measure: bool = False,
) -> ClosureFacts:
    """Return what the closing checklist is judged by. The last five are said by who asks."""
    identification = VictimIdentification.objects.filter(case=case).values_list("decision", flat=True).first()
    months = current_pack().rule(MINIMUM_MONTHS).values["months"]
    return ClosureFacts(
        today=today,
        is_not_victim=identification == "not_victim",
        has_plan=CasePlan.objects.filter(case=case).exists(),
        open_actions=Action.objects.filter(goal__plan__case=case, state="open").count(),
        open_referrals=Referral.objects.filter(case=case, status__in=("sent", "accepted")).count(),
        returned_on=case.returned_on,
        minimum_months=int(str(months)),
        planned_visits_missing=_visits_missing(case, today=today),
        open_age_doubt=AgeDetermination.objects.filter(case=case, decision="").exists(),
        goals_reason_given=goals_reason_given,
        waiver_given=waiver_given,
        child_view_heard=child_view_heard,
        feedback_asked=feedback_asked,
        no_protective_measure=no_protective_measure,
        live_measures=live_measures(case.code),
    )


def _visits_missing(case: Case, *, today: date) -> int:
    """Return 1 when the last planned visit after return is not made, else 0.

    The last one never closes and ends the follow-up; one missed on the way can be made up for.
    """
    if case.returned_on is None:
        return 0
    visited = visit_days(case)
    lines = visit_lines(follow_up_calendar(), returned_on=case.returned_on, visited=visited, today=today)
    return int(bool(lines) and lines[-1].state != "made")


def visit_days(case: Case) -> VisitDays:
    """Return the days on which the case's child was visited."""
    return visit_days_of(Visit.objects.filter(case=case).values_list("makes_up_month", "visited_on"))


def visit_days_of(visits: Iterable[tuple[int | None, date]]) -> VisitDays:
    """Return the days of visits given as (month made up for, day)."""
    rows = list(visits)
    return VisitDays(
        answering=tuple(day for month, day in rows if month is None),
        made_up={month: day for month, day in rows if month is not None},
    )


def next_visit_on(case: Case) -> date | None:
    """Return the day by which the child is to be visited next, None when no visit is planned."""
    visited = visit_days(case)
    if case.returned_on is not None:
        return next_after_return(follow_up_calendar(), returned_on=case.returned_on, visited=visited)
    interval = current_pack().rule(IN_COMMUNITY).values.get(case.risk_level)
    if not isinstance(interval, dict):
        return None
    return next_in_community(interval, since=max([local_day(case.step_since), *visited.all]))
