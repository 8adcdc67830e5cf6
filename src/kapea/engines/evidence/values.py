"""How exactly a printed value says what it says.

"2005" is a year and agrees with any day in it; "8 percent" is anything that rounds to 8; "more
than 1,700" has no upper end. A value is kept as printed, with the range of what it can mean.
Two values are unequal beyond precision when their ranges do not meet.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kapea.engines.errors import KapeaError

_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_SPAN: Final = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")
_FRACTION: Final = re.compile(r"(\d+)/(\d+)")
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class ValueNotReadable(KapeaError):
    """A printed value is neither a number, a range, a fraction nor a date."""

    code = "kapea.evidence.value"


@dataclass(frozen=True, kw_only=True)
class Range:
    """From `low` to `high`, both included; None: no limit on that side."""

    low: Decimal | None
    high: Decimal | None

    def meets(self, other: "Range") -> bool:
        """Whether some value is in both."""
        return not (_is_over(self.low, other.high) or _is_over(other.low, self.high))

    def is_over(self, other: "Range") -> bool:
        """Whether every value here is larger than every value there."""
        return _is_over(self.low, other.high)


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A value as printed. meaning: None for words, which are equal only to the same words."""

    text: str
    meaning: Range | None
    is_number: bool = False

    def agrees_with(self, other: "Printed") -> bool:
        """Whether both can be true of one thing."""
        if self.meaning is not None and other.meaning is not None:
            return self.meaning.meets(other.meaning)
        return self.text.casefold().split() == other.text.casefold().split()


def number(text: str, *, unit: str = "", qualifier: str = "") -> Printed:
    """Return a printed number.

    unit: `percent` is read as rounded to its last digit. qualifier: `about` is read as rounded to
    its last digit that is not zero; `more_than` and `less_than` leave one side open.
    Raises ValueNotReadable.

    >>> number("8", unit="percent").meaning
    Range(low=Decimal('7.5'), high=Decimal('8.5'))
    >>> number("4000", qualifier="about").meaning
    Range(low=Decimal('3500'), high=Decimal('4500'))
    """
    low, high = _ends(text)
    if qualifier == "about" or unit == "percent":
        slack = _last_place(text, rounded=qualifier == "about") / 2
        low, high = low - slack, high + slack
    meaning = Range(
        low=None if qualifier == "less_than" else low, high=None if qualifier == "more_than" else high
    )
    return Printed(text=text, meaning=meaning, is_number=True)


def day(text: str) -> Printed:
    """Return a printed date, exact to the day, month or year, or two of them with a solidus.

    The meaning is in days, so that a year holds its days. Raises ValueNotReadable.

    >>> day("2005").agrees_with(day("2005-02-21")), day("2005").agrees_with(day("2002-02-21"))
    (True, False)
    """
    ends = [_days(part) for part in text.split("/")]
    return Printed(
        text=text, meaning=Range(low=Decimal(ends[0][0].toordinal()), high=Decimal(ends[-1][1].toordinal()))
    )


def words(text: str) -> Printed:
    """Return a printed value that is neither number nor date."""
    return Printed(text=text, meaning=None)


def added(ranges: Iterable[Range | None]) -> Range:
    """Return what a sum can be; None is an unknown count of zero or more.

    >>> added([Range(low=Decimal(3), high=Decimal(3)), None])
    Range(low=Decimal('3'), high=None)
    """
    low, high = Decimal(0), Decimal(0)
    is_open = False
    for each in ranges:
        low += (each.low if each else None) or Decimal(0)
        is_open = is_open or each is None or each.high is None
        high += (each.high if each else None) or Decimal(0)
    return Range(low=low, high=None if is_open else high)


def _is_over(low: Decimal | None, high: Decimal | None) -> bool:
    return low is not None and high is not None and low > high


def _ends(text: str) -> tuple[Decimal, Decimal]:
    if _NUMBER.fullmatch(text):
        return Decimal(text), Decimal(text)
    if found := _SPAN.fullmatch(text):
        return Decimal(found[1]), Decimal(found[2])
    if (found := _FRACTION.fullmatch(text)) and int(found[2]):
        share = Decimal(found[1]) / Decimal(found[2])
        return share, share
    raise ValueNotReadable(f"{text!r} is not a number, a range or a fraction.")


def _last_place(text: str, *, rounded: bool) -> Decimal:
    """The worth of the last digit, or of the last digit that is not zero."""
    whole, _, decimals = text.rpartition("-")[2].partition(".")
    if decimals:
        return Decimal(1).scaleb(-len(decimals))
    zeros = len(whole) - len(whole.rstrip("0")) if rounded and whole.strip("0") else 0
    return Decimal(1).scaleb(zeros)


def _days(text: str) -> tuple[date, date]:
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueNotReadable(f"{text!r} is not a date YYYY, YYYY-MM or YYYY-MM-DD.")
    year, month, its_day = (int(part) if part else None for part in found.groups())
    try:
        if year is None or month is None:
            return date(year or 0, 1, 1), date(year or 0, 12, 31)
        last = monthrange(year, month)[1]
        return date(year, month, its_day or 1), date(year, month, its_day or last)
    except ValueError as wrong:
        raise ValueNotReadable(f"{text!r} is not a day of the calendar.") from wrong
