"""What was recommended about the law, how it stands, and which amendments would meet it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kapea.engines.law.assessment import Assessment
from kapea.engines.law.criteria import CriterionResult, Status
from kapea.engines.law.effects import Effects
from kapea.engines.law.recommendation import LawRecommendation


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One recommendation with its criteria. met_by: the proposals that would meet it, by name."""

    recommendation: LawRecommendation
    results: tuple[CriterionResult, ...]
    met_by: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether every criterion it asks for is compliant already."""
        return bool(self.results) and all(one.status is Status.COMPLIANT for one in self.results)


def asked(
    recommendations: Sequence[LawRecommendation], found: Assessment, proposed: Mapping[str, Effects]
) -> tuple[Asked, ...]:
    """Return each recommendation as the law of the day stands to it. proposed: effects by name."""
    results = {one.criterion.id: one for one in found.results}
    return tuple(
        Asked(
            recommendation=one,
            results=tuple(results[name] for name in one.criteria if name in results),
            met_by=tuple(
                name
                for name, effects in proposed.items()
                if one.id in {met.id for met in effects.recommendations_met}
            ),
        )
        for one in recommendations
    )
