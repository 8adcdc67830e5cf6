"""`{% load returns %}`: the words of the register of returns."""

from django import template

from kapea.registers.returns import words

register = template.Library()
_TABLES = {"stage": words.STAGE, "direction": words.DIRECTION}


@register.filter
def return_words(code: str, table: str) -> str:
    """Return what a word of this register is called."""
    found = _TABLES[table].get(code, code)
    return str(found[0] if isinstance(found, tuple) else found)


@register.filter
def return_tone(code: str, table: str) -> str:
    """Return the tone of a word."""
    found = _TABLES[table].get(code)
    return found[1] if isinstance(found, tuple) else "neutral"
