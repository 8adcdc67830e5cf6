"""Whether an adult near children may be a suspect or accused that another register knows.

A register that keeps suspects says at start-up how it compares: exactly, found by keyed indexes,
never by likeness. What comes back is the code of the other record, for roles that may see suspects; nothing of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whom another register asks about. Plain words that are not kept."""

    name: str = field(default="", repr=False)
    born_on: date | None = field(default=None, repr=False)
    document: str = field(default="", repr=False)


Find = Callable[[Asked], list[str]]
_FINDERS: dict[str, Find] = {}


def register_suspect_finder(kind: str, find: Find) -> None:
    """Say how the codes of suspects of a kind are found who are the person asked about."""
    _FINDERS[kind] = find


def matches(asked: Asked) -> list[tuple[str, str]]:
    """Return (kind, code) of the suspects who are this person, of every register that keeps some."""
    return [(kind, code) for kind, find in sorted(_FINDERS.items()) for code in sorted(find(asked))]
