"""The batched fits, verdicts and choices are those of one plain table at a time."""

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from kapea.engines.estimation.catalogue import hierarchical_models, padded
from kapea.engines.estimation.criteria import Criterion, rank_models
from kapea.engines.estimation.existence import admissible, judge
from kapea.engines.estimation.lattice import subset_sums, superset_sums
from kapea.engines.estimation.loglinear import fit_model
from kapea.engines.estimation.newton import fit
from kapea.engines.estimation.refit import BestOf
from kapea.engines.estimation.screening import screen
from kapea.engines.estimation.stepwise import choose_stepwise
from kapea.engines.estimation.table import CaptureTable
from scenes.plain_estimation import plain_code, plain_fit, plain_stepwise

unhurried = settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


@st.composite
def tables(draw: st.DrawFn, *, lists: int = 3, largest: int = 60, zero_often: bool = True) -> CaptureTable:
    counts = [0]
    for history in range(1, 1 << lists):
        alone = history.bit_count() == 1
        usual = st.integers(1 if alone else 0, largest if alone else largest // 4)
        counts.append(draw(st.just(0) | usual if zero_often and not alone else usual))
    table = CaptureTable(lists=tuple("ABCDE"[:lists]), counts=np.array(counts))
    assume(not [check for check in screen(table) if check.state == "failed"])
    return table


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_sums_over_the_lattice_are_sums_over_subsets(lists: int, seed: int) -> None:
    values = np.random.default_rng(seed).integers(0, 9, size=(1 << lists, 2)).astype(float)
    for history in range(1 << lists):
        below = [w for w in range(1 << lists) if w & history == w]
        above = [w for w in range(1 << lists) if w & history == history]
        assert subset_sums(values)[history] == pytest.approx(values[below].sum(axis=0))
        assert superset_sums(values)[history] == pytest.approx(values[above].sum(axis=0))


@unhurried
@given(tables(), st.sampled_from(hierarchical_models(3, 2)))
def test_the_verdict_is_that_of_the_published_linear_program(
    table: CaptureTable, model: tuple[int, ...]
) -> None:
    assert judge(model, table.column[:, 0]).code == plain_code(table, model)


@unhurried
@given(tables(lists=4), st.sampled_from(hierarchical_models(4, 2)))
def test_the_verdict_on_four_lists_is_that_of_the_linear_program(
    table: CaptureTable, model: tuple[int, ...]
) -> None:
    assert judge(model, table.column[:, 0]).code == plain_code(table, model)


@unhurried
@given(tables(), st.sampled_from(hierarchical_models(3, 2)))
def test_an_admissible_model_is_fitted_as_by_plain_least_squares(
    table: CaptureTable, model: tuple[int, ...]
) -> None:
    assume(judge(model, table.column[:, 0]).is_admissible)
    fitted = fit_model(table, model)
    dark, likelihood = plain_fit(table, model)
    assert fitted.log_likelihood == pytest.approx(likelihood, abs=1e-6)
    assert float(fitted.expected[0]) == pytest.approx(dark, rel=1e-4)


@unhurried
@given(tables(lists=4))
def test_many_models_in_one_batch_fit_as_each_alone(table: CaptureTable) -> None:
    models = hierarchical_models(4, 2)[::7]
    batch = padded(list(models), cells=16)
    together = fit(np.repeat(table.column, len(models), axis=1), batch)
    fine = admissible(np.repeat(table.column, len(models), axis=1), batch)
    for column, model in enumerate(models):
        assert fine[column] == judge(model, table.column[:, 0]).is_admissible
        if fine[column]:
            alone = fit_model(table, model)
            assert together.log_likelihood[column] == pytest.approx(alone.log_likelihood, abs=1e-6)


@unhurried
@given(tables(lists=4), st.sampled_from([0.02, 0.1]))
def test_stepwise_in_lock_step_adds_what_a_plain_loop_adds(table: CaptureTable, threshold: float) -> None:
    assume(judge((0, 1, 2, 4, 8), table.column[:, 0]).is_admissible)
    twice = np.repeat(table.column, 2, axis=1)
    chosen = choose_stepwise(twice, threshold=threshold).added
    expected = plain_stepwise(table, threshold)
    for column in (0, 1):
        assert [int(pair) for pair in chosen[:, column] if pair] == expected


@unhurried
@given(tables(lists=4, zero_often=False), st.integers(0, 1000))
def test_pruned_refits_choose_what_full_refits_choose(table: CaptureTable, seed: int) -> None:
    ranking = rank_models(table, Criterion.BIC, order=2)
    assume(ranking.models)
    best = BestOf(ranking, cells=16)
    counts = np.random.default_rng(seed).poisson(table.column, size=(16, 20)).astype(float)
    counts[1] += 1
    pruned, _ = best.choose(counts)
    scores, _ = best._scores(counts, np.ones((len(best.models), 20), dtype=bool))
    for column in range(20):
        full = best._first_admissible(scores[:, column], counts[:, column])
        if full < 0 or pruned[column] < 0:
            assert full == pruned[column]
        else:
            assert scores[pruned[column], column] == pytest.approx(scores[full, column], abs=1e-6)
