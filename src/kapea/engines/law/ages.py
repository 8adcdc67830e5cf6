"""Which ages a provision protects or binds, and whether a person's age is among them."""

import re
from typing import Final

from kapea.engines.dates import AgeRange
from kapea.engines.law.errors import InvalidFacts
from kapea.engines.law.truth import Truth

OLDEST: Final = 120
"""No person is recorded as older; an age above it is a slip of the pen."""

_FORMS: Final = (
    (re.compile(r"(\d+)"), lambda a: (a, a)),
    (re.compile(r"(\d+)\s*-\s*(\d+)"), lambda a, b: (a, b)),
    (re.compile(r"(?:<|under)\s*(\d+)"), lambda a: (0, a - 1)),
    (re.compile(r"<=\s*(\d+)"), lambda a: (0, a)),
    (re.compile(r"(?:>=\s*(\d+)|(\d+)\s*\+)"), lambda a: (a, OLDEST)),
    (re.compile(r"(?:>|over)\s*(\d+)"), lambda a: (a + 1, OLDEST)),
)

ANY_AGE: Final = AgeRange(lowest=0, highest=OLDEST)
CHILD: Final = AgeRange(lowest=0, highest=17)
"""Source: CRC art. 1; TIPSE art. 7 as given in S2 §82(a): under eighteen."""


def read_age(text: str) -> AgeRange:
    """The ages that `14`, `13-15`, `<15`, `>=18`, `18+` or `any` says. Raises InvalidFacts.

    >>> str(read_age("<15")), str(read_age("15-17"))
    ('0-14', '15-17')
    """
    words = text.strip().lower()
    if words == "any":
        return ANY_AGE
    for pattern, ends in _FORMS:
        found = pattern.fullmatch(words)
        if found:
            return _range(*ends(*(int(part) for part in found.groups() if part is not None)))
    raise InvalidFacts(f"{text!r} is not an age: write 14, 13-15, <15 or >=18.")


def _range(lowest: int, highest: int) -> AgeRange:
    if not 0 <= lowest <= highest <= OLDEST:
        told = str(lowest) if lowest == highest else f"{lowest} to {highest}"
        raise InvalidFacts(f"No person is {told} years old: ages go upwards from 0 to {OLDEST}.")
    return AgeRange(lowest=lowest, highest=highest)


def is_within(age: AgeRange | None, limits: AgeRange) -> Truth:
    """Whether a person of that age is within the limits; unknown where the range straddles them."""
    if limits == ANY_AGE:
        return True
    if age is None:
        return None
    if limits.lowest <= age.lowest and age.highest <= limits.highest:
        return True
    if age.highest < limits.lowest or limits.highest < age.lowest:
        return False
    return None
