"""What an instrument asks of the law, and how far the law meets it.

The status follows from facts alone. What assessors reported is kept beside it and never mixed in:
where they differ among themselves the criterion is contested, where they differ from the
computed status it is work for a reviewer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kapea.engines.law.citation import Citation
from kapea.engines.law.facts import FactValue
from kapea.engines.law.truth import Truth


class Status(StrEnum):
    COMPLIANT = "compliant"
    PARTIAL = "partial"
    GAP = "gap"
    UNCLEAR = "unclear"


CONTESTED: Final = "contested"
NOT_ASSESSED: Final = "not_assessed"


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What one assessor said. verdict: stated by the assessor ("explicit") or our reading ("coded")."""

    status: str
    verdict: str
    citation: Citation


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One thing an instrument asks, in our words. requires: every one of these facts."""

    id: str
    instrument: str
    article: str
    binding: str
    criterion: str
    requires: tuple[str, ...]
    forms: tuple[str, ...] = ()
    national_provisions: tuple[str, ...] = ()
    reported: tuple[Reported, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CriterionResult:
    """How the law stands to a criterion. consensus: what the assessors say together."""

    criterion: Criterion
    status: Status
    consensus: str
    trace: tuple[FactValue, ...]

    @property
    def is_contested(self) -> bool:
        return self.consensus == CONTESTED

    @property
    def needs_review(self) -> bool:
        """Whether the assessors say something else than the facts do."""
        return self.consensus not in (NOT_ASSESSED, self.status)


def status_of(values: Iterable[Truth]) -> Status:
    """The status that facts amount to.

    All true is compliant; true and false partial; false and no true a gap; else unclear.

    >>> status_of([True, None]).value, status_of([False, None]).value
    ('unclear', 'gap')
    """
    found = set(values)
    if False in found:
        return Status.PARTIAL if True in found else Status.GAP
    return Status.UNCLEAR if None in found else Status.COMPLIANT


def consensus(reported: Iterable[Reported]) -> str:
    """What the assessors say together: one status, contested, or not assessed."""
    statuses = {one.status for one in reported}
    if len(statuses) > 1:
        return CONTESTED
    return statuses.pop() if statuses else NOT_ASSESSED


def assess_criterion(criterion: Criterion, values: Mapping[str, FactValue]) -> CriterionResult:
    """The status of a criterion with the facts that decide it."""
    trace = tuple(values[fact] for fact in criterion.requires)
    return CriterionResult(
        criterion=criterion,
        status=status_of(value.value for value in trace),
        consensus=consensus(criterion.reported),
        trace=trace,
    )
