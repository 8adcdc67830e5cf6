"""What the engine proposes as charges for one accused and one victim, for a page that a person reads."""

from dataclasses import dataclass
from datetime import date

from kapea.engines.law.charges import Charge as Proposed
from kapea.guard.access.viewer import Viewer
from kapea.guard.errors import NotAllowed
from kapea.registers.justice import law, words
from kapea.registers.justice.access import CHOOSE, standing_on
from kapea.registers.justice.asked import asked_in_words, needed_abroad
from kapea.registers.justice.services.charging import proposals
from kapea.registers.justice.services.parties import accused_of, victim_of


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One provision: how each element stands, where it may be tried, until when, and its sources."""

    offence: str
    title: str
    fits: str
    elements: tuple[tuple[str, bool | None, str], ...]
    grounds: tuple[tuple[str, bool | None], ...]
    abroad: tuple[str, ...]
    penalty: str
    offence_class: str
    limitation: tuple[date, date] | None
    additional: tuple[str, ...]
    competes_with: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Proposals:
    """What may be charged, what is withheld and why, what is to be found out."""

    charges: tuple[Proposal, ...]
    withheld: tuple[str, ...]
    to_find_out: tuple[str, ...]
    texts_to_read: tuple[str, ...]


def proposed_charges(
    code: str, *, accused_id: int | None, victim_id: int | None, by: Viewer
) -> Proposals | None:
    """Return what the engine proposes; None while nobody is accused.

    Raises NotFound, NotAllowed, FactsNotUnderstood.
    """
    standing = standing_on(code, by=by)
    if not standing.may(CHOOSE, "charge"):
        raise NotAllowed
    proceeding = standing.record
    accused = accused_of(proceeding, accused_id) if accused_id else proceeding.accused.order_by("pk").first()
    victim = victim_of(proceeding, victim_id) if victim_id else proceeding.victims.order_by("pk").first()
    if accused is None:
        return None
    found = proposals(proceeding, accused, victim)
    return Proposals(
        charges=tuple(_proposal(charge) for charge in found.charges if charge.fits.value != "no"),
        withheld=tuple(kept.offence for kept in found.withheld),
        to_find_out=tuple(question.fact for question in found.to_find_out),
        texts_to_read=found.texts_to_read,
    )


def _proposal(charge: Proposed) -> Proposal:
    offence, limitation = charge.offence, charge.limitation
    ages = law.body_of_law().rules.responsibility
    return Proposal(
        offence=offence.id,
        title=law.title_of(offence.id),
        fits=charge.fits.value,
        elements=tuple((one.name, one.answer, asked_in_words(one, offence, ages)) for one in charge.elements),
        grounds=tuple((ground.basis.value, ground.answer) for ground in charge.jurisdiction.grounds),
        abroad=needed_abroad(charge.jurisdiction),
        penalty=" ".join(str(words.TERM.get(word, word)) for word in str(offence.imprisonment or "").split()),
        offence_class=charge.follows.offence_class or "",
        limitation=(limitation.earliest, limitation.latest) if limitation else None,
        additional=tuple(one.penalty for one in charge.additional),
        competes_with=charge.competes_with,
        sources=tuple(f"{one.source} {one.locator}" for one in charge.sources),
    )
