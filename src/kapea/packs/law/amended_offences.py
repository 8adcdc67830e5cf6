"""Reads which offences a scenario adds, changes and repeals.

Three ways of writing are understood: `add`, `change` and `repeal` blocks; a mapping from id to what
changes (`repeal` or null repeals); a list of records, each with its id and, if need be, an action.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.provision import Offence
from kapea.engines.law.validity import refuse_overlap
from kapea.packs.law.entries import told_at
from kapea.packs.law.offences import changed_offence, read_versions
from kapea.packs.marked import Entry

ADD: Final = "add"
CHANGE: Final = "change"
REPEAL: Final = "repeal"
ACTIONS: Final = (ADD, CHANGE, REPEAL)
NAMING: Final = ("action", "op", "set")


@dataclass(kw_only=True)
class Draft:
    """What has been read so far of the offences of a scenario."""

    body: BodyOfLaw
    offences: dict[str, Offence] = field(default_factory=dict)
    repeals: list[str] = field(default_factory=list)

    def knows(self, name: str) -> bool:
        return self.body.knows(name) or name in self.offences

    def spelt_out(self, name: str) -> tuple[str, ...]:
        """The name, or the offences of the article that it leads."""
        is_whole = name in self.body.works or name in self.body.provisions or name in self.offences
        return (name,) if is_whole else self.body.named(name) or (name,)


def read_amended(entry: Entry, draft: Draft) -> None:
    """Read the `offences` of a scenario into the draft."""
    if isinstance(entry.value, list):
        for member in entry.items():
            _read_record(member, "", draft)
        return
    for name, value in entry.pairs():
        if name in ACTIONS:
            _read_block(value, name, draft)
        else:
            _read_named(name, value, "", draft)


def read_repeals(entry: Entry, draft: Draft) -> None:
    """Read names, or records with an id, that are repealed."""
    for member in entry.items() if isinstance(entry.value, list) else [entry]:
        name = member.text("id") if isinstance(member.value, dict) else str(member.value)
        _repeal(name, member, draft)


def _read_block(entry: Entry, action: str, draft: Draft) -> None:
    """What stands under `add`, `change` or `repeal`: names, records, or a mapping from id."""
    if action == REPEAL:
        read_repeals(entry, draft)
    elif isinstance(entry.value, dict) and not entry.has("id"):
        for name, value in entry.pairs():
            _read_named(name, value, action, draft)
    else:
        for member in entry.items() if isinstance(entry.value, list) else [entry]:
            _read_record(member, action, draft)


def _read_record(entry: Entry, action: str, draft: Draft) -> None:
    """A record with its `id`; or one whose action names it (`repeal: ID`) or holds it (`add: {…}`)."""
    if not isinstance(entry.value, dict):
        entry.fault("an offence of a scenario is a record with an id")
    elif entry.has("id"):
        _read_named(entry.text("id"), entry, action, draft)
    elif not any(entry.has(one) for one in ACTIONS):
        entry.fault("the record lacks an id")
    else:
        for one in ACTIONS:
            if entry.has(one):
                held = entry.at(one)
                if isinstance(held.value, str):
                    _read_named(held.value, _without(entry, ACTIONS), one, draft)
                else:
                    _read_block(held, one, draft)


def _read_named(name: str, entry: Entry, action: str, draft: Draft) -> None:
    """What a scenario does with the offence of a name."""
    told = action or _word(entry, "action") or _word(entry, "op")
    if told == REPEAL or _says_repeal(entry):
        _repeal(name, entry, draft)
        return
    inner = next((key for key in (CHANGE, ADD, "set") if entry.has(key) and _is_mapping(entry.at(key))), "")
    is_new = told == ADD or inner == ADD
    _change(name, entry.at(inner) if inner else entry, draft, is_new=is_new)


def _word(entry: Entry, key: str) -> str:
    return str(entry.at(key).value) if entry.has(key) else ""


def _is_mapping(entry: Entry) -> bool:
    return isinstance(entry.value, dict)


def _says_repeal(entry: Entry) -> bool:
    if not _is_mapping(entry):
        return entry.value is None or entry.value in (REPEAL, "repealed")
    is_flagged = entry.has(REPEAL) and entry.at(REPEAL).value is True
    return is_flagged or _word(entry, "status") in (REPEAL, "repealed")


def _repeal(name: str, entry: Entry, draft: Draft) -> None:
    if not draft.body.knows(name):
        entry.fault(f"the law holds no provision {name!r} to repeal")
    draft.repeals.extend(draft.spelt_out(name))


def _change(name: str, entry: Entry, draft: Draft, *, is_new: bool) -> None:
    """The record changed, or a new one; a new one must say so or bring its law or elements."""
    if not _is_mapping(entry):
        entry.fault(f"{name} must be a mapping of what changes")
        return
    fields = _without(entry, (*ACTIONS, *NAMING))
    versions = draft.body.versions.get(name, ())
    base = draft.offences.get(name) or (versions[-1] if versions else None)
    if base is None and not is_new and not any(entry.has(key) for key in ("law", "work", "elements")):
        entry.fault(f"the law holds no provision {name!r} to change")
    elif base is None:
        draft.offences[name] = _added(name, fields)
    elif is_new and versions:
        entry.fault(f"the law already holds {name}; change it instead")
    else:
        draft.offences[name] = changed_offence(fields, base)


def _added(name: str, entry: Entry) -> Offence:
    members = dict(entry.pairs())
    members.setdefault("id", _beside(entry, name))
    if "law" not in members and "work" not in members:
        members["law"] = _beside(entry, "new")
    found = list(read_versions(_as_mapping(entry, members)))
    told_at(entry, lambda: refuse_overlap(name, found), otherwise=None)
    return found[-1]


def _without(entry: Entry, keys: Iterable[str]) -> Entry:
    return _as_mapping(entry, {key: value for key, value in entry.pairs() if key not in keys})


def _as_mapping(entry: Entry, members: dict[str, Entry]) -> Entry:
    return Entry(members, entry.line, name=entry.name, file=entry.file, book=entry.book)


def _beside(entry: Entry, value: str) -> Entry:
    return Entry(value, entry.line, name=entry.name, file=entry.file, book=entry.book)
