"""How tasks are set, taken and done. Always inside the act that causes them."""

from datetime import datetime

from kapea.guard.access.viewer import Viewer
from kapea.registers.worklist.models import Task
from kapea.registers.worklist.notices import notify_person


def open_task(
    *,
    kind: str,
    subject: tuple[str, str],
    agency_code: str,
    by: Viewer,
    now: datetime,
    due_at: datetime | None = None,
    unit_code: str = "",
    province_code: str = "",
    assignee_id: int | None = None,
    priority: str = "",
    rule_code: str = "",
    rule_version: str = "",
) -> Task:
    """Set a task; the same open task on the same record is moved to the new deadline instead."""
    subject_kind, subject_code = subject
    values = {
        "unit_code": unit_code,
        "province_code": province_code,
        "assignee_id": assignee_id,
        "priority": priority,
        "due_at": due_at,
        "rule_code": rule_code,
        "rule_version": rule_version,
    }
    task, _created = Task.objects.update_or_create(
        kind=kind,
        subject_kind=subject_kind,
        subject_code=subject_code,
        agency_code=agency_code,
        done_at=None,
        defaults={**values, "escalated_at": None},
        create_defaults={**values, "opened_at": now, "opened_by": by.username},
    )
    if assignee_id is not None and assignee_id != by.user_id:
        notify_person(assignee_id, kind="task", now=now)
    return task


def complete_tasks(
    *, subject: tuple[str, str], kind: str = "", by: Viewer, now: datetime, agency_code: str = ""
) -> int:
    """Mark the open tasks of a record as done (of one kind and agency, if named); return how many."""
    rows = Task.objects.filter(subject_kind=subject[0], subject_code=subject[1], done_at__isnull=True)
    if kind:
        rows = rows.filter(kind=kind)
    if agency_code:
        rows = rows.filter(agency_code=agency_code)
    return rows.update(done_at=now, done_by=by.username or "system")


def assign_tasks(*, subject: tuple[str, str], assignee_id: int, agency_code: str) -> int:
    """Give the open tasks of a record to its worker."""
    return Task.objects.filter(
        subject_kind=subject[0], subject_code=subject[1], agency_code=agency_code, done_at__isnull=True
    ).update(assignee_id=assignee_id)
