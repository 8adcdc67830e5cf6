"""Whether the roles of a pack give away what they must not."""

from typing import Final

from kapea.packs.marked import FaultBook
from kapea.packs.pack import Pack
from kapea.packs.roles import FILE, GrantRecord, RoleRecord

CONTENT: Final = (
    "hotline.",
    "police.",
    "people.",
    "casework.",
    "justice.proceeding.",
    "justice.charge.",
    "justice.judgment.",
    "justice.protection.",
    "justice.legal_aid.",
    "justice.concern.",
    "care.",
    "returns.",
)
"""Permissions that open a contact, an incident, a person, a case, a proceeding, a placement or a return begin so."""


MASKED: Final = ("people.index.",)
"""Among these, work on records whose identity stays closed: open to all while the sections name no more."""

MASKED_SECTIONS: Final = frozenset({"summary", "counts"})


def check_matrix(pack: Pack, book: FaultBook) -> None:
    """Grants against what a role is said to see."""
    for role in pack.roles.values():
        _check_role(role, book)
    if not any(role.sees_cases for role in pack.roles.values()):
        book.add(FILE, 0, "no role sees cases")


def opens_content(grant: GrantRecord) -> bool:
    """Return whether a grant opens the content of records; masked work on them does not."""
    is_masked = grant.permission.startswith(MASKED) and grant.sections <= MASKED_SECTIONS
    return grant.permission.startswith(CONTENT) and not is_masked


def _check_role(role: RoleRecord, book: FaultBook) -> None:
    seen: set[tuple[str, str]] = set()
    for grant in role.grants:
        if not role.sees_cases and opens_content(grant):
            book.add(
                FILE, role.line, f"role {role.code!r} does not see cases but is granted {grant.permission}"
            )
        if (grant.permission, grant.scope) in seen:
            book.add(
                FILE,
                role.line,
                f"role {role.code!r} is granted {grant.permission} twice for scope {grant.scope}",
            )
        seen.add((grant.permission, grant.scope))
