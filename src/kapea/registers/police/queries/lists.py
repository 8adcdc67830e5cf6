"""The lists of incidents: codes, dates and places; no names."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from kapea.guard.access.viewer import Viewer
from kapea.registers.police import sealed
from kapea.registers.police.access import seen_incidents
from kapea.registers.police.models import Incident, PostStay
from kapea.registers.police.words import STATUS
from kapea.registers.worklist.queues import counted

PAGE: Final = 50
STATUSES: Final = ("reported", "confirmed", "investigated", "sent_to_court", "closed")
AT_POST: Final = "at_post"


@dataclass(frozen=True, kw_only=True)
class IncidentRow:
    """An incident as a list shows it."""

    code: str
    status: str
    reported_on: date
    province_code: str
    forms: tuple[str, ...]
    via_hotline: bool
    station_code: str = ""
    book_number: str = ""
    book_year: int | None = None

    @property
    def status_words(self) -> tuple[object, str]:
        """The status in words, and its tone."""
        return STATUS[self.status]

    @property
    def book(self) -> str:
        """Number and year in the station's book, "" when it stands in none."""
        return f"{self.book_number}/{self.book_year}" if self.book_number else ""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which incidents a list is of. status: of STATUSES, AT_POST, or "" for all. text: as typed."""

    status: str = ""
    text: str = ""


def list_incidents(wanted: Wanted, *, by: Viewer, after: tuple[date, str] | None = None) -> list[IncidentRow]:
    """Return one page of incidents, newest first; `after` is the last row of the page before."""
    rows = listed_incidents(wanted, by=by)
    if after is not None:
        rows = rows.filter(Q(reported_on__lt=after[0]) | Q(reported_on=after[0], code__lt=after[1]))
    return [row_of(incident) for incident in rows.order_by("-reported_on", "-code")[:PAGE]]


def count_incidents(wanted: Wanted, *, by: Viewer) -> int:
    """Return how many incidents `list_incidents` lists over all its pages, as far as lists are counted."""
    return counted(listed_incidents(wanted, by=by))


def listed_incidents(wanted: Wanted, *, by: Viewer) -> "QuerySet[Incident]":
    """Return the incidents of a list, over all its pages."""
    rows = seen_incidents(by=by)
    if wanted.status == AT_POST:
        there = PostStay.objects.filter(left_at__isnull=True)
        rows = rows.filter(pk__in=there.values("victim__incident_id"))
    elif wanted.status:
        rows = rows.filter(status=wanted.status)
    return rows.filter(_told(wanted.text.strip())) if wanted.text.strip() else rows


def _told(text: str) -> Q:
    """Return the condition of a typed text: a code, a number of the book, or a form's secret code."""
    number, _slash, year = text.partition("/")
    book = Q(book_number=number.strip())
    if year.strip().isdecimal():
        book &= Q(book_year=int(year))
    found = Q(code=text.upper()) | (book & ~Q(book_number=""))
    token = sealed.form_code_token(text)
    return found | Q(form_code_blind=token) if token else found


def row_of(incident: Incident) -> IncidentRow:
    """Return an incident as a list shows it."""
    return IncidentRow(
        code=incident.code,
        status=incident.status,
        reported_on=incident.reported_on,
        province_code=incident.province_code,
        forms=tuple(incident.forms),
        via_hotline=incident.via_hotline,
        station_code=incident.station_code,
        book_number=incident.book_number,
        book_year=incident.book_year,
    )
