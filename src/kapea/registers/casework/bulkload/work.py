"""Which tasks a loaded case sets: the same as an act would have set."""

from collections.abc import Iterator
from datetime import date, datetime

from kapea.guard.pack import current_pack, local_day
from kapea.registers.casework.bulkload.made import Made
from kapea.registers.casework.bulkload.seeds import CaseSeed
from kapea.registers.casework.moments import AFTER_RETURN, CLOCKS, IN_COMMUNITY, follow_up_calendar
from kapea.registers.casework.rules.clocks import due_at, end_of
from kapea.registers.casework.rules.visits import VisitDays, next_after_return, next_in_community
from kapea.registers.casework.work import KIND_OF_STEP
from kapea.registers.worklist.bulk import TaskRow


def clock(step: str, *, risk: str, start: datetime) -> datetime | None:
    pack = current_pack()
    return due_at(
        pack.rule(CLOCKS).values,
        step,
        risk=risk,
        start=start,
        calendar=pack.calendar,
        time_zone=pack.time_zone,
    )


def tasks_of_case(made: Made) -> Iterator[TaskRow]:
    """Yield the tasks that the case's step sets, as `work.settle` would."""
    seed = made.seed
    if seed.is_closed:
        return
    kind = "closure.decide" if seed.facts.closure_asked else KIND_OF_STEP.get(made.step)
    if kind:
        step = "closure" if seed.facts.closure_asked else made.step
        due = clock(step, risk=seed.risk_level, start=seed.step_since)
        is_workers = kind not in ("case.accept", "closure.decide")
        yield _task(made, kind, due=due, rule=CLOCKS, is_workers=is_workers)
        return
    zone = current_pack().time_zone
    visit_on = _next_visit_on(seed)
    if visit_on:
        rule = AFTER_RETURN if seed.returned_on else IN_COMMUNITY
        yield _task(made, "case.visit", due=end_of(visit_on, time_zone=zone), rule=rule)
    open_actions = [due_on for _domain, _text, _action, due_on, is_done in seed.goals if not is_done]
    if open_actions:
        yield _task(made, "case.action", due=end_of(min(open_actions), time_zone=zone), rule="")


def _task(made: Made, kind: str, *, due: datetime | None, rule: str, is_workers: bool = True) -> TaskRow:
    seed = made.seed
    return TaskRow(
        kind=kind,
        subject_kind="case",
        subject_code=made.code,
        agency_code=seed.agency_code,
        unit_code=seed.unit_code,
        province_code=seed.province_code,
        assignee_id=seed.owner_id if is_workers else None,
        priority="urgent" if seed.risk_level == "high" or seed.priority == "red" else "",
        opened_at=seed.step_since,
        due_at=due,
        rule_code=rule,
        rule_version=str(current_pack().rule(rule).version) if rule else "",
    )


def _next_visit_on(seed: CaseSeed) -> date | None:
    days = [visit.visited_on for visit in seed.visits]
    if seed.returned_on:
        return next_after_return(
            follow_up_calendar(), returned_on=seed.returned_on, visited=VisitDays(answering=tuple(days))
        )
    interval = current_pack().rule(IN_COMMUNITY).values.get(seed.risk_level)
    if not isinstance(interval, dict):
        return None
    return next_in_community(interval, since=max([local_day(seed.step_since), *days]))
