"""What a log-linear method answers: its chosen model, its estimate, its interval, its doubts.

Shared by stepwise selection and the information criteria, which differ only in how they choose.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.answers import Answer, Check, doubted, evenly_spaced, failed, passed, refusal
from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.bootstrap import Bootstrap, Procedure, bootstrap
from kapea.engines.estimation.existence import Verdict, judge
from kapea.engines.estimation.newton import fit
from kapea.engines.estimation.notation import generators, terms
from kapea.engines.estimation.numerals import grouped
from kapea.engines.estimation.predictive import predict
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.table import CaptureTable

MOST_LISTS_TO_PREDICT = 10
MOST_LISTS_TO_RESAMPLE = 12
MOST_FAILED_SHARE = 0.2
NO_WIDTH = 1e-6


@dataclass(frozen=True, kw_only=True)
class FittedModel:
    """One log-linear model on one table.

    parameters: histories, 0 the intercept.
    coefficients: in the same order; minus infinity where the extended estimate is.
    aic, bic: every parameter counts, those at minus infinity too; BIC takes the people observed.
    """

    table: CaptureTable
    parameters: tuple[int, ...]
    coefficients: tuple[float, ...]
    expected: Floats
    log_likelihood: float
    verdict: Verdict

    @property
    def estimate(self) -> float:
        """People observed and not observed together."""
        return self.table.observed + float(self.expected[0])

    @property
    def aic(self) -> float:
        """Akaike's criterion."""
        return -2 * self.log_likelihood + 2 * len(self.parameters)

    @property
    def bic(self) -> float:
        """Schwarz's criterion."""
        return -2 * self.log_likelihood + len(self.parameters) * float(np.log(self.table.observed))

    @property
    def at_minus_infinity(self) -> tuple[int, ...]:
        """The parameters whose extended estimate is minus infinity."""
        return tuple(
            parameter
            for parameter, value in zip(self.parameters, self.coefficients, strict=True)
            if value == -np.inf
        )

    def as_json(self) -> dict[str, object]:
        """Return the model's description and criteria."""
        lists = self.table.lists
        return {
            "terms": terms(self.parameters, lists),
            "generators": generators(self.parameters),
            "minus_infinity": terms(self.at_minus_infinity, lists),
            "log_likelihood": self.log_likelihood,
            "aic": self.aic,
            "bic": self.bic,
        }


def fit_model(table: CaptureTable, parameters: Sequence[int]) -> FittedModel:
    """Return the extended maximum likelihood fit of one model, with its verdict."""
    wanted = np.array(parameters, dtype=np.int64)[:, None]
    found = fit(table.column, wanted)
    return FittedModel(
        table=table,
        parameters=tuple(int(parameter) for parameter in parameters),
        coefficients=tuple(float(value) for value in found.coefficients[:, 0]),
        expected=found.expected[:, 0],
        log_likelihood=float(found.log_likelihood[0]),
        verdict=judge(parameters, table.counts.astype(np.float64)),
    )


def answer_from_model(
    method: str,
    model: FittedModel,
    procedure: Procedure,
    settings: Settings,
    checks: Sequence[Check],
    **details: object,
) -> Answer:
    """Return the answer of a chosen model, with the bootstrap of the whole `procedure`."""
    judged = verdict_check(model.verdict)
    table = model.table
    if not model.verdict.is_admissible:
        return refusal(method, table.observed, [*checks, judged])
    found: list[Check] = [*checks, judged]
    extra: dict[str, object] = {**model.as_json(), **details}
    if table.size <= MOST_LISTS_TO_PREDICT:
        found.append(predict(table, model.expected, settings.generator(f"{method} predicts")).check())
    interval, quantiles = None, None
    if settings.resamples and table.size > MOST_LISTS_TO_RESAMPLE:
        message = f"No interval: more than {MOST_LISTS_TO_RESAMPLE} lists cannot be resampled; merge lists."
        found.append(doubted("bootstrap", message))
    elif settings.resamples:
        resampled = bootstrap(
            table.column[:, 0], procedure, number=settings.resamples, generator=settings.generator(method)
        )
        found += bootstrap_checks(resampled, settings.level)
        if len(resampled.replicates):
            interval, quantiles = resampled.bca(settings.level), evenly_spaced(resampled.replicates)
            extra["bootstrap"] = bootstrap_json(resampled, settings.level)
    if any(check.state == "failed" for check in found):
        return refusal(method, table.observed, found)
    return Answer(
        method=method,
        observed=table.observed,
        estimate=model.estimate,
        interval=interval,
        model=" + ".join(terms(model.parameters, table.lists)),
        checks=tuple(found),
        quantiles=quantiles,
        details=extra,
    )


def verdict_check(verdict: Verdict) -> Check:
    """Return what is said about existence and identifiability."""
    if verdict.is_admissible:
        return passed("existence", "The estimate exists and is unique.")
    if not verdict.exists:
        return failed("existence", "No maximum likelihood estimate exists for these overlaps.")
    return failed("identifiability", "The overlaps cannot tell the parameters of the model apart.")


def bootstrap_checks(resampled: Bootstrap, level: float) -> list[Check]:
    """Return what is said about the resamples and the limits found from them."""
    checks = []
    if resampled.failed:
        message = f"{grouped(resampled.failed)} of {grouped(resampled.resamples)} resamples gave no estimate."
        told = failed if resampled.failed_share > MOST_FAILED_SHARE else doubted
        checks.append(told("failed_resamples", message))
    if not len(resampled.replicates):
        return [failed("bootstrap", "No resample gave an estimate.")]
    low, high = resampled.union(level).limits
    if high - low <= NO_WIDTH * high:
        checks.append(failed("no_width", "The interval has no width: the resamples hardly differ."))
    if resampled.loses_a_mode:
        message = (
            f"The resamples lie to one side of the estimate (z0 = {resampled.bias:.2f}): BCa limits may "
            "leave out a whole group of models; the percentile limits are kept in."
        )
        checks.append(doubted("bootstrap_bias", message))
    for interval in (resampled.bca(level), resampled.percentile(level)):
        for side, limit in (("lower", interval.low), ("upper", interval.high)):
            if limit.is_extreme:
                message = f"The {side} {interval.kind} limit is one of the most extreme resamples, no more."
                checks.append(doubted("extreme_limit", message))
    return checks or [
        passed("bootstrap", f"{grouped(resampled.resamples)} resamples chose their model anew.")
    ]


def bootstrap_json(resampled: Bootstrap, level: float) -> dict[str, object]:
    """Return the three intervals and the figures behind them; the union covers best."""
    bca, percentile = resampled.bca(level), resampled.percentile(level)
    return {
        "resamples": resampled.resamples,
        "failed": resampled.failed,
        "bca": list(bca.limits),
        "percentile": list(percentile.limits),
        "union": list(resampled.union(level).limits),
        "bca_limits_are_extreme": [bca.low.is_extreme, bca.high.is_extreme],
        "bias": resampled.bias,
        "acceleration": resampled.acceleration,
        "median": float(np.median(resampled.replicates)),
    }
