"""How the pack's gazetteer becomes rows; loading the same pack again changes nothing."""

from django.db import transaction

from kapea.packs import Pack, PlaceRecord
from kapea.registers.places import queries
from kapea.registers.places.models import Place

BATCH = 1_000
FIELDS = ["parent", "level", "kind", "names", "search", "valid_from", "valid_to"]


@transaction.atomic
def load_places(pack: Pack) -> int:
    """Store the pack's places, parents before children; return how many there are.

    A place that the pack no longer has stays: records may point to it.
    """
    records = sorted(pack.places, key=lambda record: record.level)
    Place.objects.bulk_create(
        [_row(record) for record in records],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=FIELDS,
    )
    queries.place_name.cache_clear()
    queries._provinces.cache_clear()
    return len(records)


def _row(record: PlaceRecord) -> Place:
    words = [*record.name.values(), *record.aliases, record.code]
    return Place(
        code=record.code,
        parent_id=record.parent_code if record.level > 1 else None,
        level=record.level,
        kind=record.kind,
        names=dict(record.name),
        search="\n".join(word.casefold() for word in words),
        valid_from=record.valid_from,
        valid_to=record.valid_to,
    )
