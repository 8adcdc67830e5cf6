"""A stored or typed change of the law as the scenario reader takes it, and an offence as a form shows it. Pure.

A change keeps only what differs from the recorded text, so that it reads as an amendment. The
scenario that comes out is exactly what `kapea law assess --scenario` reads from a file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from kapea.engines.dates import AgeRange
from kapea.engines.law.ages import ANY_AGE, OLDEST
from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.elements import LIMITED, Limit
from kapea.engines.law.penalty import Term
from kapea.engines.law.provision import Offence

Plain = Mapping[str, Any]
NOT_CODED = "not_coded"
ANY = "any"
BETWEEN = " / "
LONGEST_TARGET = 100


class Kind(StrEnum):
    """What a change does."""

    CHANGE = "change"
    ADD = "add"
    REPEAL = "repeal"
    DEFINE = "define"
    FACT = "fact"
    COMMENCE = "commence"
    DISPLACE = "displace"
    STATED = "stated"


@dataclass(frozen=True, kw_only=True)
class DraftChange:
    """One change. target: an offence, a definition (work and object), a fact, a work or a provision.

    content: of CHANGE and ADD the fields as a scenario file writes them; of DEFINE `features`; of
    FACT `value`; of DISPLACE `by`; of STATED the offence, the penalty and its effects as its author
    states them, in prose; of the others nothing.
    """

    kind: Kind
    target: str
    content: Plain = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DraftScenario:
    """A set of changes with where it comes from. assumptions: what it takes for granted."""

    id: str
    title: str = ""
    origin: str = ""
    status: str = ""
    assumptions: str = ""
    commences_on: date | None = None
    changes: Sequence[DraftChange] = ()


def as_scenario(draft: DraftScenario) -> dict[str, Any]:
    """Return the scenario as plain values, as a file would hold it; nothing empty is written."""
    of = {kind: [one for one in draft.changes if one.kind is kind] for kind in Kind}
    offences: dict[str, Any] = {
        "add": [{"id": one.target, **one.content} for one in of[Kind.ADD]],
        "change": {one.target: dict(one.content) for one in of[Kind.CHANGE]},
        "repeal": [one.target for one in of[Kind.REPEAL]],
    }
    whole: dict[str, Any] = {
        "id": draft.id,
        "title": draft.title,
        "origin": draft.origin,
        "status": draft.status,
        "assumptions": draft.assumptions,
        "definitions": [_defined(one) for one in of[Kind.DEFINE]],
        "overrides": {one.target: one.content.get("value") for one in of[Kind.FACT]},
        "offences": {key: value for key, value in offences.items() if value},
        "commences": _commences([one.target for one in of[Kind.COMMENCE]], draft.commences_on),
        "displaces": [_displaced(one) for one in of[Kind.DISPLACE]],
        "penalty_effects": [dict(one.content) for one in of[Kind.STATED]],
    }
    return {key: value for key, value in whole.items() if value}


def _commences(names: Sequence[str], on: date | None) -> Any:
    if on is None:
        return list(names)
    return {"names": list(names), "on": on} if names else on


def _displaced(change: DraftChange) -> dict[str, Any]:
    by = change.content.get("by")
    return {"offence": change.target, "by": by} if by else {"offence": change.target}


def _defined(change: DraftChange) -> dict[str, Any]:
    work, subject = definition_named(change.target)
    return {"work": work, "object": subject, **change.content}


def definition_target(work: str, subject: str) -> str:
    """Return the name by which a change points at a definition."""
    return f"{work}{BETWEEN}{subject}"


def definition_named(target: str) -> tuple[str, str]:
    """Return the work and the object of a definition's name.

    >>> definition_named("A law / csam")
    ('A law', 'csam')
    """
    work, _between, subject = target.rpartition(BETWEEN)
    return work, subject


def changes_of(scenario: Plain) -> tuple[DraftChange, ...]:
    """Return every change of a scenario (plain values), as our own workbench and the packs write it."""
    return tuple(_changes_in(scenario))


def _changes_in(held: Plain) -> Iterable[DraftChange]:
    offences = held.get("offences") or {}
    for name, content in (offences.get("change") or {}).items():
        yield DraftChange(kind=Kind.CHANGE, target=name, content=content)
    for content in offences.get("add") or ():
        rest = {key: value for key, value in content.items() if key != "id"}
        yield DraftChange(kind=Kind.ADD, target=content["id"], content=rest)
    for name in offences.get("repeal") or ():
        yield DraftChange(kind=Kind.REPEAL, target=name)
    for one in held.get("definitions") or ():
        rest = {key: value for key, value in one.items() if key not in ("work", "object")}
        yield DraftChange(
            kind=Kind.DEFINE, target=definition_target(one["work"], one["object"]), content=rest
        )
    for name, value in (held.get("overrides") or {}).items():
        yield DraftChange(kind=Kind.FACT, target=name, content={"value": value})
    commences = held.get("commences")
    names = commences.get("names", ()) if isinstance(commences, dict) else commences
    for name in names if isinstance(names, list) else ():
        yield DraftChange(kind=Kind.COMMENCE, target=name)
    for one in held.get("displaces") or ():
        if isinstance(one, dict) and "offence" in one:
            yield DraftChange(kind=Kind.DISPLACE, target=one["offence"], content=_without_offence(one))
    for number, one in enumerate(held.get("penalty_effects") or (), start=1):
        target = f"{number}: {one['offence']}"[:LONGEST_TARGET]
        yield DraftChange(kind=Kind.STATED, target=target, content=dict(one))


def _without_offence(one: Plain) -> dict[str, Any]:
    return {"by": one["by"]} if one.get("by") else {}


def shown(offence: Offence) -> dict[str, Any]:
    """Return an offence as the form of the workbench asks it."""
    term = offence.imprisonment
    fine = offence.fine
    return {
        "title": offence.title,
        "work": offence.work,
        "article": offence.article,
        "conduct_text": offence.conduct,
        "victim_age": "offender" if offence.is_by_exploited else age_text(offence.victim_age),
        "suspect_age": age_text(offence.suspect_age),
        **{name: _words(limit) for name, limit in offence.elements.limits()},
        **_term("least", term.least if term else None),
        **_term("most", term.most if term else None),
        "fine_least": fine.least if fine else None,
        "fine_most": fine.most if fine else None,
        "attempt": {True: "yes", False: "no", None: ""}[offence.attempt],
        "aggravates": offence.aggravates,
    }


def _words(limit: Limit) -> list[str]:
    return sorted(limit.words) if limit.is_coded else [NOT_CODED]


def _term(end: str, term: Term | None) -> dict[str, Any]:
    if term is None:
        return {f"{end}_amount": None, f"{end}_unit": "years"}
    return {f"{end}_amount": term.amount, f"{end}_unit": "life" if term.is_life else term.unit.value}


def age_text(age: AgeRange) -> str:
    """Return a range of ages as it is written in the pack.

    >>> age_text(AgeRange(lowest=0, highest=17)), age_text(ANY_AGE), age_text(AgeRange(lowest=15, highest=17))
    ('<18', 'any', '15-17')
    """
    if age == ANY_AGE:
        return ANY
    if age.lowest == 0:
        return f"<{age.highest + 1}"
    return f">={age.lowest}" if age.highest == OLDEST else str(age)


def differing(typed: Plain, base: Offence | None, *, currency: str) -> dict[str, Any]:
    """Return what a form says otherwise than the recorded offence, as a scenario file writes it.

    typed: as `shown`. base: None for a new offence, of which everything is written.
    """
    was = shown(base) if base else {}
    is_other = {name for name, value in typed.items() if base is None or value != was.get(name)}
    found: dict[str, Any] = {}
    for name in ("title", "work", "article", "victim_age", "suspect_age", "aggravates"):
        if name in is_other and typed.get(name):
            found[name] = typed[name]
    has_prose = "conduct_text" in is_other and bool(typed.get("conduct_text"))
    if has_prose:
        found["conduct"] = typed["conduct_text"]
    elements = {name: _limit(typed[name]) for name in LIMITED if name in is_other}
    if base is None:
        elements = {name: words for name, words in elements.items() if words != ANY}
        found["elements"] = {"text": "seed", **elements}
    elif has_prose and elements:
        found["elements"] = elements  # a coded conduct and one in words would share a name
    else:
        found.update(elements)
    if is_other & {"least_amount", "least_unit", "most_amount", "most_unit"}:
        found["imprisonment"] = _imprisonment(typed)
    if is_other & {"fine_least", "fine_most"} and typed.get("fine_most") is not None:
        found["fine"] = {"min": typed.get("fine_least") or 0, "max": typed["fine_most"], "currency": currency}
    if "attempt" in is_other and typed.get("attempt"):
        found["attempt"] = typed["attempt"] == "yes"
    return {key: value for key, value in found.items() if value is not None or base is not None}


def _limit(words: Iterable[str]) -> Any:
    asked = sorted(words)
    return ANY if not asked else NOT_CODED if asked == [NOT_CODED] else asked


def _imprisonment(typed: Plain) -> dict[str, Any] | None:
    if typed.get("most_unit") == "life":
        most: dict[str, Any] = {"max": "life"}
    elif typed.get("most_amount") is None:
        return None
    else:
        most = {"max": typed["most_amount"], "max_unit": typed["most_unit"]}
    if typed.get("least_amount") is None:
        return most
    return {"min": typed["least_amount"], "min_unit": typed["least_unit"], **most}


def currency_of(body: BodyOfLaw) -> str:
    """Return the currency of the law's fines, "" when no source gives a fine."""
    return next((one.fine.currency for one in body.offences if one.fine), "")
