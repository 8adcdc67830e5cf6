"""What must not matter does not: names and order of lists, padding with zero histories, a merged copy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapea.engines.estimation.by_stepwise import answer_by_stepwise
from kapea.engines.estimation.criteria import Criterion, rank_models
from kapea.engines.estimation.graph_averaging import average_over_graphs
from kapea.engines.estimation.graphs import decomposable_graphs
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.simulation import independent_lists, with_referral
from kapea.engines.estimation.stepwise import choose_stepwise
from kapea.engines.estimation.table import CaptureTable
from scenes.plain_estimation import plain_graph_posterior

POINT = Settings(resamples=0)
orders = st.permutations(["L1", "L2", "L3", "L4"])


def simulated(seed: int, lists: int = 4, population: int = 3_000) -> CaptureTable:
    generator = np.random.default_rng(seed)
    truth = independent_lists(generator.uniform(0.05, 0.3, size=lists), population=population)
    return next(truth.tables(number=1, generator=generator))


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 500), orders)
def test_relabelling_lists_changes_no_estimate(seed: int, order: list[str]) -> None:
    table = simulated(seed)
    other = table.reordered(order)
    for method in (
        lambda t: answer_by_stepwise(t, POINT).estimate,
        lambda t: t.observed + rank_models(t, Criterion.BIC).models[0].dark,
        lambda t: float(average_over_graphs(t).quantile(0.5)),
    ):
        assert method(other) == pytest.approx(method(table), rel=1e-6)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 500))
def test_merging_a_list_with_its_copy_gives_the_table_without_the_copy(seed: int) -> None:
    table = simulated(seed, lists=3)
    counts = np.zeros(16, dtype=int)
    for history, count in enumerate(table.counts):
        counts[history | (8 if history & 1 else 0)] += count
    doubled = CaptureTable(lists=(*table.lists, "copy"), counts=counts)
    assert (doubled.merging("L1", "copy").counts == table.counts).all()
    assert (doubled.without("copy").counts == table.counts).all()


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 500))
def test_two_equal_lists_are_refused(seed: int) -> None:
    table = simulated(seed, lists=3)
    counts = np.zeros(16, dtype=int)
    for history, count in enumerate(table.counts):
        counts[history | (8 if history & 1 else 0)] += count
    doubled = CaptureTable(lists=(*table.lists, "copy"), counts=counts)
    answer = answer_by_stepwise(doubled, POINT)
    assert answer.is_refused
    assert any("hold the same people" in reason for reason in answer.reasons)


def test_independent_lists_are_recovered() -> None:
    truth = independent_lists(np.array([0.2, 0.25, 0.3, 0.15]), population=20_000)
    tables = list(truth.tables(number=60, generator=np.random.default_rng(4)))
    columns = np.concatenate([table.column for table in tables], axis=1)
    totals = columns.sum(axis=0) + choose_stepwise(columns).dark
    assert float(np.median(totals)) == pytest.approx(20_000, rel=0.02)


def test_a_list_that_refers_to_another_is_found() -> None:
    plain = independent_lists(np.array([0.15, 0.15, 0.15]), population=20_000)
    truth = with_referral(plain, source=0, target=1, share=0.4)
    table = next(truth.tables(number=1, generator=np.random.default_rng(1)))
    answer = answer_by_stepwise(table, POINT)
    assert "L1:L2" in answer.details["terms"]
    assert answer.estimate == pytest.approx(20_000, rel=0.1)


def test_the_posterior_over_graphs_is_that_of_each_graph_written_out() -> None:
    table = simulated(3, lists=3, population=200)
    end = 400
    unseen = np.arange(1, end + 1)
    written = {
        (1, 2, 4): (0, 0),
        (3, 4): (0,),
        (5, 2): (0,),
        (6, 1): (0,),
        (3, 5): (1,),
        (3, 6): (2,),
        (5, 6): (4,),
        (7,): (),
    }
    logs = [plain_graph_posterior(table, cliques, seps, unseen) for cliques, seps in written.items()]
    whole = np.exp(np.array(logs) - max(log.max() for log in logs))
    found = average_over_graphs(table, grid_end=end)
    assert found.shares == pytest.approx(whole.sum(axis=0) / whole.sum(), rel=1e-4, abs=1e-9)
    assert len(found.graphs) == 8
    for graph in range(8):
        cliques = found.graphs.cliques(graph)
        at = [index for index, names in enumerate(written) if sorted(names) == sorted(cliques)]
        assert found.graph_shares[graph] == pytest.approx(whole[at[0]].sum() / whole.sum(), rel=1e-4)


@pytest.mark.parametrize(("lists", "number"), [(2, 2), (3, 8), (4, 61), (5, 822), (6, 18154)])
def test_decomposable_graphs_are_as_many_as_are_known(lists: int, number: int) -> None:
    assert len(decomposable_graphs(lists)) == number
