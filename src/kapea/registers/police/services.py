"""The acts of the police on an incident: one act, one transaction, one audit event."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kapea.engines.dates import deadline
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.guard.saving import save_current
from kapea.guard.vault.sealing import new_data_key, open_sealed, seal
from kapea.registers.agencies.queries import agency_receives, unit_for
from kapea.registers.codes import new_code
from kapea.registers.police.models import Incident, IncidentSuspect, IncidentVictim
from kapea.registers.police.queries import NARRATIVE, SUSPECT_NAME, incident_for, stages_of
from kapea.registers.police.rules import (
    CourtNotPossible,
    DayNotPossible,
    check_day,
    check_step,
    is_arrest_possible,
)
from kapea.registers.worklist.handover import (
    HandedSuspect,
    HandedVictim,
    HandOver,
    hand_over,
    report_outcome,
)
from kapea.registers.worklist.services import complete_tasks, open_task

WRITE = "police.incident.write"


@dataclass(frozen=True, kw_only=True)
class NewIncident:
    """What an officer registers. Days are calendar days of the country."""

    reported_on: date
    province_code: str = ""
    place_code: str = ""
    forms: tuple[str, ...] = ()
    setting: str = ""
    narrative: str = ""


def receive_hand_over(package: HandOver, *, by: Viewer, now: datetime) -> tuple[str, str]:
    """Open an unconfirmed incident from a hand-over, with the task to confirm it."""
    incident = _create(
        agency_code=package.agency_code,
        unit_code=package.unit_code or unit_for(package.agency_code, package.province_code),
        new=NewIncident(
            reported_on=local_day(now),
            province_code=package.province_code,
            place_code=package.place_code,
            forms=package.forms,
            narrative=package.summary,
        ),
        by=by,
        now=now,
        confirmed=False,
        package=package,
    )
    if package.child_age_years is not None or package.child_sex:
        IncidentVictim.objects.create(
            incident=incident,
            code=new_code("V"),
            sex=package.child_sex,
            age_low=package.child_age_years,
            age_high=package.child_age_years,
            recorded_at=now,
            recorded_by=by.username or "public",
        )
    return "incident", incident.code


@transaction.atomic
def register_incident(new: NewIncident, *, by: Viewer, now: datetime) -> str:
    """Register an incident that the police themselves confirm; return its code."""
    if not by.may(WRITE):
        raise NotFound
    check_day(new.reported_on, not_before=date.min, today=local_day(now))
    return _create(
        agency_code=by.agency, unit_code=by.unit, new=new, by=by, now=now, confirmed=True, package=None
    ).code


def _create(
    *,
    agency_code: str,
    unit_code: str,
    new: NewIncident,
    by: Viewer,
    now: datetime,
    confirmed: bool,
    package: HandOver | None,
) -> Incident:
    key = new_data_key()
    incident = Incident.objects.create(
        code=new_code("I"),
        agency_code=agency_code,
        unit_code=unit_code,
        province_code=new.province_code,
        place_code=new.place_code,
        status="confirmed" if confirmed else "reported",
        forms=list(new.forms),
        setting=new.setting,
        via_hotline=bool(package and package.via_hotline),
        reported_on=new.reported_on,
        confirmed_on=new.reported_on if confirmed else None,
        officer_id=by.user_id if confirmed else None,
        source_kind=package.source_kind if package else "",
        source_code=package.source_code if package else "",
        data_key=key,
        narrative_sealed=seal(key, new.narrative, field=NARRATIVE),
        created_at=now,
        created_by=by.username or "public",
        created_by_user=by.user_id if confirmed else None,
    )
    record_event(
        "incident.registered" if confirmed else "incident.received",
        by=by,
        on=("incident", incident.code),
        at=now,
    )
    kind = "incident.investigate" if confirmed else "incident.confirm"
    _open_task(incident, kind=kind, by=by, now=now)
    return incident


def _open_task(incident: Incident, *, kind: str, by: Viewer, now: datetime) -> None:
    pack = current_pack()
    rule = pack.rule("police.clocks")
    duration = rule.values[kind.split(".")[1]]
    open_task(
        kind=kind,
        subject=("incident", incident.code),
        agency_code=incident.agency_code,
        unit_code=incident.unit_code,
        province_code=incident.province_code,
        assignee_id=incident.officer_id,
        due_at=deadline(now, duration, calendar=pack.calendar, time_zone=pack.time_zone),
        rule_code=rule.code,
        rule_version=str(rule.version),
        by=by,
        now=now,
    )


@transaction.atomic
def record_step(
    *, code: str, step: str, on: date, version: int, by: Viewer, now: datetime, court: str = ""
) -> None:
    """Record that an incident was confirmed, investigated, sent to court, or closed as unfounded.

    court: the agency that receives it, when it is sent to one; "" only records that it was sent.
    Raises NotFound, StepNotOpen, DayNotPossible, StaleSave, CourtNotPossible.
    """
    permission = "police.incident.send_to_court" if step == "send_to_court" else WRITE
    incident = incident_for(code, by=by, permission=permission)
    check_step(stages_of(incident), step=step, on=on, today=local_day(now))
    changes: dict[str, object] = {
        "confirm": {"confirmed_on": on, "status": "confirmed", "officer_id": by.user_id},
        "close": {"status": "closed"},
        "investigate": {"investigated_on": on, "status": "investigated"},
        "send_to_court": {"sent_to_court_on": on, "status": "sent_to_court"},
    }[step]
    save_current(incident, version=version, changes=changes)
    complete_tasks(subject=("incident", code), by=by, now=now)
    following = {"confirm": "incident.investigate", "investigate": "incident.send_to_court"}.get(step)
    if following:
        _open_task(incident, kind=following, by=by, now=now)
    if step == "send_to_court":
        incident.suspects.filter(arrested_on__isnull=False, sent_to_court_on__isnull=True).update(
            sent_to_court_on=on
        )
        if court:
            _hand_to_court(incident, court=court, on=on, by=by, now=now)
    report_outcome("incident", code, outcome=incident.status, at=now)
    record_event(f"incident.{step}", by=by, on=("incident", code), details={"on": str(on)}, at=now)


def _hand_to_court(incident: Incident, *, court: str, on: date, by: Viewer, now: datetime) -> None:
    """Give the court what it needs: the report, the victims, and the suspects with their names."""
    if not agency_receives(court, "court"):
        raise CourtNotPossible(court)
    hand_over(
        HandOver(
            source_kind="incident",
            source_code=incident.code,
            to="justice",
            agency_code=court,
            province_code=incident.province_code,
            place_code=incident.place_code,
            summary=open_sealed(incident.data_key, incident.narrative_sealed, field=NARRATIVE),
            via_hotline=incident.via_hotline,
            forms=tuple(incident.forms),
            sent_on=on,
            victims=tuple(
                HandedVictim(
                    code=victim.code,
                    sex=victim.sex,
                    age_low=victim.age_low,
                    age_high=victim.age_high,
                    nationality=victim.nationality,
                )
                for victim in incident.victims.order_by("pk")
            ),
            suspects=tuple(
                HandedSuspect(
                    code=suspect.code,
                    name=open_sealed(incident.data_key, suspect.name_sealed, field=SUSPECT_NAME),
                    sex=suspect.sex,
                    nationality=suspect.nationality,
                    is_foreign=suspect.is_foreign,
                    arrested_on=suspect.arrested_on,
                )
                for suspect in incident.suspects.order_by("pk")
            ),
        ),
        by=by,
        now=now,
    )


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
) -> str:
    """Record a victim of an incident with the age as known; return the victim's code."""
    incident = incident_for(code, by=by, permission=WRITE, section="victim")
    victim = IncidentVictim.objects.create(
        incident=incident,
        code=new_code("V"),
        sex=sex,
        age_low=age_low,
        age_high=age_high if age_high is not None else age_low,
        nationality=nationality,
        recorded_at=now,
        recorded_by=by.username,
    )
    record_event(
        "incident.victim_recorded", by=by, on=("incident", code), details={"victim": victim.code}, at=now
    )
    return victim.code


@transaction.atomic
def record_assistance(
    *, code: str, victim_code: str, assistance: str, on: date, by: Viewer, now: datetime
) -> None:
    """Record to whom a victim was referred or entrusted. Raises NotFound, DayNotPossible."""
    incident = incident_for(code, by=by, permission=WRITE, section="victim")
    check_day(on, not_before=incident.reported_on, today=local_day(now))
    rows = incident.victims.filter(code=victim_code)
    if not rows.update(assistance=assistance, assisted_on=on):
        raise NotFound
    record_event(
        "incident.victim_assisted", by=by, on=("incident", code), details={"victim": victim_code}, at=now
    )


@transaction.atomic
def record_suspect(
    *,
    code: str,
    name: str,
    nationality: str,
    is_foreign: bool | None,
    arrested_on: date | None,
    by: Viewer,
    now: datetime,
) -> str:
    """Record a suspect, and the arrest if there was one; return the suspect's code."""
    incident = incident_for(code, by=by, permission=WRITE, section="suspect")
    if arrested_on and not is_arrest_possible(stages_of(incident), on=arrested_on, today=local_day(now)):
        raise DayNotPossible("An arrest lies between the report and today.")
    suspect = IncidentSuspect.objects.create(
        incident=incident,
        code=new_code("S"),
        name_sealed=seal(incident.data_key, name, field=SUSPECT_NAME),
        nationality=nationality,
        is_foreign=is_foreign,
        arrested_on=arrested_on,
        sent_to_court_on=None,
        recorded_at=now,
        recorded_by=by.username,
    )
    record_event(
        "incident.suspect_recorded", by=by, on=("incident", code), details={"suspect": suspect.code}, at=now
    )
    return suspect.code
