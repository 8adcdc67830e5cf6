"""Who learns that work is late in a body where nobody supervises.

The next body above that has a supervisor gets one task: a list of such bodies with how much is late there,
never a record. Where nobody stands above, the administrators are told, for only they can make an account.
Whoever a record goes past is neither told nor counted to: a complaint's work is not told to the accused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kapea.guard.access.viewer import Viewer, background
from kapea.guard.accounts.queries import bodies_at_work, holders, reachable, supervised
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack
from kapea.registers.worklist.bypassing import gone_past
from kapea.registers.worklist.models import Task
from kapea.registers.worklist.notices import MANAGE, notify_agency, notify_person
from kapea.registers.worklist.queries import URGENT
from kapea.registers.worklist.services import complete_tasks, open_task

KIND: Final = "body.unattended"
LIST: Final = "unattended"
SUPERVISED: Final = "worklist.task.read"
SCOPE: Final = "agency"
BY: Final = background("escalation")


@dataclass(frozen=True, kw_only=True)
class LateBody:
    """A body below the viewer's where nobody supervises. late: its tasks that went up and are still open."""

    agency_code: str
    late: int
    first_due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class UntoldBody:
    """A body whose late work reaches nobody of its own, or nobody by e-mail.

    supervisors: how many may see its late work. goes_to: the body above that is told, "" for the
    administrators; without meaning while the body has supervisors.
    """

    agency_code: str
    supervisors: int
    goes_to: str


def tell(task: Task, *, kind: str, now: datetime) -> None:
    """Tell those who are to know that a task went up. kind: of the notice."""
    if supervised([task.agency_code], permission=SUPERVISED, scope=SCOPE):
        notify_agency(task.agency_code, permission=SUPERVISED, kind=kind, now=now, scope=SCOPE)
        return
    past = gone_past(task.subject_kind, task.subject_code)
    above = _told_instead(task.agency_code, past=past)
    if above:
        _set_task(above, priority=task.priority, now=now)
        notify_agency(above, permission=SUPERVISED, kind=kind, now=now, scope=SCOPE)
        return
    for each in holders(MANAGE):
        if each.agency_code not in past:
            notify_person(each.user_id, kind=kind, now=now)


def _set_task(agency_code: str, *, priority: str, now: datetime) -> None:
    """Set the task of the list, already passed up: only who supervises the body sees it.

    What stands there as urgent stays so when something less urgent follows.
    """
    there = Task.objects.filter(kind=KIND, agency_code=agency_code, done_at__isnull=True)
    if there.exists() and priority not in URGENT:
        return
    task = open_task(
        kind=KIND,
        subject=(LIST, ""),
        agency_code=agency_code,
        by=BY,
        now=now,
        due_at=now,
        priority=priority,
        earlier_stands=True,
    )
    Task.objects.filter(pk=task.pk, escalated_at__isnull=True).update(escalated_at=now)


def close_settled(*, now: datetime) -> int:
    """Close the task of each body above once nothing late is left unattended beneath; return how many."""
    waiting = Task.objects.filter(kind=KIND, subject_kind=LIST, done_at__isnull=True)
    settled = [each for each in waiting.values_list("agency_code", flat=True) if not _late_below(each)]
    return sum(
        complete_tasks(subject=(LIST, ""), kind=KIND, agency_code=each, by=BY, now=now) for each in settled
    )


def late_bodies(*, by: Viewer) -> list[LateBody]:
    """Return the bodies below the viewer's that have late work and nobody who supervises. Raises NotFound."""
    if SCOPE not in by.scopes(SUPERVISED) or not by.agency:
        raise NotFound
    return _late_below(by.agency)


def _late_below(agency_code: str) -> list[LateBody]:
    below = [each.code for each in current_pack().agencies if agency_code in _above(each.code)]
    has_supervisor = supervised(below, permission=SUPERVISED, scope=SCOPE)
    found = []
    for code in sorted(set(below) - set(has_supervisor)):
        dues = [task.due_at for task in _late_of(code, told=agency_code)]
        if dues:
            first = min((due for due in dues if due is not None), default=None)
            found.append(LateBody(agency_code=code, late=len(dues), first_due_at=first))
    return found


def _late_of(agency_code: str, *, told: str) -> Iterator[Task]:
    """Return the tasks of a body that went up and may be counted to another body."""
    rows = Task.objects.filter(
        agency_code=agency_code, done_at__isnull=True, escalated_at__isnull=False
    ).exclude(kind=KIND)
    for task in rows.only("due_at", "subject_kind", "subject_code"):
        if told not in gone_past(task.subject_kind, task.subject_code):
            yield task


def untold_bodies(*, by: Viewer) -> list[UntoldBody]:
    """Return the bodies at work with no supervisor, or none with an e-mail address. Raises NotFound."""
    if not by.scopes(MANAGE, "counts"):
        raise NotFound
    bodies = bodies_at_work(SUPERVISED)
    numbers = supervised(bodies, permission=SUPERVISED, scope=SCOPE)
    found = []
    for code in bodies:
        if not numbers.get(code):
            found.append(UntoldBody(agency_code=code, supervisors=0, goes_to=_told_instead(code)))
        elif not reachable(code, permission=SUPERVISED, scope=SCOPE):
            found.append(UntoldBody(agency_code=code, supervisors=numbers[code], goes_to=code))
    return found


def _told_instead(agency_code: str, *, past: frozenset[str] = frozenset()) -> str:
    """Return the next body above that has a supervisor and may be told, "" when there is none."""
    line = [code for code in _above(agency_code) if code not in past]
    has_supervisor = supervised(line, permission=SUPERVISED, scope=SCOPE)
    return next((code for code in line if code in has_supervisor), "")


def _above(agency_code: str) -> list[str]:
    """Return the bodies above one, the next first, as the pack says it."""
    parents = {agency.code: agency.parent for agency in current_pack().agencies}
    found: list[str] = []
    code = parents.get(agency_code, "")
    while code and code not in found and code != agency_code:
        found.append(code)
        code = parents.get(code, "")
    return found
