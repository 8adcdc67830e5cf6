"""How a proceeding is opened: by a hand-over of the police, or by a complaint to the court itself."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.guard.vault.sealing import new_data_key, seal
from kapea.registers.agencies.queries import unit_for
from kapea.registers.codes import new_code
from kapea.registers.justice import access, sealed, tasks
from kapea.registers.justice.models import Accused, Proceeding, ProceedingVictim, StageEvent
from kapea.registers.justice.rules.stages import check_day
from kapea.registers.worklist.handover import HandedSuspect, HandOver, related, report_outcome

SOMEONE = "public"


@dataclass(frozen=True, kw_only=True)
class NewProceeding:
    """What a court registers of a complaint or a civil action."""

    received_on: date
    kind: str = "criminal"
    province_code: str = ""
    occurred_from: date | None = None
    occurred_to: date | None = None
    forms: tuple[str, ...] = ()
    narrative: str = ""


def receive_hand_over(package: HandOver, *, by: Viewer, now: datetime) -> tuple[str, str]:
    """Open a proceeding from a hand-over, with its victims, suspects, and the task to take it up."""
    new = NewProceeding(
        received_on=package.sent_on or local_day(now),
        province_code=package.province_code,
        occurred_from=package.occurred_from,
        occurred_to=package.occurred_to,
        forms=package.forms,
        narrative=package.summary,
    )
    unit = package.unit_code or unit_for(package.agency_code, package.province_code)
    proceeding = _create(new, agency=package.agency_code, unit=unit, by=by, now=now, package=package)
    cases = related(package.source_kind, package.source_code, wanted="case")
    case_code = cases[0] if len(cases) == 1 and len(package.victims) == 1 else ""
    for victim in package.victims:
        ProceedingVictim.objects.create(
            proceeding=proceeding,
            code=new_code("V"),
            case_code=case_code,
            source_code=victim.code,
            sex=victim.sex,
            age_low=victim.age_low,
            age_high=victim.age_high,
            nationality=victim.nationality,
            recorded_at=now,
            recorded_by=by.username or SOMEONE,
        )
    for suspect in package.suspects:
        _receive_suspect(proceeding, suspect, by=by, now=now)
    if proceeding.accused.filter(is_foreign=True).exists():
        tasks.set_clocked(proceeding, "proceeding.embassy", "notify_embassy", by=by, now=now)
    return "proceeding", proceeding.code


def _receive_suspect(proceeding: Proceeding, suspect: HandedSuspect, *, by: Viewer, now: datetime) -> None:
    Accused.objects.create(
        proceeding=proceeding,
        code=new_code("A"),
        source_code=suspect.code,
        name_sealed=sealed.close_text(proceeding, suspect.name, sealed.ACCUSED_NAME),
        sex=suspect.sex,
        nationality=suspect.nationality,
        is_foreign=suspect.is_foreign,
        custody="detained" if suspect.arrested_on else "",
        custody_since=suspect.arrested_on,
        recorded_at=now,
        recorded_by=by.username or SOMEONE,
    )


@transaction.atomic
def register_proceeding(new: NewProceeding, *, by: Viewer, now: datetime) -> str:
    """Register a complaint or a civil action brought to the court itself; return its code.

    Raises NotFound, NotAllowed, DayNotPossible.
    """
    if not by.may(access.WRITE):
        raise NotFound
    if not by.agency:
        raise NotAllowed
    check_day(new.received_on, not_before=new.occurred_from or date.min, today=local_day(now))
    return _create(new, agency=by.agency, unit=by.unit, by=by, now=now, package=None).code


def _create(
    new: NewProceeding, *, agency: str, unit: str, by: Viewer, now: datetime, package: HandOver | None
) -> Proceeding:
    key = new_data_key()
    proceeding = Proceeding.objects.create(
        code=new_code("J"),
        agency_code=agency,
        unit_code=unit,
        province_code=new.province_code,
        kind=new.kind,
        stage="complaint",
        stage_since=new.received_on,
        received_on=new.received_on,
        occurred_from=new.occurred_from,
        occurred_to=new.occurred_to or new.occurred_from,
        forms=list(new.forms),
        officer_id=None if package else by.user_id,
        source_kind=package.source_kind if package else "",
        source_code=package.source_code if package else "",
        data_key=key,
        narrative_sealed=seal(key, new.narrative, field=sealed.NARRATIVE),
        created_at=now,
        created_by=by.username or SOMEONE,
        created_by_user=None if package else by.user_id,
    )
    StageEvent.objects.create(
        proceeding=proceeding,
        act="received",
        stage="complaint",
        on=new.received_on,
        recorded_at=now,
        recorded_by=by.username or SOMEONE,
    )
    record_event(
        "proceeding.received" if package else "proceeding.registered",
        by=by,
        on=("proceeding", proceeding.code),
        at=now,
    )
    tasks.set_clocked(proceeding, "proceeding.prosecute", "prosecute", by=by, now=now)
    return proceeding


@transaction.atomic
def take_over(code: str, *, by: Viewer, now: datetime) -> None:
    """Become the officer of a proceeding of one's court."""
    proceeding = access.writable(code, by=by, permission=access.WRITE, section="summary")
    Proceeding.objects.filter(pk=proceeding.pk).update(officer_id=by.user_id)
    proceeding.officer_id = by.user_id
    tasks.settle(proceeding, by=by, now=now)
    record_event("proceeding.taken_over", by=by, on=("proceeding", code), at=now)


def is_foreigner(nationality: str) -> bool | None:
    """Return whether a nationality is another one than the country's; None when it is not known."""
    return None if nationality in ("", "XU") else nationality != current_pack().manifest.country


def told(proceeding: Proceeding, *, now: datetime) -> None:
    """Tell whoever handed the matter over which stage it has reached."""
    report_outcome("proceeding", proceeding.code, outcome=proceeding.stage, at=now)
