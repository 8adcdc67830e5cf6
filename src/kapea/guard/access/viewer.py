"""Who is looking, in which role, for which purpose, and what the matrix grants them.

Pure: the matrix comes from the pack, the relation of a viewer to a record from the register
that owns the record. Denies by default: what no grant gives is not there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kapea.packs import GrantRecord

Relations = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """A signed-in person (or a background act) as the guard sees them.

    relations to a record are computed by its register: a subset of vocabulary.SCOPES.
    opened: records opened by break-glass, as (kind, code).
    """

    user_id: int | None
    username: str
    role: str
    agency: str = ""
    unit: str = ""
    provinces: frozenset[str] = frozenset()
    purpose: str = ""
    grants: tuple[GrantRecord, ...] = field(default=(), repr=False)
    opened: frozenset[tuple[str, str]] = frozenset()

    def _applying(self, permission: str) -> Iterable[GrantRecord]:
        return (
            grant
            for grant in self.grants
            if grant.permission == permission and (not grant.purposes or self.purpose in grant.purposes)
        )

    def may(self, permission: str) -> bool:
        """Whether any grant gives the permission, on whatever record."""
        return any(True for _ in self._applying(permission))

    def scopes(self, permission: str, section: str = "") -> frozenset[str]:
        """Return the scopes in which the permission is given (for the section, if named)."""
        return frozenset(
            grant.scope for grant in self._applying(permission) if not section or section in grant.sections
        )

    def sections(self, permission: str, relations: Relations) -> frozenset[str]:
        """Return the sections of a record that the viewer may see, standing so to it."""
        found: set[str] = set()
        for grant in self._applying(permission):
            if grant.scope in relations:
                found |= set(grant.sections)
        return frozenset(found)

    def has_opened(self, kind: str, code: str) -> bool:
        """Whether break-glass is open on this record."""
        return (kind, code) in self.opened


def background(name: str) -> Viewer:
    """Return the viewer under which a background act is recorded; it may read nothing."""
    return Viewer(user_id=None, username=name, role="system", purpose="administration")


ANONYMOUS = Viewer(user_id=None, username="", role="public", purpose="response")
"""A member of the public: may read nothing; their acts are recorded without any trace of them."""
