"""Which protective measures a child's testimony brings, and what asking and granting need. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from kapea.registers.justice.errors import (
    MeasureNotOpen,
    ReasonNeeded,
    SpecialNeedNeeded,
    SupportPersonNeeded,
)

STATES = ("asked", "granted", "refused")


@dataclass(frozen=True, kw_only=True)
class MeasureRule:
    """A country's rule. always: the measures every child gets unless the court refuses with a reason."""

    always: tuple[str, ...]
    needs_reason: frozenset[str]
    needs_name: frozenset[str]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "MeasureRule":
        """Read the values of a pack's rule."""
        return cls(
            always=tuple(values["always"]),
            needs_reason=frozenset(values["needs_reason"]),
            needs_name=frozenset(values["needs_name"]),
        )

    def missing(self, asked: Collection[str]) -> tuple[str, ...]:
        """Return the measures that stand to every child and are not asked yet, the primary one first."""
        return tuple(measure for measure in self.always if measure not in asked)


def check_asked(measure: str, *, special_need: str, rule: MeasureRule) -> None:
    """Raise SpecialNeedNeeded when the measure is for special protection and no need is named."""
    if measure in rule.needs_reason and not special_need.strip():
        raise SpecialNeedNeeded(measure)


def check_decided(
    measure: str, *, state: str, is_granted: bool, reason: str, person: str, rule: MeasureRule
) -> None:
    """Raise when the decision cannot be taken so: MeasureNotOpen, ReasonNeeded, SupportPersonNeeded."""
    if state != "asked":
        raise MeasureNotOpen(f"The measure is {state}.")
    if not is_granted and not reason.strip():
        raise ReasonNeeded("A refusal asks for a reason.")
    if is_granted and measure in rule.needs_name and not person.strip():
        raise SupportPersonNeeded(measure)


def check_used(*, state: str, was_used: bool, reason: str) -> None:
    """Raise MeasureNotOpen unless it was granted, ReasonNeeded when it was not used and nobody says why."""
    if state != "granted":
        raise MeasureNotOpen(f"The measure is {state}.")
    if not was_used and not reason.strip():
        raise ReasonNeeded("A granted measure was not used.")
