"""What the second of two people sees who changed the same facts: each value that differs, both ways.

Knows forms and typed values only; what is stored now comes as the form's own first values.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

VERSION = "version"
DAY = "j F Y"


def both_values(form: forms.Form, stored: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return each field of a valid form whose typed value is not the stored one: its label and both, in words."""
    rows = []
    for name, field in form.fields.items():
        yours, saved = _plain(form.cleaned_data.get(name)), _plain(stored.get(name))
        if name != VERSION and yours != saved:
            rows.append(
                {
                    "label": str(field.label or name),
                    "saved": _in_words(field, saved),
                    "yours": _in_words(field, yours),
                }
            )
    return rows


def _plain(value: Any) -> list[Any]:
    """Return a value as a list, so that nothing, "" and an empty list are alike; several in one order."""
    if value is None or value in ("", False):
        return []
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(str(one) for one in value)
    return [value if isinstance(value, date) else _("Yes") if value is True else str(value)]


def _in_words(field: forms.Field, values: Iterable[Any]) -> str:
    choices = {str(code): str(words) for code, words in _choices(field)}
    said = (
        date_format(value, DAY) if isinstance(value, date) else choices.get(str(value), str(value))
        for value in values
    )
    return ", ".join(said)


def _choices(field: forms.Field) -> Iterable[tuple[Any, Any]]:
    """Return the field's choices, those in groups too."""
    for code, words in getattr(field, "choices", None) or ():
        if isinstance(words, list | tuple):
            yield from words
        else:
            yield code, words
