"""How clocks are told on a page: what runs, until when, how it stands, in words and tone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kapea.registers.hotline.rules import Clock
from kapea.registers.hotline.words import CLOCK, CLOCK_STATE


@dataclass(frozen=True, kw_only=True)
class ClockRow:
    """One clock in words."""

    label: object
    state: object
    tone: str
    due_at: datetime | None
    met_at: datetime | None


def clock_rows(clocks: Iterable[Clock], *, now: datetime) -> list[ClockRow]:
    """Return the clocks as a page tells them at an instant."""
    return [_row(clock, now=now) for clock in clocks]


def _row(clock: Clock, *, now: datetime) -> ClockRow:
    words, tone = CLOCK_STATE[clock.state(now)]
    return ClockRow(label=CLOCK[clock.name], state=words, tone=tone, due_at=clock.due_at, met_at=clock.met_at)
