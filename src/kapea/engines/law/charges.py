"""Which provisions may apply to an incident, why, and what would have to be found out.

The answer informs and does not decide: each element is shown met, unmet or unknown, and a person
chooses. A child is never proposed for being exploited (see `protection`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kapea.engines.dates import AgeRange
from kapea.engines.law.ages import is_within
from kapea.engines.law.body import BodyOfLaw, possible_conduct
from kapea.engines.law.citation import Citation, without_doubles
from kapea.engines.law.consequences import Consequences
from kapea.engines.law.errors import UnknownProvision
from kapea.engines.law.incident import Incident
from kapea.engines.law.jurisdiction import Jurisdiction, jurisdiction
from kapea.engines.law.limitation import LimitationEnd, limitation_end
from kapea.engines.law.matching import Element, Fit, Match, match
from kapea.engines.law.penalties import AdditionalPenalty, additional_penalties
from kapea.engines.law.protection import Withheld, needs_answer, withhold
from kapea.engines.law.provision import Kind, Offence, is_enacted
from kapea.engines.law.rules import Responsibility
from kapea.engines.law.truth import Truth, every, opposite

_FITS: Final = {True: Fit.YES, False: Fit.NO, None: Fit.MAYBE}


@dataclass(frozen=True, kw_only=True)
class Charge:
    """One provision against the incident. `answer` is about elements and jurisdiction together."""

    offence: Offence
    elements: tuple[Element, ...]
    jurisdiction: Jurisdiction
    follows: Consequences
    limitation: LimitationEnd | None
    additional: tuple[AdditionalPenalty, ...]
    competes_with: tuple[str, ...]
    sources: tuple[Citation, ...]

    @cached_property
    def answer(self) -> Truth:
        return every([*(element.answer for element in self.elements), self.jurisdiction.answer])

    @property
    def fits(self) -> Fit:
        return _FITS[self.answer]

    @property
    def needs_text(self) -> bool:
        """Whether an element stays unknown because the sources do not give or settle the text."""
        is_open = any(element.answer is None and not element.fact for element in self.elements)
        return is_open and self.fits is Fit.MAYBE


@dataclass(frozen=True, kw_only=True)
class Question:
    """A fact to find out, and the offences whose answer hangs on it."""

    fact: str
    offences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Charges:
    """What may be charged, what is not proposed and why, and what is to be found out.

    texts_to_read: offences of which the sources do not give the text that would settle an element.
    """

    charges: tuple[Charge, ...]
    withheld: tuple[Withheld, ...]
    to_find_out: tuple[Question, ...]
    texts_to_read: tuple[str, ...]


def propose_charges(body: BodyOfLaw, incident: Incident) -> Charges:
    """The provisions that may apply, best fit first. Raises UnknownProvision for an alleged one."""
    for name in incident.alleged:
        if name not in body.versions:
            raise UnknownProvision(f"The law holds no offence {name}.", about=name)
    kept, withheld = _matched(body, incident)
    rivals = _rivals(found.offence for found in kept)
    charges = [_charge(body, found, incident, rivals.get(found.offence.id, ())) for found in kept]
    charges.sort(key=lambda charge: (list(Fit).index(charge.fits), charge.offence.id))
    return Charges(
        charges=tuple(charges),
        withheld=tuple(withheld),
        to_find_out=_questions(charges, incident),
        texts_to_read=tuple(charge.offence.id for charge in charges if charge.needs_text),
    )


def _matched(body: BodyOfLaw, incident: Incident) -> tuple[list[Match], list[Withheld]]:
    kept, withheld = [], []
    for offence in _possible(body, incident):
        found = match(offence, incident)
        if found.state("conduct") is False or found.state("object") is False:
            if offence.id not in incident.alleged:
                continue
        elif (kept_back := withhold(offence, incident)) is not None:
            withheld.append(kept_back)
            continue
        kept.append(found)
    return kept, withheld


def _possible(body: BodyOfLaw, incident: Incident) -> Iterable[Offence]:
    """The versions of offences that could have held when it was done, with a coded conduct."""
    words = possible_conduct(incident.acts)
    for offence in body.offences:
        if offence.id in incident.alleged:
            yield offence
        elif offence.is_chargeable and offence.elements.conduct.words:
            is_near = not incident.acts_are_complete or offence.elements.conduct.words & words
            if is_near and _held(body, offence, incident) is not False:
                yield offence


def _held(body: BodyOfLaw, offence: Offence, incident: Incident) -> Truth:
    """Whether the provision was in force when it was done; unknown without the day."""
    work = body.works.get(offence.work)
    if not is_enacted(offence, work):
        return False
    if incident.occurred is None:
        return None
    spans = [offence.validity] + ([work.validity] if work else [])
    return every(span.throughout(incident.occurred) for span in spans)


def _charge(body: BodyOfLaw, found: Match, incident: Incident, rivals: tuple[str, ...]) -> Charge:
    offence = found.offence
    follows = body.consequences_of(offence)
    about = (*_about_the_law(body, offence, incident), *_about_the_suspect(body, offence, incident))
    return Charge(
        offence=offence,
        elements=(*found.elements, *about),
        jurisdiction=jurisdiction(offence.work, incident, follows=follows, rules=body.rules),
        follows=follows,
        limitation=limitation_end(
            incident.occurred,
            follows.limitation_years,
            victim_age=incident.victim.age,
            from_majority=body.rules.limitation_from_majority,
        ),
        additional=additional_penalties(body, offence, incident.suspect),
        competes_with=rivals,
        sources=without_doubles((*offence.sources, *follows.sources)),
    )


def _about_the_law(body: BodyOfLaw, offence: Offence, incident: Incident) -> Iterable[Element]:
    day = incident.occurred
    yield Element(
        name="in_force",
        answer=_held(body, offence, incident),
        asked="in force on the day of the act",
        fact="date" if day is None or day.earliest != day.latest else "",
    )
    if incident.was_completed is not True:
        yield Element(
            name="attempt",
            answer=offence.attempt if incident.was_completed is False else offence.attempt or None,
            asked="the attempt is punished",
            fact="" if offence.attempt is None else "completed",
            is_inferred=offence.is_attempt_inferred,
        )


def _about_the_suspect(body: BodyOfLaw, offence: Offence, incident: Incident) -> Iterable[Element]:
    suspect, ages = incident.suspect, body.rules.responsibility
    if needs_answer(suspect):
        yield Element(
            name="not_exploited",
            answer=None,
            asked="the suspect is no exploited child",
            fact="suspect.exploited",
        )
    yield Element(
        name="responsibility",
        answer=_is_responsible(suspect.age, ages),
        asked=f"not under {ages.never_under}; the sources agree from {ages.surely_from}",
        fact="suspect.age" if suspect.age is None or not suspect.age.is_exact else "",
    )
    for exemption in body.newest[Kind.EXEMPTION]:
        if offence.id in exemption.excuses:
            yield Element(
                name="not_exempt",
                answer=opposite(_is_exempt(body, exemption, incident)),
                asked=f"not exempt by {exemption.id}",
                fact="suspect.age",
            )


def _is_responsible(age: AgeRange | None, ages: Responsibility) -> Truth:
    if age is None:
        return None
    if age.lowest >= ages.surely_from:
        return True
    return False if age.highest < ages.never_under else None


def _is_exempt(body: BodyOfLaw, exemption: Offence, incident: Incident) -> Truth:
    return every(
        [
            is_within(incident.suspect.age, exemption.suspect_age),
            is_within(incident.victim.age, exemption.victim_age),
            _held(body, exemption, incident),
        ]
    )


def _rivals(offences: Iterable[Offence]) -> dict[str, tuple[str, ...]]:
    """For each offence those of other works with the same conduct: somebody must say which text governs."""
    sharing: defaultdict[tuple[str, str], list[Offence]] = defaultdict(list)
    for offence in offences:
        for word in offence.elements.conduct.words:
            for subject in offence.elements.object.words:
                sharing[word, subject].append(offence)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for group in sharing.values():
        for offence in group:
            found[offence.id].update(other.id for other in group if other.work != offence.work)
    return {name: tuple(sorted(others)) for name, others in found.items()}


def _questions(charges: Iterable[Charge], incident: Incident) -> tuple[Question, ...]:
    hanging: dict[str, list[str]] = defaultdict(list)
    for charge in charges:
        if charge.fits is not Fit.MAYBE:
            continue
        facts = [element.fact for element in charge.elements if element.answer is None]
        if charge.jurisdiction.answer is None:
            facts += [ground.fact for ground in charge.jurisdiction.grounds if ground.answer is None]
        for fact in dict.fromkeys(facts):
            if fact:
                hanging[fact].append(charge.offence.id)
    return tuple(
        Question(fact=fact, offences=tuple(names)) for fact, names in sorted(hanging.items(), key=_weight)
    )


def _weight(hanging: tuple[str, list[str]]) -> tuple[int, str]:
    return -len(hanging[1]), hanging[0]
