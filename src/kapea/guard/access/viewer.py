"""Who is looking, in which role, for which purpose, and what the matrix grants them.

Pure: the matrix comes from the pack, the relation of a viewer to a record from the register
that owns the record. Denies by default: what no grant gives is not there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Self

from kapea.packs import GrantRecord

Relations = frozenset[str]

BREAK_GLASS = "break_glass"
"""How a viewer stands to a record that they opened by break-glass. No grant has it as a scope: an
opened record shows the sections of the role's grants of OPEN_IN_DANGER, to read and nothing else."""

OPEN_IN_DANGER = "guard.break_glass.open"


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """A signed-in person (or a background act) as the guard sees them.

    relations to a record are computed by its register: a subset of vocabulary.SCOPES.
    commune: code of the one commune that the account serves, "" for none.
    opened: records opened by break-glass and not yet closed, as (kind, code).
    kept: what was worked out about the viewer, while a page that only reads asks for much at once; else None.
    """

    user_id: int | None
    username: str
    role: str
    agency: str = ""
    unit: str = ""
    commune: str = ""
    provinces: frozenset[str] = frozenset()
    purpose: str = ""
    grants: tuple[GrantRecord, ...] = field(default=(), repr=False)
    opened: frozenset[tuple[str, str]] = frozenset()
    kept: dict[object, Any] | None = field(default=None, compare=False, repr=False)

    def keeping(self) -> Self:
        """Return the viewer, with room for what one page works out about them more than once."""
        return replace(self, kept={})

    def _applying(self, permission: str) -> Iterable[GrantRecord]:
        return (
            grant
            for grant in self.grants
            if grant.permission == permission and (not grant.purposes or self.purpose in grant.purposes)
        )

    @property
    def standing(self) -> frozenset[str]:
        """The scopes in which the viewer can stand at all: without an agency, in none of an agency's.

        So an empty code never meets a record whose own is empty too.
        """
        found = {"national"}
        if self.user_id is not None:
            found |= {"own", "assigned"}
        if self.agency:
            found |= {"agency", "referred"} | ({"unit"} if self.unit else set())
            found |= {"commune"} if self.commune else set()
        if self.provinces:
            found.add("province")
        return frozenset(found)

    @property
    def purposes(self) -> tuple[str, ...]:
        """The purposes among which the viewer may choose."""
        return self.purposes_of("")

    def purposes_of(self, permission: str) -> tuple[str, ...]:
        """Return the purposes for which a permission ("": any) is given."""
        grants = [grant for grant in self.grants if not permission or grant.permission == permission]
        return tuple(sorted({purpose for grant in grants for purpose in grant.purposes}))

    def may(self, permission: str) -> bool:
        """Whether any grant gives the permission, on whatever record."""
        return any(True for _ in self._applying(permission))

    def scopes(self, permission: str, section: str = "") -> frozenset[str]:
        """Return the scopes in which the permission is given (for the section, if named)."""
        return frozenset(
            grant.scope for grant in self._applying(permission) if not section or section in grant.sections
        )

    def sections(self, permission: str, relations: Relations) -> frozenset[str]:
        """Return the sections of a record that the viewer may see, standing so to it.

        Relation "break_glass" gives, for a permission to read that the viewer has somewhere, the
        sections of their grants of OPEN_IN_DANGER.
        """
        grants = [grant for grant in self._applying(permission) if grant.scope in relations]
        if BREAK_GLASS in relations and is_reading(permission) and self.may(permission):
            grants += self._applying(OPEN_IN_DANGER)
        return frozenset(section for grant in grants for section in grant.sections)

    def has_opened(self, kind: str, code: str) -> bool:
        """Whether break-glass is open on this record."""
        return (kind, code) in self.opened

    def opened_codes(self, kind: str) -> frozenset[str]:
        """Return the codes of the records of one kind on which break-glass is open."""
        return frozenset(code for opened_kind, code in self.opened if opened_kind == kind)


def is_reading(permission: str) -> bool:
    """Whether the permission only reads.

    >>> is_reading("casework.case.read"), is_reading("casework.case.assign")
    (True, False)
    """
    return permission.endswith(".read")


def background(name: str) -> Viewer:
    """Return the viewer under which a background act is recorded; it may read nothing."""
    return Viewer(user_id=None, username=name, role="system", purpose="administration")


ANONYMOUS = Viewer(user_id=None, username="", role="public", purpose="response")
"""A member of the public: may read nothing; their acts are recorded without any trace of them."""
