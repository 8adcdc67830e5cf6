"""How long, at least and at most, an offence is punished, so that two terms can be compared.

A term keeps the unit that the law uses. For comparison a year is 365.25 days and a month a
twelfth of it, counted in 48ths of a day, so that twelve months are exactly one year.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering
from typing import Final

from kapea.engines.law.errors import InvalidLaw

_48THS_OF_A_DAY: Final = {"days": 48, "months": 1461, "years": 17532}


class Unit(StrEnum):
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


@total_ordering
@dataclass(frozen=True, kw_only=True, eq=False)
class Term:
    """A length of imprisonment; `amount` None is life.

    >>> Term(amount=12, unit=Unit.MONTHS) == Term(amount=1, unit=Unit.YEARS)
    True
    >>> Term(amount=365, unit=Unit.DAYS) < Term(amount=1, unit=Unit.YEARS) < LIFE
    True
    """

    amount: int | None
    unit: Unit = Unit.YEARS

    def __post_init__(self) -> None:
        if self.amount is not None and self.amount < 0:
            raise InvalidLaw(f"A term of imprisonment is not negative: {self.amount}.")

    @property
    def is_life(self) -> bool:
        return self.amount is None

    def _length(self) -> tuple[bool, int]:
        return (True, 0) if self.amount is None else (False, self.amount * _48THS_OF_A_DAY[self.unit])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term) and self._length() == other._length()

    def __lt__(self, other: "Term") -> bool:
        return self._length() < other._length()

    def __hash__(self) -> int:
        return hash(self._length())

    def __str__(self) -> str:
        return "life" if self.amount is None else f"{self.amount} {self.unit}"


LIFE: Final = Term(amount=None)


def covers(whole: Term, *parts: Term) -> bool:
    """Whether a term is at least as long as all the parts together.

    >>> covers(Term(amount=2), Term(amount=18, unit=Unit.MONTHS), Term(amount=6, unit=Unit.MONTHS))
    True
    >>> covers(Term(amount=2), Term(amount=18, unit=Unit.MONTHS), Term(amount=7, unit=Unit.MONTHS))
    False
    """
    if whole.is_life or any(part.is_life for part in parts):
        return whole.is_life
    return whole._length() >= (False, sum(part._length()[1] for part in parts))


@dataclass(frozen=True, kw_only=True)
class Imprisonment:
    """The range a provision sets. least: None where no source gives it."""

    least: Term | None
    most: Term

    def __post_init__(self) -> None:
        if self.least is not None and self.most < self.least:
            raise InvalidLaw(f"The least term ({self.least}) is over the most ({self.most}).")

    def __str__(self) -> str:
        if self.least is None or self.least.is_life:
            return f"up to {self.most}" if not self.most.is_life else "life"
        if not self.most.is_life and self.least.unit is self.most.unit:
            return f"{self.least.amount}-{self.most}"
        return f"{self.least} to {self.most}"


@dataclass(frozen=True, kw_only=True)
class Fine:
    """An amount of money between two ends, in the currency of the law."""

    least: int
    most: int
    currency: str

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.most:
            raise InvalidLaw(f"A fine goes upwards from 0: {self.least} to {self.most}.")

    def __str__(self) -> str:
        return f"{self.least:,}-{self.most:,} {self.currency}"
