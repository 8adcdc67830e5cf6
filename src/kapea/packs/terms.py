"""Which words to use of children and of what was done to them, and which to leave.

Source: the Luxembourg Guidelines, as a pack restates them. Where a law or a printed table uses
another word, it is quoted as such (`legal_only`), never taken into our own text.
"""

from dataclasses import dataclass
from typing import Final

from kapea.packs.labels import Label
from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.sources import STATES, SourceRef, entry_sources

FILE: Final = "terminology.yaml"
TERM_RULES: Final = ("use", "avoid", "caution", "legal_only")


@dataclass(frozen=True, kw_only=True)
class TermRecord:
    """A word and what to say instead. appears_in: sources that use it."""

    term: str
    language: str
    rule: str
    preferred: tuple[str, ...]
    reason: str
    state: str
    sources: tuple[SourceRef, ...]
    appears_in: tuple[str, ...]
    line: int


@dataclass(frozen=True, kw_only=True)
class WordRecord:
    """A concept's word in the pack's languages."""

    concept: str
    word: Label
    alternative: str
    note: str
    state: str
    sources: tuple[SourceRef, ...]
    line: int


@dataclass(frozen=True, kw_only=True)
class Terminology:
    """Rules on words, and the words of the field."""

    terms: tuple[TermRecord, ...]
    words: tuple[WordRecord, ...]


def read_terminology(book: FaultBook, languages: tuple[str, ...]) -> Terminology:
    """The pack's words."""
    root = read_yaml(book, FILE)
    root.only("terms", "words")
    return Terminology(
        terms=tuple(_read_term(entry) for entry in root.at("terms").items()),
        words=tuple(_read_word(entry, languages) for entry in root.at("words").items()),
    )


def _read_term(entry: Entry) -> TermRecord:
    entry.only("term", "language", "rule", "preferred", "reason", "state", "source", "appears_in")
    state = entry.choice("state", STATES)
    return TermRecord(
        term=entry.text("term"),
        language=entry.text("language"),
        rule=entry.choice("rule", TERM_RULES),
        preferred=entry.texts("preferred", required=True),
        reason=entry.text("reason", default=""),
        state=state,
        sources=entry_sources(entry, state=state),
        appears_in=entry.texts("appears_in"),
        line=entry.line,
    )


def _read_word(entry: Entry, languages: tuple[str, ...]) -> WordRecord:
    entry.only("concept", "word", "alternative", "note", "state", "source")
    state = entry.choice("state", STATES)
    return WordRecord(
        concept=entry.text("concept"),
        word=entry.label("word", languages),
        alternative=entry.text("alternative", default=""),
        note=entry.text("note", default=""),
        state=state,
        sources=entry_sources(entry, state=state),
        line=entry.line,
    )
