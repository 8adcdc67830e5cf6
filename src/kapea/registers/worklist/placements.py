"""Where a child is placed, asked by a register that does not keep placements.

A form on paper about a child's case names the child's placements. The register that keeps them says
at start-up how they are found, and decides itself what the asking person may see of each.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from kapea.guard.access.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class PlacementFact:
    """One placement, in the reader's words. What the asking person may not see is ""."""

    code: str
    kind: str
    facility: str = field(default="", repr=False)
    authority: str = ""
    from_on: date
    review_on: date | None = None
    until_on: date | None = None
    reason: str = field(default="", repr=False)


Find = Callable[..., tuple[PlacementFact, ...]]
_FINDERS: list[Find] = []


def register_placements(find: Find) -> None:
    """Say how the placements of a case are found: find(case_code, by=, now=), the newest first."""
    if find not in _FINDERS:
        _FINDERS.append(find)


def placements_of(case_code: str, *, by: Viewer, now: datetime) -> tuple[PlacementFact, ...]:
    """Return a case's placements as the viewer may see them; none when no register keeps placements."""
    return tuple(fact for find in _FINDERS for fact in find(case_code, by=by, now=now))
