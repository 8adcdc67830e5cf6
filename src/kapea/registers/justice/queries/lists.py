"""Which proceedings a list shows, and how many: the same conditions for both, so that they agree."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack
from kapea.registers.justice.access import (
    READ,
    REVIEW,
    scopes,
    seen_as_set,
    seen_proceedings,
    stands_narrowly,
)
from kapea.registers.justice.models import Hearing, Proceeding, ProtectiveMeasure
from kapea.registers.justice.queries.rows import ProceedingRow
from kapea.registers.justice.rules.stages import STAGES
from kapea.registers.worklist.queues import MOST_COUNTED, counted

PAGE: Final = 50
WEEK: Final = timedelta(days=7)
MEETING: Final = ("week", "measures")
"""The lists of proceedings that have something planned or asked: found by going through many rows."""
LISTS: Final = ("week", "concerns", "measures", "mine", *STAGES)


def listed_proceedings(*, by: Viewer, now: datetime, which: str = "") -> "QuerySet[Proceeding]":
    """Return the proceedings of a list, over all its pages."""
    if which == "concerns":
        rows = visible(
            Proceeding.objects.all(), by=by, permission=REVIEW, section="concern", scopes=scopes(by)
        )
        return rows.filter(pk__in=_with_open_concern())
    rows = seen_proceedings(by=by)
    if which == "week":
        return _in_the_week(rows, by=by, now=now)
    if which == "measures":
        asked = ProtectiveMeasure.objects.filter(state="asked")
        return (
            _each_asked(rows, asked)
            if stands_narrowly(by)
            else rows.filter(pk__in=asked.values("proceeding_id"))
        )
    if which == "mine":
        return rows.filter(officer_id=by.user_id)
    return rows.filter(stage=which) if which in STAGES else rows


def _in_the_week(rows: "QuerySet[Proceeding]", *, by: Viewer, now: datetime) -> "QuerySet[Proceeding]":
    planned = Hearing.objects.filter(state="planned", planned_at__gte=now, planned_at__lt=now + WEEK)
    if by.scopes(READ, "summary") & by.standing <= {"own", "assigned"}:
        return _each_asked(rows, planned)
    if stands_narrowly(by):
        planned = planned.filter(proceeding_id__in=seen_as_set(by))
    return rows.filter(pk__in=planned.values("proceeding_id"))


def _each_asked(rows: "QuerySet[Proceeding]", parts: "QuerySet[Any]") -> "QuerySet[Proceeding]":
    """Return the proceedings with such a part, each asked for one: for who sees fewer of them than there are parts."""
    return rows.filter(pk=Subquery(parts.filter(proceeding_id=OuterRef("pk")).values("proceeding_id")[:1]))


def _with_open_concern() -> "QuerySet[Proceeding]":
    return Proceeding.objects.filter(concerns__reviewed_at__isnull=True, concerns__isnull=False).values("pk")


def read_list(
    *, by: Viewer, now: datetime, which: str = "", after: tuple[date, str] | None = None
) -> tuple[list[ProceedingRow], int]:
    """Return one page of a list, newest first, and how long the list is, as far as lists are counted.

    A list that meets another register of the court is found once, and sorted and counted here.
    """
    if which in MEETING:
        rows = listed_proceedings(by=by, now=now, which=which).order_by()
        found = sorted(rows.values_list("received_on", "code")[: MOST_COUNTED + 1], reverse=True)
        if len(found) <= MOST_COUNTED:
            codes = [code for day, code in found if after is None or (day, code) < after][:PAGE]
            page = Proceeding.objects.filter(code__in=codes).order_by("-received_on", "-code")
            return _shown(page, now=now), len(found)
    return (
        list_proceedings(by=by, now=now, which=which, after=after),
        count_proceedings(by=by, now=now, which=which),
    )


def list_proceedings(
    *, by: Viewer, now: datetime, which: str = "", after: tuple[date, str] | None = None
) -> list[ProceedingRow]:
    """Return one page of proceedings, newest first; `after` is the last row of the page before."""
    rows = listed_proceedings(by=by, now=now, which=which)
    if after is not None:
        rows = rows.filter(Q(received_on__lt=after[0]) | Q(received_on=after[0], code__lt=after[1]))
    return _shown(rows.order_by("-received_on", "-code")[:PAGE], now=now)


def _shown(rows: "QuerySet[Proceeding]", *, now: datetime) -> list[ProceedingRow]:
    found = list(rows)
    days = _next_hearings([row.pk for row in found], now=now)
    return [row_of(row, next_hearing_on=days.get(row.pk)) for row in found]


def _next_hearings(pks: list[int], *, now: datetime) -> dict[int, date]:
    zone = current_pack().time_zone
    rows = Hearing.objects.filter(proceeding_id__in=pks, state="planned", planned_at__gte=now)
    firsts = rows.values("proceeding_id").annotate(first=Min("planned_at")).order_by()
    return {row["proceeding_id"]: row["first"].astimezone(zone).date() for row in firsts}


def count_proceedings(*, by: Viewer, now: datetime, which: str = "") -> int:
    """Return how many proceedings `list_proceedings` lists over all its pages, as far as lists are counted."""
    return counted(listed_proceedings(by=by, now=now, which=which))


def row_of(proceeding: Proceeding, *, next_hearing_on: date | None = None) -> ProceedingRow:
    """Return a proceeding as a list shows it."""
    return ProceedingRow(
        code=proceeding.code,
        kind=proceeding.kind,
        stage=proceeding.stage,
        received_on=proceeding.received_on,
        province_code=proceeding.province_code,
        next_hearing_on=next_hearing_on,
        principal_offence=proceeding.principal_offence,
    )
