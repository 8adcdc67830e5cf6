"""Which names fictitious persons bear, and how each is written in both scripts."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

_WEIGHT_OF_TIER = {"common": 8.0, "medium": 3.0, "rare": 1.0}
_PARTS_OF_COMPOUNDS = ("ស្រី", "សុខ", "សុវណ្ណ", "ចាន់", "ប៊ុន", "លី", "គឹម", "មុនី")


@dataclass(frozen=True, kw_only=True)
class Name:
    """One name: its Khmer spelling and the Latin ones, the commonest first."""

    khmer: str
    latin: tuple[str, ...]
    sex: str
    weight: float


def _read(file: str) -> list[Name]:
    text = files(__package__).joinpath(file).read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["romanised"]]
    return [
        Name(
            khmer=row["name_km"],
            latin=(row["romanised"], *filter(None, row["variants"].split("|"))),
            sex=(row.get("sex") or "u").upper(),
            weight=_WEIGHT_OF_TIER[row["tier"]],
        )
        for row in rows
    ]


@cache
def family_names() -> tuple[Name, ...]:
    return tuple(_read("family_names.csv"))


@cache
def given_names(sex: str) -> tuple[Name, ...]:
    """Return given names in use for a sex, compounds of two names included."""
    single = [name for name in _read("given_names.csv") if name.sex in (sex, "U")]
    everything = {name.khmer: name for name in (*_read("given_names.csv"), *_read("family_names.csv"))}
    firsts = [everything[part] for part in _PARTS_OF_COMPOUNDS if part in everything]
    short = [name for name in single if len(name.khmer) <= 5]
    compounds = [
        Name(
            khmer=first.khmer + second.khmer,
            latin=tuple(
                f"{one}{joint}{other}"
                for one, other in zip(_spread(first), _spread(second), strict=True)
                for joint in ("", " ")
            ),
            sex=sex,
            weight=0.15 * first.weight * second.weight / 8,
        )
        for first in firsts
        for second in short
        if first.khmer not in second.khmer
    ]
    return (*single, *compounds)


def _spread(name: Name) -> tuple[str, str, str]:
    one, other, third = (name.latin * 3)[:3]
    return one, other, third


def draw(names: tuple[Name, ...], chance: np.random.Generator) -> Name:
    return names[int(np.searchsorted(_cumulative(names), chance.random()))]


@cache
def _cumulative(names: tuple[Name, ...]) -> NDArray[np.float64]:
    weights = np.array([name.weight for name in names])
    return np.cumsum(weights / weights.sum())


def same_first_part(name: Name, names: tuple[Name, ...], chance: np.random.Generator) -> Name:
    """Return another name that begins alike, as siblings' names often do; any name if there is none."""
    alike = tuple(other for other in names if other.khmer[:4] == name.khmer[:4] and other is not name)
    return draw(alike, chance) if alike else draw(names, chance)
