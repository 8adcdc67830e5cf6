"""Whether a sentence needs a reason, and whether a ban may last so long. Pure."""

from datetime import date

from kapea.engines.dates import add_months
from kapea.engines.law.penalty import Term, covers
from kapea.registers.justice.errors import BanTooLong, SentenceReasonNeeded, SuspendedTooLong


def check_reason(*, is_within: bool | None, is_fine_within: bool | None = None, reason: str) -> None:
    """Raise SentenceReasonNeeded when imprisonment or fine is outside the range and nobody says why.

    is_within, is_fine_within: None where no source gives the range; it is then recorded as not checked.
    """
    if False in (is_within, is_fine_within) and not reason.strip():
        raise SentenceReasonNeeded("The sentence is outside the provision's range.")


def check_suspended(whole: Term | None, part: Term | None) -> None:
    """Raise SuspendedTooLong unless the suspended part lies within the imprisonment.

    >>> check_suspended(Term(amount=2), Term(amount=1))
    """
    if part is not None and (whole is None or not covers(whole, part)):
        raise SuspendedTooLong(f"{part} of {whole}")


def check_ban(*, on: date, until_on: date | None, is_for_good: bool, most_years: int | None) -> None:
    """Raise BanTooLong when a ban is longer than its provision allows.

    most_years: the longest term; a ban for good stands beside it. None: no source gives a limit.

    >>> check_ban(on=date(2026, 1, 31), until_on=date(2031, 1, 31), is_for_good=False, most_years=5)
    """
    if is_for_good and until_on is not None:
        raise BanTooLong("A ban for good has no end.")
    if until_on is not None and until_on <= on:
        raise BanTooLong("A ban ends after the judgment.")
    if most_years is None or is_for_good:
        return
    if until_on is None or until_on > add_months(on, 12 * most_years):
        raise BanTooLong(f"At most {most_years} years, or for good.")
