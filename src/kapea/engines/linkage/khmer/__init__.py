"""What the Khmer letters are and how names spell them in Latin, read from the tables beside this file.

Facts about a language (see SOURCES.md). It knows nothing of persons or countries.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One Khmer letter.

    spelled_a, spelled_o: everyday Latin spelling in the a-series and in the o-series.
    skeleton: the class the consonant skeleton keeps; empty for vowels and the silent ones.
    """

    kind: str
    series: str
    spelled_a: str
    spelled_o: str
    skeleton: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


@cache
def letters(kind: str) -> Mapping[str, Letter]:
    """Return the letters of one kind: `consonant`, `vowel` or `independent_vowel`."""
    table = {
        row["letter"]: Letter(
            kind=kind,
            series=row["series"],
            spelled_a=row["spelled_a"],
            spelled_o=row["spelled_o"],
            skeleton=row["skeleton"],
        )
        for row in _rows("letters.csv")
        if row["kind"] == kind
    }
    return MappingProxyType(table)


@cache
def latin_consonants() -> Mapping[str, str]:
    """Return Latin spelling to skeleton class, longest spellings first."""
    rows = sorted(_rows("latin.csv"), key=lambda row: -len(row["spelling"]))
    return MappingProxyType({row["spelling"]: row["skeleton"] for row in rows})


@cache
def words_of_address() -> frozenset[str]:
    """Return words that stand before a name without being part of it."""
    return frozenset(row["word"] for row in _rows("words.csv"))
