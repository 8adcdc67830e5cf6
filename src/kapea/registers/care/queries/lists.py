"""Which facilities and placements a list shows, and how many: the same conditions for both."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Count, F, Q, QuerySet

from kapea.engines.dates import add_months
from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import local_day
from kapea.registers.care import tasks
from kapea.registers.care.access import FACILITIES, PLACEMENTS, READ
from kapea.registers.care.models import Facility, Inspection, Placement
from kapea.registers.care.queries.figures import alarms_of, licensed, sums_of
from kapea.registers.care.services.placing import PRESENT
from kapea.registers.worklist.queues import counted

PAGE: Final = 50


@dataclass(frozen=True, kw_only=True)
class FacilityRow:
    """A facility as a list shows it: never where it is."""

    code: str
    kind: str
    agency_code: str
    province_code: str
    stay: str
    serves_sex: str
    capacity: int
    present: int
    alarms: tuple[str, ...]

    @property
    def free(self) -> int:
        """How many more children it may take, 0 when it is full."""
        return max(0, self.capacity - self.present)


@dataclass(frozen=True, kw_only=True)
class PlacementRow:
    """A placement as a list shows it: codes and days, no name."""

    code: str
    state: str
    facility_code: str
    arrangement: str
    asked_on: date
    arrived_on: date | None
    next_review_on: date | None
    is_late: bool


def listed_facilities(*, by: Viewer, now: datetime, which: str = "") -> "QuerySet[Facility]":
    """Return the facilities of a list, over all its pages."""
    today = local_day(now)
    rows = FACILITIES.seen(by=by)
    if which == "closed":
        return rows.filter(closed_on__isnull=False)
    rows = rows.filter(closed_on__isnull=True)
    if which == "mine":
        return rows.filter(Q(manager_id=by.user_id) | (Q(agency_code=by.agency) & ~Q(agency_code="")))
    if which == "licence":
        return rows.exclude(licensed(today))
    if which == "uninspected":
        since = add_months(today, -tasks.oversight_number("inspection"))
        seen = Inspection.objects.filter(on__gte=since).values("facility_id")
        return rows.filter(opened_on__lt=since).exclude(pk__in=seen)
    if which in ("free", "over_capacity"):
        counted = rows.annotate(n=Count("placements", filter=Q(placements__state__in=PRESENT)))
        return counted.filter(n__lt=F("capacity")) if which == "free" else counted.filter(n__gt=F("capacity"))
    return rows


def list_facilities(
    *, by: Viewer, now: datetime, which: str = "", province: str = "", after: str = ""
) -> list[FacilityRow]:
    """Return one page of facilities by code; `after` is the last code of the page before."""
    today = local_day(now)
    rows = listed_facilities(by=by, now=now, which=which).order_by("code")
    if province:
        rows = rows.filter(province_code=province)
    found = list(rows.filter(code__gt=after)[:PAGE])
    sums = sums_of(found, today=today)
    sections = by.sections(READ, frozenset({"national", "agency"} if by.agency else {"national"}))
    return [
        FacilityRow(
            code=row.code,
            kind=row.kind,
            agency_code=row.agency_code,
            province_code=row.province_code,
            stay=row.stay,
            serves_sex=row.serves_sex,
            capacity=row.capacity,
            present=sums.present.get(row.pk, 0),
            alarms=alarms_of(row, sums, sections=sections, today=today),
        )
        for row in found
    ]


def count_facilities(*, by: Viewer, now: datetime, which: str = "", province: str = "") -> int:
    """Return how many facilities `list_facilities` lists over all its pages, as far as lists are counted."""
    rows = listed_facilities(by=by, now=now, which=which)
    return counted(rows.filter(province_code=province) if province else rows)


def listed_placements(*, by: Viewer, now: datetime, which: str = "") -> "QuerySet[Placement]":
    """Return the placements of a list, over all its pages."""
    today = local_day(now)
    rows = PLACEMENTS.seen(by=by)
    wanted = {
        "asked": Q(state="asked"),
        "arriving": Q(state="accepted"),
        "in_care": Q(state="in_care"),
        "review": Q(state="in_care", next_review_on__lt=today),
        "too_long": Q(state="in_care", longest_until__lt=today),
        "ended": Q(state__in=("ended", "refused", "cancelled")),
    }.get(which)
    return rows.filter(wanted) if wanted else rows


def list_placements(
    *, by: Viewer, now: datetime, which: str = "", after: tuple[date, str] | None = None
) -> list[PlacementRow]:
    """Return one page of placements, newest first; `after` is the last row of the page before."""
    today = local_day(now)
    rows = listed_placements(by=by, now=now, which=which)
    if after is not None:
        rows = rows.filter(Q(asked_on__lt=after[0]) | Q(asked_on=after[0], code__lt=after[1]))
    return [
        PlacementRow(
            code=row.code,
            state=row.state,
            facility_code=row.facility.code if row.facility else "",
            arrangement=row.arrangement,
            asked_on=row.asked_on,
            arrived_on=row.arrived_on,
            next_review_on=row.next_review_on,
            is_late=row.state == "in_care"
            and any(day is not None and day < today for day in (row.next_review_on, row.longest_until)),
        )
        for row in rows.select_related("facility").order_by("-asked_on", "-code")[:PAGE]
    ]


def count_placements(*, by: Viewer, now: datetime, which: str = "") -> int:
    """Return how many placements `list_placements` lists over all its pages, as far as lists are counted."""
    return counted(listed_placements(by=by, now=now, which=which))


def open_facilities_of(agency_code: str) -> list[tuple[str, str, int]]:
    """Return (code, kind, free places) of the facilities of a body that are open, for its own pages."""
    rows = Facility.objects.filter(agency_code=agency_code, closed_on__isnull=True).annotate(
        n=Count("placements", filter=Q(placements__state__in=PRESENT))
    )
    return [(row.code, row.kind, row.capacity - row.n) for row in rows.order_by("code")]
