"""Who is part of a proceeding, and what is known of the act in coded words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import local_day
from kapea.guard.saving import save_current
from kapea.guard.vault.sealing import blind
from kapea.registers.codes import new_code
from kapea.registers.justice import access, sealed, tasks
from kapea.registers.justice.models import Accused, Proceeding, ProceedingVictim
from kapea.registers.justice.rules.stages import check_day
from kapea.registers.justice.rules.vetting import document_key, name_key, person_key
from kapea.registers.justice.services.receiving import is_foreigner


@dataclass(frozen=True, kw_only=True)
class NewVictim:
    """A victim as the court records one."""

    name: str = ""
    sex: str = ""
    age_low: int | None = None
    age_high: int | None = None
    nationality: str = ""
    case_code: str = ""


@dataclass(frozen=True, kw_only=True)
class NewAccused:
    """An accused as the court records one. Ages are those on the day of the act."""

    name: str = ""
    born_on: date | None = None
    document: str = ""
    sex: str = ""
    age_low: int | None = None
    age_high: int | None = None
    nationality: str = ""
    residence: str = ""
    capacity: str = ""
    is_exploited: bool | None = None
    custody: str = ""
    custody_since: date | None = None


@transaction.atomic
def record_victim(code: str, new: NewVictim, *, by: Viewer, now: datetime) -> str:
    """Record a victim; return the victim's code. Raises NotFound, NotAllowed."""
    proceeding = access.writable(code, by=by, permission=access.WRITE, section="victim")
    victim = ProceedingVictim.objects.create(
        proceeding=proceeding,
        code=new_code("V"),
        name_sealed=sealed.close_text(proceeding, new.name, sealed.VICTIM_NAME),
        sex=new.sex,
        age_low=new.age_low,
        age_high=new.age_high if new.age_high is not None else new.age_low,
        nationality=new.nationality,
        case_code=new.case_code.strip().upper(),
        recorded_at=now,
        recorded_by=by.username,
    )
    record_event(
        "proceeding.victim_recorded", by=by, on=("proceeding", code), details={"victim": victim.code}, at=now
    )
    return victim.code


@transaction.atomic
def record_accused(
    code: str,
    new: NewAccused,
    *,
    by: Viewer,
    now: datetime,
    accused_id: int | None = None,
    version: int = 0,
) -> str:
    """Record an accused, or what has become known of one (then `version`); return their code.

    Raises NotFound, NotAllowed, DayNotPossible, StaleSave.
    """
    proceeding = access.writable(code, by=by, permission=access.WRITE, section="suspect")
    for day in (new.custody_since, new.born_on):
        if day is not None:
            check_day(day, not_before=date.min, today=local_day(now))
    values = _values(proceeding, new)
    if accused_id is None:
        accused = Accused.objects.create(
            proceeding=proceeding, code=new_code("A"), recorded_at=now, recorded_by=by.username, **values
        )
    else:
        accused = accused_of(proceeding, accused_id)
        save_current(accused, version=version, changes=values)
    if values["is_foreign"] and not accused.requests.filter(kind="embassy_notice").exists():
        tasks.set_clocked(proceeding, "proceeding.embassy", "notify_embassy", by=by, now=now)
    act = "proceeding.accused_recorded" if accused_id is None else "proceeding.accused_changed"
    record_event(act, by=by, on=("proceeding", code), details={"accused": accused.code}, at=now)
    return accused.code


def _values(proceeding: Proceeding, new: NewAccused) -> dict[str, object]:
    name = name_key(new.name)
    document = document_key(new.document)
    born = new.born_on
    return {
        "name_sealed": sealed.close_text(proceeding, new.name, sealed.ACCUSED_NAME),
        "born_sealed": sealed.close_text(proceeding, born.isoformat() if born else "", sealed.ACCUSED_BORN),
        "document_sealed": sealed.close_text(proceeding, new.document, sealed.ACCUSED_DOCUMENT),
        "name_blind": blind("justice:name", name) if name else "",
        "person_blind": blind("justice:person", person_key(new.name, born)) if name and born else "",
        "document_blind": blind("justice:document", document) if document else "",
        "sex": new.sex,
        "age_low": new.age_low,
        "age_high": new.age_high if new.age_high is not None else new.age_low,
        "nationality": new.nationality,
        "is_foreign": is_foreigner(new.nationality),
        "residence": new.residence,
        "capacity": new.capacity,
        "is_exploited": new.is_exploited,
        "custody": new.custody,
        "custody_since": new.custody_since,
    }


@transaction.atomic
def record_facts(
    code: str,
    facts: Mapping[str, object],
    *,
    occurred_from: date | None,
    occurred_to: date | None,
    version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Record what was done, in coded words, and when. Raises NotFound, NotAllowed, DayNotPossible, StaleSave."""
    proceeding = access.writable(code, by=by, permission=access.CHOOSE, section="charge")
    last = occurred_to or occurred_from
    if occurred_from is not None and last is not None:
        check_day(last, not_before=occurred_from, today=local_day(now))
    changes = {"facts": dict(facts), "occurred_from": occurred_from, "occurred_to": last}
    save_current(proceeding, version=version, changes=changes)
    record_event("proceeding.facts_recorded", by=by, on=("proceeding", code), at=now)


def accused_of(proceeding: Proceeding, accused_id: int) -> Accused:
    """Return an accused of the proceeding. Raises NotFound."""
    found = proceeding.accused.filter(pk=accused_id).first()
    if found is None:
        raise NotFound
    return found


def victim_of(proceeding: Proceeding, victim_id: int) -> ProceedingVictim:
    """Return a victim of the proceeding. Raises NotFound."""
    found = proceeding.victims.filter(pk=victim_id).first()
    if found is None:
        raise NotFound
    return found
