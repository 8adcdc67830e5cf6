"""Where a return stands, worked out from what has been done, and what must be there before a hand-over.

A country says which gates there are (`returns.gates`); this module judges each. It knows no country,
no database and no clock. No gate is skipped: an act refused says what is missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kapea.engines.errors import KapeaError

STAGES: Final = ("received", "preparation", "ready", "crossing", "follow_up", "closed", "stopped")
DIRECTIONS: Final = ("in", "out", "within")
PREPARING: Final = frozenset({"preparation", "ready"})
LIVE: Final = frozenset({"preparation", "ready", "crossing", "follow_up"})
FOLLOWED: Final = frozenset({"follow_up"})


class GatesNotMet(KapeaError):
    """The child is not handed over: the gates named are not met."""

    code = "returns.gates_not_met"

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = tuple(missing)


@dataclass(frozen=True, kw_only=True)
class ReturnFacts:
    """What has been done in a return.

    assessed: the outcome of the last family assessment, "" for none. consent: "given", "withdrawn",
    "refused" or "". papers_until: the last day of the papers in force, None without any.
    """

    direction: str = "in"
    is_accepted: bool = False
    recognised: str = ""
    is_traced: bool = False
    assessed: str = ""
    consent: str = ""
    has_papers: bool = False
    papers_until: date | None = None
    has_escort: bool = False
    handed_over_on: date | None = None
    arrived_on: date | None = None
    is_closed: bool = False
    is_stopped: bool = False


def gates_of(values: Mapping[str, object], *, direction: str) -> tuple[str, ...]:
    """Return the gates of a return, in order, from the values of the rule."""
    always = values.get("always", [])
    across = values.get("across_a_border", []) if direction != "within" else []
    return tuple(str(gate) for gate in (*_listed(always), *_listed(across)))


def _listed(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


def missing_gates(gates: Sequence[str], facts: ReturnFacts, *, today: date) -> tuple[str, ...]:
    """Return the gates that are not met; a gate that this module does not know is never met."""
    judged = {
        "recognised": facts.recognised == "recognised",
        "traced": facts.is_traced,
        "assessed": facts.assessed in ("suitable", "with_support", "other_care"),
        "consented": facts.consent == "given",
        "papers": facts.has_papers and (facts.papers_until is None or facts.papers_until >= today),
        "escorted": facts.has_escort,
    }
    return tuple(gate for gate in gates if not judged.get(gate, False))


def stage_of(facts: ReturnFacts, gates: Sequence[str], *, today: date) -> str:
    """Return the stage that what has been done leads to."""
    if facts.is_stopped:
        return "stopped"
    if facts.is_closed:
        return "closed"
    if facts.arrived_on is not None:
        return "follow_up"
    if facts.handed_over_on is not None:
        return "crossing"
    if not facts.is_accepted:
        return "received"
    return "preparation" if missing_gates(gates, facts, today=today) else "ready"


def check_gates(gates: Sequence[str], facts: ReturnFacts, *, today: date) -> None:
    """Raise GatesNotMet, naming each gate that is not met."""
    missing = missing_gates(gates, facts, today=today)
    if missing:
        raise GatesNotMet(missing)
