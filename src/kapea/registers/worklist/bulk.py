"""Many open tasks and hand-overs at once, for fictitious data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kapea.registers.bulk_rows import store_rows
from kapea.registers.worklist.models import HandOverRecord, Task

TASK_FIELDS = (
    "kind", "subject_kind", "subject_code", "agency_code", "unit_code", "province_code", "assignee_id", "priority",
    "due_at", "rule_code", "rule_version", "opened_at", "opened_by", "done_by",
)  # fmt: skip
HAND_OVER_FIELDS = (
    "source_kind", "source_code", "target_kind", "target_code", "agency_code", "sent_at", "sent_by", "outcome",
    "outcome_at",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """An open task."""

    kind: str
    subject_kind: str
    subject_code: str
    agency_code: str
    opened_at: datetime
    due_at: datetime | None
    rule_code: str
    rule_version: str
    unit_code: str = ""
    province_code: str = ""
    assignee_id: int | None = None
    priority: str = ""


def bulk_tasks(rows: Iterable[TaskRow], *, opened_by: str) -> None:
    """Store open tasks."""
    store_rows(
        Task,
        TASK_FIELDS,
        (
            (
                row.kind,
                row.subject_kind,
                row.subject_code,
                row.agency_code,
                row.unit_code,
                row.province_code,
                row.assignee_id,
                row.priority,
                row.due_at,
                row.rule_code,
                row.rule_version,
                row.opened_at,
                opened_by,
                "",
            )
            for row in rows
        ),
    )


def bulk_hand_overs(rows: Iterable[tuple[object, ...]]) -> None:
    """Store hand-overs given in the order of HAND_OVER_FIELDS."""
    store_rows(HandOverRecord, HAND_OVER_FIELDS, rows)
