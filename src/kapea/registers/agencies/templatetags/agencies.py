"""`{% load agencies %}`: the name of an agency or a unit from its code."""

from collections.abc import Mapping

from django import template

from kapea.registers.agencies.queries import agency_name, unit_name

register = template.Library()


@register.filter
def agency(code: str) -> Mapping[str, str] | str:
    """Return the names of an agency by language, "" for no code."""
    return agency_name(code) if code else ""


@register.filter
def unit(code: str) -> Mapping[str, str] | str:
    """Return the names of a unit by language, "" for no code."""
    return unit_name(code) if code else ""
