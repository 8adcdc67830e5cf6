"""What a method would say on tables whose truth is known.

Tables are drawn from a model's own cell probabilities, the cell of no list included and then dropped.
Other generators break the model: people of two kinds, one list that refers to another. Coverage is how
often an interval holds the truth; the tools here only count, and long runs belong outside the tests.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from kapea.engines.estimation.arrays import Floats
from kapea.engines.estimation.lattice import memberships
from kapea.engines.estimation.loglinear import FittedModel
from kapea.engines.estimation.table import CaptureTable

IntervalOf = Callable[[CaptureTable], tuple[float, float, float] | None]
"""From a table to (estimate, low, high), or None when refused."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Truth:
    """A population: how many there are, and the share of each capture history, history 0 included."""

    lists: tuple[str, ...]
    population: int
    shares: Floats

    @staticmethod
    def of_model(model: FittedModel) -> "Truth":
        """Return the population that a fitted model describes."""
        return Truth(
            lists=model.table.lists,
            population=round(model.estimate),
            shares=model.expected / model.expected.sum(),
        )

    def tables(self, *, number: int, generator: np.random.Generator) -> Iterator[CaptureTable]:
        """Yield `number` tables; a draw with an empty list is drawn again."""
        on = memberships(len(self.lists))
        given = 0
        while given < number:
            counts = generator.multinomial(self.population, self.shares)
            counts[0] = 0
            if (counts @ on > 0).all():
                given += 1
                yield CaptureTable(lists=self.lists, counts=counts)


def independent_lists(chances: Floats, *, population: int) -> Truth:
    """Return a population in which lists catch independently, each with its own chance."""
    return two_kinds(chances, chances, share=1.0, population=population)


def two_kinds(first: Floats, second: Floats, *, share: float, population: int) -> Truth:
    """Return a population of two kinds of people with different chances of capture."""
    on = memberships(len(first))
    shares = share * _product(on, first) + (1 - share) * _product(on, second)
    names = tuple(f"L{index + 1}" for index in range(len(first)))
    return Truth(lists=names, population=population, shares=shares)


def with_referral(truth: Truth, *, source: int, target: int, share: float) -> Truth:
    """Return the population when list `source` passes a share of its people on to list `target`."""
    histories = np.arange(len(truth.shares))
    passes = (histories >> source & 1).astype(bool) & ~(histories >> target & 1).astype(bool)
    shares = truth.shares.copy()
    moved = np.where(passes, shares * share, 0.0)
    shares -= moved
    shares[histories[passes] | 1 << target] += moved[passes]
    return Truth(lists=truth.lists, population=truth.population, shares=shares)


def _product(on: Floats, chances: Floats) -> Floats:
    chances = np.asarray(chances, dtype=np.float64)
    product: Floats = np.where(on > 0, chances, 1 - chances).prod(axis=1)
    return product


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How a method did on simulated tables.

    missed_low: share of intervals wholly above the truth; missed_high: wholly below it.
    width: median of high over low. bias: median of log(estimate / truth).
    """

    tables: int
    refused: int
    covered_share: float
    missed_low: float
    missed_high: float
    width: float
    bias: float


def coverage(truth: Truth, method: IntervalOf, *, tables: int, generator: np.random.Generator) -> Coverage:
    """Return how often the method's interval holds the truth; refusals are counted apart."""
    answers = [method(table) for table in truth.tables(number=tables, generator=generator)]
    given = np.array([answer for answer in answers if answer is not None]).reshape(-1, 3)
    if not len(given):
        nan = float("nan")
        return Coverage(
            tables=tables,
            refused=tables,
            covered_share=nan,
            missed_low=nan,
            missed_high=nan,
            width=nan,
            bias=nan,
        )
    estimate, low, high = given.T
    above, below = low > truth.population, high < truth.population
    return Coverage(
        tables=tables,
        refused=tables - len(given),
        covered_share=float(1 - (above | below).mean()),
        missed_low=float(above.mean()),
        missed_high=float(below.mean()),
        width=float(np.median(high / low)),
        bias=float(np.median(np.log(estimate / truth.population))),
    )
