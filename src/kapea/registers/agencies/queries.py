"""Which agencies there are and who of them can take a child's case. Public facts of the pack."""

from collections.abc import Mapping
from functools import lru_cache

from kapea.registers.agencies.models import Agency, Unit

Label = Mapping[str, str]


@lru_cache(maxsize=2_000)
def agency_name(code: str) -> Label:
    """Return an agency's names by language; its bare code when it is not known."""
    found = Agency.objects.filter(code=code).values_list("names", flat=True).first()
    return found or {"en": code}


@lru_cache(maxsize=2_000)
def unit_name(code: str) -> Label:
    """Return a unit's names by language; its bare code when it is not known."""
    found = Unit.objects.filter(code=code).values_list("names", flat=True).first()
    return found or {"en": code}


def agency_of_station(code: str) -> str:
    """Return the agency whose unit, or which itself, a code names; "" when nobody is called so."""
    unit = Unit.objects.filter(code=code).values_list("agency_id", flat=True).first()
    if unit:
        return str(unit)
    return code if Agency.objects.filter(code=code).exists() else ""


def agencies_receiving(what: str) -> list[tuple[str, Label]]:
    """Return (code, names) of the agencies to which one may hand over ("police", "casework" …)."""
    return [
        (code, names)
        for code, names, receives in Agency.objects.filter(is_active=True)
        .order_by("code")
        .values_list("code", "names", "receives")
        if what in receives
    ]


def agency_receives(code: str, what: str) -> bool:
    """Whether one may hand over to this agency."""
    found = Agency.objects.filter(code=code, is_active=True).values_list("receives", flat=True).first()
    return found is not None and what in found


def agency_kind(code: str) -> str:
    """Return "government", "ngo" … or "" when the agency is not known."""
    return Agency.objects.filter(code=code).values_list("kind", flat=True).first() or ""


def units_of(agency_code: str) -> list[tuple[str, Label]]:
    """Return (code, names) of an agency's units."""
    return list(Unit.objects.filter(agency_id=agency_code).order_by("code").values_list("code", "names"))


def unit_for(agency_code: str, province_code: str) -> str:
    """Return the agency's unit that serves a province, "" when it has none there."""
    rows = Unit.objects.filter(agency_id=agency_code, province_code=province_code).order_by("code")
    return rows.values_list("code", flat=True).first() or ""
