"""What `kapea estimate` runs.

Arguments (an `argparse.Namespace` or anything with these attributes; all but `file` may be missing):

- `file`: path of a CSV with one 0/1 column per list and `count`
- `method`: one of METHODS, `panel` unless said otherwise
- `bootstrap`: resamples, 20,000 unless said otherwise; 0 gives no interval
- `seed`: whole number from 0, 0 unless said otherwise

The answer is a dict ready for JSON. `"state"` is `"answered"` (exit 0) or `"refused"` (exit 1); a file
that cannot be used raises InputFault (exit 2).
"""

import time
from collections.abc import Callable
from typing import Any

from kapea.engines.errors import KapeaError
from kapea.engines.estimation.answers import Answer
from kapea.engines.estimation.bootstrap import USUAL_RESAMPLES
from kapea.engines.estimation.by_chao import answer_by_chao
from kapea.engines.estimation.by_criteria import answer_by_criterion
from kapea.engines.estimation.by_graphs import answer_by_graphs
from kapea.engines.estimation.by_latent_class import answer_by_latent_class
from kapea.engines.estimation.by_stepwise import answer_by_stepwise
from kapea.engines.estimation.by_threshold import answer_by_threshold
from kapea.engines.estimation.panel import answer_by_panel
from kapea.engines.estimation.reading import read_table
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.table import CaptureTable

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


def run(args: Any) -> dict[str, object]:
    """Return the answer of one method on one file. Raises InputFault, KapeaError."""
    method = getattr(args, "method", None) or "panel"
    if method not in METHODS:
        raise KapeaError(f"No method {method!r}: choose from {', '.join(METHODS)}.", code="estimation.method")
    started = time.perf_counter()
    table = read_table(args.file)
    answer = METHODS[method](table, _settings(args))
    return {**answer.as_json(), "lists": list(table.lists), "seconds": time.perf_counter() - started}


def _settings(args: Any) -> Settings:
    resamples, seed = getattr(args, "bootstrap", None), getattr(args, "seed", None)
    resamples = USUAL_RESAMPLES if resamples is None else int(resamples)
    if resamples < 0 or (seed is not None and int(seed) < 0):
        raise KapeaError("Resamples and seed are whole numbers from 0.", code="estimation.settings")
    return Settings(resamples=resamples, seed=int(seed or 0))
