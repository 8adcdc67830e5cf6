"""How the register is compared with itself: asked for, carried out step by step, carried on after a fall.

A full run opens all names in memory, links them and stores what changed. A run over what is new compares
each new record with the nearest ones. What a run has stored stays; doing it again changes nothing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer, background
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed
from kapea.registers.codes import new_code
from kapea.registers.people.index.judge import newest_model_id
from kapea.registers.people.index.rules import kind_of_run
from kapea.registers.people.index.signals import queue_changed
from kapea.registers.people.models import IndexRun, Person

RUN: Final = "people.index.run"
BY: Final = background("national index")
DEAD_AFTER: Final = timedelta(seconds=90)
"""A run whose worker has not said for so long that it lives is carried on by another."""

MOST_ATTEMPTS: Final = 5
Clock = Callable[[], datetime]


class NothingToCompare(KapeaError):
    """Every record has been compared already."""

    code = "people.index.nothing_new"


class RunTaken(KapeaError):
    """Another worker carries this run out."""

    code = "people.index.taken"


def unseen_persons() -> "object":
    """Return the persons that the index has not met as they are now."""
    return Person.objects.filter(Q(index_entry__isnull=True) | ~Q(index_entry__version=F("version")))


@transaction.atomic
def ask_for_run(*, by: Viewer, now: datetime, kind: str = "") -> str:
    """Set a run and return its code; a run that waits already is the one, and compares all if that is wanted.

    kind: "full", or "" for what is needed. Raises NotAllowed, NothingToCompare.
    """
    if by is not BY and not by.may(RUN):
        raise NotAllowed
    waiting = IndexRun.objects.filter(state="waiting").first()
    if waiting is not None:
        return _waiting_for(waiting, kind=kind, by=by, now=now)
    unseen, total = unseen_persons().count(), Person.objects.count()  # type: ignore[attr-defined]
    wanted = kind or kind_of_run(unseen=unseen, total=total, has_model=has_full_run())
    if not wanted:
        raise NothingToCompare
    given = {"code": new_code("Q"), "kind": wanted, "asked_by": by.username, "asked_at": now}
    run, is_new = IndexRun.objects.get_or_create(state="waiting", defaults=given)
    if not is_new:
        return _waiting_for(run, kind=kind, by=by, now=now)
    record_event("people.index.run_asked", by=by, on=("run", run.code), details={"kind": wanted}, at=now)
    return run.code


def _waiting_for(run: IndexRun, *, kind: str, by: Viewer, now: datetime) -> str:
    """Return the run that waits; if all is to be compared and it would not, it will."""
    if kind == "full" and IndexRun.objects.filter(pk=run.pk, state="waiting", kind="new").update(kind=kind):
        record_event("people.index.run_asked", by=by, on=("run", run.code), details={"kind": kind}, at=now)
    return run.code


def has_full_run() -> bool:
    """Whether the whole register has ever been compared."""
    return newest_model_id() > 0 or IndexRun.objects.filter(kind="full", state="done").exists()


def abandoned(*, now: datetime) -> list[str]:
    """Return the runs that nobody has taken, or whose worker has fallen silent."""
    silent = Q(state="running", beat_at__lt=now - DEAD_AFTER)
    waits = Q(state="waiting", asked_at__lt=now - DEAD_AFTER)
    return list(IndexRun.objects.filter(silent | waits).order_by("pk").values_list("code", flat=True))


@transaction.atomic
def give_up(*, now: datetime) -> int:
    """End the runs that have fallen as often as a run may; return how many. The next night sets a new one."""
    spent = IndexRun.objects.filter(
        state="running", beat_at__lt=now - DEAD_AFTER, attempts__gte=MOST_ATTEMPTS
    )
    for run in (found := list(spent)):
        _fail(run, now=now)
    return len(found)


def carry_out(code: str, *, clock: Clock) -> IndexRun:
    """Carry a run out, or on. Raises RunTaken when another worker is at it."""
    from kapea.registers.people.index import full, new

    run = _claim(code, now=clock())
    try:
        figures = full.carry_out(run, clock=clock) if run.kind == "full" else new.carry_out(run, clock=clock)
    except Exception:
        _fail(run, now=clock())
        raise
    return _finish(run, figures, now=clock())


def _claim(code: str, *, now: datetime) -> IndexRun:
    """Take the run. A running one is taken only when its worker is silent."""
    with transaction.atomic():
        IndexRun.objects.filter(state="running", beat_at__lt=now - DEAD_AFTER).exclude(code=code).update(
            state="failed", ended_at=now
        )
        if IndexRun.objects.filter(state="running").exclude(code=code).exists():
            raise RunTaken
        free = Q(state="waiting") | Q(state="running", beat_at__lt=now - DEAD_AFTER)
        taken = IndexRun.objects.filter(free, code=code, attempts__lt=MOST_ATTEMPTS).update(
            state="running", beat_at=now, attempts=F("attempts") + 1, stage="reading", done=0
        )
        if not taken:
            raise RunTaken
        run = IndexRun.objects.get(code=code)
        if run.started_at is None:
            run.started_at = now
            run.save(update_fields=["started_at"])
        details = {"kind": run.kind, "attempt": run.attempts}
        record_event("people.index.run_started", by=BY, on=("run", code), details=details, at=now)
    return run


def say(run: IndexRun, *, stage: str, done: int, total: int, now: datetime) -> None:
    """Say how far the run has come."""
    IndexRun.objects.filter(pk=run.pk).update(stage=stage, done=done, total=total, beat_at=now)


def beat(code: str, *, now: datetime) -> None:
    """Say that the run's worker lives."""
    IndexRun.objects.filter(code=code, state="running").update(beat_at=now)


@transaction.atomic
def _fail(run: IndexRun, *, now: datetime) -> None:
    IndexRun.objects.filter(pk=run.pk).update(state="failed", ended_at=now)
    record_event("people.index.run_failed", by=BY, on=("run", run.code), outcome="failed", at=now)


@transaction.atomic
def _finish(run: IndexRun, figures: dict[str, object], *, now: datetime) -> IndexRun:
    IndexRun.objects.filter(pk=run.pk).update(state="done", stage="", ended_at=now, figures=figures)
    record_event("people.index.run_done", by=BY, on=("run", run.code), details=figures, at=now)
    queue_changed.send(sender=IndexRun, agencies=None, now=now)
    run.refresh_from_db()
    return run
