"""`{% load people %}`: the words of the people register."""

from django import template

from kapea.registers.people.words import IDENTIFIER_WORDS

register = template.Library()


@register.filter
def document_kind(kind: str) -> str:
    """Return what a kind of document is called."""
    return str(IDENTIFIER_WORDS.get(kind, kind))
