"""What Chao's lower bound answers: at least so many, whatever the dependence by heterogeneity."""

import math

from kapea.engines.estimation.answers import Answer, Check, failed, passed, refusal
from kapea.engines.estimation.bootstrap import bootstrap
from kapea.engines.estimation.floors import by_number_of_lists, chao_dark, chapman
from kapea.engines.estimation.loglinear import bootstrap_checks, bootstrap_json
from kapea.engines.estimation.screening import screen
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.table import CaptureTable

METHOD = "chao"


def answer_by_chao(table: CaptureTable, settings: Settings) -> Answer:
    """Return Chao's lower bound, and Chapman's estimate of each pair of lists beside it."""
    checks: list[Check] = screen(table)
    if any(check.state == "failed" for check in checks):
        return refusal(METHOD, table.observed, checks)
    people = by_number_of_lists(table)
    dark = float(chao_dark(people[:, None])[0])
    if math.isnan(dark):
        checks.append(failed("chao", "Nobody is on exactly two lists: the bound needs some."))
        return refusal(METHOD, table.observed, checks)
    checks.append(passed("lower_bound", "This is a lower bound, not an estimate of the total."))
    details: dict[str, object] = {
        "pairs": [
            {"lists": list(pair.lists), "shared": pair.shared, "estimate": pair.estimate}
            for pair in chapman(table)
        ]
    }
    interval = None
    if settings.resamples:
        resampled = bootstrap(
            people, chao_dark, number=settings.resamples, generator=settings.generator(METHOD)
        )
        checks += bootstrap_checks(resampled, settings.level)
        interval = resampled.bca(settings.level) if len(resampled.replicates) else None
        details["bootstrap"] = bootstrap_json(resampled, settings.level)
    if any(check.state == "failed" for check in checks):
        return refusal(METHOD, table.observed, checks)
    return Answer(
        method=METHOD,
        observed=table.observed,
        estimate=table.observed + dark,
        interval=interval,
        model="people on exactly one and exactly two lists",
        checks=tuple(checks),
        details=details,
    )
