"""Which counts are too small to show, and how uncertain they must stay.

A count from 1 to threshold-1 is primary: one person, family or village may be recognised in it.
Zero is shown, because it says that nobody is there. The rule asks more than that a hidden count
cannot be computed exactly: whoever subtracts must not be able to rule out any count from zero to
the threshold. Which hidden cells are primary is not for publication: under threshold 2 a primary
cell is 1.

Source: A. Hundepool et al., Statistical Disclosure Control (2012), ch. 4: threshold rule for
counts, secondary suppression against recalculation, feasibility intervals. That the interval
must reach from zero to the threshold is our choice, stricter than "not exactly".
"""

from dataclasses import dataclass
from enum import StrEnum

from kapea.engines.errors import KapeaError


class ThresholdNotAllowed(KapeaError):
    """A threshold is a whole number from 1; 1 hides nothing."""

    code = "kapea.figures.threshold"


class Status(StrEnum):
    """Why a cell is shown or hidden."""

    PUBLISHED = "published"
    PRIMARY = "primary"
    COMPLEMENTARY = "complementary"


@dataclass(frozen=True, kw_only=True)
class ProtectionRule:
    """Counts under `threshold` are hidden.

    >>> rule = ProtectionRule(threshold=5)
    >>> [count for count in range(7) if rule.is_small(count)]
    [1, 2, 3, 4]
    """

    threshold: int

    def __post_init__(self) -> None:
        if self.threshold < 1:
            raise ThresholdNotAllowed(f"The threshold is {self.threshold}; it must be 1 or more.")

    def is_small(self, count: int) -> bool:
        """Whether a count must be hidden for itself."""
        return 1 <= count < self.threshold
