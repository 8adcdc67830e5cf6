"""Which complaints a person may see: those of their body to examine, never one about their own line.

The bar comes before every grant: a complaint about a body is not there for anybody of that body, nor of
one above or below it, in no list, count, task or search.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.vault.sealing import open_sealed
from kapea.registers.hotline.models import Complaint
from kapea.registers.hotline.queries.contacts import NARRATIVE, RECONTACT, MessageRow, thread_of
from kapea.registers.hotline.routing import is_barred, line_of
from kapea.registers.hotline.rules import Clock
from kapea.registers.worklist.queues import counted

READ, WRITE = "hotline.complaint.read", "hotline.complaint.write"
MEASURES = "hotline.Complaint.measures"
PAGE = 50
LISTS = ("new", "examined", "closed")


@dataclass(frozen=True, kw_only=True)
class ComplaintRow:
    """A complaint as the list shows it."""

    code: str
    status: str
    accused_agency_code: str
    subject: str
    province_code: str
    received_at: datetime
    answer: Clock


@dataclass(frozen=True, kw_only=True)
class ComplaintPage:
    """A complaint as its examiner reads it; what their sections do not hold is empty."""

    row: ComplaintRow
    version: int
    sections: frozenset[str]
    accused_unit_code: str
    finding: str
    is_mine: bool
    has_officer: bool
    narrative: str = ""
    recontact: str = ""
    measures: str = ""
    messages: tuple[MessageRow, ...] = ()


def relations(complaint: Complaint, *, by: Viewer) -> frozenset[str]:
    """Return how the viewer stands to a complaint: in no way when it is about their own line."""
    if is_barred(by, complaint.accused_agency_code):
        return frozenset()
    return frozenset({"agency"} if complaint.agency_code == by.agency else ())


def seen_complaints(*, by: Viewer) -> "QuerySet[Complaint]":
    """Return the complaints that the viewer may see in a list."""
    scopes = {"agency": Q(agency_code=by.agency)}
    rows = visible(Complaint.objects.all(), by=by, permission=READ, section="summary", scopes=scopes)
    return rows.exclude(accused_agency_code__in=line_of(by.agency))


def complaint_for(code: str, *, by: Viewer, permission: str, section: str = "summary") -> Complaint:
    """Return the complaint if the viewer holds the permission on it. Raises NotFound."""
    found = Complaint.objects.select_related("contact__data_key").filter(code=code).first()
    if found is None or section not in by.sections(permission, relations(found, by=by)):
        raise NotFound
    return found


def list_complaints(*, by: Viewer, status: str = "", page: int = 1) -> list[ComplaintRow]:
    """Return one page of complaints, the newest first."""
    rows = listed_complaints(by=by, status=status).order_by("-received_at", "-pk")
    return [_row(row) for row in rows[(page - 1) * PAGE : page * PAGE]]


def count_complaints(*, by: Viewer, status: str = "") -> int:
    """Return how many complaints `list_complaints` lists over all its pages, as far as lists are counted."""
    return counted(listed_complaints(by=by, status=status))


def listed_complaints(*, by: Viewer, status: str = "") -> "QuerySet[Complaint]":
    """Return the complaints of a list, over all its pages."""
    rows = seen_complaints(by=by)
    return rows.filter(status=status) if status in LISTS else rows


@transaction.atomic
def accessible_complaint(code: str, *, by: Viewer, now: datetime) -> ComplaintPage:
    """Return the complaint as the viewer may see it; the read is audited. Raises NotFound."""
    found = complaint_for(code, by=by, permission=READ)
    sections = by.sections(READ, relations(found, by=by))
    opened: dict[str, object] = {}
    key = found.contact.data_key
    if "narrative" in sections:
        opened["narrative"] = open_sealed(key, found.contact.narrative_sealed, field=NARRATIVE)
        opened["measures"] = open_sealed(key, found.measures_sealed, field=MEASURES)
        opened["messages"] = thread_of(found.contact)
    if "contact_details" in sections:
        opened["recontact"] = open_sealed(key, found.contact.recontact_sealed, field=RECONTACT)
    record_event(
        "complaint.read", by=by, on=("complaint", code), details={"sections": sorted(sections)}, at=now
    )
    return ComplaintPage(
        row=_row(found),
        version=found.version,
        sections=sections,
        accused_unit_code=found.accused_unit_code,
        finding=found.finding,
        is_mine=found.officer_id is not None and found.officer_id == by.user_id,
        has_officer=found.officer_id is not None,
        **opened,  # type: ignore[arg-type]
    )


def _row(complaint: Complaint) -> ComplaintRow:
    return ComplaintRow(
        code=complaint.code,
        status=complaint.status,
        accused_agency_code=complaint.accused_agency_code,
        subject=complaint.subject,
        province_code=complaint.province_code,
        received_at=complaint.received_at,
        answer=Clock(name="answer", due_at=complaint.answer_due_at, met_at=complaint.closed_at),
    )


def accused_in_complaint(code: str) -> list[str]:
    """Return the bodies in one line with whom a complaint is about; for work that goes past them."""
    return _lines(Complaint.objects.filter(code=code))


def accused_by_caller(code: str) -> list[str]:
    """Return the bodies in one line with those about whom somebody complained in a contact."""
    carried = Q(from_contact_code=code) | Q(contact__code=code)
    return _lines(Complaint.objects.filter(carried))


def _lines(rows: "QuerySet[Complaint]") -> list[str]:
    return [
        each for accused in rows.values_list("accused_agency_code", flat=True) for each in line_of(accused)
    ]
