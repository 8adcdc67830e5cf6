"""What Bayesian thresholding answers: the pairs it keeps and the posterior of the total given those."""

import numpy as np

from kapea.engines.estimation.answers import Answer, Check, doubted, evenly_spaced, failed, passed, refusal
from kapea.engines.estimation.bootstrap import Interval, Limit, tails
from kapea.engines.estimation.chains import FEWEST_EFFECTIVE_DRAWS, LARGEST_R_HAT, effective_draws, r_hat
from kapea.engines.estimation.existence import judge
from kapea.engines.estimation.lattice import subsets_of_size
from kapea.engines.estimation.loglinear import verdict_check
from kapea.engines.estimation.notation import term, terms
from kapea.engines.estimation.screening import screen
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.stepwise import main_effects
from kapea.engines.estimation.table import CaptureTable
from kapea.engines.estimation.threshold_sampling import LogLinearPosterior, PosteriorDraws, draw_posterior

METHOD = "bayes-threshold"
STRENGTH_KEPT = 2.0
MOST_LISTS = 10


def answer_by_threshold(table: CaptureTable, settings: Settings) -> Answer:
    """Return the posterior median and interval with the interactions that the threshold keeps."""
    checks = screen(table)
    main = main_effects(table.size)
    checks += [check for check in [verdict_check(judge(main, table.column[:, 0]))] if check.state == "failed"]
    if table.size > MOST_LISTS:
        checks.append(failed("lists", f"Bayesian thresholding takes at most {MOST_LISTS} lists."))
    if any(check.state == "failed" for check in checks):
        return refusal(METHOD, table.observed, checks)
    generator = settings.generator(METHOD)
    counts = table.column[:, 0]
    pairs = tuple(subsets_of_size(table.size, 2))
    first = draw_posterior(LogLinearPosterior(counts, (*main, *pairs)), generator)
    strength = dict(zip(pairs, first.strength()[len(main) :], strict=True))
    kept = tuple(pair for pair in pairs if strength[pair] >= STRENGTH_KEPT)
    second = draw_posterior(LogLinearPosterior(counts, (*main, *kept)), generator)
    dark = np.exp(second.coefficients[:, :, 0])
    checks += _chain_checks(first, second)
    details: dict[str, object] = {
        "kept": terms(kept, table.lists),
        "strength": {term(pair, table.lists): float(value) for pair, value in strength.items()},
        "r_hat": r_hat(dark),
        "effective_draws": effective_draws(dark),
        "acceptance": second.acceptance,
    }
    if any(check.state == "failed" for check in checks):
        return refusal(METHOD, table.observed, checks, **details)
    low, high = (float(np.quantile(dark, share)) for share in tails(settings.level))
    return Answer(
        method=METHOD,
        observed=table.observed,
        estimate=table.observed + float(np.median(dark)),
        interval=Interval(
            low=Limit(value=table.observed + low, is_extreme=False),
            high=Limit(value=table.observed + high, is_extreme=False),
            level=settings.level,
            kind="posterior, conditional on the interactions kept",
        ),
        model=" + ".join(terms((*main, *kept), table.lists)),
        checks=tuple(checks),
        quantiles=table.observed + evenly_spaced(dark),
        details=details,
    )


def _chain_checks(first: PosteriorDraws, second: PosteriorDraws) -> list[Check]:
    worst = max(r_hat(draws.coefficients[:, :, p]) for draws in (first, second) for p in _every(draws))
    worth = effective_draws(second.coefficients[:, :, 0])
    told = f"R-hat of the worst coefficient is {worst:.3f}; {worth:,.0f} independent draws of the total."
    if worst > LARGEST_R_HAT:
        return [failed("chains", f"The chains disagree (R-hat {worst:.2f}, more than {LARGEST_R_HAT}).")]
    if worth < FEWEST_EFFECTIVE_DRAWS:
        return [doubted("chains", told)]
    return [passed("chains", told)]


def _every(draws: PosteriorDraws) -> range:
    return range(draws.coefficients.shape[2])
