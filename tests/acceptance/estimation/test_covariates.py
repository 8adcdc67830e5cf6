"""The published table with region, gender and age gives the published path, total and margins."""

import numpy as np
import pytest

from kapea.engines.estimation.by_covariates import answer_by_covariates, resample_fixed_model
from kapea.engines.estimation.covariates import CovariateDesign, search_covariates, steps_of
from kapea.engines.estimation.reading import read_strata
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.strata import StratifiedTable
from scenes.captures import TABLES, r_results


@pytest.fixture(scope="module")
def strata() -> StratifiedTable:
    return read_strata(TABLES / "ScotPWID_strata.csv", by=("Region", "Gender", "Age"))


def test_the_search_takes_the_published_path(strata: StratifiedTable) -> None:
    path = search_covariates(CovariateDesign(strata))
    assert [step.change for step in steps_of(path)][1:] == r_results()["ScotPWID_strata"]["path"]
    assert path[-1].estimate == pytest.approx(r_results()["ScotPWID_strata"]["estimate"], rel=1e-3)


def test_the_margins_are_the_published_ones_and_add_up(strata: StratifiedTable) -> None:
    answer = answer_by_covariates(strata, Settings(resamples=0))
    theirs = r_results()["ScotPWID_strata"]["margins"]
    for name, values in answer.details["margins"].items():
        for value, margin in values.items():
            assert margin["estimate"] == pytest.approx(theirs[name][value]["Nhat"], rel=1e-3)
        assert sum(margin["estimate"] for margin in values.values()) == pytest.approx(answer.estimate)


def test_resamples_of_the_one_model_give_the_published_limits(strata: StratifiedTable) -> None:
    model = search_covariates(CovariateDesign(strata))[-1]
    draws = resample_fixed_model(model, number=400, generator=np.random.default_rng(2))
    low, high = np.quantile(draws.totals, (0.025, 0.975))
    assert (low, high) == pytest.approx(r_results()["ScotPWID_strata"]["interval"], rel=0.06)
