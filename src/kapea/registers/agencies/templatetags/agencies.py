"""`{% load agencies %}`: an agency's name from its code."""

from collections.abc import Mapping

from django import template

from kapea.registers.agencies.queries import agency_name

register = template.Library()


@register.filter
def agency(code: str) -> Mapping[str, str] | str:
    """Return the names of an agency by language, "" for no code."""
    return agency_name(code) if code else ""
