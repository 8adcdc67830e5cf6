"""What must hold between figures of different rows, tables or sources, and where it does not.

A relation is stated by a person, with the reason: this is the whole of those parts, this is a
share of that. The rules only do the arithmetic, within the precision of what is printed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from kapea.engines.evidence.claims import Figure, Finding, State
from kapea.engines.evidence.totals import sum_finding
from kapea.engines.evidence.values import Range


class Kind(StrEnum):
    """What must hold, and the roles its figures play.

    SUM: `total` is the sum of `part`s. WHOLE: no `part` exceeds `whole`. SHARE: `share` percent of
    `whole` is `part`. SAME: all `value`s are one fact. EACH: every one of `cases` has at least one
    of `persons`.
    """

    SUM = "sum"
    WHOLE = "whole"
    SHARE = "share"
    SAME = "same"
    EACH = "each"


ROLES: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.SUM: ("total", "part"),
    Kind.WHOLE: ("part", "whole"),
    Kind.SHARE: ("share", "part", "whole"),
    Kind.SAME: ("value",),
    Kind.EACH: ("cases", "persons"),
}


@dataclass(frozen=True, kw_only=True)
class Relation:
    """One relation with the figures it binds.

    reason: why it must hold, shown with a finding. state: how sure a finding would be.
    """

    kind: Kind
    figures: Mapping[str, Sequence[Figure]]
    reason: str
    state: State = State.CONTRADICTION


def broken_relations(relations: Sequence[Relation]) -> list[Finding]:
    """Return a finding for each relation that the printed figures break."""
    rules: Mapping[Kind, Callable[[Relation], list[Finding]]] = {
        Kind.SUM: _sum,
        Kind.WHOLE: _whole,
        Kind.SHARE: _share,
        Kind.SAME: _same,
        Kind.EACH: _each,
    }
    return [finding for relation in relations for finding in rules[relation.kind](relation)]


def _sum(relation: Relation) -> list[Finding]:
    finding = sum_finding(relation.figures["total"][0], relation.figures["part"])
    if finding is None:
        return []
    state = finding.state if finding.state is State.TO_CHECK else relation.state
    return [replace(finding, message=f"{finding.message} {relation.reason}", state=state)]


def _whole(relation: Relation) -> list[Finding]:
    whole = relation.figures["whole"][0]
    return [
        _finding(
            "part_exceeds_whole",
            (part, whole),
            relation,
            f"{_said(part)} is more than {_said(whole)}, of which it is a part.",
        )
        for part in relation.figures["part"]
        if part.meaning and whole.meaning and part.meaning.is_over(whole.meaning)
    ]


def _each(relation: Relation) -> list[Finding]:
    cases, persons = relation.figures["cases"][0], relation.figures["persons"][0]
    if not (cases.meaning and persons.meaning and cases.meaning.is_over(persons.meaning)):
        return []
    message = f"{_said(cases)} is more than {_said(persons)}, though each has at least one."
    return [_finding("fewer_persons_than_cases", (cases, persons), relation, message)]


def _share(relation: Relation) -> list[Finding]:
    share, part, whole = (relation.figures[role][0] for role in ("share", "part", "whole"))
    if not (share.meaning and part.meaning and whole.meaning):
        return []
    derived = _percent(part.meaning, whole.meaning)
    if derived is None or derived.meets(share.meaning):
        return []
    message = f"Printed is {_said(share)}; {_said(part)} of {_said(whole)} is {derived.low:.1f} percent."
    return [_finding("share_differs", (share, part, whole), relation, message)]


def _same(relation: Relation) -> list[Finding]:
    values = [figure for figure in relation.figures["value"] if figure.meaning]
    first = values[0] if values else None
    if first is None or all(first.claim.value.agrees_with(each.claim.value) for each in values):
        return []
    said = "; ".join(_said(each) for each in values)
    return [
        _finding("values_differ", values, relation, f"One fact is printed with different values: {said}.")
    ]


def _percent(part: Range, whole: Range) -> Range | None:
    """What 100 * part / whole can be; None when the whole may be zero or has no end."""
    if not whole.low or part.low is None or part.high is None or whole.high is None:
        return None
    return Range(low=100 * part.low / whole.high, high=100 * part.high / whole.low)


def _said(figure: Figure) -> str:
    claim = figure.claim
    return f"{claim.value.text} {claim.property} ({claim.source} {claim.locator})"


def _finding(rule: str, figures: Sequence[Figure], relation: Relation, message: str) -> Finding:
    return Finding(
        rule=rule,
        subject=figures[0].claim.subject,
        property=figures[0].claim.property,
        claims=tuple(figure.claim for figure in figures),
        message=f"{message} {relation.reason}".strip(),
        state=relation.state,
        tables=tuple(dict.fromkeys(figure.table for figure in figures)),
    )
