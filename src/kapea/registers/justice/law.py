"""What the law engine answers about one accused and one victim of a proceeding.

Facts are coded words of the engine's vocabulary. Every answer informs and does not decide: a person
chooses the charge and writes why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kapea.engines.dates import AgeRange, PartialDate
from kapea.engines.errors import KapeaError
from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.charges import Charges, propose_charges
from kapea.engines.law.consequences import Consequences, consequences
from kapea.engines.law.elements import NONE, NOT_KNOWN, Stated
from kapea.engines.law.incident import Act, Incident, Suspect, Victim
from kapea.engines.law.limitation import after_interruption
from kapea.engines.law.penalties import (
    AdditionalPenalty,
    additional_penalties,
    is_fine_within,
    is_rest_within,
    is_within_range,
)
from kapea.engines.law.penalty import LIFE, Term, Unit
from kapea.engines.law.protection import needs_answer, withhold
from kapea.engines.law.provision import Offence
from kapea.engines.law.vocabulary import ACTS, WORDS
from kapea.guard.pack import current_pack
from kapea.packs.law import load_law, load_wording
from kapea.registers.justice.errors import FactsNotUnderstood, NotAProvision

HOW: Final = ("means", "purpose", "setting", "medium", "consideration", "circumstances")
LAW_FILES: Final = "en"
"""The language in which the law files of every pack are written."""
LIMITATION_RULE: Final = "law.limitation_years"


@dataclass(frozen=True, kw_only=True)
class Persons:
    """Who is meant, as far as the engine asks. Nationalities are the pack's two-letter codes."""

    victim_age: tuple[int | None, int | None] = (None, None)
    victim_nationality: str = ""
    accused_age: tuple[int | None, int | None] = (None, None)
    accused_nationality: str = ""
    residence: str = ""
    capacity: str = ""
    is_exploited: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a court set for one charge. fine: in the currency of the law."""

    imprisonment: Term | None = None
    suspended: Term | None = None
    fine: int | None = None


@dataclass(frozen=True, kw_only=True)
class Range:
    """What a provision threatens on the day of the act, and whether a sentence lies in it.

    words, fine_words: "" where no source gives it. is_rest_within: whether what is left to serve
    still reaches the least term; it informs, for no source says whether less may be served.
    """

    words: str
    is_within: bool | None
    fine_words: str = ""
    is_fine_within: bool | None = None
    is_rest_within: bool | None = None


def body_of_law() -> BodyOfLaw:
    """Return the law of the country in force."""
    return load_law(current_pack().path)


def chargeable() -> list[tuple[str, str, str]]:
    """Return (id, work and article, title) of the offences in force; titles keep the law's words."""
    body = body_of_law()
    return [
        (offence.id, f"{offence.work} {offence.article}", _titled(offence))
        for offence in body.offences
        if offence.is_chargeable
        and offence.status.value == "in_force"
        and body.works[offence.work].status.value == "in_force"
    ]


def offence_of(name: str) -> Offence:
    """Return the newest version of a chargeable offence. Raises NotAProvision."""
    versions = body_of_law().versions.get(name, ())
    if not versions or not versions[-1].is_chargeable:
        raise NotAProvision(f"There is no offence {name!r}.")
    return versions[-1]


def title_of(name: str) -> str:
    """Return the law's own title of an offence, its id where the law does not hold it."""
    versions = body_of_law().versions.get(name, ())
    return f"{versions[-1].work} {versions[-1].article}: {_titled(versions[-1])}" if versions else name


def _titled(offence: Offence) -> str:
    """Return the law's word; before it, in another language than the law files', our own, marked so."""
    reads = (get_language() or LAW_FILES).split("-")[0]
    ours = "" if reads == LAW_FILES else load_wording(current_pack().path, reads).of("titles", offence.id)
    return (
        f"{_('%(words)s (our translation)') % {'words': ours}} · {offence.title}" if ours else offence.title
    )


def propose(
    facts: Mapping[str, Any],
    persons: Persons,
    *,
    occurred: tuple[date | None, date | None],
    alleged: Iterable[str] = (),
) -> Charges:
    """Return what may be charged and what to find out. Raises FactsNotUnderstood."""
    try:
        incident = incident_of(facts, persons, occurred=occurred, alleged=tuple(alleged))
        return propose_charges(body_of_law(), incident)
    except KapeaError as error:
        raise FactsNotUnderstood(error.code) from error


def incident_of(
    facts: Mapping[str, Any],
    persons: Persons,
    *,
    occurred: tuple[date | None, date | None],
    alleged: tuple[str, ...] = (),
) -> Incident:
    """Return the engine's incident. A word that the vocabulary does not know is left out, never guessed."""
    how = {name: _stated(name, facts.get(name)) for name in HOW}
    objects = facts.get("object") or []
    return Incident(
        occurred=_day(*occurred),
        countries=_countries(facts.get("countries")),
        acts=tuple(_act(act, objects, how) for act in facts.get("acts") or [] if act in ACTS),
        acts_are_complete=bool(facts.get("acts_are_complete")),
        was_completed=facts.get("completed"),
        victim=Victim(age=_age(persons.victim_age), nationalities=_countries([persons.victim_nationality])),
        suspect=Suspect(
            age=_age(persons.accused_age),
            nationalities=_countries([persons.accused_nationality]),
            residence=_country(persons.residence) or None,
            capacity=_stated("capacity", [persons.capacity] if persons.capacity else None),
            is_exploited=persons.is_exploited,
        ),
        alleged=alleged,
    )


def _act(act: str, objects: Iterable[str], how: Mapping[str, Stated]) -> Act:
    possible = ACTS[act][1]
    named = [word for word in objects if word in possible]
    subject = possible[0] if len(possible) == 1 else named[0] if len(named) == 1 else ""
    return Act(conduct=act, object=subject, **how)


def _stated(element: str, words: object) -> Stated:
    """No answer is not known; "none" says that it was not so."""
    if not isinstance(words, list) or not words:
        return NOT_KNOWN
    if words == ["none"]:
        return NONE
    known = frozenset(word for word in words if word in WORDS[element])
    return Stated(words=known, is_complete="unknown" not in words) if known else NOT_KNOWN


def _day(first: date | None, last: date | None) -> PartialDate | None:
    if first is None or last is None:
        return None
    return PartialDate.exact(first) if first == last else PartialDate.from_iso(f"{first}/{last}")


def _age(ends: tuple[int | None, int | None]) -> AgeRange | None:
    low, high = ends
    return AgeRange(lowest=low, highest=high) if low is not None and high is not None else None


def _countries(codes: object) -> frozenset[str] | None:
    found = [_country(code) for code in codes if code] if isinstance(codes, list | tuple) else []
    return frozenset(found) if found and all(found) else None


def _country(code: str) -> str:
    """Return the three-letter code of a two-letter one, "" when it is not known."""
    countries = current_pack().code_list("country")
    if code not in countries or code in ("XU", "XA"):
        return ""
    return str(countries.item(code).attributes.get("alpha3") or "")


def is_withheld(offence: Offence, persons: Persons) -> bool:
    """Whether the offence must not be charged: the accused may be a child who was exploited."""
    return withhold(offence, incident_of({}, persons, occurred=(None, None))) is not None


def exploitation_is_open(persons: Persons) -> bool:
    """Whether the accused may be a child and nobody has said whether the child was exploited."""
    return needs_answer(incident_of({}, persons, occurred=(None, None)).suspect)


def held_on(name: str, occurred: tuple[date | None, date | None]) -> Offence | None:
    """Return the version of an offence that was law when it was done; None unless surely one was.

    An act that lies in a span of days is judged by one version only when the same held throughout.
    """
    day = _day(*occurred)
    if day is None:
        return None
    body = body_of_law()
    for offence in body.versions.get(name, ()):
        work = body.works.get(offence.work)
        spans = [offence.validity, *([work.validity] if work else [])]
        if all(span.throughout(day) is True for span in spans):
            return offence
    return None


def term(*, is_life: bool = False, amount: int | None = None, unit: str = "") -> Term | None:
    """Return a term as it was typed, None when nothing was."""
    if is_life:
        return LIFE
    return None if amount is None else Term(amount=amount, unit=Unit(unit or "years"))


def check_sentence(name: str, given: Given, *, occurred: tuple[date | None, date | None]) -> Range:
    """Return the provision's range on the day of the act and whether the sentence lies in it."""
    offence = held_on(name, occurred)
    imprisonment, fine = (offence.imprisonment, offence.fine) if offence else (None, None)
    whole = given.imprisonment
    return Range(
        words=str(imprisonment) if imprisonment else "",
        is_within=is_within_range(whole, imprisonment) if whole else None,
        fine_words=str(fine) if fine else "",
        is_fine_within=None if given.fine is None else is_fine_within(given.fine, fine),
        is_rest_within=is_rest_within(whole, given.suspended, imprisonment) if whole else None,
    )


def interrupts(act: str) -> bool | None:
    """Whether an act makes the limitation period begin anew; None where no source says."""
    named = body_of_law().rules.limitation_interrupted_by
    return None if named is None else act in named


def limitation_after(name: str, interrupted_on: date) -> date | None:
    """Return when prosecution of an offence is barred after an act that interrupted the period."""
    follows = follows_from(name)
    return after_interruption(interrupted_on, follows.limitation_years) if follows else None


def is_all_within(found: Range) -> bool | None:
    """Whether all that was compared lies in its range; None when nothing could be compared."""
    compared = [each for each in (found.is_within, found.is_fine_within) if each is not None]
    return all(compared) if compared else None


def penalties_for(name: str, persons: Persons) -> tuple[AdditionalPenalty, ...]:
    """Return the additional penalties that the law makes available for an offence and this person."""
    suspect = Suspect(nationalities=_countries([persons.accused_nationality]))
    return additional_penalties(body_of_law(), offence_of(name), suspect)


def follows_from(name: str) -> Consequences | None:
    """Return what follows from an offence: class, limitation, extradition; None where the law holds it no more."""
    body = body_of_law()
    versions = body.versions.get(name, ())
    return consequences(versions[-1], body.rules) if versions else None
