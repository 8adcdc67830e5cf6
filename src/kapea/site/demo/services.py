"""Which services the fictitious bodies offer: by the agencies of the demo, with gaps left on purpose."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import local_day
from kapea.packs import Pack
from kapea.registers.directory.services import bulk_offers

DISABILITY = "disability"
Row = tuple[str, dict[str, Any], list[str]]


def make_directory(pack: Pack, *, agencies: tuple[str, ...], until: datetime, by: Viewer, seed: int) -> int:
    """Store what each agency offers; return how many offers."""
    chance, today = Random(f"directory.{seed}"), local_day(until)
    rows = [row for agency in agencies for row in _offers(pack, agency, chance, today=today)]
    return bulk_offers(rows, by=by, now=until, fictitious=True)


def _offers(pack: Pack, agency: str, chance: Random, *, today: date) -> Iterator[Row]:
    provinces = [place.code for place in pack.places.at_level(1)]
    disabilities = [
        item.code for item in pack.code_list("special_need").items if item.attributes.get(DISABILITY) == "yes"
    ]
    languages = list(pack.code_list("language").codes[:4])
    for service in chance.sample(list(pack.code_list("service_kind").codes), 3):
        capacity = chance.choice((None, 8, 12, 20, 40))
        signed_on = today - timedelta(days=chance.randrange(30, 900))
        told = {
            "service": service,
            "about": "",
            "capacity": capacity,
            "free_places": chance.randrange(0, capacity + 1) if capacity else None,
            "counted_on": today - timedelta(days=chance.randrange(0, 20)) if capacity else None,
            "sexes": [] if chance.random() < 0.4 else ["female"],
            "youngest_years": chance.choice((None, 6, 10)),
            "oldest_years": chance.choice((None, 17, 18)),
            "languages": languages[: chance.choice((1, 1, 2, 3))],
            "needs": chance.sample(disabilities, 2) if chance.random() < 0.25 else [],
            "takes_foreign": chance.random() < 0.3,
            "memorandum_on": signed_on,
            "memorandum_until": signed_on + timedelta(days=730),
            "is_open": True,
        }
        yield agency, told, chance.sample(provinces, min(len(provinces), chance.randrange(1, 6)))
