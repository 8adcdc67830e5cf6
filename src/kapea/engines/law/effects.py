"""What a scenario changes: criteria better and worse, offences with other consequences.

A criterion is better when its facts rose and none fell (false, unknown, true, in this order),
worse when they fell and none rose; when some rose and some fell the status decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from kapea.engines.law.assessment import Assessment, assess
from kapea.engines.law.body import BodyOfLaw, LawOnDay
from kapea.engines.law.consequences import consequences
from kapea.engines.law.criteria import CriterionResult, Status
from kapea.engines.law.penalty import Term
from kapea.engines.law.provision import Kind, Offence
from kapea.engines.law.recommendation import LawRecommendation
from kapea.engines.law.scenario import Scenario, StatedPenalty, apply
from kapea.engines.law.truth import Truth

Plain = str | int | bool | None


class Direction(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    MIXED = "mixed"


@dataclass(frozen=True, kw_only=True)
class CriterionChange:
    """A criterion whose status the scenario changes."""

    criterion: str
    before: Status
    after: Status
    direction: Direction


@dataclass(frozen=True, kw_only=True)
class FactChange:
    fact: str
    before: Truth
    after: Truth


@dataclass(frozen=True, kw_only=True)
class OffenceChange:
    """One property of an offence before and after.

    by: the provision that displaces it, for `media`. is_stated: it follows from a penalty that the
    author of the scenario states, not from a changed text.
    """

    offence: str
    property: str
    before: Plain
    after: Plain
    by: str = ""
    media: tuple[str, ...] = ()
    is_stated: bool = False


@dataclass(frozen=True, kw_only=True)
class Effects:
    """What a scenario changes. not_coded: added offences without a coded conduct: nothing is derived."""

    before: Assessment
    after: Assessment
    criteria: tuple[CriterionChange, ...]
    facts: tuple[FactChange, ...]
    offences: tuple[OffenceChange, ...]
    recommendations_met: tuple[LawRecommendation, ...]
    not_coded: tuple[str, ...]

    def count(self, direction: Direction) -> int:
        return sum(change.direction is direction for change in self.criteria)


_RANK: Final = {Status.GAP: 0, Status.UNCLEAR: 1, Status.PARTIAL: 2, Status.COMPLIANT: 3}
_HEIGHT: Final = {False: 0, None: 1, True: 2}
_NOTHING: Final = Term(amount=0)


def effects(body: BodyOfLaw, scenario: Scenario, *, on: date | None = None) -> Effects:
    """The law of a day against the same law with the scenario. Raises UnknownProvision."""
    changed = apply(scenario, body, on=on)
    before, after = assess(body, on=on), assess(changed, on=on)
    pairs = zip(before.results, after.results, strict=True)
    return Effects(
        before=before,
        after=after,
        criteria=tuple(_change(one, other) for one, other in pairs if one.status != other.status),
        facts=tuple(
            FactChange(fact=name, before=value.value, after=after.facts[name].value)
            for name, value in before.facts.items()
            if value.value is not after.facts[name].value
        ),
        offences=_all_offence_changes(LawOnDay(body=body, on=on), LawOnDay(body=changed, on=on), scenario),
        recommendations_met=_met(body, before, after),
        not_coded=tuple(new.id for new in scenario.offences if not new.elements.conduct.words),
    )


def _change(before: CriterionResult, after: CriterionResult) -> CriterionChange:
    return CriterionChange(
        criterion=before.criterion.id,
        before=before.status,
        after=after.status,
        direction=direction(before, after),
    )


def direction(before: CriterionResult, after: CriterionResult) -> Direction:
    """Whether a criterion is better or worse off."""
    steps = [
        _HEIGHT[later.value] - _HEIGHT[earlier.value]
        for earlier, later in zip(before.trace, after.trace, strict=True)
    ]
    if min(steps) >= 0 < max(steps):
        return Direction.BETTER
    if max(steps) <= 0 > min(steps):
        return Direction.WORSE
    rise = _RANK[after.status] - _RANK[before.status]
    return Direction.BETTER if rise > 0 else Direction.WORSE if rise < 0 else Direction.MIXED


def _all_offence_changes(before: LawOnDay, after: LawOnDay, scenario: Scenario) -> tuple[OffenceChange, ...]:
    """What the changed texts do, then what the author states of offences whose text is unchanged."""
    found = list(_offence_changes(before, after))
    told = {(one.offence, one.property) for one in found}
    stated = (one for stated in scenario.stated_penalties for one in _stated_changes(stated, before))
    return (*found, *(one for one in stated if (one.offence, one.property) not in told))


def _stated_changes(stated: StatedPenalty, before: LawOnDay) -> Iterable[OffenceChange]:
    """The consequences of the penalty that the author of a scenario states."""
    offence = before.body.versions[stated.offence][-1]
    now = _punishment(replace(offence, imprisonment=stated.imprisonment), before)
    for key, value in _punishment(offence, before).items():
        if value != now[key]:
            yield OffenceChange(
                offence=offence.id, property=key, before=value, after=now[key], is_stated=True
            )


def _offence_changes(before: LawOnDay, after: LawOnDay) -> Iterable[OffenceChange]:
    old, new = dict(_shown(before)), dict(_shown(after))
    for name in dict.fromkeys([*old, *new]):
        earlier, later = old.get(name, {}), new.get(name, {})
        for key in dict.fromkeys([*earlier, *later]):
            if earlier.get(key) != later.get(key):
                yield OffenceChange(offence=name, property=key, before=earlier.get(key), after=later.get(key))
    for offence in after.body.offences:
        yield from _displacement_changes(offence, after)


def _shown(law: LawOnDay) -> Iterable[tuple[str, Mapping[str, Plain]]]:
    """Each record with its consequences and its coded elements, in words."""
    for name, versions in law.body.versions.items():
        offence = law.by_id[name][0] if name in law.by_id else versions[-1]
        if offence.kind is Kind.SUMMARY_CLAIM:
            continue
        shown: dict[str, Plain] = {"in_force": law.is_in_force(name), **_punishment(offence, law)}
        shown["victim_age"] = str(offence.victim_age)
        shown.update({element: str(limit) for element, limit in offence.elements.limits()})
        yield name, shown


def _displacement_changes(offence: Offence, law: LawOnDay) -> Iterable[OffenceChange]:
    """What the displaced provision's conduct is punished with instead, by the heaviest newer one."""
    rivals = [(one, law.by_id[one.by][0]) for one in offence.displaced if one.by in law.by_id]
    if not rivals:
        return
    displacement, rival = max(rivals, key=lambda pair: _maximum(pair[1]))
    now = _punishment(rival, law)
    for key, value in _punishment(offence, law).items():
        if value != now[key]:
            yield OffenceChange(
                offence=offence.id,
                property=key,
                before=value,
                after=now[key],
                by=rival.id,
                media=tuple(sorted(displacement.media)),
            )


def _maximum(offence: Offence) -> Term:
    return offence.imprisonment.most if offence.imprisonment else _NOTHING


def _punishment(offence: Offence, law: LawOnDay) -> dict[str, Plain]:
    """The consequences of an offence and its penalties, in words."""
    found: dict[str, Plain] = dict(consequences(offence, law.body.rules).as_pairs())
    found["imprisonment"] = str(offence.imprisonment) if offence.imprisonment else None
    found["fine"] = str(offence.fine) if offence.fine else None
    return found


def _met(body: BodyOfLaw, before: Assessment, after: Assessment) -> tuple[LawRecommendation, ...]:
    was = {result.criterion.id: result.status for result in before.results}
    now = {result.criterion.id: result.status for result in after.results}
    return tuple(
        one
        for one in body.recommendations
        if one.criteria
        and all(now.get(name) is Status.COMPLIANT for name in one.criteria)
        and any(was.get(name) is not Status.COMPLIANT for name in one.criteria)
    )
