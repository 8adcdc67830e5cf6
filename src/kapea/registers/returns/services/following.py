"""What follows an arrival: the plan, the visits of the calendar, and the closure by two persons."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.registers.returns import access, work
from kapea.registers.returns.models import (
    PlanGoal,
    ReintegrationPlan,
    Return,
    ReturnClosure,
    ReturnVisit,
)
from kapea.registers.returns.rules.closing import (
    NotMissed,
    Standing,
    VisitRecorded,
    check_closing,
    standing,
)
from kapea.registers.returns.sealed import (
    CLOSING_VIEW,
    DECISION,
    GOAL,
    MISSED,
    PLAN,
    VISIT,
    WAIVER,
    close_text,
    open_text,
)
from kapea.registers.returns.services.preparing import give_service
from kapea.registers.sheets.days import check_day
from kapea.registers.sheets.problems import NotNow, ReasonNeeded, SecondPersonNeeded
from kapea.registers.worklist.handover import report_outcome


def _followed(code: str, *, section: str, by: Viewer, permission: str = access.WRITE) -> Return:
    the_return = access.RETURNS.writable(code, by=by, permission=permission, section=section)
    if the_return.stage != "follow_up":
        raise NotNow(the_return.stage)
    return the_return


@dataclass(frozen=True, kw_only=True)
class NewGoal:
    """A goal of the plan."""

    domain: str
    due_on: date
    text: str = field(repr=False)


@transaction.atomic
def make_plan(
    code: str,
    goal: NewGoal,
    *,
    child_took_part: bool,
    view: str,
    review_on: date,
    by: Viewer,
    now: datetime,
) -> None:
    """Make the reintegration plan with its first goal. Raises NotFound, NotAllowed, NotNow."""
    the_return = _followed(code, section="plan", by=by)
    if ReintegrationPlan.objects.filter(the_return=the_return).exists():
        raise NotNow("There is a plan.")
    ReintegrationPlan.objects.create(
        the_return=the_return,
        made_on=local_day(now),
        child_took_part=child_took_part,
        view_sealed=close_text(the_return, view, PLAN),
        review_on=review_on,
        recorded_at=now,
        recorded_by=by.username,
    )
    _add_goal(the_return, goal, by=by, now=now)
    work.settle(the_return, by=by, now=now)
    record_event("returns.plan.made", by=by, on=("return", code), at=now)


@transaction.atomic
def add_goal(code: str, goal: NewGoal, *, by: Viewer, now: datetime) -> int:
    """Add a goal to the plan. Raises NotFound, NotAllowed, NotNow."""
    the_return = _followed(code, section="plan", by=by)
    if not ReintegrationPlan.objects.filter(the_return=the_return).exists():
        raise NotNow("First make the plan.")
    pk = _add_goal(the_return, goal, by=by, now=now)
    work.settle(the_return, by=by, now=now)
    record_event("returns.goal.added", by=by, on=("return", code), at=now)
    return pk


def _add_goal(the_return: Return, goal: NewGoal, *, by: Viewer, now: datetime) -> int:
    plan = ReintegrationPlan.objects.get(the_return=the_return)
    row = PlanGoal.objects.create(
        plan=plan,
        domain=goal.domain,
        text_sealed=close_text(the_return, goal.text, GOAL),
        due_on=goal.due_on,
        recorded_at=now,
        recorded_by=by.username,
    )
    return row.pk


@transaction.atomic
def end_goal(code: str, goal_id: int, *, state: str, on: date, by: Viewer, now: datetime) -> None:
    """Say how a goal ended. Raises NotFound, NotAllowed, NotNow, DayNotPossible."""
    the_return = _followed(code, section="plan", by=by)
    goal = PlanGoal.objects.filter(pk=goal_id, plan__the_return=the_return).first()
    if goal is None:
        raise NotFound
    if goal.state != "open":
        raise NotNow(goal.state)
    check_day(on, not_before=the_return.arrived_on, today=local_day(now))
    PlanGoal.objects.filter(pk=goal.pk).update(state=state, ended_on=on)
    work.settle(the_return, by=by, now=now)
    record_event("returns.goal.ended", by=by, on=("return", code), details={"state": state}, at=now)


@dataclass(frozen=True, kw_only=True)
class NewVisit:
    """A visit after the return.

    makes_up_month: the planned visit that was missed and that this one makes up for, None for none;
    missed_because: why it was missed.
    """

    visited_on: date
    finding: str
    seen_alone: bool
    by_partner: bool = False
    words: str = field(default="", repr=False)
    makes_up_month: int | None = None
    missed_because: str = field(default="", repr=False)


@transaction.atomic
def record_visit(code: str, visit: NewVisit, *, by: Viewer, now: datetime) -> int:
    """Record a visit; the same one twice changes nothing. It counts as a service.

    One that makes up for a missed visit answers no other of the calendar, and the miss stays to be seen.
    Raises NotFound, NotAllowed, NotNow, DayNotPossible, ReasonNeeded; VisitRecorded when another visit of
    that day is there.
    """
    the_return = _followed(code, section="visit", by=by)
    check_day(visit.visited_on, not_before=the_return.arrived_on, today=local_day(now))
    if visit.makes_up_month is not None:
        _check_made_up(the_return, visit)
    row, created = ReturnVisit.objects.get_or_create(
        the_return=the_return,
        visited_on=visit.visited_on,
        defaults={
            "finding": visit.finding,
            "seen_alone": visit.seen_alone,
            "by_partner": visit.by_partner,
            "words_sealed": close_text(the_return, visit.words, VISIT),
            "makes_up_month": visit.makes_up_month,
            "missed_because_sealed": close_text(the_return, visit.missed_because, MISSED),
            "recorded_at": now,
            "recorded_by": by.username,
        },
    )
    if created:
        give_service(the_return, "follow_up", on=visit.visited_on, by=by, now=now)
        work.settle(the_return, by=by, now=now)
        details = {"finding": visit.finding, "makes_up_month": visit.makes_up_month}
        record_event("returns.visit.recorded", by=by, on=("return", code), details=details, at=now)
    elif row.finding != visit.finding or open_text(the_return, row.words_sealed, VISIT) != visit.words:
        raise VisitRecorded(str(visit.visited_on))
    return row.pk


def _check_made_up(the_return: Return, visit: NewVisit) -> None:
    months = {planned.month for planned in work.missed(the_return, on=visit.visited_on)}
    if visit.makes_up_month not in months:
        raise NotMissed(str(visit.makes_up_month))
    if not visit.missed_because.strip():
        raise ReasonNeeded("Say why the visit was missed.")


def standing_of(the_return: Return, *, now: datetime) -> Standing | None:
    """Return what stands against closing; None before the arrival."""
    if the_return.arrived_on is None:
        return None
    return standing(
        work.lines_of(the_return, now=now),
        arrived_on=the_return.arrived_on,
        minimum_months=work.minimum_months(),
        today=local_day(now),
    )


@transaction.atomic
def ask_closure(code: str, *, reason: str, view: str, waiver: str, by: Viewer, now: datetime) -> int:
    """Ask to close a return. Before the months and visits of the calendar a waiver has to say why.

    Raises NotFound, NotAllowed, NotNow, ReasonNeeded, FollowUpNotDone.
    """
    the_return = _followed(code, section="closure", by=by, permission=access.ASK_CLOSURE)
    if the_return.closures.filter(decision="").exists():
        raise NotNow("Asked already.")
    if not view.strip():
        raise ReasonNeeded("Write what the child says.")
    found = standing_of(the_return, now=now)
    if found is None:
        raise NotNow("Not arrived.")
    check_closing(found, waiver=waiver)
    row = ReturnClosure.objects.create(
        the_return=the_return,
        asked_on=local_day(now),
        reason=reason,
        view_sealed=close_text(the_return, view, CLOSING_VIEW),
        waiver_sealed=b"" if found.is_done else close_text(the_return, waiver, WAIVER),
        rule_version=str(current_pack().rule(work.MINIMUM).version),
        recorded_at=now,
        recorded_by=by.username,
    )
    work.settle(the_return, by=by, now=now)
    details = {"waived": not found.is_done}
    record_event("returns.closure.asked", by=by, on=("return", code), details=details, at=now)
    return row.pk


@transaction.atomic
def decide_closure(
    code: str, closure_id: int, *, is_approved: bool, words: str, by: Viewer, now: datetime
) -> None:
    """Approve or refuse the closure that another person asked for.

    Raises NotFound, NotAllowed, NotNow, SecondPersonNeeded, ReasonNeeded.
    """
    the_return = _followed(code, section="closure", by=by, permission=access.APPROVE_CLOSURE)
    row = the_return.closures.filter(pk=closure_id).first()
    if row is None:
        raise NotFound
    if row.decision:
        raise NotNow(row.decision)
    if row.recorded_by == by.username:
        raise SecondPersonNeeded
    if not is_approved and not words.strip():
        raise ReasonNeeded
    ReturnClosure.objects.filter(pk=row.pk).update(
        decision="approved" if is_approved else "refused",
        decided_at=now,
        decided_by=by.username,
        decision_sealed=close_text(the_return, words, DECISION),
    )
    found = standing_of(the_return, now=now)
    waived = bool(row.waiver_sealed) and found is not None and not found.is_done
    if is_approved:
        Return.objects.filter(pk=the_return.pk).update(closed_on=local_day(now), stage="closed")
        report_outcome("return", code, outcome="closed", at=now)
    work.settle(the_return, by=by, now=now)
    details = {"approved": is_approved, "waived": waived}
    record_event("returns.closure.decided", by=by, on=("return", code), details=details, at=now)
