"""Every string that a person may see has its Khmer, with the same gaps to fill in."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from io import StringIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "kapea"
CATALOGUES = sorted(SOURCE.rglob("locale/km/LC_MESSAGES/django.po"))
KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
    "_",
)
GAP = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
KHMER = re.compile(r"[\u1780-\u17ff]")
PROPER_NAMES = {"Kapea", "English", "JavaScript", "HTTPS"}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every string of the code and the templates, as the extraction of GNU gettext finds them."""
    if not shutil.which("xgettext"):
        pytest.skip("gettext is not installed: make setup-tests")
    folder = tmp_path_factory.mktemp("strings")
    names = [
        _copy(path, folder) for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.*")])
    ]
    (folder / "files").write_text("\n".join(names), encoding="utf-8")
    command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--files-from=files", "--output=said.po"]
    subprocess.run(
        [*command, *(f"--keyword={each}" for each in KEYWORDS)], cwd=folder, check=True, capture_output=True
    )
    text = (folder / "said.po").read_text(encoding="utf-8")
    return read_po(StringIO(re.sub(r'"(Plural-Forms|Content-Type).*\n', "", text)))


def _copy(path: Path, folder: Path) -> str:
    name = path.relative_to(SOURCE).as_posix().replace("/", "__")
    text = path.read_text(encoding="utf-8")
    (folder / f"{name}.py").write_text(
        text if path.suffix == ".py" else templatize(text, origin=name), encoding="utf-8"
    )
    return f"{name}.py"


@lru_cache
def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="km")


def translations() -> dict[tuple[str, str], dict[str, set[str]]]:
    """Return every Khmer of each string, with the catalogues that have it."""
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    for path in CATALOGUES:
        for message in _messages(catalogue(path)):
            if not message.fuzzy and _khmer(message):
                words = found.setdefault(_key(message), {})
                words.setdefault(_khmer(message), set()).add(room(path))
    return found


def room(path: Path) -> str:
    """Return whose catalogue it is: "registers/casework", "site" …"""
    return path.relative_to(SOURCE).as_posix().partition("/locale/")[0]


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _key(message: Message) -> tuple[str, str]:
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return singular, message.context or ""


def _khmer(message: Message) -> str:
    words = message.string
    return words if isinstance(words, str) else (words[0] or words[-1])


def gaps(text: str) -> list[str]:
    return sorted(found.group(0) for found in GAP.finditer(text.replace("%%", "")))


def test_every_string_has_its_khmer(said):
    known = translations()
    missing = sorted(
        f"{message.locations[0][0]}: {_key(message)[0]!r}"
        for message in _messages(said)
        if _key(message) not in known and _key(message)[0] not in PROPER_NAMES
    )
    assert missing == []


@pytest.mark.parametrize("path", CATALOGUES, ids=room)
def test_the_khmer_has_the_same_gaps_to_fill_in(path):
    wrong = []
    for message in _messages(catalogue(path)):
        words = _khmer(message)
        forms = [message.id] if isinstance(message.id, str) else list(message.id)
        if words and gaps(words) not in [gaps(form) for form in forms]:
            wrong.append(_key(message)[0])
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=room)
def test_the_khmer_is_written_in_khmer(path):
    plain = [
        _key(message)[0]
        for message in _messages(catalogue(path))
        if not KHMER.search(_khmer(message)) and re.search(r"[A-Za-z]{3}", GAP.sub("", _key(message)[0]))
    ]
    assert [text for text in plain if text not in PROPER_NAMES] == []


def test_one_string_has_one_khmer_wherever_it_stands():
    torn = {key: words for key, words in translations().items() if len(words) > 1}
    assert torn == {}
