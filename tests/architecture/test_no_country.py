"""The engine serves any country: what a country is called, its places and its telephone numbers are in packs."""

import re
from pathlib import Path

import pytest

from kapea.packs import load_pack

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "kapea"
LANGUAGE_TABLES = ("engines/linkage/khmer/", "engines/linkage/fictitious/")
"""How a language is written and which names its speakers bear; other packs with the language use them too."""

CODE = ("*.py", "*.html", "*.css", "*.js", "*.yaml", "*.csv", "*.sql", "*.txt")
LEVELS_NAMED = 2
LONG_ENOUGH = 5
"""Shorter codes of bodies are also words ("care", "plan")."""


def source_files() -> list[Path]:
    return [
        path
        for pattern in CODE
        for path in sorted(SOURCE.rglob(pattern))
        if not path.relative_to(SOURCE).as_posix().startswith(LANGUAGE_TABLES)
    ]


REAL = [path.name for path in sorted((ROOT / "packs").iterdir()) if not load_pack(path).manifest.is_fictional]


@pytest.fixture(scope="module", params=REAL)
def pack(request):
    return load_pack(ROOT / "packs" / request.param)


def test_no_name_of_a_country_or_its_provinces_and_districts_stands_in_the_engine(pack):
    places = {name for place in pack.places if place.level <= LEVELS_NAMED for name in place.name.values()}
    countries = {str(name) for name in pack.manifest.name.values()}
    pattern = re.compile(
        "|".join(rf"\b{re.escape(name)}\b" for name in sorted(places | countries, key=len, reverse=True))
    )
    found = {
        str(path.relative_to(SOURCE)): sorted(set(pattern.findall(path.read_text(encoding="utf-8"))))
        for path in source_files()
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_no_telephone_number_of_a_country_stands_in_the_engine(pack):
    numbers = {line.number for line in (*pack.lines, *pack.emergency_numbers) if line.number}
    said = re.compile("|".join(rf"[\"'>:]{re.escape(number)}[\"'<]" for number in numbers))
    assert [str(path) for path in source_files() if said.search(path.read_text(encoding="utf-8"))] == []


def test_no_body_of_a_country_stands_in_the_engine(pack):
    codes = {agency.code for agency in pack.agencies if len(agency.code) >= LONG_ENOUGH}
    said = re.compile("|".join(rf"[\"']{re.escape(code)}[\"']" for code in codes))
    assert [str(path) for path in source_files() if said.search(path.read_text(encoding="utf-8"))] == []
