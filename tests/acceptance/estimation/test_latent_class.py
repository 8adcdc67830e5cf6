"""The latent class model gives the median of LCMCR where LCMCR's own chains agree."""

import pytest

from kapea.engines.estimation.by_latent_class import answer_by_latent_class
from kapea.engines.estimation.settings import Settings
from scenes.captures import published, r_results


def test_median_and_limits_agree_with_lcmcr() -> None:
    answer = answer_by_latent_class(published("NewOrl_5"), Settings(seed=5))
    theirs = r_results()["NewOrl_5"]["latent_class"]
    assert answer.interval is not None
    # Monte Carlo noise of a few thousand independent draws on each side.
    assert answer.estimate == pytest.approx(theirs["median"], rel=0.04)
    assert list(answer.interval.limits) == pytest.approx(theirs["interval"], rel=0.08)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Western", "Artificial_3", "Korea", "SpinaBifida_3", "Kosovo", "HIV_Rome"])
def test_median_and_limits_agree_on_the_tables_that_mix_slowly(name: str) -> None:
    answer = answer_by_latent_class(published(name), Settings(seed=5))
    theirs = r_results()[name]["latent_class"]
    assert answer.interval is not None
    assert answer.estimate == pytest.approx(theirs["median"], rel=0.03)
    assert list(answer.interval.limits) == pytest.approx(theirs["interval"], rel=0.05)


@pytest.mark.slow
def test_six_uk_lists_have_the_median_of_lcmcr_and_say_when_their_draws_are_few() -> None:
    answer = answer_by_latent_class(published("UKdat"), Settings(seed=5))
    theirs = r_results()["UKdat"]["latent_class"]
    # A second, lower group of answers holds a few per cent of the probability: the lower limit is not compared.
    assert answer.estimate == pytest.approx(theirs["median"], rel=0.03)
    assert answer.interval is not None
    assert answer.interval.limits[1] == pytest.approx(theirs["interval"][1], rel=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_five_uk_lists_are_answered_alike_whatever_the_seed(seed: int) -> None:
    answer = answer_by_latent_class(published("UKdat_5"), Settings(seed=seed))
    # LCMCR's median is 21,022 with R-hat 1.42: one of its three chains is worth five draws.
    assert answer.details["r_hat"] < 1.01
    assert answer.estimate == pytest.approx(22_300, rel=0.02)
    assert answer.interval is not None
    assert list(answer.interval.limits) == pytest.approx([15_750, 34_200], rel=0.04)


@pytest.mark.slow
def test_two_groups_of_answers_are_weighed_and_doubted() -> None:
    answer = answer_by_latent_class(published("ScotPWID"), Settings(seed=5))
    theirs = r_results()["ScotPWID"]["latent_class"]
    assert answer.estimate == pytest.approx(theirs["median"], rel=0.03)
    assert "slow_chains" in [check.name for check in answer.checks]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [4, 5])
def test_chains_that_never_met_give_no_number(seed: int) -> None:
    answer = answer_by_latent_class(published("Ned_5"), Settings(seed=seed))
    assert answer.is_refused
    assert "chains" in answer.reasons[0]
