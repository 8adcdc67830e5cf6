"""Keeping the directory: an agency keeps its own offers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.saving import save_current
from kapea.registers.codes import new_code
from kapea.registers.directory.models import ProvinceServed, ServiceOffer
from kapea.registers.directory.queries import may_write


class OfferNotPossible(KapeaError):
    """What is said of the offer contradicts itself; the code says what."""

    code = "directory.offer_not_possible"


@transaction.atomic
def record_offer(
    *, agency_code: str, told: Mapping[str, Any], provinces: Sequence[str], by: Viewer, now: datetime
) -> str:
    """Record a service that an agency offers; return its code. Raises NotAllowed, OfferNotPossible."""
    if not may_write(by, agency_code):
        raise NotAllowed
    _check(told)
    row = ServiceOffer.objects.create(
        **told,
        code=new_code("S"),
        agency_code=agency_code,
        changed_at=now,
        changed_by=by.username,
        fictitious=settings.KAPEA_FICTITIOUS,
    )
    _reach(row, provinces)
    record_event("directory.offer.recorded", by=by, on=("offer", row.code), at=now)
    return row.code


@transaction.atomic
def change_offer(
    code: str, *, told: Mapping[str, Any], provinces: Sequence[str], version: int, by: Viewer, now: datetime
) -> str:
    """Change an offer; return its code. Raises NotFound, NotAllowed, OfferNotPossible, StaleSave."""
    row = ServiceOffer.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise NotFound
    if not may_write(by, row.agency_code):
        raise NotAllowed
    _check(told)
    save_current(row, version=version, changes={**told, "changed_at": now, "changed_by": by.username})
    _reach(row, provinces)
    record_event("directory.offer.changed", by=by, on=("offer", code), at=now)
    return row.code


@transaction.atomic
def bulk_offers(
    rows: Iterable[tuple[str, Mapping[str, Any], Sequence[str]]],
    *,
    by: Viewer,
    now: datetime,
    fictitious: bool,
) -> int:
    """Store many offers, each as agency, what is told and provinces; return how many."""
    made, reached = [], []
    for agency_code, told, provinces in rows:
        offer = ServiceOffer(
            **told, code=new_code("S"), agency_code=agency_code, changed_at=now, changed_by=by.username,
            fictitious=fictitious,
        )  # fmt: skip
        made.append(offer)
        reached.append(provinces)
    ServiceOffer.objects.bulk_create(made)
    ProvinceServed.objects.bulk_create(
        ProvinceServed(offer=offer, province_code=code)
        for offer, provinces in zip(made, reached, strict=True)
        for code in provinces
    )
    record_event("directory.bulk_loaded", by=by, details={"offers": len(made)}, at=now)
    return len(made)


def _reach(row: ServiceOffer, provinces: Sequence[str]) -> None:
    row.provinces.exclude(province_code__in=provinces).delete()
    there = set(row.provinces.values_list("province_code", flat=True))
    ProvinceServed.objects.bulk_create(
        ProvinceServed(offer=row, province_code=code)
        for code in dict.fromkeys(provinces)
        if code not in there
    )


def _check(told: Mapping[str, Any]) -> None:
    youngest, oldest = told.get("youngest_years"), told.get("oldest_years")
    if youngest is not None and oldest is not None and oldest < youngest:
        raise OfferNotPossible(code="directory.ages")
    capacity, free = told.get("capacity"), told.get("free_places")
    if capacity is not None and free is not None and free > capacity:
        raise OfferNotPossible(code="directory.places")
    if (free is None) != (told.get("counted_on") is None):
        raise OfferNotPossible(code="directory.counted")
    begins, ends = told.get("memorandum_on"), told.get("memorandum_until")
    if ends is not None and (begins is None or ends < begins):
        raise OfferNotPossible(code="directory.memorandum")
