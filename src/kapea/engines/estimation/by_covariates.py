"""What the model with covariates answers: a total, and totals by sex, age, form or region that add up.

Two intervals are given. The published practice resamples from the one chosen model and refits it: it does
not know that another model could have been chosen. The other resamples the people and searches anew.
"""

from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.answers import Answer, Check, doubted, passed, refusal
from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.bootstrap import FEWEST_BEYOND, Interval, Limit, tails
from kapea.engines.estimation.covariates import (
    CovariateDesign,
    CovariateModel,
    fit_covariates,
    search_covariates,
    steps_of,
)
from kapea.engines.estimation.criteria import Criterion
from kapea.engines.estimation.loglinear import verdict_check
from kapea.engines.estimation.screening import FEWEST_OBSERVED, screen
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.strata import StratifiedTable

METHOD = "covariates"
FIXED_MODEL_RESAMPLES = 1_000
MOST_SEARCHES = 200


@dataclass(frozen=True, kw_only=True, eq=False)
class Resampled:
    """Resampled totals (B,) and margins by covariate and value (B,)."""

    totals: Floats
    margins: dict[str, dict[str, Floats]]

    @staticmethod
    def of(models: list[CovariateModel]) -> "Resampled":
        """Return the totals and margins of refitted models."""
        first = models[0].margins
        return Resampled(
            totals=np.array([model.estimate for model in models]),
            margins={
                name: {
                    value: np.array([model.margins[name][value][1] for model in models]) for value in values
                }
                for name, values in first.items()
            },
        )


def resample_fixed_model(model: CovariateModel, *, number: int, generator: np.random.Generator) -> Resampled:
    """Return refits of one model to draws from it, the unseen included in what is drawn."""
    whole = np.concatenate([model.expected, model.unseen])
    size, rows = round(float(whole.sum())), len(model.expected)
    draws = generator.multinomial(size, whole / whole.sum(), size=number)[:, :rows].astype(np.float64)
    return Resampled.of([fit_covariates(model.design, model.terms, counts=draw) for draw in draws])


def resample_search(design: CovariateDesign, *, number: int, generator: np.random.Generator) -> Resampled:
    """Return the whole search repeated on resamples of the people observed."""
    shares = design.counts / design.counts.sum()
    draws = generator.multinomial(design.table.observed, shares, size=number).astype(np.float64)
    return Resampled.of([search_covariates(design, counts=draw)[-1] for draw in draws])


def answer_by_covariates(table: StratifiedTable, settings: Settings) -> Answer:
    """Return the total and the margins of the model with covariates that BIC prefers."""
    checks = screen(table.pooled())
    design = CovariateDesign(table)
    path = search_covariates(design)
    model = path[-1]
    checks.append(verdict_check(model.verdict))
    if any(check.state == "failed" for check in checks):
        return refusal(METHOD, table.observed, checks)
    checks += _margin_checks(model)
    to_aic = search_covariates(design, criterion=Criterion.AIC, start=model.terms)
    fixed, searched = _resampled(model, settings)
    reported = searched or fixed
    details: dict[str, object] = {
        "covariates": list(table.covariates),
        "margins": _margins_json(model, reported, settings.level),
        "path": [vars(step) for step in steps_of([*path, *to_aic[1:]])],
        "aic_estimate": to_aic[-1].estimate,
    }
    if fixed is not None:
        details["fixed_model_interval"] = list(_limits(fixed.totals, settings.level))
    interval = None
    if reported is not None:
        low, high = _limits(reported.totals, settings.level)
        is_extreme = len(reported.totals) * (1 - settings.level) / 2 < FEWEST_BEYOND
        if is_extreme:
            message = (
                f"Limits from {len(reported.totals)} searches are little more than the most extreme ones."
            )
            checks.append(doubted("extreme_limit", message))
        interval = Interval(
            low=Limit(value=low, is_extreme=is_extreme),
            high=Limit(value=high, is_extreme=is_extreme),
            level=settings.level,
            kind="percentile, the search repeated in each resample",
        )
    return Answer(
        method=METHOD,
        observed=table.observed,
        estimate=model.estimate,
        interval=interval,
        model=" + ".join(":".join(term) for term in model.terms),
        checks=tuple(checks),
        details=details,
    )


def _resampled(model: CovariateModel, settings: Settings) -> tuple[Resampled | None, Resampled | None]:
    if not settings.resamples:
        return None, None
    generator = settings.generator(METHOD)
    fixed = resample_fixed_model(
        model, number=min(settings.resamples, FIXED_MODEL_RESAMPLES), generator=generator
    )
    searched = resample_search(
        model.design, number=min(settings.resamples, MOST_SEARCHES), generator=generator
    )
    return fixed, searched


def _limits(draws: Floats, level: float) -> tuple[float, float]:
    low, high = np.quantile(draws, tails(level), method="median_unbiased")
    return float(low), float(high)


def _margin_checks(model: CovariateModel) -> list[Check]:
    thin = [
        f"{name} {value}"
        for name, values in model.margins.items()
        for value, (observed, _) in values.items()
        if observed < FEWEST_OBSERVED
    ]
    if thin:
        named = ", ".join(thin)
        return [doubted("thin_strata", f"Fewer than {FEWEST_OBSERVED} were observed of {named}: not shown.")]
    return [passed("margins", "The totals by each covariate add up to the same total.")]


def _margins_json(
    model: CovariateModel, resampled: Resampled | None, level: float
) -> dict[str, dict[str, dict[str, object]]]:
    """Return the margins; a value with too few observed shows no estimate."""
    shown: dict[str, dict[str, dict[str, object]]] = {}
    for name, values in model.margins.items():
        shown[name] = {}
        for value, (observed, total) in values.items():
            enough = observed >= FEWEST_OBSERVED
            limits = None
            if resampled is not None and enough:
                limits = list(_limits(resampled.margins[name][value], level))
            shown[name][value] = {
                "observed": observed if enough else None,
                "estimate": total if enough else None,
                "interval": limits,
            }
    return shown
