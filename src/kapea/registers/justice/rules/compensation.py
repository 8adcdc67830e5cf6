"""What of a compensation is still owed, and when imprisonment may stand in its place. Pure.

Source: S4 fn 100-101: only when the civil party asks and every means of enforcement was used; the
offender stays a debtor of the amount due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kapea.registers.justice.errors import EnforcementNotExhausted


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What was awarded and what came, in whole units of the currency."""

    awarded: int
    paid: int

    @property
    def left(self) -> int:
        """What is still to be paid; never below 0."""
        return max(0, self.awarded - self.paid)

    def is_in_arrears(self, *, due_on: date | None, today: date) -> bool:
        """Whether the day has passed and something is left. Without a day nothing is late."""
        return due_on is not None and due_on < today and self.left > 0


def owed(awarded: int, payments: Iterable[int]) -> Owed:
    """Return what is left of an award.

    >>> owed(1_000_000, [300_000, 200_000]).left
    500000
    """
    return Owed(awarded=awarded, paid=sum(payments))


def check_lieu(*, asked_by_civil_party: bool, enforcement_exhausted: bool, left: int) -> None:
    """Raise EnforcementNotExhausted unless the civil party asks, all means were used, and something is left."""
    if not (asked_by_civil_party and enforcement_exhausted and left > 0):
        raise EnforcementNotExhausted("Imprisonment in lieu is the last means.")
