"""Reads a scenario: facts set, offences added, changed or repealed, what commences, what is displaced.

Offences may be given as `add`, `change` and `repeal` lists, as a mapping from id to what changes
(`repeal` or null repeals), or as a list of records, each changing the one with its id or adding
itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kapea.engines.dates import PartialDate
from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.penalty import Imprisonment, Term, Unit
from kapea.engines.law.provision import Offence
from kapea.engines.law.scenario import Displaced, Scenario, StatedPenalty
from kapea.engines.law.validity import refuse_overlap
from kapea.packs.law.entries import given, known, partial_date, told_at, truth, words
from kapea.packs.law.offences import changed_offence, read_versions
from kapea.packs.marked import Entry

FIELDS: Final = (
    "id", "title", "origin", "status", "overrides", "offences", "commences", "displaces", "penalty_effects",
    "expected_changes", "net", "assumptions", "note", "repeals",
)  # fmt: skip
ACTIONS: Final = ("add", "change", "repeal")


@dataclass(kw_only=True)
class _Draft:
    """What has been read so far of the offences of a scenario."""

    body: BodyOfLaw
    offences: dict[str, Offence] = field(default_factory=dict)
    repeals: list[str] = field(default_factory=list)


def one_scenario(root: Entry) -> Entry:
    """The scenario of a file: the file itself, the only one of a list or under `scenarios`."""
    held = given(root, "scenarios") or given(root, "scenario") or root
    if not isinstance(held.value, list):
        return held
    members = held.items()
    if len(members) != 1:
        held.fault(f"the file must hold one scenario, not {len(members)}")
    return members[0]


def read_scenario(entry: Entry, body: BodyOfLaw) -> Scenario:
    """The scenario of an entry over a body of law; what the law does not hold is a fault."""
    known(entry, FIELDS)
    draft = _Draft(body=body)
    if (offences := given(entry, "offences")) is not None:
        _read_offences(offences, draft)
    if (repeals := given(entry, "repeals")) is not None:
        _repeal(repeals, draft)
    commences, commences_on = _commencement(given(entry, "commences"), draft)
    return Scenario(
        id=entry.text("id", default="scenario"),
        title=entry.text("title", default=""),
        origin=entry.text("origin", default=""),
        status=entry.text("status", default=""),
        overrides=_overrides(given(entry, "overrides"), body),
        offences=tuple(draft.offences.values()),
        repeals=tuple(draft.repeals),
        commences=commences,
        commences_on=commences_on,
        displaces=tuple(_displaces(given(entry, "displaces"), draft)),
        stated_penalties=tuple(_stated_penalties(given(entry, "penalty_effects"), body)),
    )


_RANGE: Final = re.compile(r"(\d+)\s*-\s*(\d+)\s*(days|months|years)")


def _stated_penalties(entry: Entry | None, body: BodyOfLaw) -> Iterable[StatedPenalty]:
    """The penalties that an author states in prose: `TIPSE-41-3/41-4 (computer production)`, `1-3 years`.

    Prose that names no offence of the law, or no range, stays prose.
    """
    for one in entry.items() if entry else ():
        found = _RANGE.search(str(one.at("after").value)) if one.has("after") else None
        if found is None or not one.has("offence"):
            continue
        least, most = (Term(amount=int(found[place]), unit=Unit(found[3])) for place in (1, 2))
        for name in _offences_in(str(one.at("offence").value), body):
            yield StatedPenalty(offence=name, imprisonment=Imprisonment(least=least, most=most))


def _offences_in(prose: str, body: BodyOfLaw) -> Iterable[str]:
    """The offences that prose names; after a slash the work may be left out."""
    work = ""
    for word in re.split(r"[\s/,()]+", prose):
        if word in body.versions:
            work = body.versions[word][-1].work
            yield word
        elif work and f"{work}-{word}" in body.versions:
            yield f"{work}-{word}"


def _overrides(entry: Entry | None, body: BodyOfLaw) -> dict[str, bool | None]:
    found: dict[str, bool | None] = {}
    for name, value in entry.pairs() if entry else ():
        if name not in body.facts:
            value.fault(f"the law has no fact {name!r}")
        found[name] = truth(value)
    return found


def _read_offences(entry: Entry, draft: _Draft) -> None:
    if isinstance(entry.value, list):
        for member in entry.items():
            _read_member(member, draft)
        return
    for name, value in entry.pairs():
        if name in ACTIONS:
            _read_action(name, value, draft)
        elif _is_repeal(value):
            _repeal_named(name, value, draft)
        else:
            _change(name, value, draft)


def _read_action(action: str, entry: Entry, draft: _Draft) -> None:
    if action == "repeal":
        _repeal(entry, draft)
    elif isinstance(entry.value, dict) and not entry.has("id"):
        for name, value in entry.pairs():
            _change(name, value, draft, is_new=action == "add")
    else:
        for member in entry.items() if isinstance(entry.value, list) else [entry]:
            _change(member.text("id"), member, draft, is_new=action == "add")


def _read_member(entry: Entry, draft: _Draft) -> None:
    """One member of a list: `repeal: ID`, `add: {…}`, `change: {…}`, or a record with its id."""
    named = [action for action in ACTIONS if entry.has(action) and not entry.has("id")]
    if named:
        for action in named:
            _read_action(action, entry.at(action), draft)
        return
    name = entry.text("id")
    action = entry.text("action", default=entry.text("op", default=""))
    if action == "repeal" or _is_repeal(entry) or (entry.has("repeal") and entry.at("repeal").value is True):
        _repeal_named(name, entry, draft)
        return
    inner = next(
        (entry.at(key) for key in ("change", "add", "set") if isinstance(_value(entry, key), dict)), entry
    )
    _change(name, inner, draft, is_new=action == "add" or entry.has("add"))


def _value(entry: Entry, key: str) -> object:
    return entry.at(key).value if entry.has(key) else None


def _is_repeal(entry: Entry) -> bool:
    if entry.value is None or entry.value in ("repeal", "repealed"):
        return True
    return entry.has("status") and entry.at("status").value in ("repealed", "repeal")


def _repeal(entry: Entry, draft: _Draft) -> None:
    for member in entry.items() if isinstance(entry.value, list) else [entry]:
        name = member.text("id") if isinstance(member.value, dict) else str(member.value)
        _repeal_named(name, member, draft)


def _repeal_named(name: str, entry: Entry, draft: _Draft) -> None:
    if not draft.body.knows(name):
        entry.fault(f"the law holds no provision {name!r} to repeal")
    draft.repeals.extend(_spelt_out(name, draft))


def _change(name: str, entry: Entry, draft: _Draft, *, is_new: bool | None = None) -> None:
    """The record changed, or a new one; a new one must say so or bring a title or elements."""
    versions = draft.body.versions.get(name, ())
    base = draft.offences.get(name) or (versions[-1] if versions else None)
    if base is not None and is_new is True and name in draft.body.versions:
        entry.fault(f"the law already holds {name}; change it instead")
    stripped = _without(entry, ("action", "op"))
    if base is None:
        if is_new is not True and not (entry.has("law") or entry.has("work") or entry.has("elements")):
            entry.fault(f"the law holds no provision {name!r} to change")
            return
        draft.offences[name] = _added(name, stripped)
    else:
        draft.offences[name] = changed_offence(stripped, base)


def _added(name: str, entry: Entry) -> Offence:
    members = dict(entry.pairs())
    members.setdefault("id", Entry(name, entry.line, name="id", file=entry.file, book=entry.book))
    if "law" not in members and "work" not in members:
        members["law"] = Entry("new", entry.line, name="law", file=entry.file, book=entry.book)
    found = list(read_versions(Entry(members, entry.line, name=entry.name, file=entry.file, book=entry.book)))
    told_at(entry, lambda: refuse_overlap(name, found), otherwise=None)
    return found[-1]


def _without(entry: Entry, keys: Iterable[str]) -> Entry:
    if not isinstance(entry.value, dict):
        entry.fault(f"{entry.name} must be a mapping of what changes")
        return Entry({}, entry.line, name=entry.name, file=entry.file, book=entry.book)
    kept = {key: value for key, value in entry.pairs() if key not in keys}
    return Entry(kept, entry.line, name=entry.name, file=entry.file, book=entry.book)


def _commencement(entry: Entry | None, draft: _Draft) -> tuple[tuple[str, ...], date | None]:
    """What commences and from which day: a day, names, or a mapping from name to day."""
    if entry is None:
        return (), None
    if isinstance(entry.value, date):
        return (), entry.value
    if isinstance(entry.value, dict):
        return _dated_commencement(entry, draft)
    if isinstance(entry.value, str | int) and str(entry.value)[:4].isdigit():
        day = partial_date(entry)
        return (), day.latest if day else None
    return tuple(_known(words(entry), entry, draft)), None


def _dated_commencement(entry: Entry, draft: _Draft) -> tuple[tuple[str, ...], date | None]:
    names: list[str] = []
    days: list[PartialDate] = []
    for name, value in entry.pairs():
        if name in ("on", "date", "from"):
            days.extend(filter(None, [partial_date(value)]))
        elif name in ("works", "offences", "provisions", "names"):
            names.extend(words(value))
        else:
            names.append(name)
            if value.value is not None and not isinstance(value.value, bool):
                days.extend(filter(None, [partial_date(value)]))
    return tuple(_known(names, entry, draft)), max((day.latest for day in days), default=None)


def _displaces(entry: Entry | None, draft: _Draft) -> Iterable[Displaced]:
    """The displaced provisions: names; from the newer to the older ones; or records of offence and by."""
    if entry is None:
        return
    if isinstance(entry.value, dict) and not entry.has("offence"):
        for newer, older in entry.pairs():
            yield from _displaced(words(older), (newer,), older, draft)
        return
    for member in entry.items() if isinstance(entry.value, list) else [entry]:
        if isinstance(member.value, dict) and member.has("offence"):
            by = words(member.at("by")) if given(member, "by") else ()
            yield from _displaced(words(member.at("offence")), by, member, draft)
        elif isinstance(member.value, dict):
            yield from _displaces(member, draft)
        else:
            yield from _displaced(words(member), (), member, draft)


def _displaced(
    older: Iterable[str], newer: Iterable[str], entry: Entry, draft: _Draft
) -> Iterable[Displaced]:
    by = tuple(_known(newer, entry, draft))
    for name in _known(older, entry, draft):
        yield Displaced(offence=name, by=by)


def _known(names: Iterable[str], entry: Entry, draft: _Draft) -> Iterable[str]:
    """The names, an article spelt out into its offences; a name the law does not hold is a fault."""
    for name in names:
        if not draft.body.knows(name) and name not in draft.offences:
            entry.fault(f"the law holds no provision {name!r}")
        yield from _spelt_out(name, draft)


def _spelt_out(name: str, draft: _Draft) -> tuple[str, ...]:
    is_whole = name in draft.body.works or name in draft.body.provisions or name in draft.offences
    return (name,) if is_whole else draft.body.named(name) or (name,)
