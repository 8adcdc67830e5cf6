"""The shapes in which a proceeding reaches a page: parts, each with cards of facts in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Fact = tuple[object, object]
FLAGGED = "danger"
"""The tone of a card that somebody must look at."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """One thing of a part. facts: label and value; notes: label and free text; acts: what is open on it."""

    pk: int
    title: object
    status: object = ""
    tone: str = ""
    facts: tuple[Fact, ...] = ()
    notes: tuple[Fact, ...] = field(default=(), repr=False)
    acts: tuple[str, ...] = ()
    is_informing: bool = False


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a proceeding as the viewer may see it. acts: what is open on the part as a whole."""

    code: str
    section: str
    cards: tuple[Card, ...] = ()
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProceedingRow:
    """A proceeding as a list shows it: codes, days and places, no names."""

    code: str
    kind: str
    stage: str
    received_on: date
    province_code: str
    next_hearing_on: date | None
    principal_offence: str


@dataclass(frozen=True, kw_only=True)
class ProceedingPage:
    """A proceeding as one viewer may see it; what their sections do not hold is not there.

    granted: the acts that the matrix gives; acts: of these, what is open now on the whole.
    options: what forms offer: kind of thing to (pk, words). accused_held: what is kept of each accused,
    by field, for who may change it.
    """

    row: ProceedingRow
    version: int
    stage_since: date
    occurred: tuple[date | None, date | None]
    ended_on: date | None
    forms: tuple[str, ...]
    facts: dict[str, object]
    stage_acts: tuple[str, ...]
    sections: frozenset[str]
    granted: frozenset[str]
    acts: frozenset[str]
    is_ours: bool
    parts: tuple[Part, ...]
    options: dict[str, list[tuple[str, str]]]
    narrative: str = field(default="", repr=False)
    accused_held: Mapping[int, Mapping[str, object]] = field(default_factory=dict, repr=False)

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def is_flagged(self) -> bool:
        """Whether a settlement out of court waits for a supervisor, as far as the viewer sees concerns."""
        return any(
            card.tone == FLAGGED for part in self.parts if part.code == "concerns" for card in part.cards
        )

    def card(self, pk: int, *, act: str) -> Card | None:
        """Return the card on which an act may be open, None when the viewer sees none of that number."""
        from kapea.registers.justice.acts import ACTS

        wanted = ACTS[act].part
        for part in self.parts:
            if part.code == wanted:
                return next((card for card in part.cards if card.pk == pk), None)
        return None
