"""The density of latent classes is what a plain sum says, and the moves leave it as it is."""

import numpy as np
import pytest
from scipy.stats import ks_2samp

from kapea.engines.estimation.by_latent_class import chain_checks, later_half
from kapea.engines.estimation.latent_burn_in import scales
from kapea.engines.estimation.latent_class import LatentClassDraws, LatentClassSampler
from kapea.engines.estimation.latent_moves import LatentChains
from kapea.engines.estimation.latent_posterior import LatentPosterior
from kapea.engines.estimation.latent_starts import informed_starts, scattered_starts
from kapea.engines.estimation.table import CaptureTable
from scenes.captures import published
from scenes.plain_latent_class import plain_log_likelihood, plain_totals

SMALL = CaptureTable.of(["A", "B", "C"], {"100": 15, "010": 12, "001": 10, "110": 6, "101": 5, "111": 4})


def somewhere(table: CaptureTable, *, classes: int, chains: int = 8) -> tuple[LatentPosterior, np.ndarray]:
    posterior = LatentPosterior.of(table, classes=classes)
    return posterior, scattered_starts(
        posterior,
        table,
        np.random.default_rng(3),
        populations=np.linspace(1.3, 15.0, chains) * table.observed,
    )


def test_the_likelihood_is_that_of_each_history_summed_over_classes() -> None:
    posterior, where = somewhere(SMALL, classes=6)
    look = posterior.look(where)
    weights = look.parts[0] / np.prod(look.missed, axis=0)
    assert weights.sum(axis=0) == pytest.approx(np.ones(8))
    plain = plain_log_likelihood(SMALL, look.caught, weights)
    assert look.log_likelihood() == pytest.approx(plain, rel=1e-10)


@pytest.mark.parametrize("classes", [1, 2, 10])
def test_the_gradient_is_the_slope(classes: int) -> None:
    posterior, where = somewhere(published("UKdat_5"), classes=classes)
    gradient = posterior.look(where).gradient()
    for number in range(posterior.size):
        shift = np.zeros_like(where)
        shift[number] = 1e-5
        high, low = posterior.look(where + shift), posterior.look(where - shift)
        rise = high.log_likelihood() + high.log_prior() - low.log_likelihood() - low.log_prior()
        assert gradient[number] == pytest.approx(rise / 2e-5, rel=1e-4, abs=1e-3)


def test_without_people_the_moves_leave_the_prior_as_it_was() -> None:
    generator, number, classes, lists = np.random.default_rng(5), 4_000, 4, 3
    nobody = CaptureTable(lists=("A", "B", "C"), counts=np.zeros(8, dtype=np.int64))
    posterior = LatentPosterior.of(nobody, classes=classes)
    where = np.empty((posterior.size, number))
    posterior.odds(where)[...] = generator.logistic(size=(lists, classes, number))
    alpha = np.maximum(generator.gamma(0.25, 4.0, size=number), 1e-100)
    posterior.sticks(where)[...] = np.log(generator.exponential(size=(classes - 1, number)) / alpha)
    chains = LatentChains(posterior, where.copy(), generator)
    chains.scale = generator.uniform(0.5, 3.0, size=(posterior.size, 1))
    for _ in range(6):
        chains.cycle()
    assert (chains.where != where).all(axis=0).mean() > 0.5
    for before, after in zip(where, chains.where, strict=True):
        assert ks_2samp(before, after).pvalue > 1e-4


def test_chains_begin_where_the_lists_are_likely_and_populations_far_apart() -> None:
    table = published("UKdat_5")
    posterior = LatentPosterior.of(table, classes=10)
    look = posterior.look(informed_starts(posterior, table, np.random.default_rng(1), groups=8))
    populations = table.observed * (1.0 + look.unseen_odds())
    assert populations.max() > 4 * populations.min()
    _, scattered = somewhere(table, classes=10)
    assert look.log_likelihood().min() > posterior.look(scattered).log_likelihood().max()
    # One class alone, where chains used to stay for hundreds of cycles, explains the lists worse.
    assert (look.occupied() > 1.5).all()


def test_steps_are_longer_where_the_slope_is_flat() -> None:
    lengths = scales(np.array([100.0, 25.0, 1.0, 0.0]))[:, 0]
    assert lengths == pytest.approx([1.0, 2.0, 10.0, 1_000**0.5])


def test_what_the_chains_keep_is_what_a_fresh_look_computes() -> None:
    posterior, where = somewhere(SMALL, classes=5)
    chains = LatentChains(posterior, where, np.random.default_rng(1))
    for _ in range(20):
        chains.cycle(adapt=True)
    look = posterior.look(chains.where)
    assert chains.log_likelihood == pytest.approx(look.log_likelihood(), rel=1e-9)
    assert chains.log_prior == pytest.approx(look.log_prior(), rel=1e-9)


def test_the_totals_are_those_of_draws_of_the_prior_weighed_by_what_was_seen() -> None:
    plain = plain_totals(SMALL, classes=2, draws=600_000, generator=np.random.default_rng(2))
    draws = LatentClassSampler(SMALL, np.random.default_rng(1), chains=32, classes=2, burn_in_cycles=60).run(
        400
    )
    for share in (0.1, 0.5, 0.9):
        assert np.quantile(draws.population, share) == pytest.approx(np.quantile(plain, share), rel=0.05)


def test_slow_chains_and_chains_apart_are_told() -> None:
    generator = np.random.default_rng(4)

    def told(population: np.ndarray) -> dict[str, str]:
        draws = LatentClassDraws(
            population=population, last_class_share=np.zeros(64), occupied=2.0, cycles=population.shape[1]
        )
        return {check.name: str(check.state) for check in chain_checks(later_half(draws), draws)}

    quick = generator.normal(1_000, 50, size=(64, 2_000)).astype(np.int64)
    assert told(quick) == {"chains": "passed"}
    slow = np.repeat(quick[:, :25], 80, axis=1)
    assert told(slow) == {"chains": "passed", "slow_chains": "doubted"}
    assert told(quick + 3_000 * (np.arange(2_000) < 100)) == {"chains": "passed", "slow_chains": "doubted"}
    assert told(np.repeat(quick[:, :1], 2_000, axis=1)) == {"chains": "failed"}
    assert told(quick + 200 * (np.arange(64)[:, None] >= 8)) == {"chains": "failed"}
