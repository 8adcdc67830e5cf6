"""When an interview of a victim must say why. Pure.

Source: S2 §113(2) and (4); S4 Child-sensitive justice (a trusted adult beside the child).
"""

from dataclasses import dataclass

from kapea.engines.errors import KapeaError


class ReasonMissing(KapeaError):
    """The interview needs a reason. field: which of the form's fields must say it."""

    code = "police.interview_reason_missing"

    def __init__(self, field: str) -> None:
        super().__init__(f"A reason is missing: {field}.")
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """How an interview was held. number: which of the person it is, 1 for the first."""

    number: int
    trusted_adult: str
    suspect_absent: bool
    alone_reason: str = ""
    suspect_reason: str = ""
    again_reason: str = ""


def missing_reasons(told: Circumstances) -> tuple[str, ...]:
    """Return the fields that must still say why.

    >>> missing_reasons(Circumstances(number=2, trusted_adult="mother", suspect_absent=True))
    ('again_reason',)
    """
    wanted = {
        "alone_reason": not told.trusted_adult and not told.alone_reason.strip(),
        "suspect_reason": not told.suspect_absent and not told.suspect_reason.strip(),
        "again_reason": told.number > 1 and not told.again_reason.strip(),
    }
    return tuple(name for name, is_missing in wanted.items() if is_missing)


def check_interview(told: Circumstances) -> None:
    """Raise ReasonMissing for the first reason that is missing."""
    missing = missing_reasons(told)
    if missing:
        raise ReasonMissing(missing[0])


def needs_alarm(told: Circumstances) -> bool:
    """Whether a supervisor must be told: a suspect was there while a victim was interviewed."""
    return not told.suspect_absent
