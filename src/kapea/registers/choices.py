"""Choices that forms of every register offer, from the pack and in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kapea.guard.pack import current_pack
from kapea.registers.places.queries import provinces

Choices = list[tuple[str, str]]
DAY_ERRORS = {
    "required": _("Write the day, for example 2026-11-22."),
    "invalid": _("This is not a day. Write it as year-month-day, for example 2026-11-22."),
}
AGE_ERRORS = {
    "invalid": _("Write the age in whole years as a number, for example 14."),
    "min_value": _("An age is 0 or more."),
    "max_value": _("An age is 120 at most."),
}


def in_language(names: Mapping[str, str]) -> str:
    """Return a label in the reader's language, else in English, else in any."""
    return names.get(get_language() or "en") or names.get("en") or next(iter(names.values()), "")


def day_in_words(day: date | None) -> str:
    """Return a day in the reader's language, "" for none."""
    return format_date(day, "d MMMM y", locale=(get_language() or "en").split("-")[0]) if day else ""


def by_rule(code: str, version: str) -> str:
    """Return the title and version of the pack's rule that was followed, "" where none was."""
    titles = {rule.code: rule.title for rule in current_pack().rules}
    return f"{in_language(titles[code]) if code in titles else code} · {version}" if version else ""


def coded(name: str, *, empty: bool = True) -> Choices:
    """Return the choices of one of the pack's code lists, with "Not known" first unless not wanted."""
    items: Choices = list(current_pack().code_list(name).choices(get_language() or "en"))
    return [("", str(_("Not known"))), *items] if empty else items


def province_choices(*, empty: Any = None) -> Choices:
    """Return the provinces by name in the reader's language."""
    return [("", str(empty or _("Not known"))), *((code, in_language(names)) for code, names in provinces())]


class DayField(forms.DateField):
    """A calendar day, written or picked."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", DAY_ERRORS)
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)


class AgeField(forms.IntegerField):
    """An age in whole years."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", AGE_ERRORS)
        super().__init__(min_value=0, max_value=120, **kwargs)
