"""Whether the courts of the country may try an act, on which ground, and what is needed abroad.

Grounds: the act was done in the territory; the suspect is a national; the victim is a national.
Where part of an act was done abroad, or a foreigner merely lives in the country, no source
settles the answer and it stays unknown.
"""

from dataclasses import dataclass
from enum import StrEnum

from kapea.engines.law.citation import Citation
from kapea.engines.law.consequences import Consequences
from kapea.engines.law.incident import Incident
from kapea.engines.law.rules import GoverningText, Reach, Rules
from kapea.engines.law.truth import Truth, every, opposite, some


class Basis(StrEnum):
    TERRITORY = "territory"
    ACTIVE_NATIONALITY = "active_nationality"
    PASSIVE_NATIONALITY = "passive_nationality"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """One ground of jurisdiction. fact: which fact would settle an unknown."""

    basis: Basis
    answer: Truth
    provision: str
    fact: str


@dataclass(frozen=True, kw_only=True)
class Abroad:
    """What the trial of an act done abroad needs.

    double_criminality: whether it must be punishable there too; "open" when unsettled; None when
    not known. readings: what each text says, when unsettled.
    """

    double_criminality: bool | str | None
    why: str
    readings: dict[str, bool | None]


@dataclass(frozen=True, kw_only=True)
class Jurisdiction:
    """The grounds on which the act may be tried."""

    grounds: tuple[Ground, ...]
    abroad: Abroad | None
    note: str
    sources: tuple[Citation, ...]

    @property
    def answer(self) -> Truth:
        return some(ground.answer for ground in self.grounds)

    @property
    def held(self) -> tuple[Ground, ...]:
        return tuple(ground for ground in self.grounds if ground.answer is True)


def jurisdiction(work: str, incident: Incident, *, follows: Consequences, rules: Rules) -> Jurisdiction:
    """On which grounds an offence of a work may be tried in this country."""
    reach = rules.reach.get(work, rules.default_reach)
    inside = _inside(incident.countries, rules.country)
    return Jurisdiction(
        grounds=_grounds(reach, incident, inside, rules.country),
        abroad=None if inside is True else _abroad(work, incident, follows, rules),
        note=_note(incident, inside, rules.country),
        sources=reach.sources,
    )


def _grounds(reach: Reach, incident: Incident, inside: Truth, home: str) -> tuple[Ground, ...]:
    suspect = _is_national(incident.suspect.nationalities, home)
    victim = _is_national(incident.victim.nationalities, home)
    possible = (
        (Basis.TERRITORY, inside, reach.territory, "place"),
        (Basis.ACTIVE_NATIONALITY, suspect, reach.active_nationality, "suspect.nationality"),
        (Basis.PASSIVE_NATIONALITY, victim, reach.passive_nationality, "victim.nationality"),
    )
    return tuple(
        Ground(basis=basis, answer=answer, provision=provision, fact=fact)
        for basis, answer, provision, fact in possible
        if provision
    )


def _inside(countries: frozenset[str] | None, home: str) -> Truth:
    if not countries:
        return None
    if home not in countries:
        return False
    return True if countries == {home} else None


def _is_national(nationalities: frozenset[str] | None, home: str) -> Truth:
    return None if nationalities is None else home in nationalities


def _abroad(work: str, incident: Incident, follows: Consequences, rules: Rules) -> Abroad | None:
    if every([_is_national(incident.suspect.nationalities, rules.country)]) is False:
        return Abroad(
            double_criminality=None,
            why="The sources speak of double criminality for nationals of this country only.",
            readings={},
        )
    unsettled: GoverningText | None = rules.unsettled.get(work)
    if unsettled is None:
        return Abroad(double_criminality=follows.double_criminality, why=follows.why, readings={})
    by_class = next((held for held in rules.classes if held.name == follows.offence_class), None)
    fallback = by_class.double_criminality if by_class else None
    readings = {text: fallback if says is None else says for text, says in unsettled.readings.items()}
    return Abroad(double_criminality="open", why=unsettled.reason, readings=readings)


def _note(incident: Incident, inside: Truth, home: str) -> str:
    if inside is None and incident.countries:
        return "Part of it was done abroad: whether the part done here is enough is for a lawyer."
    is_foreign = opposite(_is_national(incident.suspect.nationalities, home))
    if inside is False and is_foreign and incident.suspect.residence == home:
        return "The suspect lives here but is no national: no source says whether that is enough."
    return ""
