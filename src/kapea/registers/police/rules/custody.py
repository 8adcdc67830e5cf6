"""How long a victim may stay with the police, and where never. Pure.

Who may be a child counts as a child until the age is decided. Source: S2 §113(1) and (2).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kapea.engines.dates import AgeRange
from kapea.engines.errors import KapeaError

DETENTION: Final = "detention"
ANOTHER_POST: Final = "another_post"
KEPT_AT: Final = ("interview_room", "office", "hospital", DETENTION)


class DetentionOfChild(KapeaError):
    """A child, or who may be one, must not be kept in a place of detention."""

    code = "police.detention_of_child"


class StayNotPossible(KapeaError):
    """The stay does not fit: another one is open, or it ends before it begins or in the future."""

    code = "police.stay_not_possible"


class LateWithoutReason(KapeaError):
    """The victim left after the time allowed; the register must say why."""

    code = "police.late_without_reason"


@dataclass(frozen=True, kw_only=True)
class Stay:
    """One stay at a post. left_to: where the victim went, "" while there."""

    arrived_at: datetime
    clock_from: datetime
    left_at: datetime | None = None
    left_to: str = ""


def is_presumed_child(*, age_low: int | None, adult_from: int) -> bool:
    """Whether the person is, or may be, a child.

    >>> is_presumed_child(age_low=None, adult_from=18), is_presumed_child(age_low=18, adult_from=18)
    (True, False)
    """
    if age_low is None:
        return True
    return AgeRange(lowest=age_low, highest=age_low).may_be_under(adult_from)


def check_place(kept_at: str, *, age_low: int | None, adult_from: int) -> None:
    """Raise DetentionOfChild when a child would be kept in detention."""
    if kept_at == DETENTION and is_presumed_child(age_low=age_low, adult_from=adult_from):
        raise DetentionOfChild("A child must not be kept in a place of detention.")


def clock_start(arrived_at: datetime, *, before: Stay | None) -> datetime:
    """Return when the clock of a stay began: a move from post to post does not begin it anew.

    before: the victim's last stay. Raises StayNotPossible when it is still open or ends later.
    """
    if before is None:
        return arrived_at
    if before.left_at is None or before.left_at > arrived_at:
        raise StayNotPossible("An earlier stay must end before a new one begins.")
    return before.clock_from if before.left_to == ANOTHER_POST else arrived_at


def due_at(clock_from: datetime, *, hours: int) -> datetime:
    """Return the instant by which the victim must have left. The hours run day and night."""
    return clock_from + timedelta(hours=hours)


def check_leaving(
    *, arrived_at: datetime, due: datetime, left_at: datetime, now: datetime, reason: str
) -> None:
    """Raise StayNotPossible or LateWithoutReason when leaving cannot be recorded so."""
    if not arrived_at <= left_at <= now:
        raise StayNotPossible("Leaving lies between the arrival and now.")
    if left_at > due and not reason.strip():
        raise LateWithoutReason("Say why the victim left after the time allowed.")
