"""Which records of one register are a worker's own, asked by another register that does not know it.

A court shows a social worker the hearings of the child in their own case. The register of cases says
at start-up how a worker's cases are found; the court's register asks here, by the kind's word.
"""

from collections.abc import Callable

from kapea.guard.access.viewer import Viewer

Find = Callable[[Viewer], frozenset[str]]
_FINDERS: dict[str, Find] = {}


def register_own_records(kind: str, find: Find) -> None:
    """Say how the codes of a worker's own records of a kind are found."""
    _FINDERS[kind] = find


def own_codes(kind: str, *, by: Viewer) -> frozenset[str]:
    """Return the codes of the viewer's own records of a kind; none when no register keeps that kind."""
    find = _FINDERS.get(kind)
    return find(by) if find is not None and by.user_id is not None else frozenset()
