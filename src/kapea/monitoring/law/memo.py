"""What a scenario changes, as a page, a printed memo and a file show it.

Everything stands beside what it follows from: the changed text beside the recorded one, each
criterion with the answers that moved it, each consequence with its offence, and the sources.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from django.template.loader import render_to_string

from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.citation import Citation, without_doubles
from kapea.engines.law.criteria import Criterion
from kapea.engines.law.effects import CriterionChange, Direction, Effects, FactChange, OffenceChange
from kapea.engines.law.facts import LegalFact
from kapea.monitoring.law.changed_text import ChangeText, texts_of

MEDIA_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8",
    "pdf": "application/pdf",
}


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A criterion that changes, and the answers that moved it."""

    criterion: Criterion
    change: CriterionChange
    facts: tuple[tuple[LegalFact, FactChange], ...]


@dataclass(frozen=True, kw_only=True)
class Touched:
    """An offence with what changes in it and in what follows from it."""

    offence: str
    title: str
    changes: tuple[OffenceChange, ...]


@dataclass(frozen=True, kw_only=True)
class Memo:
    """A proposal with its effects, ready to be printed. on: the day whose law it changes, None: as recorded."""

    id: str
    title: str
    origin: str
    status: str
    author: str
    assumptions: str
    on: date | None
    texts: tuple[ChangeText, ...]
    seen: Mapping[str, Any]
    sources: tuple[Citation, ...]


def effects_seen(found: Effects, body: BodyOfLaw) -> dict[str, Any]:
    """Return the effects as pages show them, by their names in the templates."""
    moved = tuple(_moved(change, found, body) for change in found.criteria)
    return {
        "effects": found,
        "moved": moved,
        "better_count": found.count(Direction.BETTER),
        "worse_count": found.count(Direction.WORSE),
        "touched": tuple(_touched(found.offences, body)),
        "fact_changes": tuple((body.facts[change.fact], change) for change in found.facts),
        "met": found.recommendations_met,
        "not_coded": found.not_coded,
    }


def _moved(change: CriterionChange, found: Effects, body: BodyOfLaw) -> Moved:
    criterion = next(one for one in body.criteria if one.id == change.criterion)
    facts = tuple((body.facts[one.fact], one) for one in found.facts if one.fact in criterion.requires)
    return Moved(criterion=criterion, change=change, facts=facts)


def _touched(changes: Sequence[OffenceChange], body: BodyOfLaw) -> Iterable[Touched]:
    for name in dict.fromkeys(one.offence for one in changes):
        title = body.versions[name][-1].title if name in body.versions else ""
        yield Touched(offence=name, title=title, changes=tuple(one for one in changes if one.offence == name))


def memo_of(
    held: Mapping[str, Any], found: Effects, body: BodyOfLaw, *, on: date | None, author: str
) -> Memo:
    """Return the memo of a scenario (plain values) with its effects."""
    texts = texts_of(held, body)
    assumptions = held.get("assumptions") or ""
    return Memo(
        id=str(held.get("id", "")),
        title=str(held.get("title", "")),
        origin=str(held.get("origin", "")),
        status=str(held.get("status", "")),
        author=author,
        assumptions="; ".join(assumptions) if isinstance(assumptions, list) else str(assumptions),
        on=on,
        texts=texts,
        seen=effects_seen(found, body),
        sources=_sources(texts, found, body),
    )


def _sources(texts: Sequence[ChangeText], found: Effects, body: BodyOfLaw) -> tuple[Citation, ...]:
    """Return every passage that the memo rests on, each once."""
    cited: list[Citation] = []
    for text in texts:
        for version in body.versions.get(text.target, ()):
            cited.extend(version.sources)
    for change in found.facts:
        cited.extend(found.before.facts[change.fact].sources)
    cited.extend(one.source for one in found.recommendations_met)
    return without_doubles(cited)


def written(memo: Memo, form: str) -> str:
    """Return the memo as a file: "md" or "html", in the reader's language."""
    return render_to_string(f"law/memo_file.{form}", {"memo": memo, **memo.seen})


def as_yaml(held: Mapping[str, Any]) -> str:
    """Return a scenario as `kapea law assess --scenario` reads it."""
    return yaml.safe_dump(dict(held), allow_unicode=True, sort_keys=False)
