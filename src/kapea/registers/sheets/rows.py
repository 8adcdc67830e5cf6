"""The shapes in which a record reaches a page: a sheet of parts, each with cards of facts in order.

Knows no register: what is on a card, and who may see it, is the register's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kapea.guard.vault.sealing import open_sealed

Fact = tuple[object, object]


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


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a record as the viewer may see it. acts: what is open on the part as a whole."""

    code: str
    title: object
    empty: object = ""
    cards: tuple[Card, ...] = ()
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something the reader should know at once."""

    words: object
    tone: str = "warn"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A record as one viewer may see it; what their sections do not hold is not there.

    granted: the acts that the matrix gives; acts: of these, what is open now on the whole.
    initial: what forms of acts begin with; options: what they offer, kind of thing to (code, words).
    """

    code: str
    title: object
    status: object = ""
    tone: str = ""
    version: int = 1
    is_ours: bool = False
    sections: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    notices: tuple[Notice, ...] = ()
    facts: tuple[Fact, ...] = field(default=(), repr=False)
    notes: tuple[Fact, ...] = field(default=(), repr=False)
    parts: tuple[Part, ...] = ()
    steps: tuple[Mapping[str, object], ...] = ()
    initial: Mapping[str, Any] = field(default_factory=dict, repr=False)
    options: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def other_acts(self) -> tuple[str, ...]:
        """The open acts on the whole that stand in no part."""
        placed = {act for part in self.parts for act in part.acts}
        return tuple(sorted(self.acts - placed))

    def card(self, pk: int, *, part: str) -> Card | None:
        """Return the card of a part, None when the viewer sees none of that number."""
        for each in self.parts:
            if each.code == part:
                return next((card for card in each.cards if card.pk == pk), None)
        return None


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What a part's cards may show of a record: the sections, which acts are open, and the day."""

    record: Any
    sections: frozenset[str]
    acts: frozenset[str]
    today: date

    def open(self, *acts: str) -> tuple[str, ...]:
        """Return those of the acts that are open."""
        return tuple(act for act in acts if act in self.acts)

    def text(self, blob: bytes | memoryview, field_name: str) -> str:
        """Return a text sealed under the record's key."""
        return open_sealed(self.record.data_key, blob, field=field_name)
