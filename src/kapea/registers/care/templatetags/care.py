"""`{% load care %}`: the words of the register of alternative care."""

from django import template

from kapea.registers.care import words

register = template.Library()
_TABLES = {"state": words.STATE, "alarm": words.ALARM, "serves": words.SERVES}


@register.filter
def care_words(code: str, table: str) -> str:
    """Return what a word of this register is called."""
    found = _TABLES[table].get(code, code)
    return str(found[0] if isinstance(found, tuple) else found)


@register.filter
def care_tone(code: str, table: str) -> str:
    """Return the tone of a word."""
    found = _TABLES[table].get(code)
    return found[1] if isinstance(found, tuple) else "neutral"
