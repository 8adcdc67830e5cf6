"""How often a child was interviewed, and when another time asks for a reason. Pure."""

from kapea.registers.justice.errors import InterviewReasonNeeded


def next_number(earlier: int, *, reason: str, reason_from: int) -> int:
    """Return which interview this is, counted from 1.

    earlier: how many there were, by whomever. reason_from: the first that asks why.
    Raises InterviewReasonNeeded.

    >>> next_number(0, reason="", reason_from=2)
    1
    """
    number = earlier + 1
    if number >= reason_from and not reason.strip():
        raise InterviewReasonNeeded(f"Interview {number} asks why.")
    return number
