"""How a case is closed: asked by one person, refused while its checklist fails, decided by another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.registers.casework import access, sealed
from kapea.registers.casework.errors import (
    AlreadyDone,
    ClosureNotReady,
    NothingChosen,
    SecondPersonNeeded,
)
from kapea.registers.casework.facts import MINIMUM_MONTHS, closure_facts
from kapea.registers.casework.models import Case, Closure
from kapea.registers.casework.rules.closure import ChecklistItem, checklist, unmet
from kapea.registers.casework.services.acting import case_to_write
from kapea.registers.casework.work import settle
from kapea.registers.worklist.handover import report_outcome
from kapea.registers.worklist.services import complete_tasks

CHECKLIST = "closure.checklist"
FOLLOW_UP = "follow_up_done"
REOPENING = "case.reopening"
RESET: Final[Mapping[str, Mapping[str, object]]] = {
    "risk": {"risk_level": "", "risk_assessed_at": None},
    "follow_up": {"follow_up_since": None},
}
"""What a reopened case forgets, by the pack's word: the columns, and their values before it was judged."""


@dataclass(frozen=True, kw_only=True)
class ClosureRequest:
    """What a worker says when asking to close a case.

    waiver: why follow-up after return may end early; goals_reason: why goals stay unmet.
    """

    reason: str
    childs_view: str = ""
    feedback_asked: bool = False
    no_protective_measure: bool = False
    goals_reason: str = ""
    waiver: str = ""


def checklist_codes() -> tuple[str, ...]:
    """Return the codes of the country's closing checklist, in order."""
    items = current_pack().rule(CHECKLIST).values["items"]
    return tuple(str(item["code"]) for item in items)  # type: ignore[attr-defined]


def closing_checklist(case: Case, request: ClosureRequest, *, now: datetime) -> tuple[ChecklistItem, ...]:
    """Return each item of the checklist with its state, were closure asked so."""
    facts = closure_facts(
        case,
        today=local_day(now),
        goals_reason_given=bool(request.goals_reason.strip()),
        waiver_given=bool(request.waiver.strip()),
        child_view_heard=bool(request.childs_view.strip()),
        feedback_asked=request.feedback_asked,
        no_protective_measure=request.no_protective_measure,
    )
    return checklist(checklist_codes(), facts)


@transaction.atomic
def ask_closure(code: str, request: ClosureRequest, *, by: Viewer, now: datetime) -> str:
    """Ask to close the case; return the case's code.

    Raises NotFound, NotAllowed, AlreadyDone; ClosureNotReady with the unmet items.
    """
    case = case_to_write(code, section="closure", by=by, now=now, permission=access.ASK_CLOSURE)
    if Closure.objects.filter(case=case, decision="").exists():
        raise AlreadyDone
    items = closing_checklist(case, request, now=now)
    if unmet(items):
        raise ClosureNotReady(unmet(items))
    Closure.objects.create(
        case=case,
        reason=request.reason,
        checklist=[{"code": item.code, "is_met": item.is_met} for item in items],
        childs_view=sealed.close_text(case, request.childs_view, sealed.CLOSURE_VIEW),
        feedback_asked=request.feedback_asked,
        no_protective_measure=request.no_protective_measure,
        goals_reason=sealed.close_text(case, request.goals_reason, sealed.CLOSURE_GOALS),
        waiver=sealed.close_text(case, request.waiver, sealed.CLOSURE_WAIVER),
        asked_at=now,
        asked_by=by.username,
    )
    settle(case, by=by, now=now)
    record_event(
        "casework.closure.asked",
        by=by,
        on=("case", code),
        details={"reason": request.reason, **_waived(case, request.waiver.strip(), now=now)},
        at=now,
    )
    return case.code


@transaction.atomic
def decide_closure(code: str, *, approved: bool, refusal: str = "", by: Viewer, now: datetime) -> str:
    """Approve or refuse a request to close; return the case's code.

    What was met when closing was asked is looked at again: a referral sent since stands against it too.
    Raises NotFound, NotAllowed, NothingChosen, CaseIsClosed; SecondPersonNeeded when the asker decides;
    ClosureNotReady with what is unmet now.
    """
    case = case_to_write(code, section="closure", by=by, now=now, permission=access.APPROVE_CLOSURE)
    request = Closure.objects.filter(case=case, decision="").first()
    if request is None:
        raise NotFound
    if request.asked_by == by.username:
        raise SecondPersonNeeded
    if not approved and not refusal.strip():
        raise NothingChosen(code="casework.reasons_needed")
    if approved and (lacking := unmet(closing_checklist(case, _asked(case, request), now=now))):
        raise ClosureNotReady(lacking)
    request.decision = "approved" if approved else "refused"
    request.decided_at, request.decided_by = now, by.username
    request.refusal = sealed.close_text(case, refusal, sealed.CLOSURE_REFUSAL)
    request.save(update_fields=["decision", "decided_at", "decided_by", "refusal"])
    waived = _waived(case, sealed.open_text(case, request.waiver, sealed.CLOSURE_WAIVER), now=now)
    if approved:
        case.status, case.closed_at, case.closed_by = "closed", now, by.username
        case.save(update_fields=["status", "closed_at", "closed_by"])
        report_outcome("case", code, outcome="closed", at=now)
    complete_tasks(subject=("case", code), kind="closure.decide", by=by, now=now)
    settle(case, by=by, now=now)
    record_event(f"casework.closure.{request.decision}", by=by, on=("case", code), details=waived, at=now)
    return case.code


def _asked(case: Case, row: Closure) -> ClosureRequest:
    """Return what was said when closing was asked."""
    return ClosureRequest(
        reason=row.reason,
        childs_view=sealed.open_text(case, row.childs_view, sealed.CLOSURE_VIEW),
        feedback_asked=row.feedback_asked,
        no_protective_measure=row.no_protective_measure,
        goals_reason=sealed.open_text(case, row.goals_reason, sealed.CLOSURE_GOALS),
        waiver=sealed.open_text(case, row.waiver, sealed.CLOSURE_WAIVER),
    )


def _waived(case: Case, words: str, *, now: datetime) -> dict[str, object]:
    """Return for the audit whether a waiver stands in for follow-up that is not done, and of which rule.

    Written down when it is asked for and when a second person lets it take effect: a follow-up that was
    done meanwhile needed none.
    """
    facts = closure_facts(case, today=local_day(now))
    is_done = not unmet(checklist((FOLLOW_UP,), facts))
    if is_done or not words:
        return {"waiver": False}
    return {
        "waiver": True,
        "rule": MINIMUM_MONTHS,
        "version": str(current_pack().rule(MINIMUM_MONTHS).version),
    }


def judged_anew() -> tuple[str, ...]:
    """Return what the country wants judged anew when a case is reopened."""
    wanted = current_pack().rule(REOPENING).values["anew"]
    return tuple(name for name in RESET if name in wanted)  # type: ignore[operator]


@transaction.atomic
def reopen_case(code: str, *, reason: str, by: Viewer, now: datetime) -> str:
    """Open a closed case again on a new concern; return the case's code.

    What the country wants judged anew no longer counts as judged: the case falls back to that step, with
    its task and deadline. What was recorded stays to be read. Raises NotFound, NotAllowed, NothingChosen, AlreadyDone.
    """
    case = access.writable_case(code, by=by, permission=access.WRITE, section="closure", today=local_day(now))
    if case.status != "closed":
        raise AlreadyDone
    if not reason.strip():
        raise NothingChosen(code="casework.reasons_needed")
    anew = judged_anew()
    changes: dict[str, object] = {"status": "reopened", "closed_at": None, "closed_by": ""}
    for name in anew:
        changes |= RESET[name]
    for column, value in changes.items():
        setattr(case, column, value)
    case.save(update_fields=list(changes))
    case.notes.create(
        visibility="case",
        text=sealed.close_text(case, reason, sealed.NOTE),
        written_at=now,
        written_by=by.username,
    )
    settle(case, by=by, now=now)
    record_event("casework.case.reopened", by=by, on=("case", code), details={"anew": list(anew)}, at=now)
    return case.code
