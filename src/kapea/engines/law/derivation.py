"""Which answers about the law follow from its coded provisions.

A rule poses a case to the law, as the charge engine would, and reads whether some provision
covers it. Where the coded text leaves the case open, the rule does not decide and the asserted
answer with its citation stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kapea.engines.law.consequences import consequences
from kapea.engines.law.facts import Finding
from kapea.engines.law.incident import Incident
from kapea.engines.law.matching import Match
from kapea.engines.law.penalty import Term
from kapea.engines.law.provision import Offence
from kapea.engines.law.truth import Truth, every, opposite, some

if TYPE_CHECKING:
    from kapea.engines.law.body import LawOnDay


@dataclass(frozen=True, kw_only=True)
class Covered:
    """Whether every case is an offence, of a class or work if given.

    absence_decides: False leaves the answer to the assertion when no provision covers the case.
    """

    cases: tuple[Incident, ...]
    offence_class: str = ""
    works: frozenset[str] = frozenset()
    absence_decides: bool = True

    def find(self, law: "LawOnDay") -> Finding:
        found = [self._covered(case, law) for case in self.cases]
        value = every(answer for answer, _, _ in found)
        decisive = [(names, why) for answer, names, why in found if answer is value] or [((), "")]
        names = tuple(dict.fromkeys(name for provisions, _ in decisive for name in provisions))
        is_decided = value is True or (value is False and self.absence_decides)
        return Finding(value=value, is_decided=is_decided, provisions=names, why=decisive[0][1])

    def _covered(self, case: Incident, law: "LawOnDay") -> tuple[Truth, tuple[str, ...], str]:
        matches = law.matches(case, works=self.works)
        graded = [(found, every([fits, self._is_of_class(found.offence, law)])) for found, fits in matches]
        value = some(fits for _, fits in graded)
        decisive = [found for found, fits in graded if fits is value]
        return value, tuple(found.offence.id for found in decisive), _why(value, decisive)

    def _is_of_class(self, offence: Offence, law: "LawOnDay") -> Truth:
        if not self.offence_class:
            return True
        found = consequences(offence, law.body.rules).offence_class
        return None if found is None else found == self.offence_class


@dataclass(frozen=True, kw_only=True)
class NotCovered:
    """Whether no case is an offence: an exemption, or the silence of the law."""

    cases: tuple[Incident, ...]
    works: frozenset[str] = frozenset()

    def find(self, law: "LawOnDay") -> Finding:
        matches = [one for case in self.cases for one in law.matches(case, works=self.works)]
        value = opposite(some(fits for _, fits in matches))
        names = tuple(dict.fromkeys(found.offence.id for found, fits in matches if opposite(fits) is value))
        why = "No provision punishes it." if value else "A provision punishes it."
        return Finding(value=value, is_decided=value is not None, provisions=names, why=why)


@dataclass(frozen=True, kw_only=True)
class InForce:
    """Whether one of the named provisions is in force."""

    names: tuple[str, ...]

    def find(self, law: "LawOnDay") -> Finding:
        held = [(name, law.is_in_force(name)) for name in self.names]
        value = some(answer for _, answer in held)
        names = tuple(name for name, answer in held if answer is value)
        why = f"{', '.join(names)}: {'in force' if value else 'not in force'}."
        return Finding(value=value, is_decided=value is not None, provisions=names, why=why)


@dataclass(frozen=True, kw_only=True)
class Defined:
    """Whether a definition in force has a feature."""

    object: str
    feature: str

    def find(self, law: "LawOnDay") -> Finding:
        found = law.definitions(self.object)
        value = some(definition.features.get(self.feature) for definition in found)
        names = tuple(
            f"{definition.work} {definition.article}"
            for definition in found
            if definition.features.get(self.feature) is value
        )
        return Finding(
            value=value, is_decided=bool(found), provisions=names, why=f"Read in {', '.join(names)}."
        )


@dataclass(frozen=True, kw_only=True)
class Reaching:
    """Whether all (or most) of some offences in force are extraditable by treaty, or investigated.

    of: the offences in question. An offence without a known penalty leaves the answer open.
    """

    of: tuple[str, ...]
    consequence: str
    equals: str | bool
    share: str = "all"

    def find(self, law: "LawOnDay") -> Finding:
        graded = [(offence.id, self._reached(offence, law)) for offence in _named(self.of, law)]
        answers = [answer for _, answer in graded]
        value = every(answers) if self.share == "all" else _most(answers)
        names = tuple(name for name, answer in graded if answer is value)
        return Finding(
            value=value if graded else None,
            is_decided=bool(graded) and value is not None,
            provisions=names,
            why=f"{sum(answer is True for answer in answers)} of {len(answers)} reach it.",
        )

    def _reached(self, offence: Offence, law: "LawOnDay") -> Truth:
        found = dict(consequences(offence, law.body.rules).as_pairs())[self.consequence]
        return None if found is None else found == self.equals


@dataclass(frozen=True, kw_only=True)
class Heavier:
    """Whether the first case is punished more heavily than the second, by the maximum."""

    case: Incident
    than: Incident

    def find(self, law: "LawOnDay") -> Finding:
        one, names = _heaviest(law.matches(self.case))
        other, _ = _heaviest(law.matches(self.than))
        value: Truth = None if one is None or other is None else one > other
        why = f"At most {one} against {other}." if value is not None else "A maximum is not known."
        return Finding(value=value, is_decided=value is not None, provisions=names, why=why)


@dataclass(frozen=True, kw_only=True)
class SingleRegime:
    """Whether no two works punish the same case with different maxima."""

    cases: tuple[Incident, ...]

    def find(self, law: "LawOnDay") -> Finding:
        for case in self.cases:
            sure = [found.offence for found, fits in law.matches(case) if fits is True]
            rivals = [
                (one, other)
                for one in sure
                for other in sure
                if one.work < other.work
                and _maximum(one)
                and _maximum(other)
                and _maximum(one) != _maximum(other)
            ]
            if rivals:
                names = tuple(dict.fromkeys(offence.id for pair in rivals for offence in pair))
                return Finding(
                    value=False, is_decided=True, provisions=names, why="Two works punish one act unequally."
                )
        return Finding(
            value=True, is_decided=True, provisions=(), why="No two works punish one act unequally."
        )


@dataclass(frozen=True, kw_only=True)
class JudgedAt:
    """A judgement about a penalty; it lapses when the maximum is no longer the one judged."""

    offence: str
    judged_maximum: Term

    def find(self, law: "LawOnDay") -> Finding:
        held = law.by_id.get(self.offence)
        if held is None:
            return Finding(
                value=False, is_decided=True, provisions=(self.offence,), why="It is not in force."
            )
        most = _maximum(held[0])
        is_changed = most is not None and most > self.judged_maximum
        why = f"The maximum is {most}; {self.judged_maximum} was judged."
        return Finding(value=None, is_decided=is_changed, provisions=(self.offence,), why=why)


def _maximum(offence: Offence) -> Term | None:
    return offence.imprisonment.most if offence.imprisonment else None


def _named(names: Iterable[str], law: "LawOnDay") -> Sequence[Offence]:
    return [law.by_id[name][0] for name in names if name in law.by_id]


def _most(answers: Sequence[Truth]) -> Truth:
    yes, no = answers.count(True), answers.count(False)
    if 2 * yes > len(answers):
        return True
    return False if 2 * no >= len(answers) else None


def _heaviest(matches: Iterable[tuple[Match, Truth]]) -> tuple[Term | None, tuple[str, ...]]:
    possible = [found.offence for found, fits in matches if fits is not False and _maximum(found.offence)]
    most = max((term for offence in possible if (term := _maximum(offence))), default=None)
    return most, tuple(offence.id for offence in possible if _maximum(offence) == most)


def _why(value: Truth, decisive: Sequence[Match]) -> str:
    if value is True:
        return "It is covered."
    if not decisive:
        return "No provision in force has this conduct."
    shown = decisive[0]
    stuck = [element for element in shown.elements if element.answer is not True]
    if not stuck:
        return f"{shown.offence.id} covers it, but its class or its commencement does not settle it."
    word = "is not met" if stuck[0].answer is False else "is not settled"
    return f"{shown.offence.id}: {stuck[0].name} {word} (asked: {stuck[0].asked})."
