"""Which kinds of record can be opened in danger, told by the registers that own them.

The guard knows no register: each says at start-up (AppConfig.ready) which permission reads its
records, how one is found by its code, and where its page is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RecordOwner:
    """Where a record stands: who must be told that it was opened."""

    agency_code: str = ""
    unit_code: str = ""
    worker_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class RecordKind:
    """A kind of record. find: its owner by its code, None when there is no such record."""

    kind: str
    permission: str
    find: Callable[[str], RecordOwner | None]
    url_name: str = ""


_known: dict[str, RecordKind] = {}


def register_record_kind(
    kind: str, *, permission: str, find: Callable[[str], RecordOwner | None], url_name: str = ""
) -> None:
    """Let records of this kind be opened in danger by whoever may read them somewhere."""
    _known[kind] = RecordKind(kind=kind, permission=permission, find=find, url_name=url_name)


def record_kinds() -> Mapping[str, RecordKind]:
    """Return the kinds there are, by their word."""
    return dict(_known)
