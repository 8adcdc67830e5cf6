"""Who may do what: the pack's roles and their grants.

A role may do only what a grant of the pack says; everything else is refused. Which words a
grant may use stands in `vocabulary`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kapea.packs.labels import Label, unconfirmed_in
from kapea.packs.marked import Entry, FaultBook, read_yaml
from kapea.packs.vocabulary import PERMISSIONS, PURPOSES, SCOPES, SECTIONS

FILE: Final = "roles.yaml"


@dataclass(frozen=True, kw_only=True)
class GrantRecord:
    """A permission over the records of a scope, in some sections, for some purposes."""

    permission: str
    scope: str
    sections: frozenset[str]
    purposes: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class RoleRecord:
    """One role.

    sees_cases: whether it may ever open the content of a contact, an incident or a case.
    home: the home screen its people open first.
    """

    code: str
    name: Label
    unconfirmed_labels: frozenset[str]
    sees_cases: bool
    home: str
    grants: tuple[GrantRecord, ...]
    line: int


def read_roles(book: FaultBook, languages: tuple[str, ...]) -> dict[str, RoleRecord]:
    """The pack's roles by code."""
    roles: dict[str, RoleRecord] = {}
    for entry in read_yaml(book, FILE).at("roles").items():
        role = _read_role(entry, languages)
        if role.code in roles:
            entry.at("code").fault(f"role {role.code!r} stands twice")
        roles[role.code] = role
    return roles


def _read_role(entry: Entry, languages: tuple[str, ...]) -> RoleRecord:
    entry.only("code", "name", "unconfirmed_labels", "sees_cases", "home", "grants")
    if entry.has("grants") and entry.at("grants").value == []:
        entry.at("grants").fault(f"role {entry.text('code')!r} is granted nothing")
    return RoleRecord(
        code=entry.text("code"),
        name=entry.label("name", languages),
        unconfirmed_labels=unconfirmed_in(entry),
        sees_cases=entry.flag("sees_cases"),
        home=entry.text("home"),
        grants=tuple(grant for member in entry.at("grants").items() for grant in _grants(member)),
        line=entry.line,
    )


def _grants(entry: Entry) -> Iterator[GrantRecord]:
    """One grant for each permission and scope that an entry names together."""
    entry.only("permissions", "scopes", "sections", "purposes")
    sections = frozenset(_known(entry, "sections", SECTIONS))
    purposes = frozenset(_known(entry, "purposes", PURPOSES))
    scopes = _known(entry, "scopes", frozenset(SCOPES))
    for permission in _known(entry, "permissions", PERMISSIONS):
        for scope in scopes:
            yield GrantRecord(permission=permission, scope=scope, sections=sections, purposes=purposes)


def _known(entry: Entry, key: str, known: frozenset[str]) -> tuple[str, ...]:
    given = entry.texts(key, required=True)
    if not given and entry.has(key):
        entry.at(key).fault(f"{key} is empty")
    for word in given:
        if word not in known:
            entry.at(key).fault(f"{key} has no word {word!r}")
    return tuple(word for word in given if word in known)
