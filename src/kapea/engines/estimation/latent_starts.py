"""Where chains of the latent class model begin: with widely different populations, each well explained.

From a point where the lists are very improbable a chain falls fast, and often into one class alone, from
which others hardly ever find their place: that answer is far less probable, but no slope leads away from it.
So each start first takes a few steps of expectation and maximisation, which brings its classes to
where the lists are likely while its population stays as it was drawn, far from the others'.

Source: Dempster, Laird and Rubin (1977), Journal of the Royal Statistical Society B 39; as starts of latent
classes, McLachlan and Peel (2000), Finite Mixture Models, ch. 2.
"""

import numpy as np

from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.latent_posterior import LatentPosterior
from kapea.engines.estimation.latent_weights import sticks_of
from kapea.engines.estimation.lattice import memberships
from kapea.engines.estimation.table import CaptureTable

SCATTERED_CLASSES = 2
OTHERS_SHARE = 1e-4
SCATTER = 1.5
LOG_POPULATION = (0.2, 3.0)
IMPROVEMENTS = 10
LEAST_PEOPLE = 0.1  # in a class, so that its weight has a logarithm


def informed_starts(
    posterior: LatentPosterior, table: CaptureTable, generator: np.random.Generator, *, groups: int
) -> Floats:
    """Return (numbers, groups): starts with widely different populations, whose classes explain the lists."""
    populations = table.observed * np.exp(generator.uniform(*LOG_POPULATION, size=groups))
    where = scattered_starts(posterior, table, generator, populations=populations)
    for _ in range(IMPROVEMENTS):
        where = improved(posterior, where, unseen=populations - table.observed)
    return where


def improved(posterior: LatentPosterior, where: Floats, *, unseen: Floats) -> Floats:
    """Return where classes fit the people expected in them, given how many are on no list; the largest first."""
    look = posterior.look(where)
    expected = look.expected()
    expected[-1] += look.parts[0] * (unseen / look.whole[0] - posterior.observed / look.seen)
    expected = np.take_along_axis(expected, np.argsort(-expected[-1:], axis=1), axis=1)
    on_list, sizes = expected[:-1], expected[-1]
    found = np.empty_like(where)
    posterior.odds(found)[...] = np.log((on_list + 1.0) / (np.maximum(sizes - on_list, 0.0) + 1.0))
    posterior.sticks(found)[...] = sticks_of(np.log(np.maximum(sizes, LEAST_PEOPLE)))
    return found


def scattered_starts(
    posterior: LatentPosterior,
    table: CaptureTable,
    generator: np.random.Generator,
    *,
    populations: Floats,
) -> Floats:
    """Return (numbers, groups): starts with these populations, in two classes that differ widely."""
    groups = len(populations)
    on_list = memberships(table.size).T @ table.counts
    chances = np.maximum(on_list, 0.5)[:, None] / populations
    where = np.empty((posterior.size, groups))
    odds, sticks = posterior.odds(where), posterior.sticks(where)
    odds[...] = generator.logistic(size=odds.shape)
    some = min(posterior.classes, SCATTERED_CLASSES)
    spread = generator.standard_normal((posterior.lists, some, groups)) * (SCATTER if some > 1 else 0.0)
    odds[:, :some] = (np.log(chances) - np.log1p(-chances))[:, None] + spread
    taken = np.full(sticks.shape, 0.5)
    taken[: some - 1] = 1.0 / np.arange(some, 1, -1)[:, None]
    taken[some - 1 : some] = 1.0 - OTHERS_SHARE
    sticks[...] = np.log(-np.log1p(-taken))
    return where
