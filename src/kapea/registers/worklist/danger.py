"""What happens in the worklist when a record is opened by break-glass: owner and supervisor are told at once."""

from datetime import datetime
from typing import Any

from kapea.guard.access.viewer import Viewer, background
from kapea.guard.break_glass.signals import Opened
from kapea.registers.worklist.notices import DANGER, notify_agency
from kapea.registers.worklist.services import complete_tasks, open_task

REVIEW, TOLD = "break_glass.review", "break_glass.told"
BY = background("break-glass")


def tell(sender: Any, *, opening: Opened, now: datetime, **_more: Any) -> None:
    """Give the supervisors of the owner's agency the review, and the record's worker a notice."""
    subject = ("opening", opening.code)
    agency = opening.owner_agency_code or opening.opener_agency_code
    open_task(
        kind=REVIEW,
        subject=subject,
        agency_code=agency,
        due_at=opening.review_due_at,
        rule_code=opening.rule_code,
        rule_version=str(opening.rule_version),
        priority="urgent",
        by=BY,
        now=now,
    )
    notify_agency(agency, permission="guard.break_glass.review", kind=DANGER, now=now)
    if opening.owner_worker_id is not None:
        open_task(
            kind=TOLD,
            subject=(opening.record_kind, opening.record_code),
            agency_code=agency,
            assignee_id=opening.owner_worker_id,
            due_at=opening.review_due_at,
            rule_code=opening.rule_code,
            rule_version=str(opening.rule_version),
            by=BY,
            now=now,
        )


def reviewed(sender: Any, *, opening_code: str, by: Viewer, now: datetime, **_more: Any) -> None:
    """Close the review task."""
    complete_tasks(subject=("opening", opening_code), kind=REVIEW, by=by, now=now)
