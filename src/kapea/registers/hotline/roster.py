"""Which hours a roster leaves without anybody. Pure: no clock, no database."""

from collections.abc import Iterable, Sequence
from datetime import datetime

Gap = tuple[datetime, datetime]


def gaps_between(
    shifts: Iterable[tuple[datetime, datetime]], *, start: datetime, end: datetime
) -> Sequence[Gap]:
    """Return the spans within [start, end) that no shift covers, in order; shifts may overlap."""
    found: list[Gap] = []
    covered_until = start
    for begins, ends in sorted(shifts):
        if begins > covered_until:
            found.append((covered_until, min(begins, end)))
        covered_until = max(covered_until, ends)
        if covered_until >= end:
            return found
    return [*found, (covered_until, end)] if covered_until < end else found
