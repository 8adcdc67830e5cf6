"""The acts of prosecutor, investigating judge and court by which a proceeding moves on."""

from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import local_day
from kapea.guard.saving import save_current
from kapea.registers.justice import access, law, sealed, tasks
from kapea.registers.justice.models import Judgment, Proceeding, StageEvent
from kapea.registers.justice.rules.stages import check_act, next_stage
from kapea.registers.justice.services.receiving import told


@transaction.atomic
def record_act(
    code: str, *, act: str, on: date, version: int, by: Viewer, now: datetime, reason: str = ""
) -> None:
    """Record one act and move the proceeding to the stage it leads to.

    Raises NotFound, NotAllowed, ActNotOpen, DayNotPossible, ReasonNeeded, SettlementNotReviewed,
    StaleSave.
    """
    proceeding = access.writable(code, by=by, permission=access.WRITE, section="summary")
    check_act(
        act,
        stage=proceeding.stage,
        on=on,
        since=proceeding.stage_since,
        today=local_day(now),
        reason=reason,
        was_judged=proceeding.tried_on is not None,
        has_open_concern=proceeding.concerns.filter(reviewed_at__isnull=True).exists(),
    )
    move(proceeding, act=act, on=on, version=version, by=by, now=now, words=reason)
    record_event(f"proceeding.{act}", by=by, on=("proceeding", code), details={"on": str(on)}, at=now)


def move(
    proceeding: Proceeding, *, act: str, on: date, version: int, by: Viewer, now: datetime, words: str = ""
) -> None:
    """Store an act and the stage after it, then settle tasks and tell the sender."""
    stage = next_stage(act, stage=proceeding.stage)
    changes: dict[str, object] = {}
    if stage != proceeding.stage:
        changes = {"stage": stage, "stage_since": on, "ended_on": on if stage == "ended" else None}
    if proceeding.first_acted_on is None:
        changes["first_acted_on"] = on
    if act == "judge" and proceeding.tried_on is None:
        changes["tried_on"] = on
    if stage == "final" and proceeding.final_on is None:
        changes["final_on"] = on
    save_current(proceeding, version=version, changes=changes)
    StageEvent.objects.create(
        proceeding=proceeding,
        act=act,
        stage=stage,
        on=on,
        words_sealed=sealed.close_text(proceeding, words, sealed.EVENT),
        recorded_at=now,
        recorded_by=by.username,
    )
    if stage == "final":
        _mark_final(proceeding, on=on)
    if law.interrupts(act):
        _begin_limitation_anew(proceeding, on=on)
    tasks.settle(proceeding, by=by, now=now)
    told(proceeding, now=now)


def _begin_limitation_anew(proceeding: Proceeding, *, on: date) -> None:
    """The country's rules say that this act interrupts the period: it runs again from this day."""
    for charge in proceeding.charges.filter(state="chosen", limitation_ends_on__isnull=False):
        ends_on = law.limitation_after(charge.offence, on)
        type(charge).objects.filter(pk=charge.pk).update(limitation_ends_on=ends_on)


def _mark_final(proceeding: Proceeding, *, on: date) -> None:
    """Who was convicted by the last judgment stands convicted; a vetting answer looks at this day."""
    for accused in proceeding.accused.all():
        last = Judgment.objects.filter(accused=accused).order_by("-on", "-pk").first()
        is_convicted = last is not None and last.outcome == "convicted"
        type(accused).objects.filter(pk=accused.pk).update(convicted_finally_on=on if is_convicted else None)
