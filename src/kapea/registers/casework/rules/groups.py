"""How many children of each group got a service, with small numbers held back so that none is found out.

A number from 1 to below the country's smallest published count is held back; so is one that leaves
such a number when it is taken from the whole; and where one sex is held back, the other is too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

GROUPS: Final = ("girls", "boys", "with_disability", "foreign")
WHOLE: Final = "children"
_TOGETHER: Final = ("girls", "boys")


@dataclass(frozen=True, kw_only=True)
class GroupLine:
    """One service. numbers: by group and for all children; None is held back."""

    service: str
    numbers: Mapping[str, int | None]


def held_back(service: str, counted: Mapping[str, int], *, smallest: int) -> GroupLine:
    """Return the line with its small numbers held back.

    >>> held_back("legal", {"children": 12, "girls": 10, "boys": 2}, smallest=5).numbers["girls"] is None
    True
    """
    whole = counted.get(WHOLE, 0)
    numbers: dict[str, int | None] = {WHOLE: None if 0 < whole < smallest else whole}
    for group in GROUPS:
        number = counted.get(group, 0)
        is_small = 0 < number < smallest or 0 < whole - number < smallest
        numbers[group] = None if is_small or (numbers[WHOLE] is None and number) else number
    if any(numbers[group] is None for group in _TOGETHER):
        numbers |= dict.fromkeys(_TOGETHER)
    return GroupLine(service=service, numbers=numbers)
