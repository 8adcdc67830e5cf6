"""The directory as it is searched, and where a service is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from kapea.guard.access.viewer import Viewer
from kapea.guard.errors import NotFound
from kapea.registers.directory.models import ServiceOffer
from kapea.registers.directory.rules import Offer, Wanted, against, served
from kapea.registers.places.queries import provinces

READ: Final = "directory.service.read"
WRITE: Final = "directory.service.write"
MOST_LISTED: Final = 200


@dataclass(frozen=True, kw_only=True)
class OfferRow:
    """An offer as a list shows it. against: what stands against the child that is looked for."""

    code: str
    agency_code: str
    service: str
    about: str
    provinces: tuple[str, ...]
    capacity: int | None
    free_places: int | None
    counted_on: date | None
    sexes: tuple[str, ...]
    youngest_years: int | None
    oldest_years: int | None
    languages: tuple[str, ...]
    needs: tuple[str, ...]
    takes_foreign: bool
    memorandum_on: date | None
    memorandum_until: date | None
    is_open: bool
    changed_at: datetime
    version: int
    against: tuple[str, ...]
    may_change: bool


def offers(
    *, service: str = "", wanted: Wanted | None = None, only_fitting: bool = False, by: Viewer, today: date
) -> list[OfferRow]:
    """Return the offers of a service ("": of every one), those that fit first."""
    rows = _rows(service)[:MOST_LISTED]
    asked = wanted or Wanted()
    found = [_row(row, asked, by=by, today=today) for row in rows]
    if only_fitting:
        found = [row for row in found if not row.against]
    return sorted(found, key=lambda row: (len(row.against), row.agency_code, row.service))


def offer_of(code: str, *, by: Viewer, today: date) -> OfferRow:
    """Return one offer. Raises NotFound."""
    row = ServiceOffer.objects.prefetch_related("provinces").filter(code=code).first()
    if row is None or not by.may(READ):
        raise NotFound
    return _row(row, Wanted(), by=by, today=today)


def may_write(by: Viewer, agency_code: str) -> bool:
    """Whether the viewer keeps the offers of this agency."""
    scopes = by.scopes(WRITE, "summary")
    return "national" in scopes or ("agency" in scopes and bool(by.agency) and by.agency == agency_code)


def gaps(service: str, *, wanted: Wanted, today: date) -> dict[str, int]:
    """Return for each province how many open offers of the service take such a child; 0 is a gap."""
    codes = [code for code, _names in provinces()]
    return served([as_offer(row) for row in _rows(service)], codes, wanted, today=today)


def as_offer(row: ServiceOffer) -> Offer:
    """Return an offer as the rules know it."""
    return Offer(
        provinces=frozenset(each.province_code for each in row.provinces.all()),
        sexes=frozenset(row.sexes),
        youngest_years=row.youngest_years,
        oldest_years=row.oldest_years,
        needs=frozenset(row.needs),
        languages=frozenset(row.languages),
        takes_foreign=row.takes_foreign,
        free_places=row.free_places,
        memorandum_until=row.memorandum_until,
        is_open=row.is_open,
    )


def _rows(service: str) -> "QuerySet[ServiceOffer]":
    rows = ServiceOffer.objects.prefetch_related("provinces").order_by("agency_code", "pk")
    return rows.filter(service=service) if service else rows


def _row(row: ServiceOffer, wanted: Wanted, *, by: Viewer, today: date) -> OfferRow:
    same: Sequence[str] = (
        "code", "agency_code", "service", "about", "capacity", "free_places", "counted_on", "youngest_years",
        "oldest_years", "takes_foreign", "memorandum_on", "memorandum_until", "is_open", "changed_at",
        "version",
    )  # fmt: skip
    return OfferRow(
        **{name: getattr(row, name) for name in same},
        provinces=tuple(sorted(each.province_code for each in row.provinces.all())),
        sexes=tuple(row.sexes),
        languages=tuple(row.languages),
        needs=tuple(row.needs),
        against=against(as_offer(row), wanted, today=today),
        may_change=may_write(by, row.agency_code),
    )
