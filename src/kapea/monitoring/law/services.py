"""What a legal analyst does with a scenario: write it, change it, share it. One act, one audit event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.saving import save_current
from kapea.monitoring.law.drafts import DraftChange, Kind
from kapea.monitoring.law.models import Change, Scenario
from kapea.monitoring.law.queries.scenarios import WRITE, row_for, with_changes
from kapea.monitoring.law.queries.text import effects_of
from kapea.registers.codes import new_code

PREFIX = "S"
STATUSES = ("draft", "shared")


class AlreadyChanged(KapeaError):
    """The scenario already holds a change of this kind for this provision."""

    code = "law.already_changed"


class UnknownStatus(KapeaError):
    """A scenario is a draft or shared, and nothing else."""

    code = "law.unknown_status"


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a scenario says of itself."""

    title: str
    origin: str = ""
    assumptions: str = ""
    commences_on: date | None = None


@transaction.atomic
def write_scenario(
    details: Details,
    changes: Sequence[DraftChange] = (),
    *,
    by: Viewer,
    now: datetime,
    started_from: str = "",
) -> str:
    """Store a new draft with its first changes and return its code. Raises NotAllowed, InputFault."""
    if by.user_id is None or "own" not in by.scopes(WRITE, "summary"):
        raise NotAllowed
    row = Scenario.objects.create(
        code=new_code(PREFIX),
        author_id=by.user_id,
        author_name=by.username,
        created_at=now,
        changed_at=now,
        started_from=started_from,
        **vars(details),
    )
    for number, change in enumerate(changes, start=1):
        _store(row, number, change, by=by, now=now)
    _refuse_unreadable(row, by=by)
    record_event(
        "scenario.written", by=by, on=("scenario", row.code), details={"changes": len(changes)}, at=now
    )
    return row.code


@transaction.atomic
def edit_details(code: str, details: Details, *, version: int, by: Viewer, now: datetime) -> None:
    """Store what the scenario says of itself. Raises NotFound, NotAllowed, StaleSave."""
    row = row_for(code, by=by, to_write=True)
    save_current(row, version=version, changes=vars(details))
    _touch(row, now)
    record_event("scenario.changed", by=by, on=("scenario", code), details={"what": "details"}, at=now)


@transaction.atomic
def add_change(code: str, change: DraftChange, *, by: Viewer, now: datetime) -> int:
    """Add a change and return its number. Raises AlreadyChanged, NotFound, NotAllowed, InputFault."""
    row = row_for(code, by=by, to_write=True)
    if row.changes.filter(kind=change.kind, target=change.target).exists():
        raise AlreadyChanged("The scenario already changes this. Open that change instead.")
    number = (row.changes.aggregate(most=Max("number"))["most"] or 0) + 1
    _store(row, number, change, by=by, now=now)
    _refuse_unreadable(row, by=by)
    _touch(row, now)
    record_event("scenario.changed", by=by, on=("scenario", code), details={"change": number}, at=now)
    return number


@transaction.atomic
def edit_change(
    code: str, number: int, content: Mapping[str, Any], *, version: int, by: Viewer, now: datetime
) -> None:
    """Store the new content of a change. Raises NotFound, NotAllowed, StaleSave, InputFault."""
    row = row_for(code, by=by, to_write=True)
    change = _change_of(row, number)
    save_current(change, version=version, changes={"content": dict(content)})
    Change.objects.filter(pk=change.pk).update(changed_at=now, author_id=by.user_id, author_name=by.username)
    _refuse_unreadable(row, by=by)
    _touch(row, now)
    record_event("scenario.changed", by=by, on=("scenario", code), details={"change": number}, at=now)


@transaction.atomic
def drop_change(code: str, number: int, *, by: Viewer, now: datetime) -> None:
    """Take a change out. Raises NotFound, NotAllowed, and InputFault when another change rests on it."""
    row = row_for(code, by=by, to_write=True)
    _change_of(row, number).delete()
    _refuse_unreadable(row, by=by)
    _touch(row, now)
    record_event("scenario.changed", by=by, on=("scenario", code), details={"dropped": number}, at=now)


@transaction.atomic
def set_status(code: str, status: str, *, by: Viewer, now: datetime) -> None:
    """Share a draft, or take it back. Raises NotFound, NotAllowed, UnknownStatus."""
    row = row_for(code, by=by, to_write=True)
    if status not in STATUSES:
        raise UnknownStatus("A scenario is a draft or shared.")
    Scenario.objects.filter(pk=row.pk).update(status=status, version=row.version + 1)
    _touch(row, now)
    record_event(f"scenario.{status}", by=by, on=("scenario", code), at=now)


def _store(row: Scenario, number: int, change: DraftChange, *, by: Viewer, now: datetime) -> None:
    Change.objects.create(
        scenario=row,
        number=number,
        kind=Kind(change.kind).value,
        target=change.target,
        content=dict(change.content),
        author_id=by.user_id,
        author_name=by.username,
        changed_at=now,
    )


def _change_of(row: Scenario, number: int) -> Change:
    found = row.changes.filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def _touch(row: Scenario, now: datetime) -> None:
    Scenario.objects.filter(pk=row.pk).update(changed_at=now)


def _refuse_unreadable(row: Scenario, *, by: Viewer) -> None:
    """Nothing is stored that the engine could not answer. Raises InputFault, UnknownProvision."""
    effects_of(with_changes(row, by=by).as_plain(), by=by)
