"""How the pack's agencies become rows, with one unit in each province where the pack says so."""

from django.db import transaction

from kapea.packs import Pack
from kapea.registers.agencies.models import Agency, Unit
from kapea.registers.agencies.queries import agency_name

RECEIVING = ("police", "casework", "court")
STATE = ("government", "police", "court")


@transaction.atomic
def load_agencies(pack: Pack) -> int:
    """Store the pack's agencies; an agency that the pack dropped is kept and made inactive."""
    records = pack.agencies
    Agency.objects.exclude(code__in=[record.code for record in records]).update(is_active=False)
    Agency.objects.bulk_create(
        [
            Agency(
                code=record.code,
                acronym=record.acronym,
                names=dict(record.name),
                kind=record.kind,
                level=record.level,
                receives=list(record.receives),
            )
            for record in records
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["acronym", "names", "kind", "level", "receives", "is_active"],
    )
    _load_units(pack)
    agency_name.cache_clear()
    return len(records)


def _load_units(pack: Pack) -> None:
    """One unit for each province of each State body that takes hand-overs."""
    provinces = [place for place in pack.places if place.level == 1]
    bodies = [a for a in pack.agencies if a.kind in STATE and set(a.receives) & set(RECEIVING)]
    Unit.objects.bulk_create(
        [
            Unit(
                code=f"{agency.code}-{province.code}",
                agency_id=agency.code,
                names={
                    language: f"{agency.name.get(language) or agency.name['en']}, {name}"
                    for language, name in province.name.items()
                },
                province_code=province.code,
            )
            for agency in bodies
            for province in provinces
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["names", "province_code"],
    )
