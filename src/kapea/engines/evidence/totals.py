"""Rule `total_differs`: a printed total is not the sum of its printed parts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kapea.engines.evidence.claims import Figure, Finding, State
from kapea.engines.evidence.values import Range, added

RULE = "total_differs"
TOTAL = "_T"


def total_differences(figures: Iterable[Figure]) -> list[Finding]:
    """Return the totals (`_T`) of tables that their parts contradict, dimension by dimension.

    A blank part is an unknown count: then only parts that exceed the total contradict it.
    """
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        for dimension in figure.dims:
            others = (f"{name}={code}" for name, code in figure.dims.items() if name != dimension)
            key = (figure.table, figure.measure, figure.claim.source, dimension, *others)
            groups[key].append(figure)
    found = (_compare(members, dimension=key[3]) for key, members in groups.items())
    return [finding for finding in found if finding is not None]


def _compare(members: Sequence[Figure], *, dimension: str) -> Finding | None:
    totals = [each for each in members if each.dims[dimension] == TOTAL and each.meaning is not None]
    parts = [each for each in members if each.dims[dimension] != TOTAL]
    if not totals or not parts:
        return None
    return sum_finding(totals[0], parts)


def sum_finding(total: Figure, parts: Sequence[Figure]) -> Finding | None:
    """Return a finding if the parts cannot add up to the total."""
    summed = added(part.meaning for part in parts)
    if total.meaning is None or summed.meets(total.meaning):
        return None
    units = sorted({each.claim.unit for each in (total, *parts)})
    mixed = f" Their units differ ({', '.join(units)})." if len(units) > 1 else ""
    return Finding(
        rule=RULE,
        subject=total.claim.subject,
        property=total.claim.property,
        claims=(total.claim, *(part.claim for part in parts)),
        message=f"The total is printed as {total.claim.value.text};"
        f" its parts add up to {_said(summed)}.{mixed}",
        state=State.TO_CHECK if mixed else State.CONTRADICTION,
        tables=tuple(dict.fromkeys(each.table for each in (total, *parts))),
    )


def _said(summed: Range) -> str:
    if summed.low == summed.high:
        return f"{summed.low}"
    return f"at least {summed.low}" if summed.high is None else f"{summed.low} to {summed.high}"
