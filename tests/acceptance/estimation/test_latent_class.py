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
def test_five_uk_lists_are_refused_or_agree_whatever_the_seed() -> None:
    answer = answer_by_latent_class(published("UKdat_5"), Settings(seed=5))
    assert answer.is_refused or answer.details["r_hat"] <= 1.05


@pytest.mark.slow
def test_chains_that_disagree_give_no_number() -> None:
    answer = answer_by_latent_class(published("Ned_5"), Settings(seed=5))
    assert answer.is_refused
    assert "chains disagree" in answer.reasons[0]
