"""How one register hands a child on to another without knowing it.

The sender fills a `HandOver`; the register that receives has said beforehand which function
opens its record. Both happen in the sender's transaction. The sender later sees the outcome only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.registers.worklist.models import HandOverRecord
from kapea.registers.worklist.notices import DANGER, notify_agency
from kapea.registers.worklist.words import OUTCOME, TARGET


class NoReceiver(KapeaError):
    """No register receives this kind of hand-over."""

    code = "worklist.no_receiver"


@dataclass(frozen=True, kw_only=True)
class HandedVictim:
    """A victim who goes along; ages as known on the day, None when nobody knows."""

    code: str
    sex: str = ""
    age_low: int | None = None
    age_high: int | None = None
    nationality: str = ""


@dataclass(frozen=True, kw_only=True)
class HandedSuspect:
    """A suspect who goes along. name: plain text that the receiver seals."""

    code: str
    name: str = ""
    sex: str = ""
    nationality: str = ""
    is_foreign: bool | None = None
    arrested_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """What goes along when a child is handed on; only what the receiver needs.

    to: "police", "casework", "justice", "care" or "returns". summary: plain text that the receiver seals.
    child_age_years: as told, None when nobody said. occurred_from, occurred_to: the first and last
    day it may have been done. victims, suspects: for a court only.
    child_code: the code of the child's record, so that one child is not two.
    """

    source_kind: str
    source_code: str
    to: str
    agency_code: str
    unit_code: str = ""
    priority: str = ""
    place_code: str = ""
    province_code: str = ""
    occurred_text: str = ""
    summary: str = ""
    via_hotline: bool = False
    child_age_years: int | None = None
    child_sex: str = ""
    child_code: str = ""
    child_name_km: str = ""
    child_name_latin: str = ""
    forms: tuple[str, ...] = ()
    sent_on: date | None = None
    occurred_from: date | None = None
    occurred_to: date | None = None
    victims: tuple[HandedVictim, ...] = ()
    suspects: tuple[HandedSuspect, ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the sender may know of what they handed on."""

    target_kind: str
    agency_code: str
    sent_at: datetime
    outcome: str
    outcome_at: datetime | None

    @property
    def target_words(self) -> object:
        """What was opened for the child, in words."""
        return TARGET.get(self.target_kind, self.target_kind)

    @property
    def outcome_words(self) -> object:
        """What became of it, in words."""
        return OUTCOME.get(self.outcome, self.outcome)


RED = "red"
MOST_STEPS = 20
"""How far back a chain of hand-overs is followed."""

Receive = Callable[..., tuple[str, str]]
_RECEIVERS: dict[str, Receive] = {}


def register_receiver(to: str, receive: Receive) -> None:
    """Say which function opens the receiver's record: receive(package, by=, now=) -> (kind, code)."""
    _RECEIVERS[to] = receive


@transaction.atomic
def hand_over(package: HandOver, *, by: Viewer, now: datetime) -> tuple[str, str]:
    """Open the receiver's record and remember the link; return its kind and code.

    Raises NoReceiver.
    """
    receive = _RECEIVERS.get(package.to)
    if receive is None:
        raise NoReceiver(f"No register receives {package.to!r}.")
    kind, code = receive(package, by=by, now=now)
    HandOverRecord.objects.create(
        source_kind=package.source_kind,
        source_code=package.source_code,
        target_kind=kind,
        target_code=code,
        agency_code=package.agency_code,
        sent_at=now,
        sent_by=by.username,
    )
    if package.priority == RED:
        notify_agency(package.agency_code, permission="worklist.task.read", kind=DANGER, now=now)
    return kind, code


def report_outcome(kind: str, code: str, *, outcome: str, at: datetime) -> None:
    """Tell whoever handed this record over what became of it."""
    HandOverRecord.objects.filter(target_kind=kind, target_code=code).update(outcome=outcome, outcome_at=at)


def outcomes(source_kind: str, source_code: str) -> list[Outcome]:
    """Return what became of all that was handed over from a record, oldest first."""
    rows = HandOverRecord.objects.filter(source_kind=source_kind, source_code=source_code)
    return [
        Outcome(
            target_kind=row.target_kind,
            agency_code=row.agency_code,
            sent_at=row.sent_at,
            outcome=row.outcome,
            outcome_at=row.outcome_at,
        )
        for row in rows.order_by("sent_at", "pk")
    ]


def related(kind: str, code: str, *, wanted: str) -> list[str]:
    """Return the codes of the records of a kind that stem from the same first report.

    Goes back to where the record was handed over from, and forward to all that was handed on.
    """
    first = (kind, code)
    rows = HandOverRecord.objects
    for _step in range(MOST_STEPS):
        before = rows.filter(target_kind=first[0], target_code=first[1]).first()
        if before is None:
            break
        first = (before.source_kind, before.source_code)
    found, waiting, seen = [], [first], set()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        if here[0] == wanted:
            found.append(here[1])
        after = rows.filter(source_kind=here[0], source_code=here[1])
        waiting += [(row.target_kind, row.target_code) for row in after]
    return sorted(found)
