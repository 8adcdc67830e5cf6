"""Whether a child still has to be in care: reviews by the worker, prolongation by whoever oversees."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import current_pack, local_day
from kapea.guard.saving import save_current
from kapea.guard.vault.sealing import seal
from kapea.registers.care import access, sealed, tasks
from kapea.registers.care.models import Placement, PlacementReview
from kapea.registers.care.rules.placements import EMERGENCY, Clocks, check_prolonged, next_review
from kapea.registers.sheets.days import check_day
from kapea.registers.sheets.problems import NotNow, ReasonNeeded


@dataclass(frozen=True, kw_only=True)
class Review:
    """What was found. outcome: "stay" or "prepare_family"."""

    on: date
    outcome: str
    child_heard: bool
    family_contact: bool
    view: str = field(default="", repr=False)
    words: str = field(default="", repr=False)


@transaction.atomic
def review_placement(code: str, review: Review, *, by: Viewer, now: datetime) -> int:
    """Record a review; the next one is due by the country's clock.

    Raises NotFound, NotAllowed, NotNow, DayNotPossible, ReasonNeeded.
    """
    placement = _in_care(code, by=by, permission=access.REVIEW_PLACEMENT)
    check_day(review.on, not_before=placement.arrived_on, today=local_day(now))
    if not review.words.strip():
        raise ReasonNeeded
    return _store(placement, review, until=None, by=by, now=now)


@transaction.atomic
def prolong_placement(code: str, *, until: date, words: str, by: Viewer, now: datetime) -> int:
    """Decide that residential care may last longer: until when, and why no family is possible yet.

    Raises NotFound, NotAllowed, NotNow, ReasonNeeded, ProlongationTooLong.
    """
    placement = _in_care(code, by=by, permission=access.PROLONG)
    if not placement.is_residential:
        raise NotNow("Only residential care is temporary by rule.")
    if not words.strip():
        raise ReasonNeeded
    today = local_day(now)
    check_prolonged(Clocks.of(current_pack().rule(tasks.CLOCKS).values), until=until, today=today)
    review = Review(on=today, outcome="prolonged", child_heard=False, family_contact=False, words=words)
    return _store(placement, review, until=until, by=by, now=now)


@transaction.atomic
def confirm_placement(
    code: str, *, authority: str, decision: str, version: int, by: Viewer, now: datetime
) -> None:
    """Record who has confirmed a placement made in an emergency, and by which decision.

    Raises NotFound, NotAllowed, NotNow, ReasonNeeded, StaleSave.
    """
    placement = _in_care(code, by=by, permission=access.REVIEW_PLACEMENT)
    if placement.authority != EMERGENCY:
        raise NotNow("Confirmed already.")
    if authority == EMERGENCY or not decision.strip():
        raise ReasonNeeded("Say who decided, and by which decision.")
    changes = {
        "authority": authority,
        "authority_sealed": seal(placement.data_key, decision, field=sealed.AUTHORITY),
    }
    save_current(placement, version=version, changes=changes)
    tasks.settle_placement(placement, by=by, now=now)
    details = {"authority": authority}
    record_event("care.placement.confirmed", by=by, on=("placement", code), details=details, at=now)


def _in_care(code: str, *, by: Viewer, permission: str) -> Placement:
    placement = access.PLACEMENTS.writable(code, by=by, permission=permission, section="placement")
    if placement.state != "in_care":
        raise NotNow(placement.state)
    return placement


def _store(placement: Placement, review: Review, *, until: date | None, by: Viewer, now: datetime) -> int:
    key = placement.data_key
    row = PlacementReview.objects.create(
        placement=placement,
        on=review.on,
        outcome=review.outcome,
        child_heard=review.child_heard,
        family_contact=review.family_contact,
        view_sealed=seal(key, review.view, field=sealed.CHILDS_VIEW),
        words_sealed=seal(key, review.words, field=sealed.REVIEWED),
        prolonged_until=until,
        recorded_at=now,
        recorded_by=by.username,
    )
    changes: dict[str, object] = {"longest_until": until} if until else {}
    if until is None:
        clocks = Clocks.of(current_pack().rule(tasks.CLOCKS).values)
        changes["next_review_on"] = next_review(clocks, after=review.on)
    Placement.objects.filter(pk=placement.pk).update(**changes)
    placement.refresh_from_db()
    tasks.settle_placement(placement, by=by, now=now)
    details = {"outcome": review.outcome}
    record_event("care.placement.reviewed", by=by, on=("placement", placement.code), details=details, at=now)
    return row.pk
