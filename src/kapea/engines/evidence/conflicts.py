"""Rule `values_differ`: one thing, one time, and values that cannot both be true."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from kapea.engines.evidence.claims import Claim, Figure, Finding

RULE = "values_differ"


def claim_conflicts(claims: Iterable[Claim]) -> list[Finding]:
    """Return the conflicts among claims about the same subject and property."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.subject, claim.property].append(claim)
    return [
        _finding(group[0].subject, group[0].property, _ordered(group))
        for group in groups.values()
        if _disagree(group)
    ]


def figure_conflicts(figures: Iterable[Figure]) -> list[Finding]:
    """Return the conflicts among cells of one table that have the same key."""
    groups: dict[tuple[str, tuple[tuple[str, str], ...], str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.meaning is not None:
            groups[figure.table, tuple(sorted(figure.dims.items())), figure.measure].append(figure)
    return [
        _finding(group[0].claim.subject, group[0].claim.property, [each.claim for each in group], table)
        for (table, _, _), group in groups.items()
        if _disagree([each.claim for each in group])
    ]


def _disagree(claims: Sequence[Claim]) -> bool:
    return any(
        not one.value.agrees_with(other.value) and _same_time(one, other)
        for one, other in combinations(claims, 2)
    )


def _same_time(one: Claim, other: Claim) -> bool:
    return one.valid is None or other.valid is None or one.valid.meets(other.valid)


def _ordered(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (claim.source, claim.locator))


def _finding(subject: str, about: str, claims: Sequence[Claim], *tables: str) -> Finding:
    said = "; ".join(f"{claim.source} {claim.locator}: {claim.value.text}" for claim in claims)
    return Finding(
        rule=RULE,
        subject=subject,
        property=about,
        claims=tuple(claims),
        message=f"The sources give values that cannot all be true ({said}).",
        tables=tables,
    )
