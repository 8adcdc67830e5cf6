"""Which provisions are charged: the engine proposes, a person chooses and writes why."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kapea.engines.law.charges import Charges
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.registers.justice import access, law, sealed, tasks
from kapea.registers.justice.errors import (
    AlreadyCharged,
    ChildNotCharged,
    ExploitationNotAnswered,
    ReasonNeeded,
)
from kapea.registers.justice.models import Accused, Charge, Proceeding, ProceedingVictim
from kapea.registers.justice.services.parties import accused_of, victim_of


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One provision chosen by a person."""

    accused_id: int
    offence: str
    reason: str
    victim_id: int | None = None
    is_principal: bool = False


def persons_of(accused: Accused, victim: ProceedingVictim | None) -> law.Persons:
    """Return what the engine asks about the two."""
    return law.Persons(
        victim_age=(victim.age_low, victim.age_high) if victim else (None, None),
        victim_nationality=victim.nationality if victim else "",
        accused_age=(accused.age_low, accused.age_high),
        accused_nationality=accused.nationality,
        residence=accused.residence,
        capacity=accused.capacity,
        is_exploited=accused.is_exploited,
    )


def proposals(
    proceeding: Proceeding,
    accused: Accused,
    victim: ProceedingVictim | None,
    *,
    alleged: tuple[str, ...] = (),
) -> Charges:
    """Return what the engine proposes for one accused and one victim. Raises FactsNotUnderstood."""
    return law.propose(
        proceeding.facts,
        persons_of(accused, victim),
        occurred=(proceeding.occurred_from, proceeding.occurred_to),
        alleged=alleged,
    )


@transaction.atomic
def choose_charge(code: str, choice: Choice, *, by: Viewer, now: datetime) -> str:
    """Charge a person under a provision; return the offence's id.

    Raises NotFound, NotAllowed, NotAProvision, ReasonNeeded, ChildNotCharged,
    ExploitationNotAnswered, AlreadyCharged, FactsNotUnderstood.
    """
    proceeding = access.writable(code, by=by, permission=access.CHOOSE, section="charge")
    accused = accused_of(proceeding, choice.accused_id)
    victim = victim_of(proceeding, choice.victim_id) if choice.victim_id is not None else None
    offence = law.offence_of(choice.offence)
    if not choice.reason.strip():
        raise ReasonNeeded("Whoever chooses a charge writes why.")
    if law.is_withheld(offence, persons_of(accused, victim)):
        raise ChildNotCharged(offence.id)
    if law.exploitation_is_open(persons_of(accused, victim)):
        raise ExploitationNotAnswered(offence.id)
    found = proposals(proceeding, accused, victim, alleged=(offence.id,))
    _check_once(accused, victim, choice)
    proposed = next((charge for charge in found.charges if charge.offence.id == offence.id), None)
    limitation = proposed.limitation if proposed else None
    ends_on = _limitation_end(proceeding, offence.id, limitation.earliest if limitation else None)
    rule = current_pack().rule(law.LIMITATION_RULE)
    Charge.objects.create(
        proceeding=proceeding,
        accused=accused,
        victim=victim,
        offence=offence.id,
        fits=proposed.fits.value if proposed else "",
        is_principal=choice.is_principal,
        reason_sealed=sealed.close_text(proceeding, choice.reason, sealed.CHARGE),
        chosen_on=local_day(now),
        limitation_ends_on=ends_on,
        limitation_rule=rule.code if limitation else "",
        limitation_version=str(rule.version) if limitation else "",
        recorded_at=now,
        recorded_by=by.username,
    )
    set_principal(proceeding)
    tasks.settle(proceeding, by=by, now=now)
    details = {"accused": accused.code, "offence": offence.id}
    record_event("proceeding.charge_chosen", by=by, on=("proceeding", code), details=details, at=now)
    return offence.id


def _limitation_end(proceeding: Proceeding, offence: str, from_the_act: date | None) -> date | None:
    """The end of the period; it runs from the last act that interrupted it, where the law names any."""
    acts = [event.on for event in proceeding.events.all() if law.interrupts(event.act)]
    return law.limitation_after(offence, max(acts)) if from_the_act and acts else from_the_act


def _check_once(accused: Accused, victim: ProceedingVictim | None, choice: Choice) -> None:
    chosen = accused.charges.filter(state="chosen")
    if chosen.filter(offence=choice.offence, victim=victim).exists():
        raise AlreadyCharged("This provision is charged already.")
    if choice.is_principal and chosen.filter(is_principal=True).exists():
        raise AlreadyCharged("There is a principal charge already.")


@transaction.atomic
def drop_charge(code: str, charge_id: int, *, reason: str, by: Viewer, now: datetime) -> str:
    """Drop a charge with a reason; it stays on record. Raises NotFound, NotAllowed, ReasonNeeded."""
    proceeding = access.writable(code, by=by, permission=access.CHOOSE, section="charge")
    charge = proceeding.charges.filter(pk=charge_id, state="chosen", verdict="").first()
    if charge is None:
        raise NotFound
    if not reason.strip():
        raise ReasonNeeded("A charge is dropped for a reason.")
    Charge.objects.filter(pk=charge.pk).update(
        state="dropped",
        dropped_on=local_day(now),
        drop_reason_sealed=sealed.close_text(proceeding, reason, sealed.CHARGE_DROPPED),
    )
    set_principal(proceeding)
    tasks.settle(proceeding, by=by, now=now)
    record_event(
        "proceeding.charge_dropped",
        by=by,
        on=("proceeding", code),
        details={"offence": charge.offence},
        at=now,
    )
    return charge.offence


def set_principal(proceeding: Proceeding) -> None:
    """Keep the proceeding's principal offence: the first principal charge, else the first charge."""
    first = proceeding.charges.filter(state="chosen").order_by("-is_principal", "pk").first()
    proceeding.principal_offence = first.offence if first else ""
    Proceeding.objects.filter(pk=proceeding.pk).update(principal_offence=proceeding.principal_offence)
