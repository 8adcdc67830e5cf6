"""Reads offences: one record, its versions, or a change of a record that a scenario asks for.

A record may carry `versions`, each with what differs from it and from when to when it holds. An
element that is not listed is not asked by the provision, unless only its title is known.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from kapea.engines.law.ages import ANY_AGE
from kapea.engines.law.elements import FREE, LIMITED, NOT_CODED, Elements, Limit, limit
from kapea.engines.law.penalty import LIFE, Fine, Imprisonment, Term, Unit
from kapea.engines.law.provision import AccessoryPenalties, Kind, Offence, Status
from kapea.engines.law.vocabulary import WORDS, known_word
from kapea.packs.law.entries import (
    age,
    chosen,
    citations,
    given,
    known,
    names,
    read_term,
    told_at,
    truth,
    validity,
    words,
)
from kapea.packs.marked import Entry

OFFENCES_FILE = "law/offences.yaml"
TEXTS: Final = ("seed", "partial", "title")
FIELDS: Final = frozenset(
    {
        "id", "law", "work", "article", "article_basis", "kind", "status", "title", "conduct", "forms",
        "victim_age",
        "suspect_age", "elements", "imprisonment", "fine_riel", "fine", "attempt", "attempt_provisions",
        "attempt_basis",
        "aggravates", "aggravation", "accessory", "excuses", "valid_from", "valid_to", "versions",
        "sources", "notes",
        "text", "inferred", *LIMITED,
    }
)  # fmt: skip
FREE_WORDS: Final = frozenset({"any", "none", "free", "not_required"})


def read_offences(root: Entry) -> tuple[Offence, ...]:
    """Every version of every record, in the order of the file."""
    found: list[Offence] = []
    seen: set[str] = set()
    for entry in root.at("offences").items():
        name = entry.text("id")
        if name in seen:
            entry.fault(f"{name} stands twice")
        seen.add(name)
        found.extend(read_versions(entry))
    return tuple(found)


def read_versions(entry: Entry) -> Iterable[Offence]:
    """The record itself, or each of its versions over it."""
    base = changed_offence(entry, _blank(entry))
    versions = given(entry, "versions")
    if versions is None:
        return [base]
    return [changed_offence(one, base) for one in versions.items()]


def _blank(entry: Entry) -> Offence:
    return Offence(
        id=entry.text("id"),
        work=entry.text("law" if entry.has("law") else "work"),
        article="",
        kind=chosen(entry, "kind", Kind, default=Kind.OFFENCE),
        title="",
        elements=Elements(),
    )


ALIASES: Final = {"penalty": "imprisonment", "aggravation_of": "aggravates", "victim": "victim_age"}


def _in_our_words(entry: Entry) -> Entry:
    """The entry with a field that goes by another name under ours."""
    members = {ALIASES.get(key, key): value for key, value in entry.pairs()}
    return Entry(members, entry.line, name=entry.name, file=entry.file, book=entry.book)


def changed_offence(given_entry: Entry, base: Offence) -> Offence:
    """The record with what the entry says of it; what it does not name stays."""
    entry = _in_our_words(given_entry)
    known(entry, FIELDS)
    changes: dict[str, Any] = dict(_plain(entry))
    changes["elements"] = _elements(entry, base.elements)
    changes["kind"] = chosen(entry, "kind", Kind, default=base.kind)
    if (protected := given(entry, "victim_age")) is not None:
        changes["is_by_exploited"] = protected.value == "offender"
        changes["victim_age"] = ANY_AGE if protected.value == "offender" else age(protected)
    if entry.has("suspect_age"):
        changes["suspect_age"] = age(given(entry, "suspect_age"))
    if entry.has("imprisonment"):
        changes["imprisonment"] = _imprisonment(given(entry, "imprisonment"))
    if entry.has("fine_riel") or entry.has("fine"):
        changes["fine"] = _fine(entry)
    if (attempt := given(entry, "attempt")) is not None:
        changes["attempt"] = truth(attempt)
        changes["is_attempt_inferred"] = entry.text("attempt_basis", default="seed") == "inferred"
    if (extra := given(entry, "accessory")) is not None:
        changes["accessory"] = _accessory(extra)
    if entry.has("valid_from") or entry.has("valid_to"):
        changes["validity"] = validity(entry)
    return replace(base, **changes)


def _plain(entry: Entry) -> Iterable[tuple[str, object]]:
    """The fields that are read as they stand."""
    for field, key in (("article", "article"), ("article_basis", "article_basis"), ("title", "title")):
        if given(entry, key) is not None:
            yield field, str(entry.at(key).value)
    for field in ("aggravates", "aggravation", "notes"):
        if given(entry, field) is not None:
            yield field, entry.text(field)
    if given(entry, "status") is not None:
        yield "status", chosen(entry, "status", Status, default=Status.IN_FORCE)
    if entry.has("law") or entry.has("work"):
        yield "work", entry.text("law" if entry.has("law") else "work")
    if (
        (prose := given(entry, "conduct")) is not None
        and isinstance(prose.value, str)
        and not _is_coded(prose)
    ):
        yield "conduct", prose.value
    if entry.has("sources"):
        yield "sources", citations(entry)
    for field in ("forms", "attempt_provisions"):
        if entry.has(field):
            yield field, names(entry, field)
    if entry.has("excuses"):
        yield "excuses", frozenset(names(entry, "excuses"))


def _is_coded(entry: Entry) -> bool:
    return known_word("conduct", str(entry.value)) is not None


def _elements(entry: Entry, base: Elements) -> Elements:
    """The elements of the `elements` block, or named beside the other fields."""
    changes: dict[str, Any] = {}
    block = given(entry, "elements")
    text = block.choice("text", TEXTS, default="") if block else ""
    if text or (base == Elements() and (block or _limits(entry))):
        # a record that is new, or whose text is said to be known: what it does not name, it does not ask
        changes.update(dict.fromkeys(LIMITED, NOT_CODED if text == "title" else FREE))
    if block is not None:
        known(block, ("text", "inferred", *LIMITED))
        changes.update(_limits(block))
        changes["inferred"] = frozenset(names(block, "inferred"))
    changes.update(_limits(entry))
    return replace(base, **changes)


def _limits(entry: Entry) -> Mapping[str, Limit]:
    found: dict[str, Limit] = {}
    for element in LIMITED:
        if not entry.has(element):
            continue
        value = entry.at(element)
        is_prose = element == "conduct" and isinstance(value.value, str) and not _is_coded(value)
        if not (is_prose or (element == "conduct" and value.value is None)):
            found[element] = _limit(element, value)
    return found


def _limit(element: str, entry: Entry) -> Limit:
    if entry.value in ("not_coded", "unknown"):
        return NOT_CODED
    if not entry.value or (isinstance(entry.value, str) and entry.value in FREE_WORDS):
        return FREE
    if element == "consideration" and entry.value is True:
        return limit(element, ("given", "promised"))
    read = [(text, known_word(element, text)) for text in words(entry)]
    for text, word in read:
        if word is None:
            entry.fault(f"{element} {text!r} is not one of {', '.join(sorted(WORDS[element]))}")
    return told_at(entry, lambda: limit(element, [word for _, word in read if word]), otherwise=NOT_CODED)


_RANGE: Final = re.compile(r"(\d+)\s*(?:-|to)\s*(\d+|life)\s*(days|months|years)?")


def _imprisonment(entry: Entry | None) -> Imprisonment | None:
    """The range of `min`, `max` and `unit`, or of `1-3 years`; None where no source gives it."""
    if entry is None:
        return None
    if isinstance(entry.value, str):
        return _range_in_words(entry)
    known(entry, ("min", "max", "unit", "min_unit", "max_unit"))
    unit = entry.text("unit", default="years")
    if given(entry, "max") is None:
        entry.fault("imprisonment lacks max; write imprisonment: null when it is not known")
        return None
    most = read_term(entry, amount=entry.at("max"), unit=entry.text("max_unit", default=unit))
    least = None
    if given(entry, "min") is not None:
        least = read_term(entry, amount=entry.at("min"), unit=entry.text("min_unit", default=unit))
    return told_at(entry, lambda: Imprisonment(least=least, most=most), otherwise=None)


def _range_in_words(entry: Entry) -> Imprisonment | None:
    if entry.value == "life":
        return Imprisonment(least=None, most=LIFE)
    found = _RANGE.fullmatch(str(entry.value).strip())
    if found is None:
        entry.fault(f"{entry.name} {entry.value!r} is not a range such as 1-3 years")
        return None
    unit = Unit(found[3] or "years")
    most = LIFE if found[2] == "life" else Term(amount=int(found[2]), unit=unit)
    least = Term(amount=int(found[1]), unit=unit)
    return told_at(entry, lambda: Imprisonment(least=least, most=most), otherwise=None)


def _fine(entry: Entry) -> Fine | None:
    held = given(entry, "fine") or given(entry, "fine_riel")
    if held is None:
        return None
    currency = held.text("currency", default="riel" if entry.has("fine_riel") else "")
    least, most = held.whole("min"), held.whole("max")
    return told_at(held, lambda: Fine(least=least, most=most, currency=currency), otherwise=None)


def _accessory(entry: Entry) -> AccessoryPenalties:
    return AccessoryPenalties(
        penalties=entry.texts("penalties"),
        works=frozenset(entry.texts("works")),
        offences=frozenset(entry.texts("offences")),
        foreigners_only=frozenset(entry.texts("foreigners_only")),
    )
