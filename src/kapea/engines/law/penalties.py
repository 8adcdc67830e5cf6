"""Which additional penalties a court may add for an offence, and whether a sentence is in range.

A fine and a suspended part are compared as well. Whether a part may be suspended below the least
term is for the law of sentencing, which no record holds: the comparison only says that it is so.
"""

from dataclasses import dataclass

from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.citation import Citation
from kapea.engines.law.incident import Suspect
from kapea.engines.law.penalty import Fine, Imprisonment, Term, covers
from kapea.engines.law.provision import Kind, Offence, Status
from kapea.engines.law.truth import Truth


@dataclass(frozen=True, kw_only=True)
class AdditionalPenalty:
    """One additional penalty and the provision that gives it."""

    penalty: str
    provision: str
    sources: tuple[Citation, ...]


def additional_penalties(
    body: BodyOfLaw, offence: Offence, suspect: Suspect | None = None
) -> tuple[AdditionalPenalty, ...]:
    """The additional penalties available for an offence; those for foreigners only if it may be one."""
    found: list[AdditionalPenalty] = []
    for record in (*body.newest[Kind.ACCESSORY_PENALTY], *body.newest[Kind.ADMINISTRATIVE]):
        rule = record.accessory
        if rule is None or record.status is not Status.IN_FORCE:
            continue
        if offence.id in rule.offences or offence.work in rule.works:
            found.extend(
                AdditionalPenalty(penalty=penalty, provision=record.id, sources=record.sources)
                for penalty in rule.penalties
                if penalty not in rule.foreigners_only or _may_be_foreign(suspect, body.rules.country)
            )
    return tuple(found)


def _may_be_foreign(suspect: Suspect | None, home: str) -> bool:
    return suspect is None or suspect.nationalities is None or home not in suspect.nationalities


def is_within_range(sentence: Term, imprisonment: Imprisonment | None) -> Truth:
    """Whether a sentence lies in the provision's range; unknown where no source gives the range."""
    if imprisonment is None:
        return None
    if sentence > imprisonment.most:
        return False
    return None if imprisonment.least is None else sentence >= imprisonment.least


def is_fine_within(amount: int, fine: Fine | None) -> Truth:
    """Whether a fine lies in the provision's range; unknown where no source gives the range.

    amount: in the currency of the law.
    """
    return None if fine is None else fine.least <= amount <= fine.most


def is_rest_within(sentence: Term, suspended: Term | None, imprisonment: Imprisonment | None) -> Truth:
    """Whether what is left to serve still reaches the least term; unknown without a part or a least term."""
    if suspended is None or imprisonment is None or imprisonment.least is None:
        return None
    return covers(sentence, suspended, imprisonment.least)
