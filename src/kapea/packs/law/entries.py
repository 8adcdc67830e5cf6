"""The small readings that every file of the law shares: citations, dates, ages, terms, yes-or-no.

An engine's refusal is told at the entry it is about, so that a fault names file and line.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from kapea.engines.dates import AgeRange, InvalidPartialDate, PartialDate
from kapea.engines.errors import KapeaError
from kapea.engines.law.ages import ANY_AGE, read_age
from kapea.engines.law.citation import Citation
from kapea.engines.law.penalty import LIFE, Term, Unit
from kapea.engines.law.truth import Truth
from kapea.engines.law.validity import Validity
from kapea.packs.marked import Entry, FaultBook
from kapea.packs.sources import source_ref

Read = TypeVar("Read")
Word = TypeVar("Word", bound=StrEnum)


def entry_of(value: object, *, file: str) -> Entry:
    """Plain values (a form, a saved record) as an entry without lines, so that they are read as a file is."""
    return _entry_of(value, name=file, file=file, book=FaultBook(root=Path(), strict=True))


def _entry_of(value: object, *, name: str, file: str, book: FaultBook) -> Entry:
    held = value
    if isinstance(value, Mapping):
        held = {str(key): _entry_of(one, name=str(key), file=file, book=book) for key, one in value.items()}
    elif isinstance(value, list | tuple):
        held = [_entry_of(one, name=name, file=file, book=book) for one in value]
    return Entry(held, 0, name=name, file=file, book=book)


def told_at(entry: Entry, read: Callable[[], Read], *, otherwise: Read) -> Read:
    """What `read` gives; an engine's refusal becomes a fault at the entry."""
    try:
        return read()
    except KapeaError as error:
        if hasattr(error, "fault"):
            raise
        entry.fault(str(error))
        return otherwise


def given(entry: Entry, key: str) -> Entry | None:
    """The value under a key, or None where it is missing or empty."""
    if not entry.has(key) or entry.at(key).value is None:
        return None
    return entry.at(key)


def chosen(entry: Entry, key: str, kind: type[Word], *, default: Word) -> Word:
    """The word under a key; a word that is none of the kind is a fault and reads as the default."""
    text = entry.choice(key, tuple(kind), default=default.value)
    return kind(text) if text in tuple(kind) else default


def citations(entry: Entry, key: str = "sources") -> tuple[Citation, ...]:
    """The citations under a key: `S2 §14`, or a mapping of source and locator."""
    held = given(entry, key)
    return tuple(_citation(one) for one in held.items()) if held else ()


def _citation(entry: Entry) -> Citation:
    if isinstance(entry.value, dict):
        return Citation(source=entry.text("source"), locator=entry.text("locator", default=""))
    reference = source_ref(str(entry.value))
    return Citation(source=reference.alias, locator=reference.locator)


def truth(entry: Entry) -> Truth:
    """True, false or unknown (null, or the word)."""
    if entry.value is None or entry.value == "unknown":
        return None
    if not isinstance(entry.value, bool):
        entry.fault(f"{entry.name} must be true, false or null")
        return None
    return entry.value


def partial_date(entry: Entry) -> PartialDate | None:
    """The date of `2012`, `2012-02`, `2012-02-03` or `2012/2014`."""
    if isinstance(entry.value, date):
        return PartialDate.exact(entry.value)
    try:
        return PartialDate.from_iso(str(entry.value))
    except InvalidPartialDate as error:
        entry.fault(f"{entry.name} {entry.value!r}: {error}")
        return None


def validity(entry: Entry, *, begins: str = "valid_from", ends: str = "valid_to") -> Validity:
    """From when to when something holds."""
    first, last = given(entry, begins), given(entry, ends)
    return told_at(
        last or first or entry,
        lambda: Validity(
            begins=partial_date(first) if first else None, ends=partial_date(last) if last else None
        ),
        otherwise=Validity(),
    )


def age(entry: Entry | None, *, otherwise: AgeRange = ANY_AGE) -> AgeRange:
    """The ages of a limit: 14, 13-15, <15, >=18, any."""
    if entry is None:
        return otherwise
    return told_at(entry, lambda: read_age(str(entry.value)), otherwise=otherwise)


def term(entry: Entry) -> Term:
    """A term of `amount` and `unit`."""
    return read_term(entry, amount=entry.at("amount"), unit=entry.text("unit", default="years"))


def read_term(entry: Entry, *, amount: Entry, unit: str) -> Term:
    """A term of an amount (a whole number, or life) in a unit."""
    if amount.value == "life":
        return LIFE
    if not isinstance(amount.value, int) or isinstance(amount.value, bool):
        amount.fault(f"{amount.name} must be a whole number or life")
        return LIFE
    if unit not in Unit.__members__.values():
        entry.fault(f"unit {unit!r} is not one of {', '.join(Unit)}")
        return LIFE
    number = amount.value
    return told_at(amount, lambda: Term(amount=number, unit=Unit(unit)), otherwise=LIFE)


def words(entry: Entry) -> tuple[str, ...]:
    """One text or a list of texts."""
    if isinstance(entry.value, list):
        return tuple(str(member.value) for member in entry.items())
    return (str(entry.value),)


def names(entry: Entry, key: str) -> tuple[str, ...]:
    """The texts under a key; none where it is missing."""
    held = given(entry, key)
    return words(held) if held else ()


def known(entry: Entry, allowed: Iterable[str]) -> None:
    """Fault every field that no reader knows, and say which ones there are."""
    fields = sorted(allowed)
    for key, value in entry.pairs():
        if key not in fields:
            value.fault(f"there is no field {key!r}; the fields are {', '.join(fields)}")
