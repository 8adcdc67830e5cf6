"""Reads a scenario: facts set, offences added, changed or repealed, what commences, what is displaced.

How offences may be written is in `amended_offences`.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from kapea.engines.dates import PartialDate
from kapea.engines.law.body import BodyOfLaw
from kapea.engines.law.penalty import Imprisonment, Term, Unit
from kapea.engines.law.provision import Definition
from kapea.engines.law.scenario import Displaced, Scenario, StatedPenalty
from kapea.packs.law.amended_offences import Draft, read_amended, read_repeals
from kapea.packs.law.entries import given, known, partial_date, truth, words
from kapea.packs.marked import Entry

FIELDS: Final = (
    "id", "title", "origin", "status", "overrides", "offences", "commences", "displaces", "penalty_effects",
    "expected_changes", "net", "assumptions", "note", "repeals", "definitions",
)  # fmt: skip


def one_scenario(root: Entry) -> Entry:
    """The scenario of a file: the file itself, the only one of a list or under `scenarios`."""
    held = given(root, "scenarios") or given(root, "scenario") or root
    if not isinstance(held.value, list):
        return held
    members = held.items()
    if len(members) != 1:
        held.fault(f"the file must hold one scenario, not {len(members)}")
    return members[0]


def read_scenario(entry: Entry, body: BodyOfLaw) -> Scenario:
    """The scenario of an entry over a body of law; what the law does not hold is a fault."""
    known(entry, FIELDS)
    draft = Draft(body=body)
    if (offences := given(entry, "offences")) is not None:
        read_amended(offences, draft)
    if (repeals := given(entry, "repeals")) is not None:
        read_repeals(repeals, draft)
    _refuse_contradictions(entry, draft)
    commences, commences_on = _commencement(given(entry, "commences"), draft)
    return Scenario(
        id=entry.text("id", default="scenario"),
        title=entry.text("title", default=""),
        origin=entry.text("origin", default=""),
        status=entry.text("status", default=""),
        overrides=_overrides(given(entry, "overrides"), body),
        offences=tuple(draft.offences.values()),
        definitions=tuple(_definitions(given(entry, "definitions"), body)),
        repeals=tuple(draft.repeals),
        commences=commences,
        commences_on=commences_on,
        displaces=tuple(_displaces(given(entry, "displaces"), draft)),
        stated_penalties=tuple(_stated_penalties(given(entry, "penalty_effects"), body)),
    )


def _refuse_contradictions(entry: Entry, draft: Draft) -> None:
    """Fault what is both repealed and written anew, and an aggravated form of what is nowhere."""
    both = sorted(set(draft.repeals) & set(draft.offences))
    if both:
        entry.fault(f"{', '.join(both)}: both repealed and changed; write one of the two")
    for one in draft.offences.values():
        if one.aggravates and not draft.knows(one.aggravates):
            entry.at("offences").fault(f"{one.id} aggravates {one.aggravates!r}, which the law does not hold")


def _definitions(entry: Entry | None, body: BodyOfLaw) -> Iterable[Definition]:
    """The definitions written anew; a feature that is not named stays as the work has it."""
    known_features = {name for held in body.definitions for name in held.features}
    for one in entry.items() if entry else ():
        known(one, ("work", "object", "article", "features"))
        work, subject = one.text("work"), one.text("object")
        if work not in body.works:
            one.at("work").fault(f"the law holds no work {work!r}")
        held = next((d for d in body.definitions if (d.work, d.object) == (work, subject)), None)
        if held is None and subject not in {d.object for d in body.definitions}:
            one.at("object").fault(f"no work defines {subject!r}")
        features = dict(held.features) if held else {}
        for name, value in one.at("features").pairs():
            if name not in known_features:
                value.fault(
                    f"there is no feature {name!r}; the features are {', '.join(sorted(known_features))}"
                )
            features[name] = truth(value)
        article = one.text("article", default=held.article if held else "")
        base = held or Definition(work=work, object=subject, article=article, features={})
        yield replace(base, article=article, features=features)


_RANGE: Final = re.compile(r"(\d+)\s*-\s*(\d+)\s*(days|months|years)")


def _stated_penalties(entry: Entry | None, body: BodyOfLaw) -> Iterable[StatedPenalty]:
    """The penalties that an author states in prose: `TIPSE-41-3/41-4 (computer production)`, `1-3 years`.

    Prose that names no offence of the law, or no range, stays prose.
    """
    for one in entry.items() if entry else ():
        found = _RANGE.search(str(one.at("after").value)) if one.has("after") else None
        if found is None or not one.has("offence"):
            continue
        least, most = (Term(amount=int(found[place]), unit=Unit(found[3])) for place in (1, 2))
        for name in _offences_in(str(one.at("offence").value), body):
            yield StatedPenalty(offence=name, imprisonment=Imprisonment(least=least, most=most))


def _offences_in(prose: str, body: BodyOfLaw) -> Iterable[str]:
    """The offences that prose names; after a slash the work may be left out."""
    work = ""
    for word in re.split(r"[\s/,()]+", prose):
        if word in body.versions:
            work = body.versions[word][-1].work
            yield word
        elif work and f"{work}-{word}" in body.versions:
            yield f"{work}-{word}"


def _overrides(entry: Entry | None, body: BodyOfLaw) -> dict[str, bool | None]:
    found: dict[str, bool | None] = {}
    for name, value in entry.pairs() if entry else ():
        if name not in body.facts:
            value.fault(f"the law has no fact {name!r}")
        found[name] = truth(value)
    return found


def _commencement(entry: Entry | None, draft: Draft) -> tuple[tuple[str, ...], date | None]:
    """What commences and from which day: a day, names, or a mapping from name to day."""
    if entry is None:
        return (), None
    if isinstance(entry.value, date):
        return (), entry.value
    if isinstance(entry.value, dict):
        return _dated_commencement(entry, draft)
    if isinstance(entry.value, str | int) and str(entry.value)[:4].isdigit():
        day = partial_date(entry)
        return (), day.latest if day else None
    return tuple(_known(words(entry), entry, draft)), None


def _dated_commencement(entry: Entry, draft: Draft) -> tuple[tuple[str, ...], date | None]:
    names: list[str] = []
    days: list[PartialDate] = []
    for name, value in entry.pairs():
        if name in ("on", "date", "from"):
            days.extend(filter(None, [partial_date(value)]))
        elif name in ("works", "offences", "provisions", "names"):
            names.extend(words(value))
        else:
            names.append(name)
            if value.value is not None and not isinstance(value.value, bool):
                days.extend(filter(None, [partial_date(value)]))
    return tuple(_known(names, entry, draft)), max((day.latest for day in days), default=None)


def _displaces(entry: Entry | None, draft: Draft) -> Iterable[Displaced]:
    """The displaced provisions: names; from the newer to the older ones; or records of offence and by."""
    if entry is None:
        return
    if isinstance(entry.value, dict) and not entry.has("offence"):
        for newer, older in entry.pairs():
            yield from _displaced(words(older), (newer,), older, draft)
        return
    for member in entry.items() if isinstance(entry.value, list) else [entry]:
        if isinstance(member.value, dict) and member.has("offence"):
            by = words(member.at("by")) if given(member, "by") else ()
            yield from _displaced(words(member.at("offence")), by, member, draft)
        elif isinstance(member.value, dict):
            yield from _displaces(member, draft)
        else:
            yield from _displaced(words(member), (), member, draft)


def _displaced(older: Iterable[str], newer: Iterable[str], entry: Entry, draft: Draft) -> Iterable[Displaced]:
    by = tuple(_known(newer, entry, draft))
    for name in _known(older, entry, draft):
        yield Displaced(offence=name, by=by)


def _known(names: Iterable[str], entry: Entry, draft: Draft) -> Iterable[str]:
    """The names, an article spelt out into its offences; a name the law does not hold is a fault."""
    for name in names:
        if not draft.knows(name):
            entry.fault(f"the law holds no provision {name!r}")
        yield from draft.spelt_out(name)
