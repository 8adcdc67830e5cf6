"""Which tasks a referral sets on either side: that it is answered in time, and that its outcome is read.

Called inside the acts on a referral. No answer in time goes up to the supervisors of both bodies: of the
one asked by its own task, and of the sender by the task to see to it.
"""

from datetime import datetime

from django.contrib.auth import get_user_model

from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack
from kapea.registers.agencies.queries import unit_for
from kapea.registers.casework.models import Referral
from kapea.registers.casework.moments import ANSWER, answer_by
from kapea.registers.worklist.services import complete_tasks, open_task

TO_ANSWER, TO_AWAIT, TO_READ = "referral.answer", "referral.await", "referral.read_outcome"


def ask_for_answer(referral: Referral, *, by: Viewer, now: datetime) -> None:
    """Set the clock of the answer: for the body asked, when it has an account, and for who sent it."""
    if referral.channel == "account":
        case = referral.case
        to = referral.to_agency_code
        _open(TO_ANSWER, referral, agency=to, unit=unit_for(to, case.province_code), by=by, now=now)
    await_answer(referral, by=by, now=now)


def await_answer(referral: Referral, *, by: Viewer, now: datetime) -> None:
    """Let the sender see to it that the referral is answered."""
    _open_for_sender(TO_AWAIT, referral, by=by, now=now)


def is_answered(referral: Referral, *, by: Viewer, now: datetime) -> None:
    """End the clock of the answer on both sides."""
    for kind in (TO_ANSWER, TO_AWAIT):
        complete_tasks(subject=("referral", referral.code), kind=kind, by=by, now=now)


def tell_sender(referral: Referral, *, by: Viewer, now: datetime) -> None:
    """Give the sender a task to read what came of the referral: a child who was refused needs another way."""
    _open_for_sender(TO_READ, referral, by=by, now=now)


def _open_for_sender(kind: str, referral: Referral, *, by: Viewer, now: datetime) -> None:
    case, ours = referral.case, referral.from_agency_code
    unit = case.unit_code if case.agency_code == ours else ""
    _open(kind, referral, agency=ours, unit=unit, assignee_id=_sender_id(referral), by=by, now=now)


def _open(
    kind: str,
    referral: Referral,
    *,
    agency: str,
    unit: str,
    by: Viewer,
    now: datetime,
    assignee_id: int | None = None,
) -> None:
    case = referral.case
    start = referral.sent_at if kind != TO_READ else now
    open_task(
        kind=kind,
        subject=("referral", referral.code),
        agency_code=agency,
        unit_code=unit,
        province_code=case.province_code,
        assignee_id=assignee_id,
        due_at=answer_by(risk=case.risk_level, start=start),
        priority="urgent" if case.risk_level == "high" else "",
        rule_code=ANSWER,
        rule_version=str(current_pack().rule(ANSWER).version),
        by=by,
        now=now,
    )


def _sender_id(referral: Referral) -> int | None:
    """Return the worker who hears of it: the case's, or who gave the case over."""
    case = referral.case
    if case.agency_code == referral.from_agency_code:
        return case.owner_id
    rows = get_user_model().objects.filter(username=referral.sent_by, is_active=True)
    return rows.values_list("pk", flat=True).first()
