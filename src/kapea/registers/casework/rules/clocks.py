"""By when each thing in a case is due: the pack's durations by step and risk, as instants."""

from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from typing import Final

from kapea.engines.dates import WorkingCalendar, deadline

HIGHEST_RISK: Final = "high"
URGENCY: Final[Mapping[str, str]] = {"high": "urgent", "medium": "soon"}
"""How urgent the answer to a referral is, by the risk of the case; every other risk is routine."""
_END_OF_DAY: Final = time(23, 59, 59)


def due_at(
    clocks: Mapping[str, object],
    step: str,
    *,
    risk: str,
    start: datetime,
    calendar: WorkingCalendar,
    time_zone: tzinfo,
) -> datetime | None:
    """Return the deadline of a step, None when the pack sets none.

    Until the risk is judged, the clock of the highest risk runs: in doubt, sooner.
    """
    by_risk = clocks.get(step)
    if not isinstance(by_risk, Mapping):
        return None
    duration = by_risk.get(risk or HIGHEST_RISK)
    if not isinstance(duration, Mapping):
        return None
    return deadline(start, duration, calendar=calendar, time_zone=time_zone)


def end_of(day: date, *, time_zone: tzinfo) -> datetime:
    """Return the last second of a local day."""
    return datetime.combine(day, _END_OF_DAY, tzinfo=time_zone)


def urgency_of(risk: str) -> str:
    """Return how urgent an answer is for a case of a risk; until the risk is judged, the highest counts.

    >>> urgency_of(""), urgency_of("low")
    ('urgent', 'routine')
    """
    return URGENCY.get(risk or HIGHEST_RISK, "routine")
