"""How chains of the latent class model learn how far to step, before anything they draw is kept.

Where the slope is steep in a coordinate, as in the chances of a large class, a long step leaves the
trajectory; where it is flat, as in those of an empty one, a short step leads nowhere. Each coordinate gets
a length between the two, the same for all chains; then each chain tunes the whole, and in the end all take the
median.

Source: Neal (2011), Handbook of Markov Chain Monte Carlo, 5.4.1 and 5.4.2.
"""

import numpy as np

from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.latent_moves import LatentChains

ROUNDS = 4
LEAST_SLOPE = 1e-3


def burn_in(chains: LatentChains, *, cycles: int) -> None:
    """Let the chains move away from where they began and learn the length of their steps."""
    for turn in range(ROUNDS):
        slope = np.zeros(chains.posterior.size)
        for _ in range(cycles * turn // ROUNDS, cycles * (turn + 1) // ROUNDS):
            chains.cycle(adapt=True)
            slope += np.abs(chains.slope).mean(axis=1)
        if turn < ROUNDS - 1:
            chains.scale = scales(slope)
    chains.step[:] = np.median(chains.step)


def scales(slope: Floats) -> Floats:
    """Return (numbers, 1): lengths of a step, 1 for the steepest coordinate and more where it is flat.

    The square roots of those that would make all slopes alike: a class is empty at one time, filled at another.
    """
    most = slope.max()
    found: Floats = np.sqrt(most / np.maximum(slope, LEAST_SLOPE * most))[:, None]
    return found
