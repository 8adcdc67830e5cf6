"""All rules over all claims, figures and relations of a country."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kapea.engines.evidence.claims import Claim, Figure, Finding, State
from kapea.engines.evidence.conflicts import claim_conflicts, figure_conflicts
from kapea.engines.evidence.labels import repeated_labels
from kapea.engines.evidence.relations import Relation, broken_relations
from kapea.engines.evidence.totals import total_differences


def check(
    *,
    claims: Sequence[Claim] = (),
    figures: Sequence[Figure] = (),
    relations: Sequence[Relation] = (),
    explained: Mapping[tuple[str, str], str] | None = None,
) -> list[Finding]:
    """Return every finding, in the order of the rules and then of the sources' tables.

    explained: for a subject and property, why a person holds that it is no contradiction; the
    finding stays, with that reason.
    """
    found = [
        *claim_conflicts(claims),
        *figure_conflicts(figures),
        *total_differences(figures),
        *repeated_labels(figures),
        *broken_relations(relations),
    ]
    return [_with_reason(finding, explained or {}) for finding in found]


def _with_reason(finding: Finding, explained: Mapping[tuple[str, str], str]) -> Finding:
    reason = explained.get((finding.subject, finding.property))
    if reason is None:
        return finding
    return replace(finding, state=State.EXPLAINED, message=f"{finding.message} {reason}")
