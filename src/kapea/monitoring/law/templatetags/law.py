"""`{% load law %}`: addresses that keep the day, and the words of statuses, signs, elements and reasons."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from kapea.engines.law.citation import Citation
from kapea.engines.law.provision import Work
from kapea.guard.pack import current_pack
from kapea.monitoring.law import words as law_words
from kapea.monitoring.law.element_words import ELEMENT_WORDS
from kapea.monitoring.law.links import Citing
from kapea.monitoring.law.reasons import reason_words
from kapea.packs.law import load_wording
from kapea.registers.choices import in_language

register = template.Library()


@register.simple_tag(takes_context=True)
def law_url(context: Mapping[str, Any], name: str, *args: object, **more: object) -> str:
    """Return an address of the law that keeps the day asked for. more: further parts of its query."""
    day = context.get("on")
    query = {key: value for key, value in {"on": day, **more}.items() if value not in (None, "")}
    return reverse(f"law:{name}", args=args) + (f"?{urlencode(query)}" if query else "")


@register.simple_tag(takes_context=True)
def passage_url(context: Mapping[str, Any], citation: Citation) -> str:
    """Return the stable address of a passage."""
    if not citation.locator:
        return law_url(context, "source", citation.source)
    return law_url(context, "passage", citation.source, citation.locator)


ENGLISH = "en"


def _reads() -> str:
    return (get_language() or ENGLISH).split("-")[0]


def _other_languages() -> tuple[str, ...]:
    """The pack's languages beside English, in which the law files are written."""
    return tuple(one for one in current_pack().languages if one != ENGLISH)


@register.filter
def title_of(work: Work) -> str:
    """Return a work's title in the reader's language: as the sources give it, else ours, else in English."""
    return work.titles.get(_reads()) or called(work.id, "works") or work.title


@register.filter
def called(name: str, kind: str) -> str:
    """Return the pack's own words for a record in the reader's language, "" where it has none."""
    reads = _reads()
    return "" if reads == ENGLISH else load_wording(current_pack().path, reads).of(kind, name)


WORDING_OF: Mapping[str, tuple[str, ...]] = {
    "work": ("works",),
    "provision": ("titles", "subjects"),
    "criterion": ("criteria",),
    "fact": ("questions",),
    "recommendation": ("recommendations",),
}


@register.inclusion_tag("law/words.html")
def words(kind: str, name: str, english: str) -> dict[str, Any]:
    """Show the words of a record in English and in the country's language side by side, ours marked so."""
    return _side_by_side((kind,), name, english)


@register.inclusion_tag("law/words.html")
def citing_words(one: Citing) -> dict[str, Any]:
    """Show the words of a record that was found or that cites a passage."""
    return _side_by_side(WORDING_OF[one.kind], one.name, one.title)


@register.inclusion_tag("law/titles.html")
def other_titles(work: Work) -> dict[str, Any]:
    """Show a work's titles beside English: those the sources give, else ours, marked so."""
    rows = []
    for language in _other_languages():
        ours = load_wording(current_pack().path, language).of("works", work.id)
        if text := work.titles.get(language) or ours:
            rows.append((language, text, language not in work.titles))
    return {"rows": rows}


def _side_by_side(kinds: tuple[str, ...], name: str, english: str) -> dict[str, Any]:
    rows = []
    for language in _other_languages():
        held = load_wording(current_pack().path, language)
        text = next((found for kind in kinds if (found := held.of(kind, name))), "")
        if text:
            rows.append((language, text, held.is_unconfirmed))
    return {"english": english, "rows": rows, "is_english_first": _reads() == ENGLISH}


@register.inclusion_tag("law/only_english.html")
def only_english() -> dict[str, Any]:
    """Say beside an English text, to a reader of another language, that there is no other yet."""
    return {"is_to_say": _reads() != ENGLISH}


@register.filter
def words_of(code: object, name: str) -> str:
    """Return the words of a code of one of the lists of `words`, the bare code when it is not there."""
    table: Mapping[Any, Any] = getattr(law_words, name)
    return str(table.get(code, code))


@register.filter
def tone_of(code: object, name: str) -> str:
    """Return the tone of a code: of STATUS_TONE, DIRECTION_TONE or LAW_TONE."""
    table: Mapping[Any, str] = getattr(law_words, name)
    return table.get(code, "neutral")


@register.filter
def said(value: object, name: str) -> str:
    """Return the value of a property of an offence in words."""
    return law_words.said(name, value)


@register.filter
def glosses_one(code: str, element: str) -> str:
    """Return one word of the vocabulary of an element."""
    return str(ELEMENT_WORDS[element].get(code, code))


@register.filter
def additional_words(code: str) -> str:
    """Return an additional penalty in the words of the pack's list, the bare code when it has none."""
    held = current_pack().code_list(law_words.PENALTY_LIST)
    return in_language(held.label(code)) if code in held else code.replace("_", " ")


@register.filter
def reason(why: str) -> str:
    """Return a reason of the engine in words."""
    return reason_words(why)


@register.filter
def get(table: Mapping[Any, Any], key: object) -> Any:
    """Return what a mapping holds under a key, "" when nothing."""
    return table.get(key, "")
