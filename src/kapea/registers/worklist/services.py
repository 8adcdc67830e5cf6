"""How tasks are set, taken and done. Always inside the act that causes them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.registers.worklist.models import Task
from kapea.registers.worklist.notices import notify_person
from kapea.registers.worklist.subjects import is_told

CLOCK = ("due_at", "rule_code", "rule_version")


@transaction.atomic
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
    earlier_stands: bool = False,
) -> Task:
    """Set a task; the same open task on the same record is moved to the new deadline instead.

    earlier_stands: of two deadlines the earlier one stays, so that a second message or alarm gives nobody
    more time for the first. A task that says what it said before is left as it is: it stays passed up, and
    nobody is told anew.
    """
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
    task, is_new = Task.objects.select_for_update().get_or_create(
        kind=kind,
        subject_kind=subject_kind,
        subject_code=subject_code,
        agency_code=agency_code,
        done_at=None,
        defaults={**values, "opened_at": now, "opened_by": by.username},
    )
    is_theirs_anew = is_new or task.assignee_id != assignee_id
    if not is_new:
        has_earlier = earlier_stands and _is_earlier(task.due_at, due_at)
        _move(task, {name: value for name, value in values.items() if not (has_earlier and name in CLOCK)})
    if is_theirs_anew and assignee_id is not None and assignee_id != by.user_id:
        notify_person(assignee_id, kind="task", now=now)
    return task


def _is_earlier(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and (other is None or one < other)


def _move(task: Task, values: Mapping[str, object]) -> None:
    """Bring an open task to new values; one that went up comes down only when its deadline is another."""
    changed = [name for name, value in values.items() if getattr(task, name) != value]
    if not changed:
        return
    if "due_at" in changed:
        changed.append("escalated_at")
        task.escalated_at = None
    for name in values:
        setattr(task, name, values[name])
    task.save(update_fields=changed)


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


@transaction.atomic
def tick(number: int, *, by: Viewer, now: datetime) -> None:
    """Say that one has read what a task only tells; it is done. Raises NotFound."""
    task = Task.objects.select_for_update().filter(pk=number, done_at__isnull=True).first()
    if task is None or task.assignee_id is None or task.assignee_id != by.user_id or not is_told(task.kind):
        raise NotFound
    task.done_at, task.done_by = now, by.username
    task.save(update_fields=["done_at", "done_by"])
    on = (task.subject_kind, task.subject_code)
    record_event("task.read", by=by, on=on, details={"task": task.kind}, at=now)


def assign_tasks(*, subject: tuple[str, str], assignee_id: int, agency_code: str) -> int:
    """Give the open tasks of a record to its worker."""
    return Task.objects.filter(
        subject_kind=subject[0], subject_code=subject[1], agency_code=agency_code, done_at__isnull=True
    ).update(assignee_id=assignee_id)
