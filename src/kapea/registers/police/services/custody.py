"""The clock of a victim at a police post: arrival, leaving, and the refusal of detention."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.registers.police import access, sealed, tasks
from kapea.registers.police.models import Incident, PostStay
from kapea.registers.police.models.custody import CHILD_BELOW_YEARS
from kapea.registers.police.rules import custody as rules
from kapea.registers.police.services.parties import victim_of

WRITE = access.WRITE


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """When and where a victim came to be with the police. kept_at: one of rules.custody.KEPT_AT."""

    arrived_at: datetime
    kept_at: str
    station_code: str


def record_arrival(code: str, victim_code: str, told: Arrival, *, by: Viewer, now: datetime) -> None:
    """Record that a victim is at a post, and start the clock.

    Detention of who may be a child is refused; that it was tried is kept, and the supervisors of
    the agency are asked to look. Raises NotFound, DetentionOfChild, StayNotPossible.
    """
    try:
        _record_arrival(code, victim_code, told, by=by, now=now)
    except rules.DetentionOfChild:
        _keep_refusal(code, victim_code, by=by, now=now)
        raise


@transaction.atomic
def _record_arrival(code: str, victim_code: str, told: Arrival, *, by: Viewer, now: datetime) -> None:
    incident = access.incident_for(code, by=by, permission=WRITE, section="victim", lock=True)
    victim = victim_of(incident, victim_code)
    rules.check_place(told.kept_at, age_low=victim.age_low, adult_from=CHILD_BELOW_YEARS)
    if told.arrived_at > now:
        raise rules.StayNotPossible("The arrival lies in the future.")
    clock_from = rules.clock_start(told.arrived_at, before=_last_stay(victim.pk))
    rule = current_pack().rule(tasks.CUSTODY)
    PostStay.objects.create(
        victim=victim,
        station_code=told.station_code,
        kept_at=told.kept_at,
        lowest_age=victim.age_low,
        arrived_at=told.arrived_at,
        clock_from=clock_from,
        due_at=rules.due_at(clock_from, hours=int(str(rule.values["hours"]))),
        rule_code=rule.code,
        rule_version=str(rule.version),
        recorded_at=now,
        recorded_by=by.username,
    )
    tasks.settle_post(incident, by=by, now=now)
    record_event(
        "incident.victim_at_post", by=by, on=("incident", code), details={"victim": victim_code}, at=now
    )


def _last_stay(victim_id: int) -> rules.Stay | None:
    row = PostStay.objects.filter(victim_id=victim_id).order_by("-arrived_at", "-pk").first()
    if row is None:
        return None
    return rules.Stay(
        arrived_at=row.arrived_at, clock_from=row.clock_from, left_at=row.left_at, left_to=row.left_to
    )


@transaction.atomic
def _keep_refusal(code: str, victim_code: str, *, by: Viewer, now: datetime) -> None:
    incident = access.incident_for(code, by=by, permission=WRITE, section="victim")
    tasks.alarm(incident, tasks.REFUSED_DETENTION, by=by, now=now)
    record_event(
        "incident.detention_refused",
        by=by,
        on=("incident", code),
        details={"victim": victim_code},
        outcome="refused",
        at=now,
    )


@transaction.atomic
def record_leaving(
    code: str, victim_code: str, *, left_at: datetime, left_to: str, reason: str, by: Viewer, now: datetime
) -> None:
    """Record that a victim left the post, and where to; late leaving says why.

    Where to is also the assistance given, when it is one. Raises NotFound, StayNotPossible,
    LateWithoutReason.
    """
    incident = access.incident_for(code, by=by, permission=WRITE, section="victim", lock=True)
    stay = PostStay.objects.filter(victim=victim_of(incident, victim_code), left_at__isnull=True).first()
    if stay is None:
        raise NotFound
    rules.check_leaving(arrived_at=stay.arrived_at, due=stay.due_at, left_at=left_at, now=now, reason=reason)
    is_late = left_at > stay.due_at
    stay.left_at, stay.left_to = left_at, left_to
    stay.late_reason_sealed = sealed.close_text(incident, reason if is_late else "", sealed.LATE)
    stay.save(update_fields=["left_at", "left_to", "late_reason_sealed"])
    _note_assistance(incident, victim_code, left_to, left_at=left_at)
    tasks.settle_post(incident, by=by, now=now)
    record_event(
        "incident.victim_left_post",
        by=by,
        on=("incident", code),
        details={"victim": victim_code, "late": is_late},
        at=now,
    )


def _note_assistance(incident: Incident, victim_code: str, left_to: str, *, left_at: datetime) -> None:
    if left_to in current_pack().code_list("assistance"):
        rows = incident.victims.filter(code=victim_code, assistance="")
        rows.update(assistance=left_to, assisted_on=local_day(left_at))


@transaction.atomic
def look_into(code: str, *, by: Viewer, now: datetime) -> int:
    """Mark the alarms of an incident as looked into; the supervisor's act. Returns how many.

    Raises NotFound.
    """
    incident = access.incident_for(code, by=by, permission=access.REVIEW)
    done = tasks.close_alarms(incident, by=by, now=now)
    record_event("incident.alarms_reviewed", by=by, on=("incident", code), details={"done": done}, at=now)
    return done
