"""How many were on no list if people are of a few unknown kinds, each kind with its own chances of capture.

A Dirichlet process mixture, truncated to at most K classes; within a class lists are independent. Many
chains run in lock step, one array operation for all, from starts far apart (`latent_starts`). Nothing caps
the number on no list. This module draws; `chains` says whether the draws may be believed.

Source: Manrique-Vallier (2016), "Bayesian population size estimation using Dirichlet process mixtures",
Biometrics 72, section 3; the density in `latent_posterior`, the moves in `latent_moves`.
"""

from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.arrays import Floats, Ints
from kapea.engines.estimation.latent_burn_in import burn_in
from kapea.engines.estimation.latent_moves import LatentChains
from kapea.engines.estimation.latent_posterior import LatentPosterior
from kapea.engines.estimation.latent_starts import informed_starts
from kapea.engines.estimation.table import CaptureTable

CLASSES = 10
GROUPS = 8
CHAINS = 8 * GROUPS
BURN_IN = 60
CYCLES_PER_CENSUS = 10


@dataclass(frozen=True, kw_only=True, eq=False)
class LatentClassDraws:
    """What the chains drew.

    population: (chains, kept) people observed and not observed together.
    last_class_share: (chains,) mean share of people in the last class, in the later half; near 1 is a spurious mode of the
        truncation.
    occupied: mean number of classes with anybody in them.
    cycles: cycles made by each chain, burn-in included.
    """

    population: Ints
    last_class_share: Floats
    occupied: float
    cycles: int


class LatentClassSampler:
    """Chains that can be run on for as long as their draws are not yet good enough."""

    def __init__(
        self,
        table: CaptureTable,
        generator: np.random.Generator,
        *,
        chains: int = CHAINS,
        classes: int = CLASSES,
        burn_in_cycles: int = BURN_IN,
    ) -> None:
        self._posterior = LatentPosterior.of(table, classes=classes)
        starts = informed_starts(self._posterior, table, generator, groups=min(GROUPS, chains))
        self._chains = LatentChains(self._posterior, starts[:, group_of(chains)], generator)
        self._population: list[Ints] = []
        self._last_class: list[Floats] = []
        self._occupied: list[float] = []
        self._cycles = burn_in_cycles
        burn_in(self._chains, cycles=burn_in_cycles)

    def run(self, cycles: int) -> LatentClassDraws:
        """Return all draws so far after `cycles` more."""
        for _ in range(cycles):
            self._chains.cycle()
            self._cycles += 1
            self._population.append(self._posterior.observed + self._chains.draw_unseen())
            if self._cycles % CYCLES_PER_CENSUS == 0 or not self._occupied:
                self._take_census()
        return LatentClassDraws(
            population=np.stack(self._population, axis=1),
            last_class_share=np.mean(self._last_class[len(self._last_class) // 2 :], axis=0),
            occupied=float(np.mean(self._occupied)),
            cycles=self._cycles,
        )

    def _take_census(self) -> None:
        look = self._posterior.look(self._chains.where)
        sizes = look.sizes()
        self._last_class.append(sizes[-1] / sizes.sum(axis=0))
        self._occupied.append(float(look.occupied().mean()))


def group_of(chains: int) -> Ints:
    """Return (chains,): the group of each chain; as many in each as can be."""
    found: Ints = np.arange(chains) * min(GROUPS, chains) // chains
    return found
