"""What would be changed in the law: a branch over today's law, never shown as the law.

A scenario names where it comes from and carries its assumptions: facts set, provisions added,
changed or repealed, works or provisions commenced, and which older provision a newer one
displaces. Applying it gives another body of law; the first is left as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from kapea.engines.dates import PartialDate
from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.errors import UnknownProvision
from kapea.engines.law.facts import Assertion, LegalFact
from kapea.engines.law.penalty import Imprisonment
from kapea.engines.law.provision import Definition, Displacement, Offence, Provision, Status, Work
from kapea.engines.law.truth import Truth
from kapea.engines.law.validity import Validity

Record = TypeVar("Record", Offence, Provision)


@dataclass(frozen=True, kw_only=True)
class Displaced:
    """A provision that a newer one displaces; by: "" leaves it to the conduct both have."""

    offence: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StatedPenalty:
    """What the scenario's author says an offence would be punished with, without changing its text."""

    offence: str
    imprisonment: Imprisonment


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A set of changes. commences_on: before this day nothing of it holds.

    offences: the new text of each added or changed record. definitions: the new text of definitions.
    """

    id: str
    title: str = ""
    origin: str = ""
    status: str = ""
    overrides: Mapping[str, Truth] = field(default_factory=dict)
    offences: tuple[Offence, ...] = ()
    definitions: tuple[Definition, ...] = ()
    repeals: tuple[str, ...] = ()
    commences: tuple[str, ...] = ()
    commences_on: date | None = None
    displaces: tuple[Displaced, ...] = ()
    stated_penalties: tuple[StatedPenalty, ...] = ()


def apply(scenario: Scenario, body: BodyOfLaw, *, on: date | None = None) -> BodyOfLaw:
    """The law as the scenario would make it. Raises UnknownProvision for what the law does not hold."""
    _refuse_unknown(scenario, body)
    if on is not None and scenario.commences_on is not None and on < scenario.commences_on:
        return body
    return replace(
        body,
        works={name: _commenced_work(work, scenario) for name, work in body.works.items()},
        offences=tuple(_displaced(_replaced(body, scenario), scenario)),
        provisions={name: _commenced(record, scenario) for name, record in body.provisions.items()},
        definitions=_redefined(body, scenario),
        facts={name: _overridden(fact, scenario) for name, fact in body.facts.items()},
    )


def _overridden(fact: LegalFact, scenario: Scenario) -> LegalFact:
    if fact.id not in scenario.overrides:
        return fact
    return replace(fact, override=Assertion(value=scenario.overrides[fact.id]))


def _redefined(body: BodyOfLaw, scenario: Scenario) -> tuple[Definition, ...]:
    """The definitions with those that the scenario writes anew; one that no work had comes last."""
    new = {(one.work, one.object): one for one in scenario.definitions}
    kept = [new.pop((held.work, held.object), held) for held in body.definitions]
    return tuple(_in_force_with(one, scenario) for one in [*kept, *new.values()])


def _in_force_with(held: Definition, scenario: Scenario) -> Definition:
    return replace(held, status=Status.IN_FORCE) if held.work in scenario.commences else held


def _refuse_unknown(scenario: Scenario, body: BodyOfLaw) -> None:
    added = {offence.id for offence in scenario.offences}
    for fact in scenario.overrides:
        if fact not in body.facts:
            raise UnknownProvision(f"The law has no fact {fact}.", about=fact)
    named = [*scenario.repeals, *scenario.commences, *(one.offence for one in scenario.displaces)]
    named += [by for one in scenario.displaces for by in one.by]
    for name in named:
        if not body.knows(name) and name not in added:
            raise UnknownProvision(f"The law holds no {name}.", about=name)


def _replaced(body: BodyOfLaw, scenario: Scenario) -> list[Offence]:
    """The records with those added, changed, repealed and commenced."""
    new = {offence.id: offence for offence in scenario.offences}
    kept: list[Offence] = []
    for offence in body.offences:
        if offence.id in new and offence.validity.is_open():
            kept.append(new.pop(offence.id))
        elif offence.id in scenario.repeals or offence.work in scenario.repeals:
            kept.append(replace(offence, status=Status.REPEALED))
        else:
            kept.append(offence)
    return [_commenced(offence, scenario) for offence in [*kept, *new.values()]]


def _commenced(record: Record, scenario: Scenario) -> Record:
    if record.id not in scenario.commences and record.work not in scenario.commences:
        return record
    return replace(record, status=Status.IN_FORCE, validity=_from(scenario))


def _commenced_work(work: Work, scenario: Scenario) -> Work:
    """A work commences when it, or one of its provisions, is named."""
    if work.id in scenario.repeals:
        return replace(work, status=Status.REPEALED)
    parts = {name for name in scenario.commences if name.startswith(f"{work.id}-")}
    if work.id not in scenario.commences and not parts:
        return work
    return replace(work, status=Status.IN_FORCE, validity=_from(scenario))


def _from(scenario: Scenario) -> Validity:
    if scenario.commences_on is None:
        return Validity()
    return Validity(begins=PartialDate.exact(scenario.commences_on))


def _displaced(offences: list[Offence], scenario: Scenario) -> list[Offence]:
    newcomers = [offence for offence in offences if _is_new(offence, scenario)]
    result = []
    for offence in offences:
        asked = [one for one in scenario.displaces if one.offence in (offence.id, offence.work)]
        if asked and offence not in newcomers:
            rivals = [newer for newer in offences for one in asked if _takes_over(newer, offence, one.by)]
            rivals = rivals or [newer for newer in newcomers if shares_conduct(offence, newer)]
            offence = replace(offence, displaced=_displacements(rivals))
        result.append(offence)
    return result


def _takes_over(newer: Offence, older: Offence, by: tuple[str, ...]) -> bool:
    """Whether a provision is named as the displacing one, itself or by its work."""
    if by == (newer.id,):
        return True
    return (newer.id in by or newer.work in by) and shares_conduct(older, newer)


def _is_new(offence: Offence, scenario: Scenario) -> bool:
    is_added = any(new.id == offence.id for new in scenario.offences)
    return is_added or offence.id in scenario.commences or offence.work in scenario.commences


def shares_conduct(one: Offence, other: Offence) -> bool:
    """Whether some same act on some same object is in both."""
    conduct = one.elements.conduct.words & other.elements.conduct.words
    return bool(conduct and one.elements.object.words & other.elements.object.words)


def _displacements(rivals: list[Offence]) -> tuple[Displacement, ...]:
    if not rivals:
        return (Displacement(by=""),)
    return tuple(Displacement(by=rival.id, media=rival.elements.medium.words) for rival in rivals)
