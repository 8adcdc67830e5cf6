"""How a child comes into alternative care and leaves it: asked, answered, arrived, ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.guard.saving import save_current
from kapea.guard.vault.sealing import new_data_key, seal
from kapea.registers.agencies.queries import agency_receives, unit_for
from kapea.registers.care import access, sealed, tasks
from kapea.registers.care.models import Facility, Placement
from kapea.registers.care.rules.placements import (
    Clocks,
    FacilityNotOpen,
    NoFreePlace,
    NotFor,
    check_last_resort,
    is_fit,
    longest_until,
    next_review,
)
from kapea.registers.codes import new_code
from kapea.registers.sheets.days import check_day
from kapea.registers.sheets.problems import NotNow, ReasonNeeded
from kapea.registers.worklist.handover import HandOver, hand_over, report_outcome
from kapea.registers.worklist.own_records import own_package

SOMEONE = "system"
PRESENT = tasks.PRESENT


@transaction.atomic
def ask_placement(
    *, case_code: str, agency_code: str, arrangement: str, words: str, by: Viewer, now: datetime
) -> str:
    """Ask a body for a placement of the child of one's own case; return the placement's code.

    The child's data come from the case. Raises NotFound, ReasonNeeded, FacilityNotOpen.
    """
    if not by.may(access.ASK):
        raise NotFound
    if not words.strip():
        raise ReasonNeeded
    if not agency_receives(agency_code, "shelter"):
        raise FacilityNotOpen(agency_code)
    package = own_package("case", case_code, to="care", agency_code=agency_code, by=by, now=now)
    sent = HandOver(**{**vars(package), "summary": words})
    _kind, code = hand_over(sent, by=by, now=now)
    Placement.objects.filter(code=code).update(arrangement=arrangement, created_by_user=by.user_id)
    return code


def receive_hand_over(package: HandOver, *, by: Viewer, now: datetime) -> tuple[str, str]:
    """Open a placement that is asked for, with the task to answer. Runs in the sender's transaction."""
    key = new_data_key()
    name = " / ".join(part for part in (package.child_name_km, package.child_name_latin) if part)
    placement = Placement.objects.create(
        code=new_code("PL"),
        case_code=package.source_code if package.source_kind == "case" else "",
        person_code=package.child_code,
        agency_code=package.agency_code,
        unit_code=package.unit_code or unit_for(package.agency_code, package.province_code),
        province_code=package.province_code,
        sex=package.child_sex,
        age_years=package.child_age_years,
        asked_on=local_day(now),
        source_kind=package.source_kind,
        source_code=package.source_code,
        data_key=key,
        name_sealed=seal(key, name, field=sealed.CHILD),
        summary_sealed=seal(key, package.summary, field=sealed.SUMMARY),
        created_at=now,
        created_by=by.username or SOMEONE,
        fictitious=settings.KAPEA_FICTITIOUS,
    )
    tasks.settle_placement(placement, by=by, now=now)
    record_event("care.placement.asked", by=by, on=("placement", placement.code), at=now)
    return "placement", placement.code


def free_places(facility: Facility) -> int:
    """Return how many more children the facility may take; below zero when it is over its capacity."""
    return facility.capacity - facility.placements.filter(state__in=PRESENT).count()


@transaction.atomic
def accept_placement(
    code: str, *, facility_code: str, over_capacity_reason: str, version: int, by: Viewer, now: datetime
) -> None:
    """Give the child a place in a facility of one's body. One more child than places needs a reason.

    Raises NotFound, NotAllowed, NotNow, FacilityNotOpen, NotFor, NoFreePlace, StaleSave.
    """
    placement = _in_state(code, "asked", by=by)
    facility = _usable(facility_code, placement, today=local_day(now))
    is_over = free_places(facility) < 1
    if is_over and not over_capacity_reason.strip():
        raise NoFreePlace(facility_code)
    kinds = current_pack().code_list("facility_kind")
    is_residential = kinds.item(facility.kind).attributes.get("residential") == "yes"
    changes: dict[str, object] = {
        "state": "accepted",
        "facility_id": facility.pk,
        "unit_code": facility.unit_code,
        "province_code": facility.province_code,
        "is_residential": is_residential,
        "over_capacity": is_over,
    }
    save_current(placement, version=version, changes=changes)
    _told(placement, by=by, now=now)
    details = {"facility": facility_code, "over_capacity": is_over}
    record_event("care.placement.accepted", by=by, on=("placement", code), details=details, at=now)


def _usable(facility_code: str, placement: Placement, *, today: date) -> Facility:
    """Return the facility, locked, if it may take this child: open, licensed, no suspect tied to it."""
    facility = (
        Facility.objects.select_for_update(of=("self",))
        .filter(code=facility_code, agency_code=placement.agency_code)
        .first()
    )
    if facility is None:
        raise NotFound
    licensed = facility.licences.filter(withdrawn_on__isnull=True, valid_until__gte=today).exists()
    is_watched = facility.ties.filter(settled_at__isnull=True).exists()
    if facility.closed_on is not None or not licensed or is_watched:
        raise FacilityNotOpen(facility_code)
    if not is_fit(
        serves_sex=facility.serves_sex,
        sex=placement.sex,
        age_from=facility.age_from,
        age_to=facility.age_to,
        age_years=placement.age_years,
    ):
        raise NotFor(facility_code)
    return facility


@transaction.atomic
def refuse_placement(code: str, *, refusal: str, version: int, by: Viewer, now: datetime) -> None:
    """Refuse a placement with a reason of the country's list. Raises NotFound, NotAllowed, NotNow, StaleSave."""
    placement = _in_state(code, "asked", by=by)
    save_current(placement, version=version, changes={"state": "refused", "refusal": refusal})
    _told(placement, by=by, now=now)
    details = {"reason": refusal}
    record_event("care.placement.refused", by=by, on=("placement", code), details=details, at=now)


@transaction.atomic
def cancel_placement(code: str, *, version: int, by: Viewer, now: datetime) -> None:
    """Take back a placement before the child arrived. Raises NotFound, NotAllowed, NotNow, StaleSave."""
    placement = access.PLACEMENTS.writable(
        code, by=by, permission=access.REVIEW_PLACEMENT, section="placement"
    )
    if placement.state not in ("asked", "accepted"):
        raise NotNow(placement.state)
    save_current(placement, version=version, changes={"state": "cancelled"})
    _told(placement, by=by, now=now)
    record_event("care.placement.cancelled", by=by, on=("placement", code), at=now)


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What is recorded when a child arrives: who decided, why, and what was considered before."""

    arrived_on: date
    arrangement: str
    authority: str
    reasons: Sequence[str]
    tried: Sequence[str] = ()
    why: str = ""
    decision: str = ""


@transaction.atomic
def record_arrival(code: str, arrival: Arrival, *, version: int, by: Viewer, now: datetime) -> None:
    """Record that the child has arrived; the clocks of review and of residential care begin.

    Raises NotFound, NotAllowed, NotNow, DayNotPossible, LastResortNotSaid, ReasonNeeded, StaleSave.
    """
    placement = _in_state(code, "accepted", by=by)
    check_day(arrival.arrived_on, not_before=placement.asked_on, today=local_day(now))
    rule = current_pack().rule(tasks.LAST_RESORT).values
    is_residential = placement.is_residential or arrival.arrangement in _codes(rule["residential"])
    check_last_resort(
        is_residential=is_residential,
        tried=arrival.tried,
        why=arrival.why,
        first_consider=_codes(rule["first_consider"]),
    )
    if not arrival.reasons:
        raise ReasonNeeded
    held = current_pack().rule(tasks.CLOCKS)
    clocks = Clocks.of(held.values)
    key = placement.data_key
    changes = {
        "state": "in_care",
        "arrived_on": arrival.arrived_on,
        "arrangement": arrival.arrangement,
        "authority": arrival.authority,
        "authority_sealed": seal(key, arrival.decision, field=sealed.AUTHORITY),
        "reasons": sorted(arrival.reasons),
        "tried": sorted(arrival.tried),
        "why_sealed": seal(key, arrival.why, field=sealed.WHY),
        "is_residential": is_residential,
        "next_review_on": next_review(clocks, after=arrival.arrived_on),
        "longest_until": longest_until(clocks, arrived_on=arrival.arrived_on, is_residential=is_residential),
        "rule_version": str(held.version),
    }
    save_current(placement, version=version, changes=changes)
    _told(placement, by=by, now=now)
    details = {"authority": arrival.authority, "residential": is_residential}
    record_event("care.placement.arrived", by=by, on=("placement", code), details=details, at=now)


def _codes(value: object) -> frozenset[str]:
    return frozenset(str(each) for each in value) if isinstance(value, list | tuple) else frozenset()


@transaction.atomic
def end_placement(
    code: str, *, ended_on: date, end_reason: str, words: str, version: int, by: Viewer, now: datetime
) -> None:
    """Record that the child has left, and for where. Raises NotFound, NotAllowed, NotNow, DayNotPossible, StaleSave."""
    placement = _in_state(code, "in_care", by=by)
    check_day(ended_on, not_before=placement.arrived_on, today=local_day(now))
    changes = {
        "state": "ended",
        "ended_on": ended_on,
        "end_reason": end_reason,
        "end_sealed": seal(placement.data_key, words, field=sealed.END),
        "next_review_on": None,
    }
    save_current(placement, version=version, changes=changes)
    _told(placement, by=by, now=now)
    details = {"reason": end_reason}
    record_event("care.placement.ended", by=by, on=("placement", code), details=details, at=now)


def _in_state(code: str, state: str, *, by: Viewer) -> Placement:
    placement = access.PLACEMENTS.writable(
        code, by=by, permission=access.WRITE_PLACEMENT, section="placement"
    )
    if placement.state != state:
        raise NotNow(placement.state)
    return placement


def _told(placement: Placement, *, by: Viewer, now: datetime) -> None:
    """Settle the tasks of the placement and of its facility, and tell whoever asked how it stands."""
    tasks.settle_placement(placement, by=by, now=now)
    if placement.facility is not None:
        tasks.settle_capacity(placement.facility, by=by, now=now)
    report_outcome("placement", placement.code, outcome=placement.state, at=now)
