"""Follow-up: when the child has returned, and each visit made."""

from datetime import date, datetime

from django.db import transaction

from kapea.engines.dates import PlannedVisit
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import local_day
from kapea.guard.saving import save_current
from kapea.registers.casework import sealed
from kapea.registers.casework.errors import (
    AlreadyDone,
    DayNotPossible,
    NothingChosen,
    NotMissed,
    StepNotReached,
)
from kapea.registers.casework.facts import case_facts, visit_days
from kapea.registers.casework.models import Case, Visit
from kapea.registers.casework.moments import follow_up_calendar
from kapea.registers.casework.rules.steps import may_implement, missing_in
from kapea.registers.casework.rules.visits import may_make_up, may_visit_on, visit_answering
from kapea.registers.casework.services.acting import case_to_write
from kapea.registers.casework.work import settle
from kapea.registers.worklist.services import complete_tasks


@transaction.atomic
def begin_follow_up(code: str, *, returned_on: date | None, version: int, by: Viewer, now: datetime) -> str:
    """Begin follow-up: after the child's return, or in the community; return the case's code.

    returned_on: None for a child who never left. Visits are planned from it by the pack's calendar.
    Raises NotFound, NotAllowed, StepNotReached, DayNotPossible, StaleSave.
    """
    case = case_to_write(code, section="visit", by=by, now=now)
    facts = case_facts(case, today=local_day(now))
    if not may_implement(facts):
        steps = ("contact", "identification", "assessment", "planning")
        approval = () if facts.plan_approved else ("plan_approved",)
        raise StepNotReached([*(need for step in steps for need in missing_in(step, facts)), *approval])
    today = local_day(now)
    if returned_on is not None and returned_on > today:
        raise DayNotPossible
    since = case.follow_up_since or today
    save_current(case, version=version, changes={"follow_up_since": since, "returned_on": returned_on})
    settle(case, by=by, now=now)
    record_event(
        "casework.follow_up.begun",
        by=by,
        on=("case", code),
        details={"returned_on": str(returned_on or "")},
        at=now,
    )
    return case.code


@transaction.atomic
def record_visit(
    code: str,
    *,
    visited_on: date,
    place: str,
    child_seen_alone: bool,
    safety: str,
    findings: str,
    makes_up_month: int | None = None,
    missed_because: str = "",
    by: Viewer,
    now: datetime,
) -> str:
    """Record a follow-up visit; the same one twice changes nothing; return the case's code.

    makes_up_month: the planned visit that was missed and that this one makes up for; it then answers no
    other, and the miss stays to be seen. missed_because: why it was missed.
    Raises NotFound, NotAllowed, StepNotReached, DayNotPossible, NotMissed, NothingChosen; AlreadyDone when
    another visit of that day is recorded.
    """
    case = case_to_write(code, section="visit", by=by, now=now)
    if case.accepted_at is None:
        raise StepNotReached(("accepted",))
    opened_on, today = local_day(case.opened_at), local_day(now)
    if not may_visit_on(visited_on, opened_on=opened_on, returned_on=case.returned_on, today=today):
        raise DayNotPossible
    planned = _answered(case, visited_on=visited_on, makes_up_month=makes_up_month)
    if makes_up_month is not None and not missed_because.strip():
        raise NothingChosen(code="casework.missed_because_needed")
    row, created = Visit.objects.get_or_create(
        case=case,
        visited_on=visited_on,
        defaults={
            "due_on": planned.due_on if planned else None,
            "place_sealed": sealed.close_text(case, place, sealed.VISIT_PLACE),
            "child_seen_alone": child_seen_alone,
            "safety": safety,
            "findings": sealed.close_text(case, findings, sealed.VISIT),
            "makes_up_month": makes_up_month,
            "missed_because": sealed.close_text(case, missed_because, sealed.MISSED),
            "recorded_at": now,
            "recorded_by": by.username,
        },
    )
    if created:
        complete_tasks(subject=("case", code), kind="case.visit", by=by, now=now)
        settle(case, by=by, now=now)
        told = {"safety": safety, "makes_up_month": makes_up_month}
        record_event("casework.visit.recorded", by=by, on=("case", code), details=told, at=now)
    elif _told(case, row) != (place, findings, safety):
        raise AlreadyDone
    return case.code


def _told(case: Case, row: Visit) -> tuple[str, str, str]:
    """Return where a stored visit was made, what was found and how the child was."""
    place = sealed.open_text(case, row.place_sealed, sealed.VISIT_PLACE)
    return place, sealed.open_text(case, row.findings, sealed.VISIT), row.safety


def _answered(case: Case, *, visited_on: date, makes_up_month: int | None) -> PlannedVisit | None:
    """Return the planned visit that a visit answers or makes up for, None for none. Raises NotMissed."""
    if makes_up_month is None:
        if case.returned_on is None:
            return None
        return visit_answering(follow_up_calendar(), returned_on=case.returned_on, visited_on=visited_on)
    missed = (
        may_make_up(
            follow_up_calendar(), returned_on=case.returned_on, visited=visit_days(case), on=visited_on
        )
        if case.returned_on
        else []
    )
    found = next((visit for visit in missed if visit.month == makes_up_month), None)
    if found is None:
        raise NotMissed(str(makes_up_month))
    return found
