"""What has been done in a return, the stage it leads to, and the tasks it sets. Ends every act."""

from datetime import date, datetime, time

from kapea.engines.dates import FollowUpCalendar, PlannedVisit, missed_visits, plan_visits
from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack, local_day
from kapea.registers.returns.models import Handing, PlanGoal, ReintegrationPlan, Return, ReturnClosure
from kapea.registers.returns.rules.closing import VisitLine, next_visit_on, visit_lines
from kapea.registers.returns.rules.steps import ReturnFacts, gates_of, stage_of
from kapea.registers.sheets.days import due_after, end_of, end_task, set_task
from kapea.registers.worklist.handover import report_outcome
from kapea.registers.worklist.services import complete_tasks

CLOCKS = "returns.clocks"
GATES = "returns.gates"
CALENDAR = "follow_up.after_return"
MINIMUM = "closure.minimum_months_after_return"


def calendar() -> FollowUpCalendar:
    """Return the country's calendar of visits after a return."""
    rule = current_pack().rule(CALENDAR)
    months = rule.values["months"]
    if not isinstance(months, list | tuple):
        raise TypeError(f"{CALENDAR} has no list of months.")
    return FollowUpCalendar(
        months=tuple(int(str(month)) for month in months),
        opens_days_before=int(str(rule.values["opens_days_before"])),
        grace_days=int(str(rule.values["grace_days"])),
        source=rule.source or "proposed",
    )


def minimum_months() -> int:
    """Return how many months a return is followed at least."""
    return int(str(current_pack().rule(MINIMUM).values["months"]))


def gates(the_return: Return) -> tuple[str, ...]:
    """Return the gates before this return's hand-over."""
    return gates_of(current_pack().rule(GATES).values, direction=the_return.direction)


def facts_of(the_return: Return) -> ReturnFacts:
    """Return what has been done so far; of several tries the last one counts."""
    recognition = the_return.recognitions.order_by("-on", "-pk").first()
    assessment = the_return.assessments.order_by("-on", "-pk").first()
    consent = the_return.consents.order_by("-on", "-pk").first()
    said = ""
    if consent is not None:
        said = "withdrawn" if consent.withdrawn_on else consent.childs_assent
    papers = list(the_return.papers.filter(issued_on__isnull=False))
    ends = [paper.valid_until for paper in papers]
    return ReturnFacts(
        direction=the_return.direction,
        is_accepted=the_return.accepted_at is not None,
        recognised=recognition.outcome if recognition else "",
        is_traced=the_return.tracings.exists(),
        assessed=assessment.outcome if assessment else "",
        consent="given" if said == "not_able" else said,
        has_papers=bool(papers),
        papers_until=None if None in ends else max((end for end in ends if end), default=None),
        has_escort=the_return.escorts.exists(),
        handed_over_on=_handed_on(the_return),
        arrived_on=the_return.arrived_on,
        is_closed=the_return.closed_on is not None,
        is_stopped=the_return.stopped_on is not None,
    )


def _handed_on(the_return: Return) -> date | None:
    return Handing.objects.filter(the_return=the_return).values_list("on", flat=True).first()


def _from(day: date | None, now: datetime) -> datetime:
    """Return the beginning of a day in the country; now when there is none."""
    return datetime.combine(day, time(0), tzinfo=current_pack().time_zone) if day else now


def lines_of(the_return: Return, *, now: datetime) -> tuple[VisitLine, ...]:
    """Return the planned visits with their states; none before the arrival."""
    if the_return.arrived_on is None:
        return ()
    days, made_up = visit_days(the_return)
    return visit_lines(
        calendar(),
        arrived_on=the_return.arrived_on,
        visited_on=days,
        today=local_day(now),
        made_up=made_up,
    )


def visit_days(the_return: Return) -> tuple[list[date], dict[int, date]]:
    """Return the days of the visits that answer the calendar, and by month those that make up for a missed one."""
    rows = list(the_return.visits.values_list("makes_up_month", "visited_on"))
    return [day for month, day in rows if month is None], {
        month: day for month, day in rows if month is not None
    }


def missed(the_return: Return, *, on: date) -> list[PlannedVisit]:
    """Return the planned visits that a visit on a day may make up for."""
    if the_return.arrived_on is None:
        return []
    days, made_up = visit_days(the_return)
    planned = plan_visits(calendar(), returned_on=the_return.arrived_on)
    return missed_visits(planned, visited_on=days, made_up=made_up, on=on)


def settle(the_return: Return, *, by: Viewer, now: datetime) -> None:
    """Work out the stage anew, set and end the tasks, and tell whoever handed the return over."""
    the_return.refresh_from_db()
    stage = stage_of(facts_of(the_return), gates(the_return), today=local_day(now))
    next_on = next_visit_on(lines_of(the_return, now=now)) if stage == "follow_up" else None
    if (stage, next_on) != (the_return.stage, the_return.next_visit_on):
        changed = stage != the_return.stage
        Return.objects.filter(pk=the_return.pk).update(stage=stage, next_visit_on=next_on)
        the_return.stage, the_return.next_visit_on = stage, next_on
        if changed:
            report_outcome("return", the_return.code, outcome=_outcome(stage), at=now)
    _settle_tasks(the_return, by=by, now=now)


def _outcome(stage: str) -> str:
    return "preparation" if stage == "ready" else stage


def _settle_tasks(the_return: Return, *, by: Viewer, now: datetime) -> None:
    subject = ("return", the_return.code)
    stage = the_return.stage
    if stage in ("closed", "stopped"):
        complete_tasks(subject=subject, by=by, now=now)
        return
    has_plan = ReintegrationPlan.objects.filter(the_return=the_return).exists()
    asked = ReturnClosure.objects.filter(the_return=the_return, decision="").first()
    open_goals = PlanGoal.objects.filter(plan__the_return=the_return, state="open")
    goal_on = open_goals.order_by("due_on").values_list("due_on", flat=True).first()
    visit_on = the_return.next_visit_on
    handed, arrived = _handed_on(the_return), the_return.arrived_on
    asked_at = asked.recorded_at if asked else now
    wanted: dict[str, tuple[bool, datetime | None, str]] = {
        "return.accept": (
            stage == "received",
            due_after(CLOCKS, "accept", start=the_return.created_at),
            CLOCKS,
        ),
        "return.prepare": (
            stage in ("preparation", "ready"),
            due_after(CLOCKS, "prepare", start=the_return.accepted_at or now),
            CLOCKS,
        ),
        "return.arrival": (
            stage == "crossing",
            due_after(CLOCKS, "confirm_arrival", start=_from(handed, now)),
            CLOCKS,
        ),
        "return.plan": (
            stage == "follow_up" and not has_plan,
            due_after(CLOCKS, "plan", start=_from(arrived, now)),
            CLOCKS,
        ),
        "return.visit": (visit_on is not None, end_of(visit_on) if visit_on else None, CALENDAR),
        "return.goal": (goal_on is not None, end_of(goal_on) if goal_on else None, ""),
        "return.closure": (asked is not None, due_after(CLOCKS, "decide_closure", start=asked_at), CLOCKS),
    }
    for kind, (is_wanted, due_at, rule) in wanted.items():
        if not is_wanted:
            end_task(kind, subject=subject, by=by, now=now)
            continue
        set_task(
            kind,
            subject=subject,
            agency_code=the_return.agency_code,
            unit_code=the_return.unit_code,
            province_code=the_return.province_code,
            assignee_id=None if kind in ("return.accept", "return.closure") else the_return.worker_id,
            due_at=due_at,
            rule=rule,
            by=by,
            now=now,
        )
