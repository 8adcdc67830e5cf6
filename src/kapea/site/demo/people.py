"""Fictitious names and children, drawn from the pack's name lists with a seeded generator."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from random import Random

from kapea.packs import Pack
from kapea.site.demo.shape import Shape

TIER_WEIGHT = {"common": 10, "medium": 4, "rare": 1}
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, kw_only=True)
class Name:
    """One name in both scripts; `latin` is one of its usual spellings."""

    local: str
    latin: str
    sex: str = "u"


@dataclass(frozen=True, kw_only=True)
class FictitiousPerson:
    """A person who does not exist."""

    family: Name
    given: Name
    sex: str
    born_on: date
    knows_birthday: bool
    province_code: str
    commune_code: str

    def age_on(self, day: date) -> int:
        """Return the age in completed years."""
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))


class NameList:
    """Names of one file, drawn by tier."""

    def __init__(self, path: Path) -> None:
        with path.open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.weights = list(accumulate(TIER_WEIGHT[row["tier"]] for row in self.rows))

    def draw(self, chance: Random, *, sex: str = "") -> Name:
        """Return a name that is usual for the sex ("f", "m", or "" for any)."""
        while True:
            row = chance.choices(self.rows, cum_weights=self.weights)[0]
            if not sex or row.get("sex", "u") in (sex, "u"):
                break
        spellings = [row["romanised"], *(spelling for spelling in row["variants"].split("|") if spelling)]
        usual = chance.random() < 0.7
        return Name(
            local=row["name_km"],
            latin=spellings[0] if usual else chance.choice(spellings),
            sex=row.get("sex", "u"),
        )


class Population:
    """Draws persons of a country."""

    def __init__(self, pack: Pack, shape: Shape, chance: Random) -> None:
        self.pack, self.shape, self.chance = pack, shape, chance
        self.families = NameList(pack.path / "fictitious" / "family_names.csv")
        self.givens = NameList(pack.path / "fictitious" / "given_names.csv")
        self.provinces: Sequence[str] = list(shape.provinces)
        self.province_weights = list(accumulate(shape.provinces.values()))
        self.bands = shape.age_bands
        self.band_weights = list(accumulate(weight for weight, _low, _high in self.bands))

    @cached_property
    def _communes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for place in self.pack.places:
            if place.level == 3:
                province = self.pack.places.path(place.code)[0].code
                found.setdefault(province, []).append(place.code)
        return found

    def province(self) -> str:
        """Return a province, the more often the more children live there."""
        return self.chance.choices(self.provinces, cum_weights=self.province_weights)[0]

    def commune(self, province_code: str) -> str:
        """Return a commune of the province, "" when it has none."""
        communes = self._communes.get(province_code)
        return self.chance.choice(communes) if communes else ""

    def victim(self, *, on: date) -> FictitiousPerson:
        """Return a person harmed on a day, with the age the published tables make likely."""
        _weight, low, high = self.chance.choices(self.bands, cum_weights=self.band_weights)[0]
        return self.person(
            on=on, age=self.chance.randint(low, high), is_girl=self.chance.random() < self.shape.girls_share
        )

    def person(self, *, on: date, age: int, is_girl: bool) -> FictitiousPerson:
        """Return a person who has that age on that day."""
        born = on - timedelta(days=int(age * DAYS_A_YEAR) + self.chance.randint(1, 364))
        province = self.province()
        return FictitiousPerson(
            family=self.families.draw(self.chance),
            given=self.givens.draw(self.chance, sex="f" if is_girl else "m"),
            sex="female" if is_girl else "male",
            born_on=born,
            knows_birthday=self.chance.random() < 0.6,
            province_code=province,
            commune_code=self.commune(province),
        )
