"""Where a task leads: each register says which page shows its records."""

from django.urls import reverse

_URL_NAMES: dict[str, str] = {}


def register_subject(kind: str, url_name: str) -> None:
    """Say which page shows records of a kind; its URL takes the record's code."""
    _URL_NAMES[kind] = url_name


def subject_url(kind: str, code: str) -> str:
    """Return the address of a record's page, "" when no register shows that kind."""
    name = _URL_NAMES.get(kind)
    return reverse(name, args=[code]) if name else ""
