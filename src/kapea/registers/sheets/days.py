"""Whether a day that somebody wrote can be, and by when something must be done by a rule of the pack."""

from collections.abc import Mapping
from datetime import date, datetime, time

from kapea.engines.dates import deadline
from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack
from kapea.registers.sheets.problems import DayNotPossible
from kapea.registers.worklist.services import complete_tasks, open_task


def check_day(on: date, *, not_before: date | None, today: date) -> None:
    """Raise DayNotPossible for a day before what it follows, or in the future."""
    if on > today or (not_before is not None and on < not_before):
        raise DayNotPossible(str(on))


def due_after(rule_code: str, clock: str, *, start: datetime) -> datetime:
    """Return when a clock of a rule of the pack has run out."""
    pack = current_pack()
    duration = pack.rule(rule_code).values[clock]
    if not isinstance(duration, Mapping):
        raise TypeError(f"{rule_code} {clock} is no duration.")
    return deadline(start, duration, calendar=pack.calendar, time_zone=pack.time_zone)


def end_of(day: date) -> datetime:
    """Return the last second of a day in the country."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=current_pack().time_zone)


def set_task(
    kind: str,
    *,
    subject: tuple[str, str],
    agency_code: str,
    due_at: datetime | None,
    rule: str = "",
    by: Viewer,
    now: datetime,
    unit_code: str = "",
    province_code: str = "",
    assignee_id: int | None = None,
    priority: str = "",
    earlier_stands: bool = False,
) -> None:
    """Set one task with the rule of the pack that set it, and the rule's version; as `open_task`."""
    version = str(current_pack().rule(rule).version) if rule else ""
    open_task(
        kind=kind,
        subject=subject,
        agency_code=agency_code,
        unit_code=unit_code,
        province_code=province_code,
        assignee_id=assignee_id,
        due_at=due_at,
        rule_code=rule,
        rule_version=version,
        priority=priority,
        earlier_stands=earlier_stands,
        by=by,
        now=now,
    )


def end_task(kind: str, *, subject: tuple[str, str], by: Viewer, now: datetime) -> None:
    """Mark a task of a record as done."""
    complete_tasks(subject=subject, kind=kind, by=by, now=now)
