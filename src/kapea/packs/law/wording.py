"""The law's wording in a further language, as far as the country's pack has it.

The law files are written in one language. What a reader of another language sees stands in
`law/wording_<language>.yaml`: it is the pack's own translation, never the official text, and stays
marked so until a speaker of the language has confirmed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from kapea.engines.law.body import BodyOfLaw
from kapea.packs.marked import Entry, FaultBook, read_yaml

KINDS: Final = (
    "works",
    "titles",
    "conduct",
    "subjects",
    "criteria",
    "questions",
    "recommendations",
    "scenarios",
)
FILE: Final = "law/wording_{language}.yaml"


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words of one language, by kind and id. is_unconfirmed: no speaker has confirmed them yet."""

    language: str
    is_unconfirmed: bool = True
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, kind: str, name: str) -> str:
        """Return the words, "" where the pack has none."""
        return self.texts.get(kind, {}).get(name, "")


def load_wording(folder: Path | str, language: str) -> Wording:
    """The wording of a pack in a language; none of it when the pack has no such file. Raises InputFault."""
    root = Path(folder).resolve()
    path = root / FILE.format(language=language)
    return _loaded(root, language, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=16)
def _loaded(root: Path, language: str, stamp: int) -> Wording:
    return read_wording(FaultBook(root=root, strict=True), language)


def read_wording(book: FaultBook, language: str) -> Wording:
    """The wording of a book's folder in a language; what is wrong goes into the book."""
    file = FILE.format(language=language)
    if not (book.root / file).is_file():
        return Wording(language=language)
    root = read_yaml(book, file)
    root.only("unconfirmed_labels", *KINDS)
    return Wording(
        language=language,
        is_unconfirmed=language in root.texts("unconfirmed_labels"),
        texts={kind: _texts(root.at(kind)) for kind in KINDS if root.has(kind)},
    )


def _texts(entry: Entry) -> dict[str, str]:
    found = {}
    for name, held in entry.pairs():
        if not isinstance(held.value, str) or not held.value.strip():
            held.fault(f"{name} has no words")
        else:
            found[name] = held.value
    return found


def check_wording(book: FaultBook, body: BodyOfLaw, scenarios: Mapping[str, object]) -> None:
    """Write into the book every wording of what the law does not hold."""
    held = {
        "works": set(body.works),
        "titles": set(body.versions),
        "conduct": set(body.versions),
        "subjects": set(body.provisions),
        "criteria": {one.id for one in body.criteria},
        "questions": set(body.facts),
        "recommendations": {one.id for one in body.recommendations},
        "scenarios": set(scenarios),
    }
    for path in sorted((book.root / "law").glob("wording_*.yaml")):
        language = path.stem.removeprefix("wording_")
        for kind in read_wording(book, language).texts:
            if kind == "recommendations" and not body.recommendations:
                continue  # the file of recommendations is not there: it has its own fault
            for name, entry in read_yaml(book, FILE.format(language=language)).at(kind).pairs():
                if name not in held[kind]:
                    entry.fault(f"the law holds no {name!r} among its {kind}")
