"""What the `kapea law` commands answer, as plain values in the shapes of the reference manual.

Bad input raises InputFault with file, line and reason. Every answer informs and does not decide.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from kapea.engines.errors import InputFault
from kapea.engines.law.assessment import assess as assess_law
from kapea.engines.law.body import BodyOfLaw, LawOnDay
from kapea.engines.law.charges import Charges, propose_charges
from kapea.engines.law.effects import effects
from kapea.engines.law.provision import Kind
from kapea.engines.law.scenario import Scenario
from kapea.packs.law.body import load_law, read_scenarios
from kapea.packs.law.countries import Countries
from kapea.packs.law.entries import entry_of
from kapea.packs.law.incidents import Pair, read_incident
from kapea.packs.law.scenarios import one_scenario, read_scenario
from kapea.packs.law.shapes import (
    NOTICE,
    charges_shape,
    consequence_shape,
    criterion_shape,
    effects_shape,
    interruption_shape,
)
from kapea.packs.marked import Entry, FaultBook, read_yaml

Given: TypeAlias = Path | str | Mapping[str, Any]


def assess(
    pack_dir: Path | str, on: date | str | None = None, scenario: Given | None = None
) -> dict[str, Any]:
    """Every criterion with status and trace; with a scenario its effects.

    scenario: a file, an id of the pack, or the content of a file as plain values.
    on: the day whose law is assessed; the law as recorded now without it. Raises InputFault.
    """
    body = load_law(pack_dir)
    day = _day(on)
    answer: dict[str, Any] = {"on": day.isoformat() if day else None, "notice": NOTICE}
    if scenario is None:
        return {**answer, "criteria": [criterion_shape(one) for one in assess_law(body, on=day).results]}
    read = load_scenario(pack_dir, scenario, body)
    found = effects(body, read, on=day)
    return {
        **answer,
        "scenario": {"id": read.id, "title": read.title, "origin": read.origin, "status": read.status},
        "criteria": [criterion_shape(one) for one in found.after.results],
        **effects_shape(found),
    }


def consequences(pack_dir: Path | str, on: date | str | None = None) -> dict[str, Any]:
    """What follows from every offence. Summary claims of a source are no offences and stand apart.

    on: the day whose version of each offence is meant; the newest without it. Raises InputFault.
    """
    body = load_law(pack_dir)
    day = _day(on)
    law = LawOnDay(body=body, on=day)
    newest = [law.by_id.get(name, (versions[-1],))[0] for name, versions in body.versions.items()]
    return {
        "on": day.isoformat() if day else None,
        "notice": NOTICE,
        "offences": [
            consequence_shape(body, one, law.is_in_force(one.id))
            for one in newest
            if one.kind is not Kind.SUMMARY_CLAIM
        ],
        "claims": [{"id": one.id, "title": one.title} for one in newest if one.kind is Kind.SUMMARY_CLAIM],
    }


def charges(pack_dir: Path | str, facts_file: Given) -> dict[str, Any]:
    """Which provisions may apply to the facts, and what to find out. Raises InputFault.

    facts_file: a file, or the content of one as plain values.
    """
    body = load_law(pack_dir)
    root = _read_file(facts_file)
    pairs = read_incident(root, Countries(Path(pack_dir).resolve(), body.rules))
    _refuse_unknown(root, pairs, body)
    several = len(pairs) > 1
    found = [
        charges_shape(
            _proposed(body, pair), **({"victim": pair.victim, "suspect": pair.suspect} if several else {})
        )
        for pair in pairs
    ]
    interrupting = interruption_shape(body.rules)
    return {"notice": NOTICE, **_joined(found), "limitation_interrupted_by": interrupting}


def load_scenario(pack_dir: Path | str, scenario: Given, body: BodyOfLaw) -> Scenario:
    """A scenario from a file, plain values, or the pack's one with that id. Raises InputFault."""
    if isinstance(scenario, Mapping):
        return read_scenario(one_scenario(_read_file(scenario)), body)
    path = Path(scenario)
    if path.is_file():
        return read_scenario(one_scenario(_read_file(path)), body)
    held = read_scenarios(FaultBook(root=Path(pack_dir).resolve(), strict=True))
    if str(scenario) not in held:
        raise InputFault(
            path, 0, f"no such file, and the pack has no scenario of this id; it has {', '.join(held)}"
        )
    return read_scenario(held[str(scenario)], body)


def _proposed(body: BodyOfLaw, pair: Pair) -> Charges:
    return propose_charges(body, pair.incident)


def _joined(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The answers about every pair as one; a question of several pairs is asked once."""
    questions: dict[str, dict[str, Any]] = {}
    for one in found:
        for question in one["to_find_out"]:
            held = questions.setdefault(question["fact"], {**question, "offences": []})
            held["offences"] = list(dict.fromkeys([*held["offences"], *question["offences"]]))
    return {
        "charges": [charge for one in found for charge in one["charges"]],
        "withheld": [kept for one in found for kept in one["withheld"]],
        "to_find_out": list(questions.values()),
        "texts_to_read": sorted({name for one in found for name in one["texts_to_read"]}),
    }


def _read_file(given: Given) -> Entry:
    if isinstance(given, Mapping):
        return entry_of(given, file="given")
    file = Path(given)
    return read_yaml(FaultBook(root=file.parent, strict=True), file.name)


def _refuse_unknown(root: Entry, pairs: tuple[Pair, ...], body: BodyOfLaw) -> None:
    entry = root.at("facts") if root.has("facts") else root.at("incident") if root.has("incident") else root
    for name in pairs[0].incident.alleged:
        if name not in body.versions:
            key = "offences" if entry.has("offences") else "alleged"
            entry.at(key).fault(f"the law holds no provision {name!r}")


def _day(on: date | str | None) -> date | None:
    if on is None or isinstance(on, date):
        return on
    try:
        return date.fromisoformat(on)
    except ValueError:
        raise InputFault("--on", 0, f"{on!r} is not a day YYYY-MM-DD") from None
