"""Which country a word of the facts means: a code, a name in a language of the pack, or a province.

A name of one of the pack's own places means the pack's country. A word that is none of these is
not guessed at.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from kapea.engines.law.rules import Rules
from kapea.packs.marked import FaultBook
from kapea.packs.rows import read_rows

COUNTRIES_FILE: Final = "codelists/country.csv"
PLACES_FILE: Final = "places/level1.csv"
ALIASES_FILE: Final = "places/aliases.csv"


@dataclass(frozen=True)
class Countries:
    """The words by which facts may name a country, for one pack."""

    root: Path
    rules: Rules

    def code(self, text: str) -> str | None:
        """The code of the country that a word means (alpha-3 where the pack lists it), or None."""
        word = text.strip().casefold()
        if word in {name.casefold() for name in self.rules.country_names}:
            return self.rules.country
        if word in self._listed:
            return self._listed[word]
        if word in self._places:
            return self.rules.country
        return text.strip() if _is_code(text.strip()) else None

    @cached_property
    def _listed(self) -> dict[str, str]:
        """Codes and names of the pack's list of countries, each with its alpha-3 code."""
        words: dict[str, str] = {}
        for cells in self._rows(COUNTRIES_FILE, ("code",)):
            code = cells.get("alpha3") or cells["code"]
            names = [value for key, value in cells.items() if key.startswith("label_") and value]
            words.update({name.casefold(): code for name in (cells["code"], code, *names)})
        return words

    @cached_property
    def _places(self) -> frozenset[str]:
        """The codes and names of the country's own highest places."""
        words: set[str] = set()
        for cells in self._rows(PLACES_FILE, ("code",)):
            words.update(
                value.casefold() for key, value in cells.items() if value and key.startswith("name_")
            )
        words.update(cells["alias"].casefold() for cells in self._rows(ALIASES_FILE, ("code", "alias")))
        return frozenset(words)

    def _rows(self, file: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
        if not (self.root / file).is_file():
            return []
        return [dict(row.cells) for row in read_rows(FaultBook(root=self.root, strict=True), file, columns)]


def _is_code(text: str) -> bool:
    return len(text) in (2, 3) and text.isascii() and text.isalpha() and text.isupper()
