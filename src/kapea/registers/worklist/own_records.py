"""Which records of one register are a worker's own, asked by another register that does not know it.

A court shows a social worker the hearings of the child in their own case. The register of cases says
at start-up how a worker's cases are found; the court's register asks here, by the kind's word.
It also says what goes along when the worker hands the child on from there, so that nobody types twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from kapea.guard.access.viewer import Viewer
from kapea.guard.errors import NotFound
from kapea.registers.worklist.handover import HandOver

if TYPE_CHECKING:
    from django.db.models import QuerySet

Find = Callable[[Viewer], "QuerySet[Any, str] | tuple[str, ...]"]
_FINDERS: dict[str, Find] = {}


def register_own_records(kind: str, find: Find) -> None:
    """Say how the codes of a worker's own records of a kind are found."""
    _FINDERS[kind] = find


def own_codes(kind: str, *, by: Viewer) -> "QuerySet[Any, str] | tuple[str, ...]":
    """Return the codes of the viewer's own records of a kind, unread, to ask the database with.

    Empty when no register keeps that kind, or the viewer's role has none of its own.
    """
    find = _FINDERS.get(kind)
    return find(by) if find is not None and by.user_id is not None else ()


def owns(kind: str, *codes: str, by: Viewer) -> bool:
    """Return whether one of the records is the viewer's own."""
    found = own_codes(kind, by=by)
    given = [code for code in codes if code]
    return bool(given) and not isinstance(found, tuple) and found.filter(code__in=given).exists()


Pack = Callable[..., HandOver]
LeftBehind = Callable[..., tuple[object, ...]]
_PACKERS: dict[str, Pack] = {}
_LEFT_BEHIND: dict[str, LeftBehind] = {}


def register_own_package(kind: str, pack: Pack, *, left_behind: LeftBehind) -> None:
    """Say what goes along from a worker's own record: pack(code, to=, agency_code=, by=, now=) -> HandOver.

    left_behind: in words, what may not go to a body today: left_behind(code, agency_code=, now=).
    """
    _PACKERS[kind] = pack
    _LEFT_BEHIND[kind] = left_behind


def own_package(kind: str, code: str, *, to: str, agency_code: str, by: Viewer, now: datetime) -> HandOver:
    """Return what goes along from one of the viewer's own records. Raises NotFound."""
    pack = _PACKERS.get(kind)
    if pack is None or not owns(kind, code, by=by):
        raise NotFound
    return pack(code, to=to, agency_code=agency_code, by=by, now=now)


def left_behind(kind: str, code: str, *, agency_code: str, by: Viewer, now: datetime) -> tuple[object, ...]:
    """Return in words what does not go along to a body from the viewer's own record; nothing of another's."""
    ask = _LEFT_BEHIND.get(kind)
    if ask is None or not owns(kind, code, by=by):
        return ()
    return ask(code, agency_code=agency_code, now=now)


@dataclass(frozen=True, kw_only=True)
class WayOn:
    """A page on which the child of one's own record goes on to another body. label: words, when shown."""

    label: object
    url: str


_WAYS: dict[str, list[tuple[object, str, str]]] = {}


def register_way_on(kind: str, *, label: object, url_name: str, permission: str) -> None:
    """Say which page hands the child of a worker's own record of a kind on, and which permission it takes."""
    _WAYS.setdefault(kind, []).append((label, url_name, permission))


def ways_on_from(kind: str, code: str, *, by: Viewer) -> list[WayOn]:
    """Return the ways on from one of the viewer's own records; none from a record of another."""
    offered = [way for way in _WAYS.get(kind, []) if by.may(way[2])]
    if not offered or not owns(kind, code, by=by):
        return []
    return [WayOn(label=label, url=f"{reverse(name)}?{kind}={code}") for label, name, _permission in offered]
