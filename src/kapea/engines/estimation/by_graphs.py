"""What averaging over decomposable graphs answers, and how much it owes to its prior and its grid."""

import numpy as np

from kapea.engines.estimation.answers import QUANTILES, Answer, Check, doubted, failed, passed, refusal
from kapea.engines.estimation.bootstrap import Interval, Limit, tails
from kapea.engines.estimation.graph_averaging import FIRST_GRID_END, GraphPosterior, average_over_graphs
from kapea.engines.estimation.graphs import MOST_LISTS, name_of
from kapea.engines.estimation.numerals import grouped
from kapea.engines.estimation.screening import screen
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.table import CaptureTable

METHOD = "graphs"
FEWEST_LISTS = 3
TOP_GRAPHS_SHOWN = 5
LONGER_GRID = 4


def answer_by_graphs(table: CaptureTable, settings: Settings) -> Answer:
    """Return the posterior median and interval over all decomposable graphs."""
    checks = screen(table)
    if not FEWEST_LISTS <= table.size <= MOST_LISTS:
        message = f"Graph averaging takes {FEWEST_LISTS} to {MOST_LISTS} lists: merge or leave out some."
        checks.append(failed("lists", message))
    if any(check.state == "failed" for check in checks):
        return refusal(METHOD, table.observed, checks)
    posterior = average_over_graphs(table)
    checks += _tail_checks(table, posterior, settings.level)
    low, high = (posterior.quantile(share) for share in tails(settings.level))
    best = int(posterior.graph_shares.argmax())
    return Answer(
        method=METHOD,
        observed=table.observed,
        estimate=float(posterior.quantile(0.5)),
        interval=Interval(
            low=Limit(value=float(low), is_extreme=False),
            high=Limit(value=float(high), is_extreme=posterior.is_cut_off),
            level=settings.level,
            kind="posterior",
        ),
        model=name_of(posterior.graphs.cliques(best), table.lists),
        checks=tuple(checks),
        quantiles=posterior.quantiles(QUANTILES),
        details={
            "mean": posterior.mean,
            "graphs": len(posterior.graphs),
            "grid_end": int(posterior.unseen[-1]),
            "top_graphs": _top_graphs(table, posterior),
            "by_delta": _by_delta(table),
        },
    )


def _tail_checks(table: CaptureTable, posterior: GraphPosterior, level: float) -> list[Check]:
    if not posterior.is_cut_off:
        return [passed("tail", "The grid of totals ends where nothing is left.")]
    longer = average_over_graphs(table, grid_end=LONGER_GRID * FIRST_GRID_END * table.observed)
    message = (
        f"The posterior still has weight at the end of the grid ({grouped(posterior.unseen[-1])} unseen): "
        f"on a grid {LONGER_GRID} times as long the median is {grouped(longer.quantile(0.5))} and the upper "
        f"limit {grouped(longer.quantile(tails(level)[1]))}."
    )
    return [doubted("tail", message)]


def _top_graphs(table: CaptureTable, posterior: GraphPosterior) -> list[dict[str, object]]:
    order = np.argsort(-posterior.graph_shares)[:TOP_GRAPHS_SHOWN]
    return [
        {
            "graph": name_of(posterior.graphs.cliques(int(index)), table.lists),
            "share": float(posterior.graph_shares[index]),
        }
        for index in order
    ]


def _by_delta(table: CaptureTable) -> list[dict[str, float]]:
    """Return the median under other prior weights of a cell."""
    medians = []
    for delta in (2.0**-table.size, 0.5, 1.0):
        posterior = average_over_graphs(table, delta=delta)
        medians.append({"delta": delta, "median": float(posterior.quantile(0.5))})
    return medians
