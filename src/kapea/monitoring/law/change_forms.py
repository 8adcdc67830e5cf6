"""The form of each kind of change, and what it offers to choose from."""

from typing import Any

from django.forms import Form

from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.provision import Kind as RecordKind
from kapea.engines.law.provision import Offence
from kapea.monitoring.law.amendment_form import AmendmentForm
from kapea.monitoring.law.changed_text import definition_of
from kapea.monitoring.law.drafts import Kind, definition_target
from kapea.monitoring.law.element_words import ELEMENT_WORDS
from kapea.monitoring.law.forms import (
    ANSWERED,
    Choices,
    DefinitionForm,
    DisplaceForm,
    FactForm,
    StatedForm,
    TargetForm,
)
from kapea.monitoring.law.queries.scenarios import ChangeSeen, ScenarioSeen
from kapea.monitoring.law.titles import titled


def form_of(
    data: Any,
    held: ScenarioSeen,
    kind: Kind,
    found: ChangeSeen | None,
    body: BodyOfLaw,
    target: str,
    *,
    amended: Offence | None,
) -> Form:
    """Return the form of a kind of change, filled with what is stored. amended: as the scenario makes it."""
    initial: dict[str, Any] = {"target": target}
    if found is not None:
        initial |= {"by": found.change.content.get("by", "")}
        initial |= {"value": {True: "yes", False: "no", None: "unknown"}[found.change.content.get("value")]}
    if kind is Kind.DEFINE:
        return _definition_form(data, target, found, body)
    if kind is Kind.STATED:
        stated = dict(found.change.content) if found else {}
        stated["effects"] = "\n".join(stated.get("effects") or ())
        return StatedForm(data, initial=stated)
    if kind in (Kind.CHANGE, Kind.ADD):
        base = offence_of(target, body) if kind is Kind.CHANGE else None
        return AmendmentForm(data, body=body, base=base, now=amended)
    targets = _targets(kind, held, body) if found is None else [(target, target)]
    if kind is Kind.FACT:
        questions = [(one.id, f"{one.id}: {one.question}") for one in body.facts.values()]
        return FactForm(data, targets=questions if found is None else targets, initial=initial)
    if kind is Kind.DISPLACE:
        return DisplaceForm(data, targets=targets, newer=newer_choices(held, body), initial=initial)
    return TargetForm(data, targets=targets, initial=initial)


def _definition_form(data: Any, target: str, found: ChangeSeen | None, body: BodyOfLaw) -> Form:
    held = definition_of(target, body)
    features = dict(held.features) if held else {}
    changed = found.change.content.get("features", {}) if found else {}
    initial = {name: ANSWERED[value] for name, value in {**features, **changed}.items()}
    return DefinitionForm(data, features=features, initial=initial)


def definition_choices(body: BodyOfLaw) -> Choices:
    """Return every recorded definition by its work and article."""
    return [
        (
            definition_target(one.work, one.object),
            f"{one.work} {one.article} · {ELEMENT_WORDS['object'].get(one.object, one.object)}",
        )
        for one in body.definitions
    ]


def _targets(kind: Kind, held: ScenarioSeen, body: BodyOfLaw) -> Choices:
    if kind is Kind.COMMENCE:
        return newer_choices(held, body)
    return offence_choices(body)


def newer_choices(held: ScenarioSeen, body: BodyOfLaw) -> Choices:
    """Return what may commence or displace: drafts of the pack, and what the scenario adds."""
    works = [(work.id, work.title) for work in body.works.values() if work.status == "draft"]
    drafts = [
        (one.id, f"{one.id} · {titled(one.id, one.title)}")
        for one in body.newest[RecordKind.OFFENCE]
        if one.status == "draft" or one.work in dict(works)
    ]
    added = [(one.change.target, one.change.target) for one in held.changes if one.change.kind is Kind.ADD]
    return [*added, *works, *drafts]


def offence_choices(body: BodyOfLaw) -> Choices:
    """Return every offence by its work and article."""
    return [(one.id, f"{one.id} · {titled(one.id, one.title)}") for one in body.newest[RecordKind.OFFENCE]]


def offence_of(name: str, body: BodyOfLaw) -> Offence | None:
    """Return the newest version of an offence, None for what is none."""
    versions = body.versions.get(name, ())
    return versions[-1] if versions and versions[-1].kind is RecordKind.OFFENCE else None
