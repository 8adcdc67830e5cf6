"""What has been done in a case, gathered in one question to the database."""

from datetime import date
from typing import Final

from django.db import connection

from kapea.guard.pack import current_pack, local_day
from kapea.registers.casework.models import (
    Action,
    AgeDetermination,
    Assessment,
    Case,
    CasePlan,
    Closure,
    LegalGround,
    Note,
    Referral,
    RiskAssessment,
    ServiceGiven,
    VictimIdentification,
    Visit,
)
from kapea.registers.casework.moments import IN_COMMUNITY, follow_up_calendar
from kapea.registers.casework.rules.closure import ClosureFacts
from kapea.registers.casework.rules.steps import CaseFacts
from kapea.registers.casework.rules.visits import next_after_return, next_in_community, visit_lines

MINIMUM_MONTHS = "closure.minimum_months_after_return"


_ASKED: Final = {
    "ground": (LegalGround, ""),
    "identification": (VictimIdentification, ""),
    "age": (AgeDetermination, ""),
    "risk": (RiskAssessment, ""),
    "assessment": (Assessment, ""),
    "plan": (CasePlan, ""),
    "services": (ServiceGiven, ""),
    "referral": (Referral, ""),
    "closure": (Closure, ""),
    "closure_open": (Closure, " AND decision = ''"),
    "notes": (Note, ""),
}
_ONE: Final = "EXISTS(SELECT 1 FROM {table} WHERE case_id = %s{more})"
_QUESTION: Final = "SELECT " + ", ".join(
    _ONE.format(table=model._meta.db_table, more=more) for model, more in _ASKED.values()
)
"""Plain SQL: asked at every page and act; the ORM takes longer to write it than the database to answer."""


def what_is_there(case: Case) -> frozenset[str]:
    """Return which kinds of things have been recorded in the case, so that nothing empty is read."""
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION, [case.pk] * len(_ASKED))
        found = cursor.fetchone()
    return frozenset(name for name, is_there in zip(_ASKED, found, strict=True) if is_there)


def facts_of(case: Case, there: frozenset[str]) -> CaseFacts:
    """Return what has been done in the case so far."""
    return CaseFacts(
        accepted=case.accepted_at is not None,
        child_registered=case.child_id is not None,
        ground_recorded="ground" in there,
        identification_decided="identification" in there,
        risk_assessed=bool(case.risk_level),
        assessed="assessment" in there,
        planned="plan" in there,
        follow_up_begun=case.follow_up_since is not None,
        closure_asked="closure_open" in there,
        closed=case.status == "closed",
    )


def case_facts(case: Case) -> CaseFacts:
    """Return what has been done in the case so far, asking the database once."""
    return facts_of(case, what_is_there(case))


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
    )


def _visits_missing(case: Case, *, today: date) -> int:
    """Return 1 when the last planned visit after return is not made, else 0.

    Visits missed on the way cannot be made up; the last one can, and ends the follow-up.
    """
    if case.returned_on is None:
        return 0
    days = list(Visit.objects.filter(case=case).values_list("visited_on", flat=True))
    lines = visit_lines(follow_up_calendar(), returned_on=case.returned_on, visited_on=days, today=today)
    return int(bool(lines) and lines[-1].state != "made")


def next_visit_on(case: Case) -> date | None:
    """Return the day by which the child is to be visited next, None when no visit is planned."""
    days = list(Visit.objects.filter(case=case).values_list("visited_on", flat=True))
    if case.returned_on is not None:
        return next_after_return(follow_up_calendar(), returned_on=case.returned_on, visited_on=days)
    interval = current_pack().rule(IN_COMMUNITY).values.get(case.risk_level)
    if not isinstance(interval, dict):
        return None
    return next_in_community(interval, since=max([local_day(case.step_since), *days]))
