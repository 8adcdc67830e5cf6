"""All the law that a pack holds, and the part of it that is in force on one day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kapea.engines.law.citation import Citation, without_doubles
from kapea.engines.law.consequences import Consequences, consequences
from kapea.engines.law.criteria import Criterion
from kapea.engines.law.errors import UnknownProvision
from kapea.engines.law.facts import LegalFact
from kapea.engines.law.incident import Act, Incident
from kapea.engines.law.matching import Match, match
from kapea.engines.law.provision import Definition, Kind, Offence, Provision, Status, Work, in_force
from kapea.engines.law.recommendation import LawRecommendation
from kapea.engines.law.rules import Rules
from kapea.engines.law.truth import Truth, every, some
from kapea.engines.law.validity import refuse_overlap
from kapea.engines.law.vocabulary import MAY_BE, with_narrower, with_wider


@dataclass(frozen=True, kw_only=True)
class BodyOfLaw:
    """A country's recorded law, criteria and rules.

    offences: every version of every record; versions of one id do not overlap.
    """

    works: Mapping[str, Work]
    offences: tuple[Offence, ...]
    rules: Rules
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    definitions: tuple[Definition, ...] = ()
    facts: Mapping[str, LegalFact] = field(default_factory=dict)
    criteria: tuple[Criterion, ...] = ()
    recommendations: tuple[LawRecommendation, ...] = ()

    def __post_init__(self) -> None:
        for name, versions in self.versions.items():
            if len(versions) > 1:
                refuse_overlap(name, versions)
        for criterion in self.criteria:
            for fact in criterion.requires:
                if fact not in self.facts:
                    reason = f"{criterion.id} requires {fact}, which is no fact."
                    raise UnknownProvision(reason, about=criterion.id)

    @cached_property
    def versions(self) -> Mapping[str, tuple[Offence, ...]]:
        grouped: defaultdict[str, list[Offence]] = defaultdict(list)
        for offence in self.offences:
            grouped[offence.id].append(offence)
        return {name: tuple(found) for name, found in grouped.items()}

    @cached_property
    def newest(self) -> Mapping[Kind, tuple[Offence, ...]]:
        """The newest version of each record by its kind, in the order of the pack."""
        grouped: defaultdict[Kind, list[Offence]] = defaultdict(list)
        for versions in self.versions.values():
            grouped[versions[-1].kind].append(versions[-1])
        return {kind: tuple(grouped[kind]) for kind in Kind}

    @cached_property
    def _follows(self) -> Mapping[str, tuple[Consequences, ...]]:
        """What follows from each version, in the order of `versions`."""
        return {
            name: tuple(consequences(version, self.rules) for version in versions)
            for name, versions in self.versions.items()
        }

    def consequences_of(self, offence: Offence) -> Consequences:
        """Return what follows from a version, worked out once for those that this body holds."""
        for held, found in zip(
            self.versions.get(offence.id, ()), self._follows.get(offence.id, ()), strict=True
        ):
            if held is offence:
                return found
        return consequences(offence, self.rules)

    def knows(self, name: str) -> bool:
        """Whether a name is an offence, a provision, a work, or an article with several offences."""
        return name in self.provisions or name in self.works or bool(self.named(name))

    def named(self, name: str) -> tuple[str, ...]:
        """The offences of a name: the one with this id, else those of the article it leads."""
        if name in self.versions:
            return (name,)
        return tuple(held for held in self.versions if held.startswith(f"{name}-"))


@dataclass(frozen=True, kw_only=True)
class LawOnDay:
    """The law on a day; without a day, the law as recorded now.

    is_described: whether everything then in force is recorded, so that an absence is an absence.
    """

    body: BodyOfLaw
    on: date | None = None

    @property
    def is_described(self) -> bool:
        known_from = self.body.rules.described_from
        return self.on is None or known_from is None or known_from <= self.on

    @cached_property
    def offences(self) -> tuple[tuple[Offence, Truth], ...]:
        """The records that are or may be in force, with whether they are."""
        found = ((offence, self._is_in_force(offence)) for offence in self.body.offences)
        return tuple((offence, held) for offence, held in found if held is not False)

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Offence, Truth]]:
        return {offence.id: (offence, held) for offence, held in self.offences}

    @cached_property
    def _by_conduct(self) -> Mapping[str, tuple[tuple[Offence, Truth], ...]]:
        grouped: defaultdict[str, list[tuple[Offence, Truth]]] = defaultdict(list)
        for offence, held in self.offences:
            if offence.is_chargeable:
                for word in offence.elements.conduct.words:
                    grouped[word].append((offence, held))
        return {word: tuple(found) for word, found in grouped.items()}

    def candidates(self, acts: Iterable[Act]) -> tuple[tuple[Offence, Truth], ...]:
        """The offences whose conduct one of the acts is, or may be."""
        words = sorted(possible_conduct(acts))
        near = [pair for word in words for pair in self._by_conduct.get(word, ())]
        return tuple({offence.id: (offence, held) for offence, held in near}.values())

    def matches(
        self, incident: Incident, *, works: frozenset[str] = frozenset()
    ) -> list[tuple[Match, Truth]]:
        """Each candidate offence against an incident, and whether it fits and is in force."""
        return [
            (found, every([found.answer, held]))
            for offence, held in self.candidates(incident.acts)
            if not works or offence.work in works
            for found in (match(offence, incident),)
        ]

    def _is_in_force(self, offence: Offence) -> Truth:
        return in_force(offence, self.body.works.get(offence.work), self.on)

    def is_in_force(self, name: str) -> Truth:
        """Whether an offence, provision or work is in force on the day. Raises UnknownProvision."""
        if name in self.body.versions:
            return some(self._is_in_force(version) for version in self.body.versions[name])
        if name in self.body.provisions:
            provision = self.body.provisions[name]
            return in_force(provision, self.body.works.get(provision.work), self.on)
        if name in self.body.works:
            return in_force(self.body.works[name], None, self.on)
        raise UnknownProvision(f"The law holds no {name}.", about=name)

    def works_in_force(self, names: Iterable[str]) -> Truth:
        """Whether one of the works is in force."""
        return some(self.is_in_force(name) for name in names)

    def definitions(self, subject: str) -> list[Definition]:
        """The definitions of an object that are in force."""
        return [
            definition
            for definition in self.body.definitions
            if definition.object == subject
            and definition.status is Status.IN_FORCE
            and self.is_in_force(definition.work) is not False
        ]

    def sources_of(self, names: Iterable[str]) -> tuple[Citation, ...]:
        """Where the named provisions were read."""
        found: list[Citation] = []
        for name in names:
            for version in self.body.versions.get(name, ()):
                found.extend(version.sources)
            if name in self.body.provisions:
                found.extend(self.body.provisions[name].sources)
        return without_doubles(found)


def possible_conduct(acts: Iterable[Act]) -> frozenset[str]:
    """Every word of conduct that one of the acts is, or may be."""
    words: set[str] = set()
    for act in acts:
        words |= with_wider(act.conduct) | with_narrower(act.conduct)
        if act.conduct in MAY_BE:
            words |= with_wider(MAY_BE[act.conduct])
    return frozenset(words)
