"""Which commune of the demo has a focal point who visits, and which children live there after their return."""

from kapea.packs import Pack

COMMUNE = 3
"""Level of a commune among the places."""


def committee_of(pack: Pack) -> tuple[str, str]:
    """Return the body of communes that has focal points, and its unit in the demo's commune; "" without one."""
    agency = next((each.code for each in pack.agencies if each.level == "commune"), "")
    commune = commune_in(_first_province(pack), pack)
    return (agency, f"{agency}-{commune}") if agency and commune else ("", "")


def demo_commune(pack: Pack) -> str:
    """Return the commune that the demo's focal point serves, "" when the country has none."""
    return commune_in(_first_province(pack), pack)


def commune_in(province_code: str, pack: Pack) -> str:
    """Return the first commune of a province, "" when it has none."""
    communes = (place.code for place in pack.places if place.level == COMMUNE)
    return next((code for code in communes if pack.places.path(code)[0].code == province_code), "")


def lives_in(pack: Pack) -> dict[str, str]:
    """Return, by province, the commune of a returned child: told only where the demo's focal point may visit."""
    first = _first_province(pack)
    return {first: commune_in(first, pack)}


def _first_province(pack: Pack) -> str:
    return next((place.code for place in pack.places if place.level == 1), "")
