"""Which tasks a case sets at its step, until when, and for whom.

Called at the end of each act: the step is worked out anew, tasks of a step left are done, those
of the step reached are set with a deadline of the pack, and a change of risk moves them.
"""

from dataclasses import dataclass
from datetime import datetime

from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack, local_day
from kapea.registers.casework.facts import case_facts, next_visit_on
from kapea.registers.casework.models import Action, Case, CasePlan, Flag
from kapea.registers.casework.moments import AFTER_RETURN, CLOCKS, IN_COMMUNITY
from kapea.registers.casework.rules.clocks import due_at, end_of
from kapea.registers.casework.rules.steps import CaseFacts, missing_in, step_of
from kapea.registers.worklist.queries import tasks_of
from kapea.registers.worklist.services import complete_tasks, open_task

KIND_OF_STEP = {
    "contact": "case.accept",
    "identification": "case.identify",
    "assessment": "case.assess",
    "planning": "case.plan",
}


@dataclass(frozen=True, kw_only=True)
class Due:
    """A task to be set: until when, by which rule, and whether it is the worker's own."""

    at: datetime | None
    rule: str = ""
    is_workers: bool = True


def settle(case: Case, *, by: Viewer, now: datetime) -> CaseFacts:
    """Bring the case's step and tasks to what has been done; return what has been done."""
    facts = case_facts(case, today=local_day(now))
    step = step_of(facts)
    if step != case.step:
        case.step, case.step_since = step, now
        Case.objects.filter(pk=case.pk).update(step=step, step_since=now)
    _set_tasks(case, _wanted(case, facts), by=by, now=now)
    return facts


def _wanted(case: Case, facts: CaseFacts) -> dict[str, Due]:
    """Return the tasks that the case's step sets."""
    if facts.closed:
        return {}
    return _of_the_step(case, facts) | _written_down(case)


def _of_the_step(case: Case, facts: CaseFacts) -> dict[str, Due]:
    if facts.closure_asked:
        return {"closure.decide": _clocked(case, "closure", is_workers=False)}
    clock = "planning" if case.step == "implementation" else case.step
    asked = {"work.approve": _clocked(case, clock, is_workers=False)} if facts.approval_asked else {}
    kind = KIND_OF_STEP.get(case.step)
    if asked and set(missing_in(case.step, facts)) == {"assessment_approved"}:
        return asked
    if kind:
        return asked | {kind: _clocked(case, case.step, is_workers=case.step != "contact")}
    return asked | _work_of_plan(case)


def _clocked(case: Case, step: str, *, is_workers: bool) -> Due:
    pack = current_pack()
    at = due_at(
        pack.rule(CLOCKS).values,
        step,
        risk=case.risk_level,
        start=case.step_since,
        calendar=pack.calendar,
        time_zone=pack.time_zone,
    )
    return Due(at=at, rule=CLOCKS, is_workers=is_workers)


def _work_of_plan(case: Case) -> dict[str, Due]:
    """Return the next visit and the earliest open action."""
    zone = current_pack().time_zone
    wanted: dict[str, Due] = {}
    visit_on = next_visit_on(case)
    if visit_on is not None:
        rule = AFTER_RETURN if case.returned_on else IN_COMMUNITY
        wanted["case.visit"] = Due(at=end_of(visit_on, time_zone=zone), rule=rule)
    open_actions = Action.objects.filter(goal__plan__case=case, state="open").order_by("due_on")
    action_on = open_actions.values_list("due_on", flat=True).first()
    if action_on is not None:
        wanted["case.action"] = Due(at=end_of(action_on, time_zone=zone))
    return wanted


def _written_down(case: Case) -> dict[str, Due]:
    """Return what somebody has set a day for: the first flag to act on, and the review of the plan."""
    zone = current_pack().time_zone
    up = Flag.objects.filter(case=case, cleared_at__isnull=True, until_on__isnull=False)
    days = {
        "case.flag": (up.order_by("until_on").values_list("until_on", flat=True).first(), ""),
        "case.review": (
            CasePlan.objects.filter(case=case).values_list("review_on", flat=True).first(),
            IN_COMMUNITY,
        ),
    }
    return {kind: Due(at=end_of(day, time_zone=zone), rule=rule) for kind, (day, rule) in days.items() if day}


def _set_tasks(case: Case, wanted: dict[str, Due], *, by: Viewer, now: datetime) -> None:
    subject = ("case", case.code)
    for kind in {task.kind for task in tasks_of(*subject, by=by, now=now)} - wanted.keys():
        complete_tasks(subject=subject, kind=kind, by=by, now=now)
    for kind, due in wanted.items():
        open_task(
            kind=kind,
            subject=subject,
            agency_code=case.agency_code,
            unit_code=case.unit_code,
            province_code=case.province_code,
            assignee_id=case.owner_id if due.is_workers else None,
            due_at=due.at,
            priority="urgent" if case.risk_level == "high" or case.priority == "red" else "",
            rule_code=due.rule,
            rule_version=str(current_pack().rule(due.rule).version) if due.rule else "",
            by=by,
            now=now,
        )
