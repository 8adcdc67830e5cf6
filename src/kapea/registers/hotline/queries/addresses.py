"""Which reported addresses a person may see, how often each was reported, and what waits to be handed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.vault.sealing import open_sealed
from kapea.registers.agencies.queries import Label, agencies_receiving
from kapea.registers.hotline.addresses import defanged
from kapea.registers.hotline.models import AddressFile, AddressReport
from kapea.registers.hotline.rules import Clock
from kapea.registers.worklist.queues import counted

READ, WRITE = "hotline.address.read", "hotline.address.write"
ADDRESS = "hotline.AddressReport.address"
REFERENCE = "hotline.AddressReport.reference"
PAGE = 50
LISTS: Mapping[str, Q] = {
    "waiting": Q(handed_over_at__isnull=True),
    "unanswered": Q(handed_over_at__isnull=False, assessed_at__isnull=True, closed_at__isnull=True),
    "online": Q(label__in=["baseline", "national"], removed_at__isnull=True, closed_at__isnull=True),
    "closed": Q(closed_at__isnull=False),
}


@dataclass(frozen=True, kw_only=True)
class AddressRow:
    """A report as the list shows it: never the address. times: how often the address was reported."""

    code: str
    received_at: datetime
    hand_over_due_at: datetime | None
    handed_over_at: datetime | None
    label: str
    times: int
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class AddressPage:
    """A report as one viewer may see it. address: written so that no program takes it for a link."""

    row: AddressRow
    version: int
    address: str
    reference: str
    site_type: str
    hosting_country: str
    depicted_age: str
    depicted_sex: str
    commerciality: str
    contact_code: str
    file_code: str
    receiver_code: str
    is_erased: bool
    is_closed: bool
    assessed_at: datetime | None
    police_told_at: datetime | None
    removed_at: datetime | None
    clocks: tuple[Clock, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """A sealed file that was made."""

    code: str
    receiver_code: str
    made_at: datetime
    made_by: str
    reports: int


def _scopes(by: Viewer) -> dict[str, Q]:
    return {"agency": Q(agency_code=by.agency)}


def relations(report: AddressReport, *, by: Viewer) -> frozenset[str]:
    """Return how the viewer stands to a report of an address."""
    return frozenset({"agency"} if by.agency and report.agency_code == by.agency else ())


def seen_addresses(*, by: Viewer, section: str = "summary") -> "QuerySet[AddressReport]":
    """Return the reports that the viewer may see in a list."""
    return visible(AddressReport.objects.all(), by=by, permission=READ, section=section, scopes=_scopes(by))


def address_for(code: str, *, by: Viewer, permission: str, section: str = "summary") -> AddressReport:
    """Return the report if the viewer holds the permission on it. Raises NotFound."""
    report = (
        AddressReport.objects.select_related("data_key", "contact", "handed_in").filter(code=code).first()
    )
    if report is None or section not in by.sections(permission, relations(report, by=by)):
        raise NotFound
    return report


def list_addresses(*, by: Viewer, now: datetime, which: str = "", page: int = 1) -> list[AddressRow]:
    """Return one page of reports, the newest first."""
    rows = list(
        listed_addresses(by=by, which=which).order_by("-received_at", "-pk")[(page - 1) * PAGE : page * PAGE]
    )
    times = _times([row.address_blind for row in rows])
    return [_row(row, times=times[row.address_blind], now=now) for row in rows]


def count_addresses(*, by: Viewer, which: str = "") -> int:
    """Return how many reports `list_addresses` lists over all its pages, as far as lists are counted."""
    return counted(listed_addresses(by=by, which=which))


def listed_addresses(*, by: Viewer, which: str = "") -> "QuerySet[AddressReport]":
    """Return the reports of a list, over all its pages."""
    return seen_addresses(by=by).filter(LISTS.get(which, Q()))


def _times(indexes: list[str]) -> dict[str, int]:
    rows = AddressReport.objects.filter(address_blind__in=indexes).values("address_blind")
    return {row["address_blind"]: row["times"] for row in rows.annotate(times=Count("pk"))}


def _row(report: AddressReport, *, times: int, now: datetime) -> AddressRow:
    return AddressRow(
        code=report.code,
        received_at=report.received_at,
        hand_over_due_at=report.hand_over_due_at,
        handed_over_at=report.handed_over_at,
        label=report.label,
        times=times,
        is_late=Clock(name="", due_at=report.hand_over_due_at, met_at=report.handed_over_at).state(now)
        == "late",
    )


@transaction.atomic
def accessible_address(code: str, *, by: Viewer, now: datetime) -> AddressPage:
    """Return a report with its address as text; the read is audited. Raises NotFound."""
    report = address_for(code, by=by, permission=READ)
    sections = by.sections(READ, relations(report, by=by))
    same = AddressReport.objects.filter(address_blind=report.address_blind)
    ours = same.filter(agency_code=report.agency_code).exclude(pk=report.pk).order_by("-received_at")
    is_open = "narrative" in sections
    page = AddressPage(
        row=_row(report, times=same.count(), now=now),
        version=report.version,
        address=defanged(open_sealed(report.data_key, report.address_sealed, field=ADDRESS))
        if is_open
        else "",
        reference=open_sealed(report.data_key, report.reference_sealed, field=REFERENCE) if is_open else "",
        site_type=report.site_type,
        hosting_country=report.hosting_country,
        depicted_age=report.depicted_age,
        depicted_sex=report.depicted_sex,
        commerciality=report.commerciality,
        contact_code=report.contact.code if report.contact else "",
        file_code=report.handed_in.code if report.handed_in else "",
        receiver_code=report.handed_in.receiver_code if report.handed_in else "",
        is_erased=report.erased_at is not None,
        is_closed=report.closed_at is not None,
        assessed_at=report.assessed_at,
        police_told_at=report.police_told_at,
        removed_at=report.removed_at,
        clocks=clocks_of(report),
        others=tuple(ours.values_list("code", flat=True)[:20]),
    )
    record_event("address.read", by=by, on=("address", code), details={"sections": sorted(sections)}, at=now)
    return page


def clocks_of(report: AddressReport) -> tuple[Clock, ...]:
    """Return the five clocks of a report. Only the hand-over has a deadline of ours."""
    return (
        Clock(name="received", due_at=None, met_at=report.received_at),
        Clock(name="handed_over", due_at=report.hand_over_due_at, met_at=report.handed_over_at),
        Clock(name="assessed", due_at=None, met_at=report.assessed_at),
        Clock(name="police_told", due_at=None, met_at=report.police_told_at),
        Clock(name="removed", due_at=None, met_at=report.removed_at),
    )


def address_receivers() -> list[tuple[str, Label]]:
    """Return the authorised hotlines and the police bodies, each once."""
    return sorted(
        {code: names for to in ("hotline", "police") for code, names in agencies_receiving(to)}.items()
    )


def own_file(code: str, *, by: Viewer) -> FileRow:
    """Return what is known of a sealed file of the viewer's agency. Raises NotFound."""
    file = AddressFile.objects.filter(code=code, agency_code=by.agency).first() if by.agency else None
    if file is None or not by.may(WRITE):
        raise NotFound
    return FileRow(
        code=file.code,
        receiver_code=file.receiver_code,
        made_at=file.made_at,
        made_by=file.made_by,
        reports=file.reports.count(),
    )
