"""What a second person approves or returns: assessments and plans, at the risks that the country names."""

from datetime import datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.registers.casework import access, sealed
from kapea.registers.casework.errors import AlreadyDone, NothingChosen, SecondPersonNeeded
from kapea.registers.casework.facts import needs_approval
from kapea.registers.casework.models import Approval, Assessment, Case, CasePlan
from kapea.registers.casework.services.acting import case_to_write
from kapea.registers.casework.work import settle
from kapea.registers.worklist.services import complete_tasks


def ask_if_needed(case: Case, kind: str, subject_id: int, *, by: Viewer, now: datetime) -> None:
    """Ask a second person where the country wants one at this risk. Inside the act that causes it."""
    if not needs_approval(kind, risk=case.risk_level):
        return
    if Approval.objects.filter(case=case, kind=kind, subject_id=subject_id, decision="").exists():
        return
    Approval.objects.create(case=case, kind=kind, subject_id=subject_id, asked_at=now, asked_by=by.username)


def _author(row: Approval) -> str:
    """Return who made what is to be approved: nobody approves their own work, whoever asked and whatever they are now."""
    if row.kind == "plan":
        made = CasePlan.objects.filter(pk=row.subject_id).values_list("made_by", flat=True)
    else:
        made = Assessment.objects.filter(pk=row.subject_id).values_list("recorded_by", flat=True)
    return made.first() or ""


@transaction.atomic
def decide_approval(
    code: str, *, approval_id: int, approved: bool, words: str = "", by: Viewer, now: datetime
) -> str:
    """Approve what was asked, or return it with words; return the case's code.

    Raises NotFound, NotAllowed, AlreadyDone, NothingChosen; SecondPersonNeeded when who asked, or made it, decides.
    """
    row = Approval.objects.filter(case__code=code, pk=approval_id).first()
    section = row.kind if row else "plan"
    case = case_to_write(code, section=section, by=by, now=now, permission=access.APPROVE)
    if row is None:
        raise NotFound
    if row.decision:
        raise AlreadyDone
    if by.username in (row.asked_by, _author(row)):
        raise SecondPersonNeeded
    if not approved and not words.strip():
        raise NothingChosen(code="casework.reasons_needed")
    row.decision = "approved" if approved else "returned"
    row.decided_at, row.decided_by = now, by.username
    row.words = sealed.close_text(case, words, sealed.APPROVAL)
    row.save(update_fields=["decision", "decided_at", "decided_by", "words"])
    complete_tasks(subject=("case", code), kind="work.approve", by=by, now=now)
    settle(case, by=by, now=now)
    told = {"kind": row.kind, "asked_by": row.asked_by}
    record_event(f"casework.approval.{row.decision}", by=by, on=("case", code), details=told, at=now)
    return case.code
