"""Reads a country's law as a whole, once for each state of its files."""

from functools import lru_cache
from pathlib import Path

from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.errors import InvalidLaw
from kapea.packs.law.countries import Countries
from kapea.packs.law.criteria import (
    CRITERIA_FILE,
    RECOMMENDATIONS_FILE,
    read_criteria,
    read_law_recommendations,
)
from kapea.packs.law.facts import FACTS_FILE, read_facts
from kapea.packs.law.general_rules import RULES_FILE, read_general_rules
from kapea.packs.law.offences import OFFENCES_FILE, read_offences
from kapea.packs.law.scenarios import read_scenario
from kapea.packs.law.wording import check_wording
from kapea.packs.law.works import PROVISIONS_FILE, WORKS_FILE, read_provisions, read_works
from kapea.packs.marked import Entry, FaultBook, read_yaml

FILES = (
    WORKS_FILE, PROVISIONS_FILE, OFFENCES_FILE, RULES_FILE, FACTS_FILE, CRITERIA_FILE, RECOMMENDATIONS_FILE,
)  # fmt: skip


def load_law(folder: Path | str) -> BodyOfLaw:
    """The law of a pack's folder; the same one again while its files are unchanged. Raises InputFault."""
    root = Path(folder).resolve()
    stamps = tuple((root / file).stat().st_mtime_ns if (root / file).is_file() else 0 for file in FILES)
    return _loaded(root, stamps)


@lru_cache(maxsize=8)
def _loaded(root: Path, stamps: tuple[int, ...]) -> BodyOfLaw:
    return read_law(FaultBook(root=root, strict=True))


def read_law(book: FaultBook) -> BodyOfLaw:
    """The law of a book's folder; what is wrong goes into the book."""
    rules = read_general_rules(book)
    criteria_file, offences_file = read_yaml(book, CRITERIA_FILE), read_yaml(book, OFFENCES_FILE)
    facts_file = read_yaml(book, FACTS_FILE)
    criteria = read_criteria(criteria_file)
    provisions, definitions = read_provisions(book)
    works = read_works(book)
    offences = read_offences(offences_file)
    facts = read_facts(facts_file, criteria_file.at("facts"), criteria, Countries(book.root, rules))
    try:
        body = BodyOfLaw(
            works=works,
            offences=offences,
            rules=rules,
            provisions=provisions,
            definitions=definitions,
            facts=facts,
            criteria=criteria,
            recommendations=read_law_recommendations(book),
        )
    except InvalidLaw as error:
        book.add(OFFENCES_FILE, _line_of(error.about, offences_file), str(error))
        return BodyOfLaw(works=works, offences=(), rules=rules, provisions=provisions)
    _refuse_unknown_names(body, offences_file, facts_file)
    return body


def check_law_text(book: FaultBook) -> None:
    """Write into the book whatever is wrong with the law and its scenarios."""
    body = read_law(book)
    scenarios = read_scenarios(book)
    for entry in scenarios.values():
        read_scenario(entry, body)
    if body.offences:  # a law that could not be put together has its own fault
        check_wording(book, body, scenarios)


def read_scenarios(book: FaultBook) -> dict[str, Entry]:
    """The scenarios of the pack by id, not yet read over a law."""
    held = read_yaml(book, CRITERIA_FILE)
    if not held.has("scenarios"):
        return {}
    return {entry.text("id"): entry for entry in held.at("scenarios").items()}


def _refuse_unknown_names(body: BodyOfLaw, offences: Entry, facts: Entry) -> None:
    """Fault what a file names and no file holds: a work, an aggravated offence, a provision of a rule."""
    for entry in offences.at("offences").items():
        work = str(entry.at("law").value)
        if work not in body.works:
            entry.at("law").fault(f"{work!r} is no work of {WORKS_FILE}")
        _refuse_unheld(entry, ("aggravates", "excuses", "attempt_provisions"), body)
    for _, entry in facts.at("facts").pairs():
        _refuse_unheld(entry, ("in_force", "rests_on", "reaching", "judged_at"), body)


def _refuse_unheld(entry: Entry, keys: tuple[str, ...], body: BodyOfLaw) -> None:
    for key in keys:
        for name in _texts(entry, key):
            if not body.knows(name):
                entry.at(key).fault(f"the law holds no provision {name!r}")


def _texts(entry: Entry, key: str) -> tuple[str, ...]:
    if not entry.has(key):
        return ()
    held = entry.at(key)
    return (
        tuple(str(one.value) for one in held.items()) if isinstance(held.value, list) else (str(held.value),)
    )


def _line_of(name: str, offences: Entry) -> int:
    """The line where a record stands, 0 when it has none."""
    for entry in offences.at("offences").items():
        if entry.has("id") and entry.at("id").value == name:
            return entry.line
    return 0
