"""`{% load sheets %}`: what kind a value of a card is, and what and where an act is."""

from collections.abc import Mapping
from datetime import date, datetime

from django import template
from django.urls import reverse

from kapea.registers.sheets.acts import Kind

register = template.Library()


@register.filter
def value_kind(value: object) -> str:
    """Return how a value is shown: none, truth, moment, day, several, label or text."""
    if value is None or value == "" or value == ():
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return "moment"
    if isinstance(value, date):
        return "day"
    if isinstance(value, Mapping):
        return "label"
    return "several" if isinstance(value, tuple | list) else "text"


@register.filter
def act_words(act: str, kind: Kind) -> object:
    """Return what an act is called."""
    return kind.acts[act].label


@register.simple_tag
def act_url(kind: Kind, act: str, code: str, pk: int | None = None) -> str:
    """Return the address of an act's page."""
    return reverse(f"{kind.space}:{act}", args=[code] if pk is None else [code, pk])


@register.simple_tag
def record_url(kind: Kind, code: str) -> str:
    """Return the address of a record's page."""
    return reverse(kind.page, args=[code])
