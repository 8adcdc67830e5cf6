"""Who stands in an incident: victims, suspects, and which offences are alleged."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound, StaleSave
from kapea.guard.pack import current_pack, local_day
from kapea.registers.codes import new_code
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.services import WRITE as WRITE_PERSON
from kapea.registers.people.services import register_person
from kapea.registers.police import access, sealed, tasks
from kapea.registers.police.errors import AlreadyRegistered, OffenceNotPossible
from kapea.registers.police.keys import suspect_tokens
from kapea.registers.police.law import is_offence
from kapea.registers.police.models import (
    Incident,
    IncidentSuspect,
    IncidentVictim,
    OffenceAlleged,
    SuspectKey,
)
from kapea.registers.police.models.custody import CHILD_BELOW_YEARS
from kapea.registers.police.rules.custody import DETENTION, is_presumed_child
from kapea.registers.police.rules.marks import mark_of
from kapea.registers.police.rules.steps import DayNotPossible, check_day, is_arrest_possible, stages

WRITE = access.WRITE


@dataclass(frozen=True, kw_only=True)
class NewSuspect:
    """A suspect as told. person: names, document, sex and nationality; ages as far as known."""

    person: PersonDraft
    age_low: int | None = None
    age_high: int | None = None
    arrested_on: date | None = None


@transaction.atomic
def record_victim(
    *,
    code: str,
    sex: str,
    age_low: int | None,
    age_high: int | None,
    nationality: str,
    by: Viewer,
    now: datetime,
    rescued_on: date | None = None,
) -> str:
    """Record a victim of an incident with the age as known; return the victim's code.

    Raises NotFound, DayNotPossible.
    """
    incident = access.incident_for(code, by=by, permission=WRITE, section="victim")
    if rescued_on is not None:
        check_day(rescued_on, not_before=date.min, today=local_day(now))
    victim = IncidentVictim.objects.create(
        incident=incident,
        code=new_code("V"),
        sex=sex,
        age_low=age_low,
        age_high=age_high if age_high is not None else age_low,
        nationality=nationality,
        rescued_on=rescued_on,
        recorded_at=now,
        recorded_by=by.username,
    )
    record_event(
        "incident.victim_recorded", by=by, on=("incident", code), details={"victim": victim.code}, at=now
    )
    return victim.code


def victim_of(incident: Incident, victim_code: str) -> IncidentVictim:
    """Return a victim of the incident. Raises NotFound."""
    victim = incident.victims.filter(code=victim_code).first()
    if victim is None:
        raise NotFound
    return victim


@transaction.atomic
def register_victim_person(
    code: str,
    victim_code: str,
    draft: PersonDraft,
    *,
    chosen: str = "",
    same_as: str = "",
    by: Viewer,
    now: datetime,
) -> str:
    """Record who a victim is, or take a record of the own agency; return the person's code.

    chosen: a record the officer may open and takes as it is; same_as: another body's, only noted.
    Raises NotFound, AlreadyRegistered.
    """
    incident = access.incident_for(code, by=by, permission=WRITE, section="victim", lock=True)
    victim = victim_of(incident, victim_code)
    if victim.person_code:
        raise AlreadyRegistered
    person_code = chosen or register_person(draft, by=by, now=now, same_as=same_as).code
    victim.person_code = person_code
    victim.sex = victim.sex or draft.sex
    victim.nationality = victim.nationality or draft.nationality
    victim.told_name_km = victim.told_name_latin = b""
    victim.save(update_fields=["person_code", "sex", "nationality", "told_name_km", "told_name_latin"])
    record_event(
        "incident.victim_registered",
        by=by,
        on=("incident", code),
        details={"victim": victim_code, "person": person_code},
        at=now,
    )
    return person_code


@transaction.atomic
def record_assistance(
    *, code: str, victim_code: str, assistance: str, on: date, version: int, by: Viewer, now: datetime
) -> None:
    """Record to whom a victim was referred or entrusted.

    version: the mark of the assistance that was shown. Raises NotFound, DayNotPossible; StaleSave when a
    colleague recorded another one meanwhile.
    """
    incident = access.incident_for(code, by=by, permission=WRITE, section="victim", lock=True)
    check_day(on, not_before=incident.reported_on, today=local_day(now))
    victim = victim_of(incident, victim_code)
    mark = mark_of(victim.assistance, victim.assisted_on)
    if version != mark:
        raise StaleSave(saved={"assistance": victim.assistance, "on": victim.assisted_on}, version=mark)
    victim.assistance, victim.assisted_on = assistance, on
    victim.save(update_fields=["assistance", "assisted_on"])
    record_event(
        "incident.victim_assisted", by=by, on=("incident", code), details={"victim": victim_code}, at=now
    )


@dataclass(frozen=True, kw_only=True)
class VictimFacts:
    """What is known of a victim. Ages in full years, both ends included; None when nobody knows."""

    sex: str
    age_low: int | None
    age_high: int | None
    nationality: str
    rescued_on: date | None


FACTS = IncidentVictim.FACTS


@transaction.atomic
def correct_victim(
    code: str, victim_code: str, told: VictimFacts, *, version: int, by: Viewer, now: datetime
) -> None:
    """Put right what is known of a victim.

    version: the mark of what was shown. Who turns out to be a child and is kept in a place of detention gets
    the alarm of one. Raises NotFound, DayNotPossible; StaleSave when a colleague changed it meanwhile.
    """
    incident = access.incident_for(code, by=by, permission=WRITE, section="victim", lock=True)
    victim = victim_of(incident, victim_code)
    if told.rescued_on is not None:
        check_day(told.rescued_on, not_before=date.min, today=local_day(now))
    stood = {name: getattr(victim, name) for name in FACTS}
    mark = mark_of(*stood.values())
    if version != mark:
        raise StaleSave(saved=stood, version=mark)
    high = told.age_high if told.age_high is not None else told.age_low
    wanted = {**{name: getattr(told, name) for name in FACTS}, "age_high": high}
    for name, value in wanted.items():
        setattr(victim, name, value)
    victim.save(update_fields=list(FACTS))
    held = victim.stays.filter(left_at__isnull=True, kept_at=DETENTION).exists()
    if held and is_presumed_child(age_low=victim.age_low, adult_from=CHILD_BELOW_YEARS):
        tasks.alarm(incident, tasks.REFUSED_DETENTION, by=by, now=now)
    details = {"victim": victim_code, "fields": sorted(n for n in FACTS if stood[n] != wanted[n])}
    record_event("incident.victim_corrected", by=by, on=("incident", code), details=details, at=now)


@transaction.atomic
def record_suspect(
    code: str, new: NewSuspect, *, chosen: str = "", same_as: str = "", by: Viewer, now: datetime
) -> str:
    """Record a suspect, and the arrest if there was one; return the suspect's code.

    Who has a name gets a record of a person too, so that a role is not the person.
    chosen, same_as: as for a victim. Raises NotFound, DayNotPossible.
    """
    incident = access.incident_for(code, by=by, permission=WRITE, section="suspect")
    if new.arrested_on and not is_arrest_possible(stages(incident), on=new.arrested_on, today=local_day(now)):
        raise DayNotPossible("An arrest lies between the report and today.")
    person_code = chosen
    if not chosen and new.person.keys and by.may(WRITE_PERSON):
        person_code = register_person(new.person, by=by, now=now, same_as=same_as).code
    suspect = store_suspect(incident, new, person_code=person_code, by=by, now=now)
    record_event(
        "incident.suspect_recorded", by=by, on=("incident", code), details={"suspect": suspect.code}, at=now
    )
    return suspect.code


def store_suspect(
    incident: Incident, new: NewSuspect, *, person_code: str = "", by: Viewer, now: datetime
) -> IncidentSuspect:
    """Store a suspect with the keys by which likeness to others is noticed."""
    person = new.person
    suspect = IncidentSuspect.objects.create(
        incident=incident,
        code=new_code("S"),
        person_code=person_code,
        name_sealed=sealed.close_text(incident, written_name(person), sealed.SUSPECT_NAME),
        sex=person.sex,
        nationality=person.nationality,
        is_foreign=is_foreigner(person.nationality),
        age_low=new.age_low,
        age_high=new.age_high if new.age_high is not None else new.age_low,
        arrested_on=new.arrested_on,
        recorded_at=now,
        recorded_by=by.username,
    )
    SuspectKey.objects.bulk_create(
        SuspectKey(suspect=suspect, kind=kind, token=token) for kind, token in suspect_tokens(person)
    )
    return suspect


def written_name(person: PersonDraft) -> str:
    """Return the names of a draft in one line, Khmer script first."""
    khmer = " ".join(part for part in (person.family_km, person.given_km) if part)
    latin = " ".join(part for part in (person.family_latin, person.given_latin) if part)
    return sealed.BETWEEN_NAMES.join(part for part in (khmer, latin, person.nickname) if part)


def is_foreigner(nationality: str) -> bool | None:
    """Return whether a nationality is another one than the country's; None when it is not known."""
    return None if nationality in ("", "XU") else nationality != current_pack().manifest.country


@transaction.atomic
def record_arrest(code: str, suspect_code: str, *, on: date, by: Viewer, now: datetime) -> None:
    """Record that a suspect was arrested. Raises NotFound, DayNotPossible."""
    incident = access.incident_for(code, by=by, permission=WRITE, section="suspect")
    if not is_arrest_possible(stages(incident), on=on, today=local_day(now)):
        raise DayNotPossible("An arrest lies between the report and today.")
    if not incident.suspects.filter(code=suspect_code, arrested_on__isnull=True).update(arrested_on=on):
        raise NotFound
    record_event(
        "incident.suspect_arrested", by=by, on=("incident", code), details={"suspect": suspect_code}, at=now
    )


@transaction.atomic
def allege_offence(code: str, offence: str, *, suspect_code: str = "", by: Viewer, now: datetime) -> None:
    """Write down that a provision is alleged, against a suspect if one is named.

    Raises NotFound, OffenceNotPossible.
    """
    incident = access.incident_for(code, by=by, permission=WRITE)
    suspect = None
    if suspect_code:
        access.incident_for(code, by=by, permission=WRITE, section="suspect")
        suspect = incident.suspects.filter(code=suspect_code).first()
        if suspect is None:
            raise NotFound
    if not is_offence(offence):
        raise OffenceNotPossible(offence)
    try:
        with transaction.atomic():
            OffenceAlleged.objects.create(
                incident=incident,
                suspect=suspect,
                offence=offence,
                recorded_at=now,
                recorded_by=by.username,
            )
    except IntegrityError as error:
        raise OffenceNotPossible(offence) from error
    record_event(
        "incident.offence_alleged", by=by, on=("incident", code), details={"offence": offence}, at=now
    )


@transaction.atomic
def withdraw_offence(code: str, offence_id: int, *, by: Viewer, now: datetime) -> None:
    """Take back that a provision is alleged; the row stays. Raises NotFound."""
    incident = access.incident_for(code, by=by, permission=WRITE)
    rows = incident.offences.filter(pk=offence_id, withdrawn_at__isnull=True)
    if not rows.update(withdrawn_at=now, withdrawn_by=by.username):
        raise NotFound
    record_event(
        "incident.offence_withdrawn", by=by, on=("incident", code), details={"offence": offence_id}, at=now
    )
