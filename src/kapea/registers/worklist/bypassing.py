"""Which bodies may never be told of a record's work, asked of the register that keeps the record.

A complaint about an authority goes past that authority, also when its examiner answers late. The
worklist knows no complaint: the register says at start-up who is to be gone past, by kind of record.
"""

from collections.abc import Callable, Collection

Find = Callable[[str], Collection[str]]
_FINDERS: dict[str, Find] = {}


def register_bypass(kind: str, find: Find) -> None:
    """Say which bodies may not be told of a record of a kind, by the record's code."""
    _FINDERS[kind] = find


def gone_past(kind: str, code: str) -> frozenset[str]:
    """Return the codes of the bodies that may not be told of a record."""
    find = _FINDERS.get(kind)
    return frozenset(find(code)) if find is not None else frozenset()
