"""`{% load places %}`: a place's name from its code."""

from collections.abc import Mapping

from django import template

from kapea.registers.places.queries import place_name

register = template.Library()


@register.filter
def place(code: str) -> Mapping[str, str] | str:
    """Return the names of a place by language, "" for no code."""
    return place_name(code) if code else ""
