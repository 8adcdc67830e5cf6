"""Whether an offer can take a child, and why not. Pure; what is not known stands against nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What an offer says of whom it takes. No sex named means every one; None means no limit told."""

    provinces: frozenset[str]
    sexes: frozenset[str] = frozenset()
    youngest_years: int | None = None
    oldest_years: int | None = None
    needs: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    takes_foreign: bool = False
    free_places: int | None = None
    memorandum_until: date | None = None
    is_open: bool = True


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whom a service is looked for. "" and None: not known, or asked for anyone."""

    province: str = ""
    sex: str = ""
    age_years: int | None = None
    needs: frozenset[str] = frozenset()
    language: str = ""
    is_foreign: bool = False


def against(offer: Offer, wanted: Wanted, *, today: date) -> tuple[str, ...]:
    """Return the codes of what stands against taking this child, none when nothing is known against it.

    >>> against(Offer(provinces=frozenset({"01"}), sexes=frozenset({"female"})),
    ...         Wanted(province="01", sex="male"), today=date(2026, 3, 2))
    ('sex',)
    """
    age = wanted.age_years
    found = {
        "closed": not offer.is_open,
        "area": bool(wanted.province) and wanted.province not in offer.provinces,
        "sex": bool(wanted.sex and offer.sexes) and wanted.sex not in offer.sexes,
        "age": age is not None
        and not (offer.youngest_years or 0)
        <= age
        <= (200 if offer.oldest_years is None else offer.oldest_years),
        "needs": not wanted.needs <= offer.needs,
        "language": bool(wanted.language) and wanted.language not in offer.languages,
        "foreign": wanted.is_foreign and not offer.takes_foreign,
        "full": offer.free_places == 0,
        "memorandum": offer.memorandum_until is not None and offer.memorandum_until < today,
    }
    return tuple(code for code, holds in found.items() if holds)


def served(
    offers: Iterable[Offer], provinces: Iterable[str], wanted: Wanted, *, today: date
) -> dict[str, int]:
    """Return for each province how many offers take such a child there; 0 is a gap."""
    every = list(offers)
    return {
        province: sum(
            not against(offer, Wanted(**{**vars(wanted), "province": province}), today=today)
            for offer in every
        )
        for province in provinces
    }
