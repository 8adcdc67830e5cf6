"""What a scenario changes in the recorded text: each property before and after, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.provision import Definition, Offence
from kapea.monitoring.law.drafts import DraftChange, Kind, changes_of, definition_named
from kapea.monitoring.law.element_words import ELEMENT_WORDS
from kapea.monitoring.law.words import ANSWER, UNIT, said

Row = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class ChangeText:
    """One change. rows: the property, what is recorded, what is proposed."""

    kind: str
    target: str
    title: str
    rows: tuple[Row, ...] = ()


def texts_of(held: Mapping[str, Any], body: BodyOfLaw) -> tuple[ChangeText, ...]:
    """Return every change of a scenario (plain values) beside the recorded text."""
    return tuple(text_of(one, body) for one in changes_of(held))


def text_of(change: DraftChange, body: BodyOfLaw) -> ChangeText:
    """Return one change beside the recorded text."""
    versions = body.versions.get(change.target)
    base = versions[-1] if versions else None
    title = base.title if base else ""
    if change.kind is Kind.FACT:
        title = body.facts[change.target].question if change.target in body.facts else ""
    elif change.kind is Kind.DEFINE:
        work, subject = definition_named(change.target)
        title = f"{work}: {ELEMENT_WORDS['object'].get(subject, subject)}"
    elif change.target in body.works:
        title = body.works[change.target].title
    elif change.kind is Kind.ADD:
        title = str(change.content.get("title", ""))
    rows = _definition_rows(change, body) if change.kind is Kind.DEFINE else _rows(change, base)
    return ChangeText(kind=change.kind.value, target=change.target, title=title, rows=tuple(rows))


def _definition_rows(change: DraftChange, body: BodyOfLaw) -> Iterable[Row]:
    held = definition_of(change.target, body)
    for name, value in (change.content.get("features") or {}).items():
        before = str(ANSWER[held.features.get(name)]) if held else ""
        yield name, before, str(ANSWER[value])


def definition_of(target: str, body: BodyOfLaw) -> Definition | None:
    """Return the definition that a change points at, None when the law has none."""
    named = definition_named(target)
    return next((one for one in body.definitions if (one.work, one.object) == named), None)


def _stated_rows(change: DraftChange) -> Iterable[Row]:
    told = change.content
    yield "stated_penalty", str(told.get("before") or ""), str(told.get("after") or "")
    if told.get("effects"):
        yield "stated_effects", "", "; ".join(str(one) for one in told["effects"])


def _rows(change: DraftChange, base: Offence | None) -> Iterable[Row]:
    if change.kind is Kind.STATED:
        yield from _stated_rows(change)
    if change.kind is Kind.FACT:
        yield "answer", "", str(ANSWER[change.content.get("value")])
    if change.kind is Kind.DISPLACE and change.content.get("by"):
        yield "by", "", str(change.content["by"])
    if change.kind not in (Kind.CHANGE, Kind.ADD):
        return
    for name, value in _spread(change.content):
        yield name, recorded(name, base) if base else "", in_words(name, value)


def _spread(content: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Yield the fields, those of the `elements` block in line."""
    for name, value in content.items():
        if name == "elements":
            yield from ((inner, words) for inner, words in value.items() if inner != "text")
        elif name == "conduct" and isinstance(value, str):
            yield "conduct_text", value
        elif name != "id":
            yield name, value


def recorded(name: str, offence: Offence) -> str:
    """Return what is recorded of a property, in words."""
    if name in ELEMENT_WORDS:
        return said(name, str(getattr(offence.elements, name)))
    if name in ("victim_age", "suspect_age"):
        return said(name, str(getattr(offence, name)))
    if name == "conduct_text":
        return offence.conduct
    held = getattr(offence, name, None)
    return said(name, held if held is None or isinstance(held, bool) else str(held))


def in_words(name: str, value: Any) -> str:
    """Return a value that a scenario writes, in words."""
    if value is None:
        return _("unknown")
    if isinstance(value, bool):
        return str(ANSWER[value])
    if name in ELEMENT_WORDS:
        if isinstance(value, str):
            return said(name, "not coded" if value == "not_coded" else value)
        return said(name, (" and " if name == "circumstances" else ", ").join(value))
    if name == "imprisonment":
        return _term(value)
    if name == "fine":
        return f"{value['min']:,}–{value['max']:,} {value['currency']}"
    return str(value)


def _term(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    most = _("life") if value["max"] == "life" else f"{value['max']} {_unit(value, 'max')}"
    if "min" not in value:
        return _("up to %(term)s") % {"term": most} if value["max"] != "life" else most
    return f"{value['min']} {_unit(value, 'min')} – {most}"


def _unit(value: Mapping[str, Any], end: str) -> str:
    unit = value.get(f"{end}_unit") or value.get("unit", "years")
    return str(UNIT.get(unit, unit))
