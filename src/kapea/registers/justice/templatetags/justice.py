"""`{% load justice %}`: the words of the courts' register, and what kind a value of a card is."""

from collections.abc import Mapping
from datetime import date, datetime

from django import template
from django.urls import reverse

from kapea.registers.justice import law, words

register = template.Library()
_TABLES = {
    "stage": words.STAGE,
    "kind": words.KIND,
    "part": words.PART,
    "empty": words.EMPTY,
    "act": words.ACT,
    "fits": words.FITS,
    "element": words.ELEMENT,
    "state": words.ELEMENT_STATE,
    "basis": words.BASIS,
    "age": words.AGE_BAND,
    "class": words.OFFENCE_CLASS,
}


@register.filter
def called(code: object, table: str) -> str:
    """Return what a word of the courts' register is called."""
    found = _TABLES[table].get(code, code)  # type: ignore[call-overload]
    return str(found[0] if isinstance(found, tuple) else found)


@register.filter
def tone_of(code: object, table: str) -> str:
    """Return the tone of a word."""
    found = _TABLES[table].get(code)  # type: ignore[call-overload]
    return found[1] if isinstance(found, tuple) else "neutral"


@register.filter
def value_kind(value: object) -> str:
    """Return how a value is shown: none, truth, number, moment, day, label or text."""
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return "number"
    if isinstance(value, datetime):
        return "moment"
    if isinstance(value, date):
        return "day"
    return "label" if isinstance(value, Mapping) else "text"


@register.filter
def titled(offence: str) -> str:
    """Return the law's own title of an offence, "" for none."""
    return law.title_of(offence) if offence else ""


@register.simple_tag
def act_url(act: str, code: str, pk: int | None = None) -> str:
    """Return the address of an act's page."""
    return reverse(f"justice:{act}", args=[code] if pk is None else [code, pk])
