"""How old a child is when it is in doubt: childhood is presumed until it is decided otherwise.

Methods are taken in the country's order, the least intrusive first. Each is either used, with the
range of age it gives, or written down as not applicable. Only when every method has been dealt
with may a decision "adult" be made, and only when the last method used leaves no possibility of
childhood. "Child" may be decided as soon as a method supports it: haste never harms the child.

Source: S2 §113(1) (papers first; in doubt presumed a child). It decides nothing by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class AgeStanding(StrEnum):
    """How the age of a person in a case stands."""

    UNDOUBTED = "undoubted"
    PRESUMED_CHILD = "presumed_child"
    DECIDED_CHILD = "decided_child"
    DECIDED_ADULT = "decided_adult"


@dataclass(frozen=True, kw_only=True)
class MethodResult:
    """What one method gave. The years are full years, both ends included; None when it does not apply."""

    method: str
    applies: bool
    youngest_years: int | None = None
    oldest_years: int | None = None


def standing(*, is_in_doubt: bool, decision: str) -> AgeStanding:
    """Return how the age stands; without a decision, a doubt means childhood."""
    if decision == "adult":
        return AgeStanding.DECIDED_ADULT
    if decision == "child":
        return AgeStanding.DECIDED_CHILD
    return AgeStanding.PRESUMED_CHILD if is_in_doubt else AgeStanding.UNDOUBTED


def next_method(order: Sequence[str], results: Sequence[MethodResult]) -> str:
    """Return the method whose turn it is, "" when all are dealt with."""
    dealt_with = {result.method for result in results}
    return next((method for method in order if method not in dealt_with), "")


def last_used(order: Sequence[str], results: Sequence[MethodResult]) -> MethodResult | None:
    """Return the last method, in the country's order, that applied."""
    used = {result.method: result for result in results if result.applies}
    return next((used[method] for method in reversed(order) if method in used), None)


def why_not(
    decision: str, *, order: Sequence[str], results: Sequence[MethodResult], adult_from_years: int
) -> str:
    """Return "" when the decision may be made, else the code of what stands against it.

    no_method: no method has been used. methods_left: a method is not dealt with yet.
    may_be_child, surely_adult: the last method used says otherwise.
    """
    last = last_used(order, results)
    if last is None or last.youngest_years is None or last.oldest_years is None:
        return "no_method"
    if decision == "child":
        return "surely_adult" if last.youngest_years >= adult_from_years else ""
    if next_method(order, results):
        return "methods_left"
    return "may_be_child" if last.youngest_years < adult_from_years else ""
