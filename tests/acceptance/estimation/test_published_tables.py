"""The published tables give the published answers, as the R packages computed them."""

import numpy as np
import pytest

from kapea.engines.estimation.bootstrap import bootstrap
from kapea.engines.estimation.by_criteria import answer_by_criterion
from kapea.engines.estimation.by_graphs import answer_by_graphs
from kapea.engines.estimation.by_stepwise import answer_by_stepwise, threshold_path
from kapea.engines.estimation.by_threshold import answer_by_threshold
from kapea.engines.estimation.criteria import Criterion, rank_models
from kapea.engines.estimation.graph_averaging import average_over_graphs
from kapea.engines.estimation.loglinear import fit_model
from kapea.engines.estimation.notation import generators
from kapea.engines.estimation.profile import profile_interval
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.stepwise import choose_stepwise, main_effects
from scenes.captures import NAMES, published, r_results

POINT = Settings(resamples=0)


def having(key: str) -> list[str]:
    return [name for name in NAMES if key in r_results()[name]]


@pytest.mark.parametrize("name", NAMES)
def test_stepwise_chooses_the_model_and_estimate_of_sparsemse(name: str) -> None:
    answer, theirs = answer_by_stepwise(published(name), POINT), r_results()[name]["stepwise"]
    assert answer.estimate == pytest.approx(theirs["estimate"], rel=1e-6)
    # R derives logLik from an AIC to which SparseMSE has added 2 for each parameter at minus infinity, so
    # its logLik is 1 too low for each; the deviances agree.
    too_low = len(answer.details["minus_infinity"])
    assert answer.details["log_likelihood"] == pytest.approx(theirs["log_likelihood"] + too_low, abs=1e-6)
    assert answer.details["bic"] == pytest.approx(theirs["bic"] - 2 * too_low, abs=1e-6)
    finite = [term for term in answer.details["terms"] if term not in answer.details["minus_infinity"]]
    assert _unordered(finite) == _unordered(theirs["terms"])


@pytest.mark.parametrize("name", NAMES)
def test_each_threshold_gives_the_estimate_of_sparsemse(name: str) -> None:
    theirs = r_results()[name]["thresholds"]
    ours = threshold_path(published(name))
    assert [step["threshold"] for step in ours] == theirs["thresholds"]
    assert [step["estimate"] for step in ours] == pytest.approx(theirs["estimates"], rel=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_independent_lists_give_the_main_effects_estimate(name: str) -> None:
    table = published(name)
    model = fit_model(table, main_effects(table.size))
    assert model.estimate == pytest.approx(r_results()[name]["main_effects"], rel=1e-6)


@pytest.mark.parametrize("name", having("bca"))
def test_bca_limits_lie_within_the_noise_of_the_bootstrap(name: str) -> None:
    table, theirs = published(name), r_results()[name]["bca"]
    resampled = bootstrap(
        table.column[:, 0],
        lambda counts: choose_stepwise(counts).dark,
        number=4_000,
        generator=np.random.default_rng(11),
    )
    assert resampled.acceleration == pytest.approx(theirs["acceleration"], abs=1e-6)
    ours = [*resampled.bca(0.95).limits, *resampled.bca(0.80).limits]
    ours = [ours[0], ours[2], ours[3], ours[1]]
    for limit, wanted, spread in zip(ours, theirs["bca_20000"], theirs["bca_1000_sd"], strict=True):
        assert abs(limit - wanted) <= 3 * spread * np.sqrt(1 / 4 + 1 / 20) + 0.02 * wanted


@pytest.mark.parametrize("name", [n for n in having("bic") if n not in ("UKdat_5", "Western")])
def test_the_best_model_by_bic_is_that_of_the_successor_package(name: str) -> None:
    answer, theirs = answer_by_criterion(published(name), POINT), r_results()[name]["bic"]
    assert answer.estimate == pytest.approx(theirs["estimate"], rel=1e-6)
    assert answer.details["bic"] == pytest.approx(theirs["bic"], abs=1e-6)
    assert answer.details["generators"] in (theirs["generators"], _sorted(theirs["generators"]))


@pytest.mark.parametrize("name", ["UKdat_5", "Western"])
def test_third_order_models_of_five_lists_rank_as_published(name: str) -> None:
    ranking, theirs = rank_models(published(name), Criterion.BIC), r_results()[name]["bic"]
    best = ranking.models[0]
    assert published(name).observed + best.dark == pytest.approx(theirs["estimate"], rel=1e-6)
    assert best.score == pytest.approx(theirs["bic"], abs=1e-6)
    assert generators(best.parameters) == _sorted(theirs["generators"])


@pytest.mark.parametrize("name", [n for n in having("rcapture") if n != "Artificial_3"])
def test_pairs_and_profile_interval_agree_with_rcapture(name: str) -> None:
    table, theirs = published(name), r_results()[name]["rcapture"]
    best = rank_models(table, Criterion.BIC, order=theirs["order"]).models[0]
    assert best.score == pytest.approx(theirs["bic"], abs=1e-5)
    assert table.observed + best.dark == pytest.approx(theirs["estimate"], rel=1e-6)
    profile = profile_interval(fit_model(table, best.parameters))
    wanted = theirs["profile"]
    assert (profile.low, profile.high) == pytest.approx((wanted["infCL"], wanted["supCL"]), rel=1e-3)


def test_a_model_without_an_estimate_never_wins_where_rcapture_returns_fourteen_trillion() -> None:
    assert r_results()["Artificial_3"]["rcapture"]["estimate"] > 1e13
    assert answer_by_criterion(published("Artificial_3"), POINT).estimate == pytest.approx(539.09, abs=0.01)


@pytest.mark.parametrize("name", having("graphs"))
def test_graph_averaging_agrees_with_dga_within_a_grid_step(name: str) -> None:
    answer, theirs = answer_by_graphs(published(name), POINT), r_results()[name]["graphs"]
    step = max(theirs["step"], 1)
    assert answer.interval is not None
    ours = [answer.estimate, *answer.interval.limits]
    assert ours == pytest.approx([theirs["median"], *theirs["interval"]], abs=step)
    assert answer.details["mean"] == pytest.approx(theirs["mean"], rel=1e-3)


def test_graph_averaging_warns_where_the_posterior_has_not_died_out() -> None:
    doubted = [check.name for check in answer_by_graphs(published("Artificial_3"), POINT).checks]
    assert "tail" in doubted
    assert average_over_graphs(published("Artificial_3")).is_cut_off
    assert not average_over_graphs(published("UKdat_5")).is_cut_off


@pytest.mark.parametrize("name", NAMES)
def test_bayesian_thresholding_keeps_the_pairs_of_the_successor_package(name: str) -> None:
    answer, theirs = answer_by_threshold(published(name), POINT), r_results()[name]["bayes_threshold"]
    assert answer.interval is not None
    assert set(answer.details["kept"]) == set(theirs["kept"])
    assert answer.estimate == pytest.approx(theirs["estimate"], rel=0.02)
    # Their random walk of one chain is the noisier side: 5 % of a limit.
    assert list(answer.interval.limits) == pytest.approx(theirs["interval"], rel=0.05)


def _unordered(terms: list[str]) -> set[frozenset[str]]:
    return {frozenset(term.split(":")) for term in terms}


def _sorted(model: str) -> str:
    return "[" + ",".join(sorted(model.strip("[]").split(","))) + "]"
