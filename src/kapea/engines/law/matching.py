"""Which elements of an offence an incident meets, element by element.

The answer is met, unmet or unknown, and for an unknown whether the facts or the text of the law
would have to be found out. Nothing is weighed: whoever decides reads the elements.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from kapea.engines.law.ages import ANY_AGE, is_within
from kapea.engines.law.elements import NONE, NOT_KNOWN, Limit, Stated
from kapea.engines.law.incident import Act, Incident
from kapea.engines.law.provision import Offence
from kapea.engines.law.truth import Truth, every
from kapea.engines.law.vocabulary import WORDS, with_wider


class State(StrEnum):
    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class Fit(StrEnum):
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


_STATES: Final = {True: State.MET, False: State.UNMET, None: State.UNKNOWN}
_FITS: Final = {True: Fit.YES, False: Fit.NO, None: Fit.MAYBE}

FACT_OF: Final = {
    "conduct": "acts",
    "object": "object",
    "victim_age": "victim.age",
    "suspect_age": "suspect.age",
    "capacity": "suspect.capacity",
}
"""Under which name the facts of an incident give an element, where it is another one."""


@dataclass(frozen=True, kw_only=True)
class Element:
    """One element of an offence against an incident.

    asked: what the provision asks, in words. fact: which fact would settle an unknown; "" when
    the text of the law would. is_inferred: the coding follows from a title, not from the text.
    """

    name: str
    answer: Truth
    asked: str
    fact: str = ""
    is_inferred: bool = False

    @property
    def state(self) -> State:
        return _STATES[self.answer]


@dataclass(frozen=True, kw_only=True)
class Match:
    """An offence against an incident, by the act that fits it best."""

    offence: Offence
    elements: tuple[Element, ...]

    @property
    def answer(self) -> Truth:
        return every(element.answer for element in self.elements)

    @property
    def fits(self) -> Fit:
        return _FITS[self.answer]

    def state(self, name: str) -> Truth:
        return next((element.answer for element in self.elements if element.name == name), True)


UNKNOWN_ACT: Final = Act(conduct="")


def match(offence: Offence, incident: Incident) -> Match:
    """The elements of an offence against the act of the incident that fits it best."""
    acts = list(incident.acts)
    if not incident.acts_are_complete:
        acts.append(UNKNOWN_ACT)
    candidates = [Match(offence=offence, elements=tuple(_elements(offence, act, incident))) for act in acts]
    if not candidates:
        return Match(offence=offence, elements=(_limited("conduct", offence.elements.conduct, NONE),))
    best = max(candidates, key=_closeness)
    inferred = offence.elements.inferred
    if not inferred:
        return best
    marked = (replace(one, is_inferred=True) if one.name in inferred else one for one in best.elements)
    return Match(offence=offence, elements=tuple(marked))


def _closeness(candidate: Match) -> tuple[bool, bool, int, int]:
    unmet = sum(element.answer is False for element in candidate.elements)
    open_ones = sum(element.answer is None for element in candidate.elements)
    return candidate.state("conduct") is not False, candidate.state("object") is not False, -unmet, -open_ones


def _elements(offence: Offence, act: Act, incident: Incident) -> Iterable[Element]:
    asked = offence.elements
    yield _limited("conduct", asked.conduct, _one(act.conduct))
    yield _limited("object", asked.object, _one(act.object))
    yield _aged("victim_age", offence, incident)
    for name in ("means", "purpose", "setting", "medium", "consideration"):
        if not getattr(asked, name).is_free or (name == "medium" and offence.lost_media):
            yield _circumstance(name, offence, act)
    if not asked.capacity.is_free:
        yield _limited("capacity", asked.capacity, incident.suspect.capacity)
    if not asked.circumstances.is_free:
        yield _limited("circumstances", asked.circumstances, act.circumstances)
    if offence.suspect_age != ANY_AGE:
        yield _aged("suspect_age", offence, incident)


def _one(word: str) -> Stated:
    return Stated(words=frozenset({word}), is_complete=True) if word else NOT_KNOWN


def _limited(name: str, limit: Limit, statement: Stated) -> Element:
    fact = FACT_OF.get(name, name) if limit.is_coded else ""
    return Element(name=name, answer=limit.met_by(statement), asked=_in_words(name, limit), fact=fact)


def _circumstance(name: str, offence: Offence, act: Act) -> Element:
    limit: Limit = getattr(offence.elements, name)
    statement: Stated = getattr(act, name)
    found = _limited(name, limit, statement)
    if name != "medium" or not offence.lost_media or found.answer is False:
        return found
    return Element(
        name=name,
        answer=every([found.answer, _is_left(offence.lost_media, statement)]),
        asked=f"{found.asked}; not {', '.join(sorted(offence.lost_media))}, where a later provision applies",
        fact=name,
    )


def _is_left(lost: frozenset[str], statement: Stated) -> Truth:
    """Whether a medium is one that the displaced provision still governs."""
    if any(with_wider(word) & lost for word in statement.words):
        return False
    return True if statement.is_complete else None


def _aged(name: str, offence: Offence, incident: Incident) -> Element:
    limits = offence.victim_age if name == "victim_age" else offence.suspect_age
    if name == "victim_age" and offence.is_by_exploited:
        return Element(name=name, answer=True, asked="the person exploited is the one it punishes")
    age = incident.victim.age if name == "victim_age" else incident.suspect.age
    asked = "any age" if limits == ANY_AGE else f"{limits} years"
    return Element(name=name, answer=is_within(age, limits), asked=asked, fact=FACT_OF[name])


def _in_words(name: str, limit: Limit) -> str:
    if not limit.is_coded:
        return "the sources do not say what the text asks"
    if limit.is_free:
        return "any"
    glosses = [WORDS[name][word] for word in sorted(limit.words)]
    return (" and " if limit.needs_all else "; or ").join(glosses)
