"""A settlement out of court: anyone who learns of it records a concern, a supervisor looks at it."""

from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import local_day
from kapea.registers.justice import access, sealed, tasks
from kapea.registers.justice.errors import AlreadyReviewed, ReasonNeeded, ReviewerIsRecorder
from kapea.registers.justice.models import SettlementConcern
from kapea.registers.justice.rules.stages import check_day


@transaction.atomic
def record_concern(
    code: str,
    *,
    learned_on: date,
    told_by: str,
    complaint_withdrawn: bool | None,
    words: str,
    by: Viewer,
    now: datetime,
) -> int:
    """Record a concern and give a supervisor of the court the task to look at it.

    Raises NotFound, NotAllowed, DayNotPossible, ReasonNeeded.
    """
    proceeding = access.writable(code, by=by, permission=access.CONCERN, section="concern")
    check_day(learned_on, not_before=date.min, today=local_day(now))
    if not words.strip():
        raise ReasonNeeded("Say what was heard.")
    concern = SettlementConcern.objects.create(
        proceeding=proceeding,
        learned_on=learned_on,
        told_by=told_by,
        complaint_withdrawn=complaint_withdrawn,
        words_sealed=sealed.close_text(proceeding, words, sealed.CONCERN),
        recorded_at=now,
        recorded_by=by.username,
    )
    tasks.set_clocked(
        proceeding,
        "proceeding.settlement",
        "review_concern",
        by=by,
        now=now,
        is_officers=False,
        priority="urgent",
    )
    record_event("proceeding.settlement_concern", by=by, on=("proceeding", code), at=now)
    return concern.pk


@transaction.atomic
def review_concern(
    code: str, concern_id: int, *, outcome: str, words: str, by: Viewer, now: datetime
) -> None:
    """Record what another person decided on a concern. Until then the matter is not given up.

    Raises NotFound, NotAllowed, AlreadyReviewed, ReviewerIsRecorder, ReasonNeeded.
    """
    proceeding = access.writable(code, by=by, permission=access.REVIEW, section="concern")
    concern = proceeding.concerns.filter(pk=concern_id).first()
    if concern is None:
        raise NotFound
    if concern.reviewed_at is not None:
        raise AlreadyReviewed(concern.outcome)
    if concern.recorded_by == by.username:
        raise ReviewerIsRecorder(by.username)
    if not words.strip():
        raise ReasonNeeded("Say what you found.")
    SettlementConcern.objects.filter(pk=concern.pk).update(
        reviewed_at=now,
        reviewed_by=by.username,
        outcome=outcome,
        review_sealed=sealed.close_text(proceeding, words, sealed.REVIEW),
    )
    if not proceeding.concerns.filter(reviewed_at__isnull=True).exists():
        tasks.done(proceeding, "proceeding.settlement", by=by, now=now)
    record_event(
        "proceeding.settlement_reviewed", by=by, on=("proceeding", code), details={"outcome": outcome}, at=now
    )
