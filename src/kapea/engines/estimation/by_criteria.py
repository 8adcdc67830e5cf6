"""What the search over all hierarchical models answers: best by BIC, best by AIC, and their average."""

from kapea.engines.estimation.answers import Answer, Check, doubted, failed, refusal
from kapea.engines.estimation.criteria import (
    MOST_LISTS_TO_ENUMERATE,
    Criterion,
    Ranking,
    rank_models,
    usual_order,
)
from kapea.engines.estimation.loglinear import answer_from_model, fit_model
from kapea.engines.estimation.notation import generators, terms
from kapea.engines.estimation.numerals import grouped
from kapea.engines.estimation.profile import profile_interval
from kapea.engines.estimation.refit import BestOf
from kapea.engines.estimation.screening import screen
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.table import CaptureTable

MOST_LISTS = 12
TOP_MODELS_SHOWN = 10
METHOD = "bic"


def answer_by_criterion(
    table: CaptureTable,
    settings: Settings,
    *,
    criterion: Criterion = Criterion.BIC,
    order: int | None = None,
) -> Answer:
    """Return the answer of the best model by BIC (or AIC) up to an interaction order."""
    order = usual_order(table.size) if order is None else order
    checks = screen(table)
    if table.size > MOST_LISTS:
        checks.append(
            failed("lists", f"The search over models takes at most {MOST_LISTS} lists: merge some.")
        )
    if any(check.state == "failed" for check in checks):
        return refusal(criterion.value, table.observed, checks)
    ranking = rank_models(table, criterion, order=order)
    if not ranking.models:
        checks.append(failed("existence", "No hierarchical model has an estimate on these overlaps."))
        return refusal(criterion.value, table.observed, checks)
    checks += _search_checks(table, ranking)
    model = fit_model(table, ranking.models[0].parameters)
    return answer_from_model(
        criterion.value,
        model,
        BestOf(ranking, cells=len(table.counts)),
        settings,
        checks,
        order=order,
        models_looked_at=ranking.looked_at,
        averaged_estimate=table.observed + ranking.averaged_dark(),
        top_models=top_models(table, ranking),
        profile=profile_interval(model, level=settings.level).as_json(),
    )


def top_models(table: CaptureTable, ranking: Ranking) -> list[dict[str, object]]:
    """Return the best models with their scores, weights and estimates."""
    return [
        {
            "model": generators(model.parameters),
            "terms": terms(model.parameters, table.lists),
            ranking.criterion.value: model.score,
            "weight": float(weight),
            "estimate": table.observed + model.dark,
        }
        for model, weight in zip(
            ranking.models[:TOP_MODELS_SHOWN], ranking.weights()[:TOP_MODELS_SHOWN], strict=True
        )
    ]


def _search_checks(table: CaptureTable, ranking: Ranking) -> list[Check]:
    checks = []
    if table.size > MOST_LISTS_TO_ENUMERATE:
        checks.append(doubted("search", "Not every model could be looked at: a downhill search was made."))
    weight = float(ranking.weights()[0])
    if weight < 0.5:
        message = f"The best of {grouped(ranking.looked_at)} models has only {weight:.0%} of the weight."
        checks.append(doubted("model_weight", message))
    return checks
