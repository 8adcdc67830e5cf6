"""Two lists among people who are alike, tables drawn from a model, and chains in groups."""

import numpy as np
import pytest

from kapea.engines.estimation.chains import nested_r_hat
from kapea.engines.estimation.doubly_robust import estimate_by_pairs, multinomial_logit
from kapea.engines.estimation.loglinear import fit_model
from kapea.engines.estimation.predictive import predict
from kapea.engines.estimation.reading import read_strata
from kapea.engines.estimation.strata import StratifiedTable
from scenes.captures import TABLES, published


def test_two_lists_that_depend_only_on_the_covariate_find_the_true_number() -> None:
    generator = np.random.default_rng(2)
    counts: dict[tuple[int, tuple[str, ...]], int] = {}
    for group, first, second in (("x", 0.5, 0.4), ("y", 0.1, 0.2)):
        on_first, on_second = generator.random(20_000) < first, generator.random(20_000) < second
        for history in (1, 2, 3):
            counts[history, (group,)] = int((on_first + 2 * on_second == history).sum())
    table = StratifiedTable.of(lists=("a", "b"), covariates=("g",), counts=counts)
    (pair,) = estimate_by_pairs(table, generator)
    assert pair.estimate == pytest.approx(40_000, rel=0.03)
    assert pair.interval is not None
    assert pair.interval[0] < 40_000 < pair.interval[1]


def test_the_pairs_agree_with_drpop_within_its_own_error() -> None:
    table = read_strata(TABLES / "ScotPWID_strata.csv", by=("Region", "Gender", "Age"))
    first = estimate_by_pairs(table, np.random.default_rng(1))[0]
    # drpop 0.0.3, multinomial logit, doubly robust: 25,480 with a standard error of 4,444.
    assert first.estimate == pytest.approx(25_480, rel=0.06)


def test_a_pair_that_shares_nobody_says_nothing() -> None:
    counts = {(1, ("x",)): 30, (2, ("x",)): 30}
    table = StratifiedTable.of(lists=("a", "b"), covariates=("g",), counts=counts)
    assert estimate_by_pairs(table, np.random.default_rng(1))[0].estimate is None


def test_the_fitted_chances_of_a_saturated_design_are_the_shares() -> None:
    counts = np.array([[5, 3, 2, 10], [1, 7, 4, 8]])
    design = np.array([[1.0, 0.0], [1.0, 1.0]])
    assert multinomial_logit(design, counts) == pytest.approx(counts / 20, abs=1e-6)


def test_a_model_that_leaves_a_strong_overlap_out_does_not_predict_the_table() -> None:
    table = published("Kosovo")
    main = predict(table, fit_model(table, [0, 1, 2, 4, 8]).expected, np.random.default_rng(1))
    assert main.check().state == "doubted"
    pairs = [sum(1 << each for each in pair) for pair in ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3))]
    full = predict(table, fit_model(table, [0, 1, 2, 4, 8, *pairs, 7, 11]).expected, np.random.default_rng(1))
    assert full.far_pairs == ()


def test_groups_of_chains_that_never_left_their_starts_are_told_apart() -> None:
    generator = np.random.default_rng(1)
    groups = np.repeat(np.arange(8), 8)
    draws = generator.standard_normal((64, 50))
    assert nested_r_hat(draws, groups) < 1.02
    assert nested_r_hat(draws + 3.0 * (groups[:, None] < 4), groups) > 1.5
