"""What a person sees when somebody else saved while they were writing: both values of each line, to choose.

Knows forms and typed values only; what is stored comes as the form's own initial values.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

KEEP, YOURS = "keep_", "yours_"
VERSION = "version"
MARKED = "true"


def both_values(form: forms.Form, stored: Mapping[str, Any]) -> list[dict[str, object]]:
    """Return each line that differs: what was typed, and what is stored now."""
    rows = []
    for name in form.fields:
        yours, saved = typed_values(form, name), plain_values(stored.get(name))
        if name != VERSION and set(yours) != set(saved):
            rows.append(
                {
                    "name": name,
                    "label": form.fields[name].label or name,
                    "yours": in_words(form.fields[name], yours),
                    "yours_values": yours,
                    "saved": in_words(form.fields[name], saved),
                }
            )
    return rows


def chosen(data: QueryDict, stored: Mapping[str, Any]) -> QueryDict | None:
    """Return the data of a form put together from what somebody chose line by line, None when nobody did."""
    names = [key.removeprefix(KEEP) for key in data if key.startswith(KEEP)]
    if not names:
        return None
    merged = QueryDict(mutable=True)
    for name, value in stored.items():
        merged.setlist(name, plain_values(value))
    for name in names:
        if data[f"{KEEP}{name}"] == "yours":
            merged.setlist(name, data.getlist(f"{YOURS}{name}"))
    for name in (VERSION, "submission_key"):
        merged[name] = data.get(name, "")
    return merged


def typed_values(form: forms.Form, name: str) -> list[str]:
    """Return what was typed in a field, as its widget would send it again."""
    value = form.cleaned_data.get(name)
    if isinstance(value, bool) and not isinstance(form.fields[name], forms.BooleanField):
        return ["yes" if value else "no"]
    return plain_values(value)


def plain_values(value: Any) -> list[str]:
    """Return a value as a form sends it: nothing, one text or several; a box without a mark sends nothing."""
    if value is None or value == "" or value is False:
        return []
    if value is True:
        return [MARKED]
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [value.isoformat() if isinstance(value, date) else str(value)]


def in_words(field: forms.Field, values: Iterable[str]) -> str:
    """Return values in the words of the field's choices."""
    choices = {str(code): str(words) for code, words in getattr(field, "choices", None) or ()}
    if isinstance(field, forms.BooleanField):
        choices = {MARKED: _("Yes")}
    return ", ".join(choices.get(value, value) for value in values)
