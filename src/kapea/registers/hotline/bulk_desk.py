"""Many addresses, complaints, shifts and missed calls at once, for fictitious data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.vault.models import DataKey
from kapea.guard.vault.sealing import blind, make_data_key, seal
from kapea.registers.agencies.queries import unit_for
from kapea.registers.hotline.addresses import compared
from kapea.registers.hotline.models import AddressReport, Complaint, Contact, DutyShift, MissedCall
from kapea.registers.hotline.queries.addresses import ADDRESS
from kapea.registers.hotline.queries.contacts import NARRATIVE
from kapea.registers.hotline.queries.duty import MISSED_PHONE
from kapea.registers.hotline.routing import examiner_of


@dataclass(frozen=True, kw_only=True)
class AddressSeed:
    """A reported address; the instants are None where that has not happened."""

    code: str
    agency_code: str
    address: str
    received_at: datetime
    due_at: datetime
    handed_over_at: datetime | None = None
    label: str = ""
    assessed_at: datetime | None = None
    police_told_at: datetime | None = None
    removed_at: datetime | None = None
    site_type: str = ""
    hosting_country: str = ""
    depicted_age: str = ""
    depicted_sex: str = ""


@dataclass(frozen=True, kw_only=True)
class ComplaintSeed:
    """A complaint as it was told; its examiner is worked out."""

    code: str
    contact_code: str
    accused_agency: str
    province_code: str
    subject: str
    narrative: str
    received_at: datetime
    due_at: datetime
    closed_at: datetime | None = None
    finding: str = ""


@dataclass(frozen=True, kw_only=True)
class ShiftSeed:
    """One operator's time on duty."""

    agency_code: str
    operator_id: int
    held_by: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class MissedSeed:
    """A missed call that waits."""

    code: str
    agency_code: str
    missed_at: datetime
    cause: str
    phone: str


@transaction.atomic
def bulk_desk(
    *,
    addresses: Iterable[AddressSeed] = (),
    complaints: Iterable[ComplaintSeed] = (),
    shifts: Iterable[ShiftSeed] = (),
    missed: Iterable[MissedSeed] = (),
    by: Viewer,
    now: datetime,
) -> None:
    """Store what lies on the hotline's desk beside its contacts; one audit event for the load."""
    _addresses(addresses)
    _complaints(complaints, by=by)
    DutyShift.objects.bulk_create([DutyShift(**vars(each), set_by=by.username) for each in shifts])
    rows = list(missed)
    keys = _keys(len(rows))
    MissedCall.objects.bulk_create(
        [
            MissedCall(
                code=row.code,
                agency_code=row.agency_code,
                channel="phone",
                missed_at=row.missed_at,
                cause=row.cause,
                data_key=key,
                phone_sealed=seal(key, row.phone, field=MISSED_PHONE),
                recorded_at=row.missed_at,
                recorded_by=by.username,
                fictitious=True,
            )
            for row, key in zip(rows, keys, strict=True)
        ]
    )
    record_event("hotline.bulk_loaded", by=by, at=now)


def _keys(count: int) -> list[DataKey]:
    return DataKey.objects.bulk_create([make_data_key() for _each in range(count)])


def _addresses(seeds: Iterable[AddressSeed]) -> None:
    rows = list(seeds)
    known: set[str] = set()
    found = []
    for row, key in zip(rows, _keys(len(rows)), strict=True):
        index = blind("hotline:address", compared(row.address))
        told = {name: value for name, value in vars(row).items() if name not in ("address", "due_at")}
        found.append(
            AddressReport(
                **told,
                data_key=key,
                address_sealed=seal(key, row.address, field=ADDRESS),
                address_blind=index,
                is_first=index not in known,
                hand_over_due_at=row.due_at,
                confirmed_at=row.assessed_at,
                closed_at=row.removed_at,
                fictitious=True,
            )
        )
        known.add(index)
    AddressReport.objects.bulk_create(found)


def _complaints(seeds: Iterable[ComplaintSeed], *, by: Viewer) -> None:
    for row, key in zip(rows := list(seeds), _keys(len(rows)), strict=True):
        examiner = examiner_of(row.accused_agency)
        contact = Contact.objects.create(
            code=row.contact_code,
            agency_code=examiner,
            channel="web",
            status="triaged" if row.closed_at else "new",
            priority="amber",
            received_at=row.received_at,
            is_public=True,
            is_complaint=True,
            data_key=key,
            narrative_sealed=seal(key, row.narrative, field=NARRATIVE),
            fictitious=True,
        )
        Complaint.objects.create(
            code=row.code,
            agency_code=examiner,
            contact=contact,
            accused_agency_code=row.accused_agency,
            accused_unit_code=unit_for(row.accused_agency, row.province_code),
            province_code=row.province_code,
            subject=row.subject,
            status="closed" if row.closed_at else "new",
            finding=row.finding,
            received_at=row.received_at,
            answer_due_at=row.due_at,
            closed_at=row.closed_at,
            closed_by=by.username if row.closed_at else "",
            fictitious=True,
        )
