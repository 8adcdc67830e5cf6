"""How a register turns the matrix into rows: which records a viewer may list."""

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from kapea.guard.access.viewer import BREAK_GLASS, Viewer

M = TypeVar("M", bound=Model)


def visible(
    rows: "QuerySet[M]",
    *,
    by: Viewer,
    permission: str,
    section: str,
    scopes: Mapping[str, Q],
    kind: str = "",
    code_field: str = "code",
) -> "QuerySet[M]":
    """Return the rows that stand to the viewer in a scope in which the permission is given.

    scopes: for each scope that the register knows, the condition on its rows. A scope that the
    register does not know gives nothing. kind: the kind of record, as named to break-glass; given,
    the records that the viewer has opened are among the rows (to read only).
    """
    given = by.scopes(permission, section) & by.standing
    if "national" in given and "national" in scopes:
        return rows.filter(scopes["national"])
    condition = Q(pk__in=[])
    for scope in sorted(given & scopes.keys()):
        condition |= scopes[scope]
    opened = by.opened_codes(kind) if kind else frozenset()
    if opened and section in by.sections(permission, frozenset({BREAK_GLASS})):
        condition |= Q(**{f"{code_field}__in": sorted(opened)})
    return rows.filter(condition)
