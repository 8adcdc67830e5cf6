"""The plan made with the child: its goals, who does what until when, and what was given."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kapea.engines.dates import add_months
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.guard.saving import save_current
from kapea.registers.casework import sealed
from kapea.registers.casework.errors import AlreadyDone, DayNotPossible, NothingChosen, StepNotReached
from kapea.registers.casework.facts import case_facts
from kapea.registers.casework.models import Action, Case, CasePlan, Goal, ServiceGiven
from kapea.registers.casework.moments import IN_COMMUNITY
from kapea.registers.casework.rules.steps import may_plan, missing_in
from kapea.registers.casework.services.acting import case_to_write
from kapea.registers.casework.services.approving import ask_if_needed
from kapea.registers.casework.work import settle
from kapea.registers.worklist.services import complete_tasks


@dataclass(frozen=True, kw_only=True)
class NewAction:
    """One step towards a goal. responsible: whose step it is, in a word (child, carer, worker…)."""

    text: str
    due_on: date
    responsible: str = ""


@dataclass(frozen=True, kw_only=True)
class NewGoal:
    """A goal with its first step. domain: a kind of service of the pack."""

    domain: str
    text: str
    action: NewAction


@transaction.atomic
def make_plan(
    code: str,
    *,
    child_took_part: bool,
    childs_view: str,
    review_on: date | None,
    goal: NewGoal,
    by: Viewer,
    now: datetime,
) -> str:
    """Make the case's plan with its first goal; return the case's code.

    Raises NotFound, NotAllowed, StepNotReached, AlreadyDone, DayNotPossible; NothingChosen when
    the child took part but no view is written.
    """
    case = case_to_write(code, section="plan", by=by, now=now)
    facts = case_facts(case, today=local_day(now))
    if not may_plan(facts):
        steps = ("contact", "identification", "assessment")
        raise StepNotReached([need for step in steps for need in missing_in(step, facts)])
    if facts.planned:
        raise AlreadyDone
    if child_took_part and not childs_view.strip():
        raise NothingChosen(code="casework.childs_view_needed")
    plan = CasePlan.objects.create(
        case=case,
        child_took_part=child_took_part,
        childs_view=sealed.close_text(case, childs_view, sealed.PLAN_VIEW),
        made_at=now,
        made_by=by.username,
        review_on=review_on or _usual_review(now),
    )
    _store_goal(case, plan, goal, now=now)
    ask_if_needed(case, "plan", plan.pk, by=by, now=now)
    settle(case, by=by, now=now)
    record_event("casework.plan.made", by=by, on=("case", code), at=now)
    return case.code


@transaction.atomic
def revise_plan(
    code: str,
    *,
    child_took_part: bool,
    childs_view: str,
    review_on: date | None,
    version: int,
    by: Viewer,
    now: datetime,
) -> str:
    """Change what the plan says of the child's view and its review; return the case's code.

    Where the country wants a second person's approval, what was changed is put up for it; work goes on by
    what was approved before.

    Raises NotFound, NotAllowed; StaleSave when someone changed it meanwhile.
    """
    case = case_to_write(code, section="plan", by=by, now=now)
    changes = {
        "child_took_part": child_took_part,
        "childs_view": sealed.close_text(case, childs_view, sealed.PLAN_VIEW),
        "review_on": review_on or _usual_review(now),
    }
    plan = _plan(case)
    save_current(plan, version=version, changes=changes)
    ask_if_needed(case, "plan", plan.pk, by=by, now=now)
    settle(case, by=by, now=now)
    record_event("casework.plan.revised", by=by, on=("case", code), at=now)
    return case.code


@transaction.atomic
def add_goal(code: str, *, goal: NewGoal, by: Viewer, now: datetime) -> str:
    """Add a goal with its first action; where the country wants it, a second person approves it too.

    Returns the case's code. Raises NotFound, NotAllowed, DayNotPossible.
    """
    case = case_to_write(code, section="plan", by=by, now=now)
    plan = _plan(case)
    _store_goal(case, plan, goal, now=now)
    ask_if_needed(case, "plan", plan.pk, by=by, now=now)
    settle(case, by=by, now=now)
    record_event("casework.goal.added", by=by, on=("case", code), details={"domain": goal.domain}, at=now)
    return case.code


@transaction.atomic
def add_action(code: str, *, goal_id: int, action: NewAction, by: Viewer, now: datetime) -> str:
    """Add an action to a goal; return the case's code. Raises NotFound, NotAllowed, DayNotPossible."""
    case = case_to_write(code, section="plan", by=by, now=now)
    goal = Goal.objects.filter(pk=goal_id, plan__case=case).first()
    if goal is None:
        raise NotFound
    _store_action(case, goal, action, now=now)
    settle(case, by=by, now=now)
    record_event("casework.action.added", by=by, on=("case", code), details={"goal": goal_id}, at=now)
    return case.code


@transaction.atomic
def end_action(code: str, *, action_id: int, state: str, reason: str, by: Viewer, now: datetime) -> str:
    """Mark an action done, or dropped with a reason; return the case's code.

    Raises NotFound, NotAllowed, NothingChosen; AlreadyDone when it had ended otherwise.
    """
    case = case_to_write(code, section="plan", by=by, now=now)
    action = Action.objects.filter(pk=action_id, goal__plan__case=case).first()
    if action is None or state not in ("done", "dropped"):
        raise NotFound
    if action.state == state:
        return case.code
    if action.state != "open":
        raise AlreadyDone
    if state == "dropped" and not reason.strip():
        raise NothingChosen(code="casework.reasons_needed")
    action.state, action.ended_at, action.ended_by = state, now, by.username
    action.reason = sealed.close_text(case, reason, sealed.ACTION_REASON)
    action.save(update_fields=["state", "ended_at", "ended_by", "reason"])
    complete_tasks(subject=("case", code), kind="case.action", by=by, now=now)
    settle(case, by=by, now=now)
    record_event(f"casework.action.{state}", by=by, on=("case", code), details={"action": action_id}, at=now)
    return case.code


@transaction.atomic
def record_service(
    code: str, *, service: str, given_on: date, agency_code: str, words: str, by: Viewer, now: datetime
) -> str:
    """Record a service given to the child; the same one on the same day once; return the case's code.

    Raises NotFound, NotAllowed, DayNotPossible; AlreadyDone when it is recorded with other words.
    """
    case = case_to_write(code, section="services", by=by, now=now)
    if not local_day(case.opened_at) <= given_on <= local_day(now):
        raise DayNotPossible
    row, created = ServiceGiven.objects.get_or_create(
        case=case,
        service=service,
        given_on=given_on,
        agency_code=agency_code or by.agency,
        defaults={
            "words": sealed.close_text(case, words, sealed.SERVICE),
            "recorded_at": now,
            "recorded_by": by.username,
        },
    )
    if created:
        record_event("casework.service.given", by=by, on=("case", code), details={"service": service}, at=now)
    elif sealed.open_text(case, row.words, sealed.SERVICE) != words:
        raise AlreadyDone
    return case.code


def _usual_review(now: datetime) -> date:
    """Return the day of the next review when nobody named one: by the country's interval, from today."""
    months: Any = current_pack().rule(IN_COMMUNITY).values["plan_review"]
    return add_months(local_day(now), int(months["months"]))


def _plan(case: Case) -> CasePlan:
    found = CasePlan.objects.filter(case=case).first()
    if found is None:
        raise NotFound
    return found


def _store_goal(case: Case, plan: CasePlan, new: NewGoal, *, now: datetime) -> None:
    goal = Goal.objects.create(
        plan=plan, domain=new.domain, text=sealed.close_text(case, new.text, sealed.GOAL)
    )
    _store_action(case, goal, new.action, now=now)


def _store_action(case: Case, goal: Goal, new: NewAction, *, now: datetime) -> None:
    if new.due_on < local_day(now):
        raise DayNotPossible(code="casework.day_passed")
    Action.objects.create(
        goal=goal,
        text=sealed.close_text(case, new.text, sealed.ACTION),
        responsible=new.responsible,
        due_on=new.due_on,
    )
