"""How the law of a day stands to every criterion."""

from dataclasses import dataclass
from datetime import date

from kapea.engines.law.body import BodyOfLaw, LawOnDay
from kapea.engines.law.criteria import CriterionResult, assess_criterion
from kapea.engines.law.facts import FactValue, answers


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """Every criterion and every fact of one day, in the order of the pack."""

    on: date | None
    results: tuple[CriterionResult, ...]
    facts: dict[str, FactValue]


def assess(body: BodyOfLaw, *, on: date | None = None) -> Assessment:
    """The law of a day (without a day: as recorded now) against every criterion."""
    values = answers(body.facts, LawOnDay(body=body, on=on))
    results = tuple(assess_criterion(criterion, values) for criterion in body.criteria)
    return Assessment(on=on, results=results, facts=values)
