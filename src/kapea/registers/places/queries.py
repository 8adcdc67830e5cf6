"""Which places there are, and what they are called. Open to everyone: places are public facts."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.db.models import Q

from kapea.registers.places.models import Place

Label = Mapping[str, str]
PROVINCE_LEVEL = 1
COMMUNE_LEVEL = 3


def places_under(parent_code: str = "", *, on: date | None = None) -> list[tuple[str, Label]]:
    """Return (code, names) of the places directly under a place; the provinces for ""."""
    rows = Place.objects.filter(parent_id=parent_code) if parent_code else Place.objects.filter(level=1)
    if on is not None:
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return list(rows.order_by("code").values_list("code", "names"))


def provinces() -> tuple[tuple[str, Label], ...]:
    """Return (code, names) of all provinces in code order."""
    return _provinces(Place.objects.filter(level=PROVINCE_LEVEL).count())


@lru_cache(maxsize=4)
def _provinces(_count: int) -> tuple[tuple[str, Label], ...]:
    return tuple(places_under())


@lru_cache(maxsize=20_000)
def place_name(code: str) -> Label:
    """Return a place's names by language; its bare code when it is not known."""
    found = Place.objects.filter(code=code).values_list("names", flat=True).first()
    return found or {"en": code}


def place_path(code: str) -> list[tuple[str, Label]]:
    """Return the place and those it lies in, widest first: province, district, commune, village."""
    path: list[tuple[str, Label]] = []
    place = Place.objects.filter(code=code).first()
    while place is not None:
        path.insert(0, (place.code, place.names))
        place = place.parent
    return path


def province_of(code: str) -> str:
    """Return the code of the province a place lies in, "" when it lies in none that is known."""
    path = place_path(code)
    return path[0][0] if path else ""


def is_commune(code: str) -> bool:
    """Whether a code names a commune."""
    return Place.objects.filter(code=code, level=COMMUNE_LEVEL).exists()


def place_exists(code: str) -> bool:
    """Whether a code names a place."""
    return Place.objects.filter(code=code).exists()


def find_places(text: str, *, level: int | None = None, most: int = 20) -> list[tuple[str, Label]]:
    """Return places whose name, alias or code contains the text, widest first."""
    wanted = text.strip().casefold()
    if not wanted:
        return []
    rows = Place.objects.filter(search__contains=wanted)
    if level is not None:
        rows = rows.filter(level=level)
    return list(rows.order_by("level", "code").values_list("code", "names")[:most])
