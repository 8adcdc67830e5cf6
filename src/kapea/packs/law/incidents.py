"""Reads the facts of an incident, and the cases that a derivation rule poses to the law.

What a file of facts does not name is unknown. `none` says that it is known not to be so. A list
with `unknown` in it is not complete. In a posed case, whatever is not named was not so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from itertools import product
from typing import Final

from kapea.engines.dates import AgeRange, InvalidPartialDate, PartialDate
from kapea.engines.law.elements import NONE, NOT_KNOWN, Stated
from kapea.engines.law.incident import Act, Incident, Suspect, Victim
from kapea.engines.law.vocabulary import ACTS, WORDS, known_word
from kapea.packs.law.countries import Countries
from kapea.packs.law.entries import age, given, known, truth, words
from kapea.packs.marked import Entry

HOW: Final = ("means", "purpose", "setting", "medium", "consideration", "circumstances")
PERSON: Final = ("age", "nationality", "code", "note", "sex")
SUSPECT: Final = (*PERSON, "residence", "capacity", "same_as_victim", "exploited")
FIELDS: Final = frozenset(
    {
        "id", "title", "note", "fictitious", "expect", "date", "date_precision", "place", "country",
        "victim", "victims",
        "suspect", "suspects", "acts", "act", "object", "completed", "offences", "alleged", "victim_age",
        "victim_nationality", "suspect_age", "suspect_nationality", *HOW,
    }
)  # fmt: skip
HOME_PLACE: Final = (
    "country", "code", "name", "province", "municipality", "district", "commune", "village", "level", "note",
)  # fmt: skip
"""What a place without a country may say of itself: it then lies in the pack's country."""
NO_ONE: Final = ("none", "no", "nothing")


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One victim and one suspect of the incident, by their places in the file from 1."""

    victim: int
    suspect: int
    incident: Incident


def read_incident(root: Entry, countries: Countries) -> tuple[Pair, ...]:
    """Every pair of a victim and a suspect, each as an incident of its own."""
    entry = given(root, "facts") or given(root, "incident") or root
    known(entry, FIELDS)
    plain = _incident(entry, countries, unsaid=NOT_KNOWN)
    victims = [_victim(one, countries) for one in _persons(entry, "victim", "victims")] or [
        _flat_victim(entry, countries)
    ]
    suspects = [_suspect(one, countries) for one in _persons(entry, "suspect", "suspects")] or [
        _flat_suspect(entry, countries)
    ]
    return tuple(
        Pair(victim=number, suspect=other, incident=replace(plain, victim=victim, suspect=suspect))
        for (number, victim), (other, suspect) in product(enumerate(victims, 1), enumerate(suspects, 1))
    )


def read_case(entry: Entry, countries: Countries) -> Incident:
    """A case posed to the law: an adult did exactly what is named, and nothing else was so."""
    known(entry, FIELDS)
    victims, suspects = _persons(entry, "victim", "victims"), _persons(entry, "suspect", "suspects")
    suspect = _suspect(suspects[0], countries) if suspects else Suspect()
    return replace(
        _incident(entry, countries, unsaid=NONE),
        victim=_victim(victims[0], countries) if victims else Victim(),
        suspect=replace(
            suspect,
            age=suspect.age or AgeRange(lowest=30, highest=30),
            capacity=suspect.capacity if suspect.capacity is not NOT_KNOWN else NONE,
        ),
    )


def _persons(entry: Entry, one: str, several: str) -> list[Entry]:
    held = given(entry, several) or given(entry, one)
    if held is None:
        return []
    return list(held.items()) if isinstance(held.value, list) else [held]


def _incident(entry: Entry, countries: Countries, *, unsaid: Stated) -> Incident:
    how = {name: _stated(name, given(entry, name), unsaid) for name in HOW}
    acts, is_complete = _acts(entry, how)
    completed = given(entry, "completed")
    alleged = given(entry, "offences") or given(entry, "alleged")
    return Incident(
        occurred=_day(entry),
        countries=_countries(given(entry, "place") or given(entry, "country"), countries),
        acts=acts,
        acts_are_complete=is_complete,
        was_completed=truth(completed) if completed else not entry.has("completed") or None,
        alleged=words(alleged) if alleged else (),
    )


def _day(entry: Entry) -> PartialDate | None:
    held = given(entry, "date")
    if held is None or held.value == "unknown":
        return None
    precision = entry.choice("date_precision", ("exact", "day", "month", "year"), default="exact")
    if isinstance(held.value, dict):
        precision = held.choice("precision", ("exact", "day", "month", "year"), default="exact")
        held = held.at("value")
    try:
        day = (
            PartialDate.exact(held.value)
            if isinstance(held.value, date)
            else PartialDate.from_iso(str(held.value))
        )
    except InvalidPartialDate as error:
        held.fault(f"date {held.value!r}: {error}")
        return None
    first = day.earliest
    if precision == "month":
        return PartialDate.in_month(first.year, first.month)
    return PartialDate.in_year(first.year) if precision == "year" else day


def _countries(entry: Entry | None, countries: Countries) -> frozenset[str] | None:
    if entry is None or entry.value == "unknown":
        return None
    if isinstance(entry.value, dict):
        if entry.has("country"):
            return _countries(entry.at("country"), countries)
        known(entry, HOME_PLACE)
        return frozenset({countries.rules.country}) if entry.field_names() else None
    found = frozenset(_country(text, entry, countries) for text in words(entry))
    return None if "" in found else found


def _country(text: str, entry: Entry, countries: Countries) -> str:
    """The code of a country; "" for unknown."""
    if text == "unknown":
        return ""
    code = countries.code(text)
    if code is None:
        home = countries.rules.country
        entry.fault(f"{entry.name} {text!r} is not a country: write its ISO 3166 code, such as {home}")
    return code or ""


def _victim(entry: Entry, countries: Countries) -> Victim:
    known(entry, PERSON)
    return Victim(
        age=_age(given(entry, "age")), nationalities=_countries(given(entry, "nationality"), countries)
    )


def _flat_victim(entry: Entry, countries: Countries) -> Victim:
    nationality = given(entry, "victim_nationality")
    return Victim(age=_age(given(entry, "victim_age")), nationalities=_countries(nationality, countries))


def _suspect(entry: Entry, countries: Countries) -> Suspect:
    known(entry, SUSPECT)
    same, exploited = given(entry, "same_as_victim"), given(entry, "exploited")
    residence = _countries(given(entry, "residence"), countries)
    return Suspect(
        age=_age(given(entry, "age")),
        nationalities=_countries(given(entry, "nationality"), countries),
        residence=next(iter(residence)) if residence else None,
        capacity=_stated("capacity", given(entry, "capacity"), NOT_KNOWN),
        is_victim=truth(same) if same else (None if entry.has("same_as_victim") else False),
        is_exploited=truth(exploited) if exploited else None,
    )


def _flat_suspect(entry: Entry, countries: Countries) -> Suspect:
    nationality = given(entry, "suspect_nationality")
    return Suspect(age=_age(given(entry, "suspect_age")), nationalities=_countries(nationality, countries))


def _age(entry: Entry | None) -> AgeRange | None:
    if entry is None or entry.value == "unknown":
        return None
    if isinstance(entry.value, dict):
        known(entry, ("min", "max"))
        text = f"{entry.at('min').value}-{entry.at('max').value}"
        return age(Entry(text, entry.line, name=entry.name, file=entry.file, book=entry.book))
    if isinstance(entry.value, bool) or not isinstance(entry.value, int | str):
        entry.fault("age must be a whole number or a range such as 13-15")
        return None
    return age(entry)


def _acts(entry: Entry, how: Mapping[str, Stated]) -> tuple[tuple[Act, ...], bool]:
    held = given(entry, "acts") or given(entry, "act")
    if held is None or held.value == "unknown":
        return (), False
    members = held.items() if isinstance(held.value, list) else [held]
    subject = given(entry, "object")
    read = [_act(member, subject, how) for member in members if member.value != "unknown"]
    is_complete = all(member.value != "unknown" for member in members) and bool(members)
    return tuple(act for act in read if act is not None), is_complete


def _act(entry: Entry, subject: Entry | None, how: Mapping[str, Stated]) -> Act | None:
    """`produce csam`, `purchase`, or a mapping of act, object and how it was done."""
    if isinstance(entry.value, list):
        entry.fault("an act must be a word or a mapping, not a list in the list")
        return None
    if isinstance(entry.value, dict):
        known(entry, ("act", "object", *HOW))
        told = {name: _stated(name, given(entry, name), how[name]) for name in HOW}
        return _act_of(entry.at("act"), given(entry, "object") or subject, {**how, **told})
    return _act_of(entry, subject, how)


def _act_of(entry: Entry, subject: Entry | None, how: Mapping[str, Stated]) -> Act | None:
    text = str(entry.value).strip()
    conduct = known_word("conduct", text)
    if conduct is None and " " in text:
        first, _, rest = text.partition(" ")
        conduct = known_word("conduct", first)
        subject = (
            Entry(rest, entry.line, name="object", file=entry.file, book=entry.book) if conduct else subject
        )
    if conduct is None:
        entry.fault(_unknown_word("conduct", text))
        return None
    return Act(conduct=conduct, object=_object(conduct, subject), **how)


def _object(conduct: str, subject: Entry | None) -> str:
    """The object named, or the only one that the act can have; "" when it is not known."""
    possible = ACTS[conduct][1]
    if subject is None or subject.value == "unknown":
        return possible[0] if len(possible) == 1 else ""
    named = [(text, known_word("object", text)) for text in words(subject)]
    for text, word in named:
        if word is None:
            subject.fault(_unknown_word("object", text))
    fitting = [word for _, word in named if word in possible]
    if len(fitting) == 1:
        return fitting[0] or ""
    return possible[0] if len(possible) == 1 else ""


def _stated(element: str, entry: Entry | None, unsaid: Stated) -> Stated:
    if entry is None:
        return unsaid
    texts = [str(entry.value).lower()] if isinstance(entry.value, bool) else list(words(entry))
    if texts == ["unknown"]:
        return NOT_KNOWN
    if not texts or (len(texts) == 1 and texts[0].lower() in (*NO_ONE, "false")):
        return NONE
    return Stated(words=frozenset(_words(element, texts, entry)), is_complete="unknown" not in texts)


def _words(element: str, texts: Iterable[str], entry: Entry) -> Iterable[str]:
    for text in texts:
        word = known_word(element, text)
        if word is not None:
            yield word
        elif element == "consideration" and text != "unknown":
            yield "given"  # anything of value, in the words of whoever wrote it down
        elif text != "unknown":
            entry.fault(_unknown_word(element, text))


def _unknown_word(element: str, text: str) -> str:
    near = get_close_matches(text.lower(), WORDS[element], n=3)
    hint = f"; did you mean {' or '.join(near)}" if near else ""
    return f"{element} {text!r} is not known{hint}; the words are {', '.join(sorted(WORDS[element]))}"
