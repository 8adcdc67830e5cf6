"""What stepwise selection answers, with the path over its thresholds."""

from kapea.engines.estimation.answers import Answer, failed, refusal
from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.loglinear import answer_from_model, fit_model
from kapea.engines.estimation.notation import terms
from kapea.engines.estimation.screening import screen
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.stepwise import THRESHOLD_PATH, choose_stepwise
from kapea.engines.estimation.table import CaptureTable

METHOD = "stepwise"


def answer_by_stepwise(table: CaptureTable, settings: Settings) -> Answer:
    """Return the answer of forward stepwise selection by Poisson probability."""
    checks = screen(table)
    if any(check.state == "failed" for check in checks):
        return refusal(METHOD, table.observed, checks)
    choice = choose_stepwise(table.column, threshold=settings.threshold)
    if choice.dark[0] != choice.dark[0]:
        checks.append(failed("existence", "Not even independent lists have an estimate on these overlaps."))
        return refusal(METHOD, table.observed, checks)

    def procedure(counts: Floats) -> Floats:
        return choose_stepwise(counts, threshold=settings.threshold).dark

    return answer_from_model(
        METHOD,
        fit_model(table, choice.parameters(0, lists=table.size)),
        procedure,
        settings,
        checks,
        added_in_order=terms([int(pair) for pair in choice.added[:, 0]], table.lists),
        threshold=settings.threshold,
    )


def threshold_path(table: CaptureTable) -> list[dict[str, float | None]]:
    """Return the stepwise estimate at each usual threshold; None where none exists."""
    path: list[dict[str, float | None]] = []
    for threshold in THRESHOLD_PATH:
        dark = float(choose_stepwise(table.column, threshold=threshold).dark[0])
        path.append({"threshold": threshold, "estimate": table.observed + dark if dark == dark else None})
    return path
