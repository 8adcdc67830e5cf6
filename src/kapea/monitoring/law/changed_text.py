"""What a scenario changes in the recorded text: each property before and after, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.provision import Offence
from kapea.monitoring.law.drafts import DraftChange, Kind
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
    return tuple(text_of(one, body) for one in changes_in(held))


def changes_in(held: Mapping[str, Any]) -> Iterable[DraftChange]:
    """Yield the changes of a scenario as our own workbench and the pack write it."""
    offences = held.get("offences") or {}
    for name, content in (offences.get("change") or {}).items():
        yield DraftChange(kind=Kind.CHANGE, target=name, content=content)
    for content in offences.get("add") or ():
        yield DraftChange(kind=Kind.ADD, target=content["id"], content=content)
    for name in offences.get("repeal") or ():
        yield DraftChange(kind=Kind.REPEAL, target=name)
    for name, value in (held.get("overrides") or {}).items():
        yield DraftChange(kind=Kind.FACT, target=name, content={"value": value})
    commences = held.get("commences")
    names = commences.get("names", ()) if isinstance(commences, dict) else commences
    for name in names if isinstance(names, list) else ():
        yield DraftChange(kind=Kind.COMMENCE, target=name)
    for one in held.get("displaces") or ():
        if isinstance(one, dict) and "offence" in one:
            yield DraftChange(kind=Kind.DISPLACE, target=one["offence"], content=one)


def text_of(change: DraftChange, body: BodyOfLaw) -> ChangeText:
    """Return one change beside the recorded text."""
    versions = body.versions.get(change.target)
    base = versions[-1] if versions else None
    title = base.title if base else ""
    if change.kind is Kind.FACT:
        title = body.facts[change.target].question if change.target in body.facts else ""
    elif change.target in body.works:
        title = body.works[change.target].title
    elif change.kind is Kind.ADD:
        title = str(change.content.get("title", ""))
    return ChangeText(
        kind=change.kind.value, target=change.target, title=title, rows=tuple(_rows(change, base))
    )


def _rows(change: DraftChange, base: Offence | None) -> Iterable[Row]:
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
