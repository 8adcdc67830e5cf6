"""How often the intervals hold the truth: `make coverage-study` (hours), or `python -m benchmarks.coverage_study`.

Tables are drawn from populations whose size is known: models fitted to published tables (the fitted model
is then the truth), people of two kinds, and one body that passes people on to another. For each table the
stepwise bootstrap gives its BCa, percentile and union intervals; graphs and BIC are added with --others.
The seed makes a run repeatable. One line a truth and interval, in Markdown.
"""

import argparse
import os
from collections.abc import Callable, Iterator
from typing import Any

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402

from benchmarks.estimation import TABLES, stepwise_bootstrap  # noqa: E402
from kapea.engines.estimation.by_criteria import answer_by_criterion  # noqa: E402
from kapea.engines.estimation.by_graphs import answer_by_graphs  # noqa: E402
from kapea.engines.estimation.criteria import Criterion, rank_models  # noqa: E402
from kapea.engines.estimation.loglinear import fit_model  # noqa: E402
from kapea.engines.estimation.reading import read_table  # noqa: E402
from kapea.engines.estimation.settings import Settings  # noqa: E402
from kapea.engines.estimation.simulation import (  # noqa: E402
    IntervalOf,
    Truth,
    coverage,
    independent_lists,
    two_kinds,
    with_referral,
)
from kapea.engines.estimation.stepwise import choose_stepwise  # noqa: E402
from kapea.engines.estimation.table import CaptureTable  # noqa: E402

KINDS = ("bca", "percentile", "union")


def truths() -> Iterator[tuple[str, Truth]]:
    """Yield each population with its name."""
    for name in ("UKdat_5", "Ned_5", "Western", "Kosovo", "NewOrl_5", "Korea"):
        table = read_table(TABLES / f"{name}.csv")
        choice = choose_stepwise(table.column)
        model = fit_model(table, choice.parameters(0, lists=table.size))
        if model.verdict.is_admissible:
            yield f"{name}, fitted stepwise", Truth.of_model(model)
    for name in ("UKdat_5", "Ned_5"):
        table = read_table(TABLES / f"{name}.csv")
        best = rank_models(table, Criterion.BIC, order=2).models[0]
        yield f"{name}, fitted pair model by BIC", Truth.of_model(fit_model(table, best.parameters))
    chances = np.array([0.15, 0.1, 0.12, 0.08, 0.05])
    alike = independent_lists(chances, population=5_000)
    yield "independent lists", alike
    yield "one body passes 30 % on", with_referral(alike, source=0, target=1, share=0.3)
    yield "two kinds of people", two_kinds(chances * 3, chances / 2, share=0.3, population=5_000)


def stepwise(kind: str, resamples: int, drawn: dict[bytes, Any]) -> IntervalOf:
    """Return the method that gives one kind of stepwise interval. drawn: bootstraps by table, shared by all kinds."""

    def method(table: CaptureTable) -> tuple[float, float, float] | None:
        key = table.counts.tobytes()
        if key not in drawn:
            drawn[key] = stepwise_bootstrap(table, resamples)
        found = drawn[key]
        if not len(found.replicates):
            return None
        return (found.estimate, *getattr(found, kind)().limits)

    return method


def posterior(answer: Callable[[CaptureTable, Settings], object], resamples: int) -> IntervalOf:
    """Return the method that gives another answer's own interval."""

    def method(table: CaptureTable) -> tuple[float, float, float] | None:
        found = answer(table, Settings(resamples=resamples, seed=1))
        if found.estimate is None or found.interval is None:  # type: ignore[attr-defined]
            return None
        return (found.estimate, *found.interval.limits)  # type: ignore[attr-defined]

    return method


def main() -> None:
    """Print every measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=500)
    parser.add_argument("--resamples", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--others", action="store_true", help="also graphs and BIC (longer)")
    args = parser.parse_args()
    drawn: dict[bytes, Any] = {}
    methods = {f"stepwise, {kind}": stepwise(kind, args.resamples, drawn) for kind in KINDS}
    if args.others:
        methods["graphs"] = posterior(answer_by_graphs, args.resamples)
        methods["bic, BCa"] = posterior(answer_by_criterion, args.resamples)
    print("| truth | N | interval | held | above | below | high/low | bias | refused |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, truth in truths():
        drawn.clear()
        for label, method in methods.items():
            seen = coverage(truth, method, tables=args.tables, generator=np.random.default_rng(args.seed))
            print(
                f"| {name} | {truth.population:,} | {label} | {seen.covered_share:.3f} | {seen.missed_low:.3f} "
                f"| {seen.missed_high:.3f} | {seen.width:.2f} | {seen.bias:+.2f} | {seen.refused} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
