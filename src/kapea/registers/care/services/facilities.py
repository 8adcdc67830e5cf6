"""A facility registered and changed, its licences, and its inspections against the minimum standards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.guard.saving import save_current
from kapea.guard.vault.sealing import new_data_key, seal
from kapea.registers.agencies.queries import agency_receives, unit_for
from kapea.registers.care import access, sealed, tasks
from kapea.registers.care.models import Facility, Inspection, Licence
from kapea.registers.care.rules.facilities import MoreThanLicensed, counted
from kapea.registers.care.rules.placements import FacilityNotOpen
from kapea.registers.codes import new_code
from kapea.registers.sheets.days import check_day
from kapea.registers.sheets.problems import DayNotPossible, NotNow, ReasonNeeded

TOOL = "facility_inspection"


@dataclass(frozen=True, kw_only=True)
class FacilityDetails:
    """What is recorded of a facility. name, address, phone: plain words that are sealed."""

    kind: str
    stay: str
    capacity: int
    province_code: str
    opened_on: date
    name: str = ""
    address: str = ""
    phone: str = ""
    serves_sex: str = ""
    age_from: int | None = None
    age_to: int | None = None


@transaction.atomic
def register_facility(new: FacilityDetails, *, agency_code: str = "", by: Viewer, now: datetime) -> str:
    """Register a facility of the viewer's body, or of any for who licenses; return its code.

    Raises NotFound, NotAllowed, DayNotPossible.
    """
    if not by.may(access.WRITE):
        raise NotFound
    agency = agency_code if by.may(access.LICENSE) else by.agency
    if not agency or not agency_receives(agency, "shelter"):
        raise NotAllowed
    check_day(new.opened_on, not_before=None, today=local_day(now))
    key = new_data_key()
    facility = Facility.objects.create(
        code=new_code("F"),
        agency_code=agency,
        unit_code=by.unit if agency == by.agency else unit_for(agency, new.province_code),
        manager_id=by.user_id if agency == by.agency else None,
        data_key=key,
        created_at=now,
        created_by=by.username,
        created_by_user=by.user_id,
        fictitious=settings.KAPEA_FICTITIOUS,
        **_plain(new),
        **_closed(key, new),
    )
    tasks.settle_facility(facility, by=by, now=now)
    record_event("care.facility.registered", by=by, on=("facility", facility.code), at=now)
    return facility.code


def _plain(new: FacilityDetails) -> dict[str, object]:
    names = ("kind", "stay", "capacity", "province_code", "opened_on", "serves_sex", "age_from", "age_to")
    return {name: getattr(new, name) for name in names}


def _closed(key: object, new: FacilityDetails) -> dict[str, bytes]:
    return {
        "name_sealed": seal(key, new.name, field=sealed.NAME),  # type: ignore[arg-type]
        "address_sealed": seal(key, new.address, field=sealed.ADDRESS),  # type: ignore[arg-type]
        "phone_sealed": seal(key, new.phone, field=sealed.PHONE),  # type: ignore[arg-type]
    }


@transaction.atomic
def change_facility(code: str, new: FacilityDetails, *, version: int, by: Viewer, now: datetime) -> None:
    """Correct what is recorded of a facility; it has no more places than its licence allows.

    Raises NotFound, NotAllowed, DayNotPossible, MoreThanLicensed, StaleSave.
    """
    facility = _open(code, by=by, permission=access.WRITE, section="shelter_location")
    check_day(new.opened_on, not_before=None, today=local_day(now))
    licensed = facility.licences.filter(withdrawn_on__isnull=True, valid_until__gte=local_day(now))
    allowed = licensed.order_by("-issued_on", "-pk").values_list("capacity", flat=True).first()
    if allowed is not None and new.capacity > allowed:
        raise MoreThanLicensed(str(allowed))
    changes = {**_plain(new), **_closed(facility.data_key, new)}
    save_current(facility, version=version, changes=changes)
    tasks.settle_facility(facility, by=by, now=now)
    record_event("care.facility.changed", by=by, on=("facility", code), at=now)


@transaction.atomic
def take_charge(code: str, *, by: Viewer, now: datetime) -> None:
    """Become the manager of a facility of one's body. Raises NotFound, NotAllowed."""
    facility = _open(code, by=by, permission=access.WRITE, section="summary")
    if facility.agency_code != by.agency:
        raise NotAllowed
    Facility.objects.filter(pk=facility.pk).update(manager_id=by.user_id)
    record_event("care.facility.manager", by=by, on=("facility", code), at=now)


@transaction.atomic
def close_facility(code: str, *, on: date, version: int, by: Viewer, now: datetime) -> None:
    """Close a facility in which no child is any more. Raises NotFound, NotAllowed, NotNow, DayNotPossible."""
    facility = _open(code, by=by, permission=access.LICENSE, section="inspection")
    if facility.placements.filter(state__in=("accepted", "in_care")).exists():
        raise NotNow("Children are still there.")
    check_day(on, not_before=facility.opened_on, today=local_day(now))
    save_current(facility, version=version, changes={"closed_on": on})
    tasks.settle_facility(facility, by=by, now=now)
    record_event("care.facility.closed", by=by, on=("facility", code), details={"on": str(on)}, at=now)


@transaction.atomic
def issue_licence(
    code: str, *, number: str, issued_on: date, valid_until: date, capacity: int, by: Viewer, now: datetime
) -> int:
    """Record a licence; the facility's places follow it. Raises NotFound, NotAllowed, DayNotPossible."""
    facility = _open(code, by=by, permission=access.LICENSE, section="inspection")
    check_day(issued_on, not_before=None, today=local_day(now))
    if valid_until < issued_on:
        raise DayNotPossible(str(valid_until))
    licence = Licence.objects.create(
        facility=facility,
        number_sealed=seal(facility.data_key, number, field=sealed.LICENCE),
        issued_on=issued_on,
        valid_until=valid_until,
        capacity=capacity,
        recorded_at=now,
        recorded_by=by.username,
    )
    Facility.objects.filter(pk=facility.pk).update(capacity=capacity)
    facility.capacity = capacity
    tasks.settle_facility(facility, by=by, now=now)
    details = {"until": str(valid_until)}
    record_event("care.licence.issued", by=by, on=("facility", code), details=details, at=now)
    return licence.pk


@transaction.atomic
def withdraw_licence(code: str, licence_id: int, *, on: date, reason: str, by: Viewer, now: datetime) -> None:
    """Withdraw a licence with a reason. Raises NotFound, NotAllowed, NotNow, DayNotPossible, ReasonNeeded."""
    facility = _open(code, by=by, permission=access.LICENSE, section="inspection")
    licence = facility.licences.filter(pk=licence_id).first()
    if licence is None:
        raise NotFound
    if licence.withdrawn_on is not None:
        raise NotNow("Withdrawn already.")
    if not reason.strip():
        raise ReasonNeeded
    check_day(on, not_before=licence.issued_on, today=local_day(now))
    Licence.objects.filter(pk=licence.pk).update(
        withdrawn_on=on, withdrawal_sealed=seal(facility.data_key, reason, field=sealed.WITHDRAWAL)
    )
    tasks.settle_facility(facility, by=by, now=now)
    record_event("care.licence.withdrawn", by=by, on=("facility", code), at=now)


@transaction.atomic
def record_inspection(
    code: str,
    *,
    on: date,
    answers: Mapping[str, str],
    was_announced: bool,
    children_seen: int,
    findings: str,
    correct_by: date | None,
    by: Viewer,
    now: datetime,
) -> int:
    """Record what was seen against each minimum standard in force; what is not met says until when.

    Raises NotFound, NotAllowed, DayNotPossible, ReasonNeeded.
    """
    from kapea.registers.care.services.concerns import look_for_suspects

    facility = _open(code, by=by, permission=access.INSPECT, section="inspection")
    check_day(on, not_before=facility.opened_on, today=local_day(now))
    counts = counted(answers)
    if counts["not_met"] and (correct_by is None or not findings.strip()):
        raise ReasonNeeded("A standard that is not met is described, with a day to mend it.")
    if correct_by is not None and correct_by < on:
        raise DayNotPossible(str(correct_by))
    tool = current_pack().forms[TOOL]
    row = Inspection.objects.create(
        facility=facility,
        on=on,
        tool_code=tool.code,
        tool_version=tool.version,
        answers=dict(answers),
        was_announced=was_announced,
        children_seen=children_seen,
        findings_sealed=seal(facility.data_key, findings, field=sealed.FINDINGS),
        correct_by=correct_by,
        recorded_at=now,
        recorded_by=by.username,
        **counts,
    )
    tasks.ended(facility, "facility.visit", by=by, now=now)
    tasks.settle_facility(facility, by=by, now=now)
    look_for_suspects(facility, by=by, now=now)
    record_event("care.inspection.recorded", by=by, on=("facility", code), details=counts, at=now)
    return row.pk


@transaction.atomic
def record_correction(code: str, inspection_id: int, *, on: date, by: Viewer, now: datetime) -> None:
    """Record that what an inspection asked for was mended. Raises NotFound, NotAllowed, NotNow."""
    facility = _open(code, by=by, permission=access.INSPECT, section="inspection")
    row = facility.inspections.filter(pk=inspection_id).first()
    if row is None:
        raise NotFound
    if row.correct_by is None or row.corrected_on is not None:
        raise NotNow("Nothing to mend.")
    check_day(on, not_before=row.on, today=local_day(now))
    Inspection.objects.filter(pk=row.pk).update(corrected_on=on)
    tasks.settle_facility(facility, by=by, now=now)
    record_event("care.inspection.corrected", by=by, on=("facility", code), at=now)


def _open(code: str, *, by: Viewer, permission: str, section: str) -> Facility:
    facility = access.FACILITIES.writable(code, by=by, permission=permission, section=section)
    if facility.closed_on is not None:
        raise FacilityNotOpen(code)
    return facility
