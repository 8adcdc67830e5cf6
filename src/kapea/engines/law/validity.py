"""From which day to which day a provision or a fact holds.

Days are known as far as the source says: a law "of 2009" begins on some day of that year, and
whether it held on a day in between is then unknown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Protocol

from kapea.engines.dates import PartialDate
from kapea.engines.law.errors import InvalidLaw, OverlappingValidity
from kapea.engines.law.truth import Truth, every


@dataclass(frozen=True, kw_only=True)
class Validity:
    """The days on which something holds, first and last day included; None is without end."""

    begins: PartialDate | None = None
    ends: PartialDate | None = None

    def __post_init__(self) -> None:
        if self.begins and self.ends and self.ends.latest < self.begins.earliest:
            raise InvalidLaw(f"It ends ({self.ends}) before it begins ({self.begins}).")

    def on(self, day: date) -> Truth:
        """Whether it holds on a day; unknown where a boundary is known too roughly."""
        return every([self._begun(day), self._not_ended(day)])

    def throughout(self, days: PartialDate) -> Truth:
        """Whether it holds on the one day that lies somewhere in `days`."""
        first, last = self.on(days.earliest), self.on(days.latest)
        if first is last and not (first is False and self._lies_within(days)):
            return first
        return None

    def is_open(self) -> bool:
        """Whether no end is recorded."""
        return self.ends is None

    def overlaps(self, other: "Validity") -> bool:
        """Whether both surely hold on some same day."""
        begins = max(_first(self), _first(other))
        ends = min(_last(self), _last(other))
        return begins <= ends

    def _begun(self, day: date) -> Truth:
        if self.begins is None or self.begins.latest <= day:
            return True
        return False if day < self.begins.earliest else None

    def _not_ended(self, day: date) -> Truth:
        if self.ends is None or day <= self.ends.earliest:
            return True
        return False if self.ends.latest < day else None

    def _lies_within(self, days: PartialDate) -> bool:
        begins, ends = self.begins, self.ends
        return bool(begins and begins.latest >= days.earliest and ends and ends.earliest <= days.latest)


ALWAYS = Validity()


class Versioned(Protocol):
    """Something of which each version holds for some time."""

    @property
    def validity(self) -> Validity: ...


def refuse_overlap(name: str, versions: Iterable[Versioned]) -> None:
    """Raises OverlappingValidity when two versions surely hold on the same day."""
    for one, other in combinations(versions, 2):
        if one.validity.overlaps(other.validity):
            raise OverlappingValidity(f"Two versions of {name} hold on the same day.", about=name)


def current(versions: Sequence[Versioned], on: date | None) -> int | None:
    """The position of the version that holds, or may hold, on a day; without a day, the one without end."""
    if on is None:
        return next((place for place, version in enumerate(versions) if version.validity.is_open()), None)
    answers = [version.validity.on(on) for version in versions]
    if True in answers:
        return answers.index(True)
    return answers.index(None) if None in answers else None


def _first(validity: Validity) -> date:
    return validity.begins.latest if validity.begins else date.min


def _last(validity: Validity) -> date:
    return validity.ends.earliest if validity.ends else date.max
