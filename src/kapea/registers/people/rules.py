"""How what is known of a person is compared: ages, phones, numbers, likeness. Pure.

Likeness is coarse and only orders a short list for a person to judge; whether two records are
one person is never decided here. Nothing is inferred from a name.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from kapea.engines.dates import AgeRange, PartialDate, age_range_on

PHONE_DIGITS: Final = 8
"""Last digits by which two spellings of a phone number are compared: trunk and country prefixes differ."""

SHORTEST_PHONE: Final = 6
BIRTH_YEARS_APART: Final = 3
"""Years of birth further apart than this speak against one person. Proposed: ages are often guessed."""

IDENTIFIER_KINDS: Final = ("birth_certificate", "family_book", "identity_card", "passport", "school", "other")
"""Documents whose number is recorded; each kind is compared with its own kind only."""


def birth_year_of(*, born_on: date | None, age_years: int | None, age_as_of: date | None) -> int | None:
    """Return the year of birth or its estimate; None when nothing is known.

    >>> birth_year_of(born_on=None, age_years=12, age_as_of=date(2024, 6, 1))
    2012
    """
    if born_on is not None:
        return born_on.year
    if age_years is not None and age_as_of is not None:
        return age_as_of.year - age_years
    return None


def partial_birth(
    *, born_on: date | None, born_precision: str, age_years: int | None, age_as_of: date | None
) -> PartialDate | None:
    """Return the birth as far as it is known."""
    if born_on is not None:
        if born_precision == "year":
            return PartialDate.in_year(born_on.year)
        if born_precision == "month":
            return PartialDate.in_month(born_on.year, born_on.month)
        return PartialDate.exact(born_on)
    if age_years is not None and age_as_of is not None:
        return PartialDate.born_at_age(lowest=age_years, highest=age_years, on=age_as_of)
    return None


def ages_on(day: date, birth: PartialDate | None) -> AgeRange | None:
    """Return the ages the person may have on a day, None when nothing is known or the day is too early."""
    if birth is None or day < birth.earliest:
        return None
    return age_range_on(day, born=birth)


def digits_of(text: str) -> str:
    """Return the digits of a text as 0 to 9, whatever script they are written in.

    >>> digits_of("០១២ 345-678")
    '012345678'
    """
    return "".join(str(unicodedata.digit(letter)) for letter in text if unicodedata.digit(letter, -1) >= 0)


def phone_key(text: str) -> str:
    """Return what two spellings of one phone number share, "" for a text that is no number.

    >>> phone_key("+855 12 345 678") == phone_key("012 345 678")
    True
    """
    digits = digits_of(text)
    return digits[-PHONE_DIGITS:] if len(digits) >= SHORTEST_PHONE else ""


def identifier_key(text: str) -> str:
    """Return a document's number as it is compared: letters and digits only, in upper case.

    >>> identifier_key(" n-០១ 23a ")
    'N0123A'
    """
    return "".join(digits_of(letter) or letter for letter in text.upper() if letter.isalnum())


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What of a person is compared beside the name; "" and None are unknown."""

    sex: str = ""
    birth_year: int | None = None
    province_code: str = ""


def likeness(*, shares_whole_name: bool, names_shared: int, ours: Traits, theirs: Traits) -> int:
    """Return how alike two records are, from 0 (not worth showing) upwards.

    A different known sex lowers but does not exclude: it is often recorded wrongly.
    """
    if not shares_whole_name and not names_shared:
        return 0
    points = (6 if shares_whole_name else 0) + 2 * names_shared
    points += _birth_points(ours.birth_year, theirs.birth_year)
    if ours.sex and theirs.sex:
        points += 1 if ours.sex == theirs.sex else -3
    if ours.province_code and ours.province_code == theirs.province_code:
        points += 2
    return max(0, points)


def _birth_points(ours: int | None, theirs: int | None) -> int:
    if ours is None or theirs is None:
        return 0
    apart = abs(ours - theirs)
    return 3 - apart if apart <= BIRTH_YEARS_APART else -6


WORTH_SHOWING: Final = 5
"""Least likeness that is shown; below it, lists drown the one that matters. Proposed."""
