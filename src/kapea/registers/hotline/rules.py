"""How urgent a contact is, what may follow, and whether a text may be taken. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime

from kapea.engines.errors import KapeaError

PRIORITIES = ("red", "amber", "green")
MOST_CHARACTERS = 8_000
_EMBEDDED = re.compile(r"data\s*:\s*[a-z]+/[a-z0-9.+-]+|[A-Za-z0-9+/=_-]{400,}", re.IGNORECASE)


class StepNotOpen(KapeaError):
    """This step does not follow from where the contact stands."""

    code = "hotline.step_not_open"


def priority_of(*, is_danger_now: bool | None, child_age_years: int | None) -> str:
    """Return the priority before anybody has looked: danger is red, not knowing is amber.

    A young child counts as amber at least: age under 13 cannot wait for the slow lane.
    """
    if is_danger_now:
        return "red"
    if is_danger_now is None or (child_age_years is not None and child_age_years < 13):
        return "amber"
    return "green"


def next_steps(status: str) -> tuple[str, ...]:
    """Return what may be done with a contact in that status."""
    return {
        "new": ("triage", "close"),
        "triaged": ("triage", "hand_over", "close"),
        "handed_over": ("hand_over", "close"),
        "closed": (),
    }[status]


def check_step(status: str, step: str) -> None:
    """Raise StepNotOpen when the step does not follow."""
    if step not in next_steps(status):
        raise StepNotOpen(f"{step} does not follow {status}.")


def is_embedded_file(text: str) -> bool:
    """Whether a text carries a file in disguise: a data: address or a long base64 run."""
    return bool(_EMBEDDED.search(text))


def without_zero_width(text: str) -> str:
    """Return the text without zero-width characters at its ends and without NULs."""
    return text.replace("\x00", "").strip("\u200b\u200c\u200d\ufeff \t\r\n")


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One clock of a contact or an address. due_at, met_at: instants; None when not set or not yet."""

    name: str
    due_at: datetime | None
    met_at: datetime | None = None

    def state(self, now: datetime) -> str:
        """Return "met", "met_late", "late" or "running"; "unset" when the clock has no deadline."""
        if self.met_at is not None:
            return "met" if self.due_at is None or self.met_at <= self.due_at else "met_late"
        if self.due_at is None:
            return "unset"
        return "late" if now > self.due_at else "running"


def is_callers_own(whose: str) -> bool:
    """Whether a phone tells one caller from another: only their own does, a shared phone tells of others."""
    return whose == "own"
