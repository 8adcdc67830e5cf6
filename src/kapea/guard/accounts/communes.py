"""Which commune an account serves: chosen by name in the country's gazetteer, province by province.

Nothing is read out of a unit's code. It knows no account and stores nothing.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from kapea.guard.pack import current_pack
from kapea.packs import Label
from kapea.packs.places import PlaceRecord

COMMUNE_LEVEL: Final = 3
"""Level of a commune among the places: province, district, commune, village."""
SCOPE: Final = "commune"


def provinces(*, today: date) -> list[tuple[str, Label]]:
    """Return (code, names) of the provinces there are today."""
    return _named(current_pack().places.children(), today=today)


def places_in(code: str, *, today: date) -> list[tuple[str, Label]]:
    """Return (code, names) of the places that lie directly in a place today; nothing for "" or a place not known."""
    return _named(current_pack().places.children(code), today=today) if code else []


def _named(places: Iterable[PlaceRecord], *, today: date) -> list[tuple[str, Label]]:
    return [(place.code, place.name) for place in places if place.valid_to is None or place.valid_to >= today]


def is_commune(code: str) -> bool:
    """Whether a code is that of a commune."""
    place = current_pack().places.get(code)
    return place is not None and place.level == COMMUNE_LEVEL


def way_to(commune: str) -> tuple[str, str]:
    """Return the codes of the province and the district in which a commune lies, two times "" when there is none."""
    if not is_commune(commune):
        return "", ""
    province, district, *_ = current_pack().places.path(commune)
    return province.code, district.code


def works_in_a_commune(role_code: str) -> bool:
    """Whether a role has a grant that holds in the commune served."""
    role = current_pack().roles.get(role_code)
    return role is not None and any(grant.scope == SCOPE for grant in role.grants)
