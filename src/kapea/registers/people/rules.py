"""How what is known of a person is compared: ages, phones, numbers. Pure.

Whether two records are one person is never decided here. Nothing is inferred from a name.
"""

import unicodedata
from datetime import date
from typing import Final

from kapea.engines.dates import AgeRange, PartialDate, age_range_on

PHONE_DIGITS: Final = 8
"""Last digits by which two spellings of a phone number are compared: trunk and country prefixes differ."""

SHORTEST_PHONE: Final = 6
BIRTH_YEARS_APART: Final = 3
"""Years of birth further apart than this speak against one person. Proposed: ages are often guessed."""

IDENTIFIER_KINDS: Final = (
    "birth_certificate",
    "family_book",
    "identity_card",
    "passport",
    "school",
    "other_system",
    "other",
)
"""Documents and systems whose number is recorded; each kind is compared with its own kind only."""


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


LINK_KINDS: Final = ("mother", "father", "sibling", "carer", "other_relative")
"""How a person may stand to another; whether two records are one person is the index's to decide."""

PARENTS: Final = ("mother", "father")
BOTH_WAYS: Final = ("sibling", "other_relative")
"""Kinds that hold from either side."""
