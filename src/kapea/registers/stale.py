"""What the second of two people sees who changed the same facts: each value that differs, both ways.

Knows forms and typed values only; what is stored now comes as a form would begin with it, by field.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

VERSION = "version"
KEEP, YOURS = "keep_", "yours_"
MARKED = "true"
DAY = "j F Y"


@dataclass(frozen=True, kw_only=True)
class Both:
    """One line that differs: its label, what was typed and what is stored, in words.

    yours_values: what was typed, as the form sends it again.
    """

    name: str
    label: str
    yours: str
    saved: str
    yours_values: tuple[str, ...]


def both_values(form: forms.Form, stored: Mapping[str, Any]) -> list[Both]:
    """Return each field of a valid form whose typed value is not the stored one."""
    rows = []
    for name, field in form.fields.items():
        yours, saved = _values(form.cleaned_data.get(name)), _values(stored.get(name))
        if name != VERSION and set(_sent(field, yours)) != set(_sent(field, saved)):
            rows.append(
                Both(
                    name=name,
                    label=str(field.label or name),
                    yours=_in_words(field, yours),
                    saved=_in_words(field, saved),
                    yours_values=tuple(_sent(field, yours)),
                )
            )
    return rows


def chosen(data: QueryDict, form: forms.Form, stored: Mapping[str, Any]) -> QueryDict | None:
    """Return the data of a form put together from what somebody chose line by line, None when nobody did."""
    names = [key.removeprefix(KEEP) for key in data if key.startswith(KEEP)]
    if not names:
        return None
    merged = QueryDict(mutable=True)
    for name, value in stored.items():
        merged.setlist(name, _sent(form.fields.get(name), _values(value)))
    for name in names:
        if data[f"{KEEP}{name}"] == "yours":
            merged.setlist(name, data.getlist(f"{YOURS}{name}"))
    for name in (VERSION, "submission_key"):
        merged[name] = data.get(name, "")
    return merged


def renewed(form: forms.Form, version: object) -> QueryDict:
    """Return what was typed, to be sent again with the version stored now."""
    data: QueryDict = form.data.copy()
    data[VERSION] = str(version)
    return data


def _values(value: Any) -> list[Any]:
    """Return a value as a list, so that nothing, "" and an empty list are alike."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


def _sent(field: forms.Field | None, values: Iterable[Any]) -> list[str]:
    """Return values as a form sends them; a box without a mark sends nothing."""
    if isinstance(field, forms.BooleanField):
        return [MARKED for value in values if value]
    return [_text(value) for value in values]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def _in_words(field: forms.Field, values: list[Any]) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Yes") if any(values) else _("No")
    choices = {str(code): str(words) for code, words in _choices(field)}
    return ", ".join(_said(value, choices) for value in values)


def _said(value: Any, choices: Mapping[str, str]) -> str:
    if isinstance(value, datetime):
        return date_format(localtime(value) if is_aware(value) else value, f"{DAY} H:i")
    if isinstance(value, date):
        return date_format(value, DAY)
    return choices.get(_text(value), str(value))


def _choices(field: forms.Field) -> Iterable[tuple[Any, Any]]:
    """Return the field's choices, those in groups too."""
    for code, words in getattr(field, "choices", None) or ():
        if isinstance(words, list | tuple):
            yield from words
        else:
            yield code, words
