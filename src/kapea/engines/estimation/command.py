"""What `kapea estimate` runs.

Arguments (an `argparse.Namespace` or anything with these attributes; all but `file` may be missing):

- `file`: path of a CSV with one 0/1 column per list, covariate columns if `by` names them, and `count`
- `method`: one of METHODS, `panel` unless said otherwise
- `bootstrap`: resamples, 20,000 unless said otherwise; 0 gives no bootstrap interval
- `seed`: whole number from 0, 0 unless said otherwise
- `by`: names of covariate columns, separated by commas; the model with covariates answers then

The answer is a dict ready for JSON. `"state"` is `"answered"` (exit 0) or `"refused"` (exit 1, see
`exit_status`); a file that cannot be used raises InputFault and a wrong argument KapeaError (exit 2).
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

from kapea.engines.errors import KapeaError
from kapea.engines.estimation.answers import Answer
from kapea.engines.estimation.bootstrap import USUAL_RESAMPLES
from kapea.engines.estimation.by_chao import answer_by_chao
from kapea.engines.estimation.by_covariates import answer_by_covariates
from kapea.engines.estimation.by_criteria import answer_by_criterion
from kapea.engines.estimation.by_graphs import answer_by_graphs
from kapea.engines.estimation.by_latent_class import answer_by_latent_class
from kapea.engines.estimation.by_stepwise import answer_by_stepwise
from kapea.engines.estimation.by_threshold import answer_by_threshold
from kapea.engines.estimation.doubly_robust import estimate_by_pairs
from kapea.engines.estimation.numerals import grouped
from kapea.engines.estimation.panel import answer_by_panel
from kapea.engines.estimation.reading import read_strata, read_table
from kapea.engines.estimation.separate import estimate_separately
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.table import CaptureTable
from kapea.engines.estimation.wording import state

Method = Callable[[CaptureTable, Settings], Answer]

METHODS: dict[str, Method] = {
    "panel": answer_by_panel,
    "stepwise": answer_by_stepwise,
    "bic": answer_by_criterion,
    "bayes-threshold": answer_by_threshold,
    "latent-class": answer_by_latent_class,
    "graphs": answer_by_graphs,
    "chao": answer_by_chao,
}
LANGUAGES = ("en", "km")
MOST_RESAMPLES = 1_000_000


def run(args: Any) -> dict[str, object]:
    """Return the answer of one method on one file. Raises InputFault, KapeaError."""
    method = getattr(args, "method", None) or "panel"
    if method not in METHODS:
        raise KapeaError(f"No method {method!r}: choose from {', '.join(METHODS)}.", code="estimation.method")
    settings = settings_of(args)
    by = [name.strip() for name in (getattr(args, "by", None) or "").split(",") if name.strip()]
    started = time.perf_counter()
    if by:
        answer, lists, more = _with_covariates(args.file, by, settings)
    else:
        table = read_table(args.file)
        answer, lists, more = METHODS[method](table, settings), table.lists, {}
    return {
        **answer.as_json(),
        **more,
        "lists": list(lists),
        "statement": {
            language: state(answer, lists=len(lists), language=language).text for language in LANGUAGES
        },
        "to_write": {
            language: state(answer, lists=len(lists), language=language).to_write for language in LANGUAGES
        },
        "assumptions": {
            language: list(state(answer, lists=len(lists), language=language).assumptions)
            for language in LANGUAGES
        },
        "seed": settings.seed,
        "seconds": time.perf_counter() - started,
    }


def exit_status(answer: Mapping[str, object]) -> int:
    """Return 0 when a number was given, 1 when the method refused."""
    return 0 if answer["state"] == "answered" else 1


def settings_of(args: Any) -> Settings:
    """Return the settings that the arguments ask for. Raises KapeaError."""
    resamples, seed = getattr(args, "bootstrap", None), getattr(args, "seed", None)
    resamples = USUAL_RESAMPLES if resamples is None else int(resamples)
    if not 0 <= resamples <= MOST_RESAMPLES or (seed is not None and int(seed) < 0):
        message = f"Resamples are 0 to {grouped(MOST_RESAMPLES)} and the seed is a whole number from 0."
        raise KapeaError(message, code="estimation.settings")
    return Settings(resamples=resamples, seed=int(seed or 0))


def _with_covariates(
    file: str, by: list[str], settings: Settings
) -> tuple[Answer, tuple[str, ...], dict[str, object]]:
    table = read_strata(file, by=by)
    apart = estimate_separately(table)
    more: dict[str, object] = {
        "separate": [vars(stratum) for stratum in apart.strata],
        "sum_of_separate": apart.total,
        "pooled": apart.pooled,
        "doubly_robust": [
            pair.as_json() for pair in estimate_by_pairs(table, settings.generator("doubly robust"))
        ],
    }
    return answer_by_covariates(table, settings), table.lists, more
