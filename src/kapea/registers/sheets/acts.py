"""Which acts there are on a kind of record: who may do each, on which part of the page, in which state."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kapea.registers.sheets.keeping import Standing
from kapea.registers.sheets.problems import Problem
from kapea.registers.sheets.rows import Card, Part, Sheet, Sight

Make = Callable[[Sight], tuple[Card, ...]]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act. item: the part of its address that names the thing it is about, "" for the whole.

    at: the states of the record in which it is open; empty: in all.
    """

    permission: str
    section: str
    label: object
    part: str = ""
    item: str = ""
    at: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class PartRule:
    """A part of the page: its section, its words, and how its cards are made."""

    code: str
    section: str
    title: object
    make: Make
    empty: object = ""


def part(code: str, section: str, title: object, make: Make, empty: object = "") -> PartRule:
    """Return the rule of a part, in one line of a table."""
    return PartRule(code=code, section=section, title=title, make=make, empty=empty)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of record as its pages need it. page: the name of its address; back: words of the way back."""

    kind: str
    page: str
    back: object
    acts: Mapping[str, Act]
    problems: Mapping[str, Problem]
    read: Callable[..., Sheet]

    @property
    def space(self) -> str:
        """The name space of its addresses."""
        return self.page.partition(":")[0]


def granted_acts(acts: Mapping[str, Act], standing: Standing[Any]) -> frozenset[str]:
    """Return the acts that the matrix gives the viewer on the record, possible now or not."""
    return frozenset(code for code, act in acts.items() if standing.may(act.permission, act.section))


def open_acts(acts: Mapping[str, Act], granted: frozenset[str], *, state: str) -> frozenset[str]:
    """Return of the acts granted those that the state allows."""
    return frozenset(code for code in granted if not acts[code].at or state in acts[code].at)


def make_parts(rules: tuple[PartRule, ...], acts: Mapping[str, Act], sight: Sight) -> tuple[Part, ...]:
    """Return the parts whose section the viewer sees, and empty ones where they may still act."""
    found = []
    for rule in rules:
        whole = tuple(
            sorted(code for code in sight.acts if acts[code].part == rule.code and not acts[code].item)
        )
        is_seen = rule.section in sight.sections
        if is_seen or whole:
            cards = rule.make(sight) if is_seen else ()
            empty = rule.empty if is_seen else ""
            found.append(Part(code=rule.code, title=rule.title, empty=empty, cards=cards, acts=whole))
    return tuple(found)


def whole_acts(acts: Mapping[str, Act], opened: frozenset[str]) -> frozenset[str]:
    """Return of the open acts those on the record as a whole."""
    return frozenset(code for code in opened if not acts[code].item)
