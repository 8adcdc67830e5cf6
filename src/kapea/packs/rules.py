"""The numbers a country's bodies work by, each with its source and its version.

A rule's `values` are read by the register that follows the rule; this module only keeps them
with where they come from. A task stores the code and version of the rule that set it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kapea.engines.errors import KapeaError
from kapea.packs.labels import Label
from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.sources import STATES, SourceRef, entry_sources, joined

FIELDS = ("code", "version", "title", "values", "source", "state", "valid_from", "valid_to", "note")


class UnknownRule(KapeaError):
    """The pack has no such rule on that day."""

    code = "packs.unknown_rule"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One version of a rule. valid_to is the last day it holds; None: no end is known."""

    code: str
    version: int
    title: Label
    values: Mapping[str, object]
    sources: tuple[SourceRef, ...]
    state: str
    valid_from: date | None
    valid_to: date | None
    note: str
    file: str
    line: int

    @property
    def source(self) -> str:
        """The places in the sources in words, or ""."""
        return joined(self.sources)

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def read_rules(book: FaultBook, languages: tuple[str, ...]) -> tuple[Rule, ...]:
    """Every version of every rule of `rules/*.yaml`, by code and version."""
    files = sorted(path.name for path in (book.root / "rules").glob("*.yaml"))
    rules = [rule for file in files for rule in _read_file(book, f"rules/{file}", languages)]
    return tuple(sorted(rules, key=lambda rule: (rule.code, rule.version)))


def _read_file(book: FaultBook, file: str, languages: tuple[str, ...]) -> list[Rule]:
    return [_read_rule(entry, languages) for entry in read_yaml(book, file).at("rules").items()]


def _read_rule(entry: Entry, languages: tuple[str, ...]) -> Rule:
    entry.only(*FIELDS)
    state = entry.choice("state", STATES)
    values = entry.at("values").plain()
    if not isinstance(values, dict) or not values:
        entry.at("values").fault("values must be a mapping with at least one value")
        values = {}
    return Rule(
        code=entry.text("code"),
        version=entry.whole("version", least=1),
        title=entry.label("title", languages),
        values=MappingProxyType(values),
        sources=entry_sources(entry, state=state),
        state=state,
        valid_from=entry.day("valid_from"),
        valid_to=entry.day("valid_to"),
        note=entry.text("note", default=""),
        file=entry.file,
        line=entry.line,
    )


def rule_on(rules: tuple[Rule, ...], code: str, *, on: date | None) -> Rule:
    """The version that holds on a day, or the newest one. Raises UnknownRule."""
    versions = [rule for rule in rules if rule.code == code and (on is None or rule.holds_on(on))]
    if not versions:
        raise UnknownRule(f"The pack has no rule {code!r}" + (f" on {on}." if on else "."))
    return versions[-1]
