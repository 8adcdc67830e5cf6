"""At which whole numbers a smooth function is computed so that it is known at all of them.

Between knots the function is the cubic through the four nearest; knots lie closer than a 256th of their
value, so a log-density that bends on the scale of its argument is known to about one part in a million.
"""

from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.arrays import Floats, Ints

KNOTS_PER_DOUBLING = 256


@dataclass(frozen=True, kw_only=True, eq=False)
class Knots:
    """Knots on 1..end.

    points: (K,) the knots, ascending, 1 and end among them.
    nearest, weights: (end, 4) which knots give the value at each whole number, and with what weight.
    """

    points: Ints
    nearest: Ints
    weights: Floats

    @staticmethod
    def up_to(end: int) -> "Knots":
        """Return the knots on 1..end."""
        points = [np.arange(1, min(end, KNOTS_PER_DOUBLING) + 1)]
        step, low = 1, KNOTS_PER_DOUBLING
        while low < end:
            points.append(np.arange(low + step, min(2 * low, end) + 1, step))
            low, step = 2 * low, 2 * step
        knots = np.unique(np.concatenate([*points, [end]])).astype(np.int64)
        whole = np.arange(1, end + 1)
        first = np.clip(np.searchsorted(knots, whole, side="right") - 2, 0, max(len(knots) - 4, 0))
        nearest = np.minimum(first[:, None] + np.arange(4), len(knots) - 1)
        return Knots(points=knots, nearest=nearest, weights=_cubic(knots[nearest], whole))

    def everywhere(self, values: Floats) -> Floats:
        """Return the function at every whole number 1..end from its values at the knots."""
        known: Floats = (values[self.nearest] * self.weights).sum(axis=1)
        return known

    def summing_weights(self) -> Floats:
        """Return the weights with which values at the knots give the sum over 1..end."""
        weights = self.weights.ravel()
        return np.bincount(self.nearest.ravel(), weights=weights, minlength=len(self.points)).astype(
            np.float64
        )


def _cubic(knots: Ints, at: Ints) -> Floats:
    """Return Lagrange's weights of four knots (N, 4) at each point (N,)."""
    weights = np.ones(knots.shape)
    for one in range(4):
        for other in range(4):
            if one != other:
                gap = (knots[:, one] - knots[:, other]).astype(np.float64)
                part = (at - knots[:, other]) / np.where(gap == 0, 1.0, gap)
                weights[:, one] *= np.where(gap == 0, 1.0, part)
    return weights
