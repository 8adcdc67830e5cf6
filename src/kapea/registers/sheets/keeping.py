"""How a viewer stands to a record of a register, and which sections that opens.

A register says which records there are and how one stands to a viewer; the matrix of the country
says what that gives. What is absent and what is not theirs to see look alike.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.guard.errors import NotAllowed, NotFound

R = TypeVar("R", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Standing(Generic[R]):
    """A record as one viewer stands to it."""

    record: R
    by: Viewer
    relations: frozenset[str]
    sections: frozenset[str]

    def may(self, permission: str, section: str) -> bool:
        """Whether the viewer holds a permission on a section of this record."""
        return section in self.by.sections(permission, self.relations)


@dataclass(frozen=True, kw_only=True)
class Keeper(Generic[R]):
    """The door to one kind of record. read: the permission to read it."""

    kind: str
    model: type[R]
    read: str
    scopes: Callable[[Viewer], Mapping[str, Q]]
    relations: Callable[[R, Viewer], Mapping[str, bool]]

    def relations_of(self, record: R, *, by: Viewer) -> frozenset[str]:
        """Return how the viewer stands to a record."""
        found = {
            **self.relations(record, by),
            "break_glass": by.has_opened(self.kind, record.code),  # type: ignore[attr-defined]
            "national": True,
        }
        return frozenset(name for name, holds in found.items() if holds)

    def seen(self, *, by: Viewer, section: str = "summary") -> "QuerySet[R]":
        """Return the records whose section the viewer may see, unread."""
        if by.kept is None:
            return self._seen(by=by, section=section)
        key = (self.read, self.kind, section)
        if key not in by.kept:
            by.kept[key] = self._seen(by=by, section=section)
        rows: QuerySet[R] = by.kept[key].all()
        return rows

    def _seen(self, *, by: Viewer, section: str) -> "QuerySet[R]":
        return visible(
            self.model._default_manager.all(),
            by=by,
            permission=self.read,
            section=section,
            scopes=self.scopes(by),
            kind=self.kind,
        )

    def standing_on(self, code: str, *, by: Viewer, lock: bool = False) -> Standing[R]:
        """Return how the viewer stands to the record. Raises NotFound, also when it is not theirs to see."""
        rows = self.model._default_manager.select_related("data_key")
        if lock:
            rows = rows.select_for_update(of=("self",))
        record = rows.filter(code=code).first()
        if record is None:
            raise NotFound
        held = self.relations_of(record, by=by)
        sections = by.sections(self.read, held)
        if "summary" not in sections:
            raise NotFound
        return Standing(record=record, by=by, relations=held, sections=sections)

    def writable(self, code: str, *, by: Viewer, permission: str, section: str) -> R:
        """Return the record, locked, if the viewer may do this act on it.

        Raises NotFound when they may not even see it, NotAllowed when the act is not theirs.
        """
        standing = self.standing_on(code, by=by, lock=True)
        if not standing.may(permission, section):
            raise NotAllowed
        return standing.record
