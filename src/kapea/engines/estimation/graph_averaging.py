"""How many were on no list, averaged over every decomposable graph of dependence between lists.

Each graph's posterior is exact at the knots of a grid of n0, the number of people on no list, and smooth
between them. Every eighth knot first shows which graphs carry any weight. Where the last point of the grid
still carries weight, the posterior is cut off there and its limits are the grid's: it is said.

Source: Madigan and York (1997), Biometrika 84, section 3; hyper-Dirichlet prior with delta = 2**-t per
cell as in the R package dga; prior 1/N on the population and equal weights on the graphs.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, logsumexp

from kapea.engines.estimation.arrays import Floats, Ints
from kapea.engines.estimation.graphs import DecomposableGraphs, decomposable_graphs
from kapea.engines.estimation.knots import Knots
from kapea.engines.estimation.table import CaptureTable

FIRST_GRID_END = 30
COARSENING = 8
NEGLIGIBLE_GRAPHS_SHARE = 1e-9
NEGLIGIBLE_TAIL_SHARE = 1e-6
ELEMENTS_AT_ONCE = 1 << 22
MOST_GRID_POINTS = 2_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class GraphPosterior:
    """The posterior of the number on no list.

    unseen: the grid of n0, every whole number from 1, or evenly spaced ones where that is more than
        MOST_GRID_POINTS; shares: its posterior.
    graph_shares: posterior of each graph, in the order of `graphs`.
    """

    observed: int
    graphs: DecomposableGraphs
    unseen: Ints
    shares: Floats
    graph_shares: Floats
    delta: float

    def quantile(self, share: float) -> int:
        """Return the smallest population with at least this share of the posterior at or below it."""
        at = int(np.searchsorted(self.shares.cumsum(), share))
        return self.observed + int(self.unseen[min(at, len(self.unseen) - 1)])

    def quantiles(self, number: int) -> Floats:
        """Return evenly spaced quantiles of the population."""
        at = np.searchsorted(self.shares.cumsum(), (np.arange(number) + 0.5) / number)
        return (self.observed + self.unseen[np.minimum(at, len(self.unseen) - 1)]).astype(np.float64)

    @property
    def is_cut_off(self) -> bool:
        """Whether the last point of the grid still carries weight, so that limits depend on its end."""
        return float(self.shares[-1]) > NEGLIGIBLE_TAIL_SHARE

    @property
    def mean(self) -> float:
        """Posterior mean of the population."""
        return self.observed + float(self.shares @ self.unseen)


def average_over_graphs(
    table: CaptureTable, *, delta: float | None = None, grid_end: int | None = None
) -> GraphPosterior:
    """Return the posterior over all decomposable graphs.

    delta: prior weight of each full cell; 2**-t unless said otherwise.
    grid_end: largest n0; 30 times the people observed unless said otherwise.
    """
    delta = 2.0**-table.size if delta is None else delta
    end = grid_end or FIRST_GRID_END * table.observed
    margins = _Margins(table, delta)
    graphs = decomposable_graphs(table.size)
    step = -(-end // MOST_GRID_POINTS)
    knots = Knots.up_to(end // step)
    points, weights = knots.points.astype(np.float64) * step, knots.summing_weights()
    kept = _graphs_that_matter(graphs, margins, points)
    values, common = margins.at(points), margins.common(points)
    logs = graphs.margins[kept].astype(np.float64) @ values + common
    top = logs.max()
    densities = np.exp(logs - top)
    with np.errstate(divide="ignore"):
        whole = knots.everywhere(np.maximum(np.log(densities.sum(axis=0)), -700.0))
    shares = np.exp(whole - logsumexp(whole))
    graph_shares = np.zeros(len(graphs))
    graph_shares[kept] = densities @ weights / (densities @ weights).sum()
    return GraphPosterior(
        observed=table.observed,
        graphs=graphs,
        unseen=np.arange(1, end // step + 1, dtype=np.int64) * step,
        shares=shares,
        graph_shares=graph_shares,
        delta=delta,
    )


class _Margins:
    """The log normalising constants of the margins of every set of lists, as functions of n0."""

    def __init__(self, table: CaptureTable, delta: float) -> None:
        cells = 1 << table.size
        self.observed = table.observed
        self.constants = np.zeros(cells)
        self.absent = np.zeros(cells)
        self.prior = np.zeros(cells)
        histories = np.arange(cells)
        for chosen in range(cells):
            counts = np.bincount(histories & chosen, weights=table.counts, minlength=cells)
            inside = np.flatnonzero((histories & ~chosen) == 0)
            weight = delta * 2.0 ** (table.size - chosen.bit_count())
            present = counts[inside[inside > 0]]
            self.constants[chosen] = (gammaln(present + weight) - gammaln(weight)).sum() - gammaln(weight)
            self.absent[chosen], self.prior[chosen] = counts[0], weight

    def at(self, unseen: Floats) -> Floats:
        """Return (2**t, G): log margins of each set of lists at each n0."""
        added = gammaln(self.absent[:, None] + self.prior[:, None] + unseen[None])
        values: Floats = added + self.constants[:, None]
        return values

    def common(self, unseen: Floats) -> Floats:
        """Return what every graph shares: the multinomial factor and the prior 1/N."""
        population = self.observed + unseen
        common: Floats = gammaln(population + 1) - gammaln(unseen + 1) - np.log(population)
        return common


def _graphs_that_matter(graphs: DecomposableGraphs, margins: _Margins, points: Floats) -> Ints:
    """Return the graphs that carry more than a negligible share, by every eighth knot."""
    coarse = points[::COARSENING]
    widths = np.gradient(coarse) if len(coarse) > 1 else np.ones(1)
    common = margins.common(coarse) + np.log(widths)
    values = margins.at(coarse)
    rows = max(1, ELEMENTS_AT_ONCE // len(coarse))
    logs = np.concatenate(
        [
            logsumexp(graphs.margins[low : low + rows].astype(np.float64) @ values + common, axis=1)
            for low in range(0, len(graphs), rows)
        ]
    )
    shares = np.exp(logs - logsumexp(logs))
    ascending = np.argsort(shares)
    negligible = shares[ascending].cumsum() < NEGLIGIBLE_GRAPHS_SHARE
    kept: Ints = np.sort(ascending[~negligible])
    return kept
