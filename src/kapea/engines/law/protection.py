"""When no charge may be proposed, because the suspect may be the child who was exploited.

A child is never recorded as an offender for being exploited. This holds whatever the statute
says: where a text does not exempt the child, the gap is a finding about the law, not a charge.
In doubt about age a person who may be the exploited child is presumed a child.
Source: CRC/C/156 (non-criminalisation of child victims); S0 fn109; S2 §113(1) (presumption).
"""

from dataclasses import dataclass
from enum import StrEnum

from kapea.engines.dates import AgeRange
from kapea.engines.law.incident import Incident, Suspect
from kapea.engines.law.provision import Offence

ADULT_FROM_YEARS = 18


class Reason(StrEnum):
    OWN_EXPLOITATION = "own_exploitation"
    IS_THE_CHILD = "is_the_child"
    EXPLOITED_CHILD = "exploited_child"


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """An offence that the facts might fit and that is not proposed."""

    offence: str
    reason: Reason
    why: str


def may_be_child(age: AgeRange | None) -> bool:
    """Whether a person may be under eighteen; who has no known age may be."""
    return age is None or age.may_be_under(ADULT_FROM_YEARS)


def withhold(offence: Offence, incident: Incident) -> Withheld | None:
    """Why an offence is not proposed against this suspect, or None."""
    suspect = incident.suspect
    if not may_be_child(suspect.age):
        return None
    if offence.is_by_exploited:
        return _because(offence, Reason.OWN_EXPLOITATION, "A child is not charged for being exploited.")
    if suspect.is_victim is not False:
        return _because(offence, Reason.IS_THE_CHILD, "The suspect is, or may be, the child.")
    if suspect.is_exploited is True:
        return _because(offence, Reason.EXPLOITED_CHILD, "The suspect may be a child and was exploited.")
    return None


def needs_answer(suspect: Suspect) -> bool:
    """Whether it must first be found out that the suspect is not an exploited child."""
    return suspect.age is not None and may_be_child(suspect.age) and suspect.is_exploited is None


def _because(offence: Offence, reason: Reason, why: str) -> Withheld:
    return Withheld(offence=offence.id, reason=reason, why=why)
