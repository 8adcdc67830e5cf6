"""`{% load pack %}`: the words of a code from the pack's lists."""

from collections.abc import Mapping

from django import template

from kapea.guard.pack import current_pack

register = template.Library()


@register.filter
def coded(code: str, name: str) -> Mapping[str, str] | str:
    """Return the words of a code of the named list by language; the bare code when it is not there."""
    if not code:
        return ""
    found = current_pack().code_list(name)
    return found.label(code) if code in found else code
