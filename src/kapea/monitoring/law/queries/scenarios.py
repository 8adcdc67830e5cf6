"""The scenarios that people have written: one's own, and those that are shared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed, NotFound
from kapea.monitoring.law.drafts import DraftChange, DraftScenario, Kind, as_scenario
from kapea.monitoring.law.models import Change, Scenario

PERMISSION = "law.scenario.read"
WRITE = "law.scenario.write"


@dataclass(frozen=True, kw_only=True)
class ChangeSeen:
    """One change with its number and version, and who last wrote it."""

    number: int
    version: int
    change: DraftChange
    author: str
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ScenarioSeen:
    """A scenario as a page shows it. may_write: whether it is the viewer's own to change."""

    code: str
    title: str
    origin: str
    assumptions: str
    commences_on: date | None
    status: str
    author: str
    started_from: str
    changed_at: datetime
    version: int
    may_write: bool
    changes: tuple[ChangeSeen, ...] = ()
    changes_count: int = 0

    def draft(self) -> DraftScenario:
        """Return it as a set of changes."""
        return DraftScenario(
            id=self.code,
            title=self.title,
            origin=self.origin,
            status=self.status,
            assumptions=self.assumptions,
            commences_on=self.commences_on,
            changes=tuple(one.change for one in self.changes),
        )

    def as_plain(self) -> dict[str, Any]:
        """Return it as a scenario file would hold it."""
        return as_scenario(self.draft())


def seen(*, by: Viewer) -> "QuerySet[Scenario]":
    """Return the scenarios that the viewer may read: their own, and what is shared."""
    given = by.scopes(PERMISSION, "summary") & by.standing
    condition = Q(pk__in=[])
    if "own" in given:
        condition |= Q(author_id=by.user_id)
    if "national" in given:
        condition |= Q(status="shared")
    return Scenario.objects.filter(condition)


def list_scenarios(*, by: Viewer, is_own: bool = False) -> tuple[ScenarioSeen, ...]:
    """Return the scenarios that the viewer may read, the last changed first."""
    rows = seen(by=by).annotate(count=Count("changes")).order_by("-changed_at", "code")
    if is_own:
        rows = rows.filter(author_id=by.user_id)
    return tuple(_seen(row, by=by, count=row.count) for row in rows)


def own_count(*, by: Viewer) -> int:
    """Return how many scenarios `list_scenarios` lists as the viewer's own."""
    return seen(by=by).filter(author_id=by.user_id).count()


def row_for(code: str, *, by: Viewer, to_write: bool = False) -> Scenario:
    """Return the row. Raises NotFound, or NotAllowed when it is not the viewer's to change."""
    row = seen(by=by).filter(code=code).first()
    if row is None:
        raise NotFound
    if to_write and not _may_write(row, by):
        raise NotAllowed
    return row


@transaction.atomic
def accessible_scenario(code: str, *, by: Viewer, to_write: bool = False) -> ScenarioSeen:
    """Return a scenario with its changes; the read is audited. Raises NotFound, NotAllowed."""
    row = row_for(code, by=by, to_write=to_write)
    record_event("scenario.read", by=by, on=("scenario", code))
    return with_changes(row, by=by)


def with_changes(row: Scenario, *, by: Viewer) -> ScenarioSeen:
    """Return a scenario that the caller may see, with its changes."""
    changes = tuple(_change(one) for one in row.changes.all())
    return _seen(row, by=by, changes=changes, count=len(changes))


def _may_write(row: Scenario, by: Viewer) -> bool:
    return row.author_id == by.user_id and "own" in by.scopes(WRITE, "summary")


def _change(row: Change) -> ChangeSeen:
    return ChangeSeen(
        number=row.number,
        version=row.version,
        change=DraftChange(kind=Kind(row.kind), target=row.target, content=row.content),
        author=row.author_name,
        changed_at=row.changed_at,
    )


def _seen(row: Scenario, *, by: Viewer, count: int, changes: tuple[ChangeSeen, ...] = ()) -> ScenarioSeen:
    return ScenarioSeen(
        code=row.code,
        title=row.title,
        origin=row.origin,
        assumptions=row.assumptions,
        commences_on=row.commences_on,
        status=row.status,
        author=row.author_name,
        started_from=row.started_from,
        changed_at=row.changed_at,
        version=row.version,
        may_write=_may_write(row, by),
        changes=changes,
        changes_count=count,
    )


def with_change(draft: DraftScenario, change: DraftChange) -> Mapping[str, Any]:
    """Return the plain scenario with one change added, or put instead of the one of the same target."""
    kept = [one for one in draft.changes if (one.kind, one.target) != (change.kind, change.target)]
    return as_scenario(DraftScenario(**{**vars(draft), "changes": (*kept, change)}))
