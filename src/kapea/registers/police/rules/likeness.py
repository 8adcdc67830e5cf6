"""How alike two suspects of different incidents are. Pure; it orders a list and decides nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Final

WORTH_SHOWING: Final = 5
"""Least likeness that is shown as a possible link. Proposed: a whole name, or a document's number."""
AGES_APART: Final = 6
"""Years of age further apart than this speak against one person. Proposed: ages are often guessed."""

SURE_WITHIN: Final = 5
"""Years of doubt about an age within which a birth date may confirm a whole name. Proposed."""


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What is compared beside names. birth: the first and last year of birth that may be."""

    sex: str = ""
    nationality: str = ""
    birth: tuple[int, int] | None = None


def likeness(
    *, shares_document: bool, shares_whole_name: bool, names_shared: int, ours: Traits, theirs: Traits
) -> int:
    """Return how alike two suspects are, from 0 upwards; without a shared key, 0.

    A different sex or nationality lowers but does not exclude: both are often recorded wrongly.
    """
    if not (shares_document or shares_whole_name or names_shared):
        return 0
    points = 20 * shares_document + 6 * shares_whole_name + 2 * names_shared
    points += _agreement(ours.sex, theirs.sex, against=-3)
    points += _agreement(ours.nationality, theirs.nationality, against=-2)
    if ours.birth and theirs.birth:
        apart = max(ours.birth[0] - theirs.birth[1], theirs.birth[0] - ours.birth[1], 0)
        points += 1 if apart <= AGES_APART else -4
    return max(0, points)


def is_of_age(born_on: date, *, lowest: int | None, highest: int | None, on: date) -> bool:
    """Whether a birth date fits an age told on a day; never where the age is not known or a wide guess.

    >>> is_of_age(date(1984, 1, 5), lowest=40, highest=42, on=date(2026, 3, 2))
    True
    """
    if lowest is None or highest is None or highest - lowest > SURE_WITHIN:
        return False
    age = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return lowest <= age <= highest


def _agreement(ours: str, theirs: str, *, against: int) -> int:
    if not ours or not theirs:
        return 0
    return 1 if ours == theirs else against
