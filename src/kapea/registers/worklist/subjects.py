"""What the registers tell the worklist: which page shows a record, and who may do which task."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, kw_only=True)
class TaskKind:
    """A kind of task: its words (translated when shown) and the permission it takes.

    is_told: there is nothing to do but to know of it; whoever has read it says so.
    """

    kind: str
    label: object
    permission: str
    is_told: bool = False


_URL_NAMES: dict[str, str] = {}
_LISTS: dict[str, str] = {}
_KINDS: dict[str, TaskKind] = {}


def register_subject(kind: str, url_name: str) -> None:
    """Say which page shows records of a kind; its URL takes the record's code."""
    _URL_NAMES[kind] = url_name


def register_list(kind: str, url_name: str) -> None:
    """Say which page shows a list of work that is one task as a whole; its URL takes no code."""
    _LISTS[kind] = url_name


def register_task(kind: str, *, label: object, permission: str, is_told: bool = False) -> None:
    """Say what a kind of task is called, which permission doing it takes, and whether reading it is all."""
    _KINDS[kind] = TaskKind(kind=kind, label=label, permission=permission, is_told=is_told)


def all_kinds() -> list[str]:
    """Return every kind of task that a register has named."""
    return sorted(_KINDS)


def is_told(kind: str) -> bool:
    """Whether a task of a kind is done by having read of it."""
    return kind in _KINDS and _KINDS[kind].is_told


def subject_url(kind: str, code: str) -> str:
    """Return the address of a record's page, or of a list's; "" when no register shows that kind."""
    if kind in _LISTS:
        return reverse(_LISTS[kind])
    name = _URL_NAMES.get(kind)
    return reverse(name, args=[code]) if name else ""


def task_label(kind: str) -> str:
    """Return a task kind's words in the reader's language."""
    return str(_KINDS[kind].label) if kind in _KINDS else kind


def kinds_for(may: "object") -> list[str]:
    """Return the kinds of task whose permission `may(permission)` grants."""
    return [kind for kind, known in _KINDS.items() if may(known.permission)]  # type: ignore[operator]
