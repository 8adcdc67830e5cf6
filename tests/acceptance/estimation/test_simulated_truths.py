"""Seven populations whose truth is known: what the panel's whole range and its doubts make of it.

Independent lists, people of two kinds, a body that passes people on, two bodies that avoid each other's people, three
lists that go together, groups with chances of their own, and links that are missed.
"""

from collections.abc import Callable

import numpy as np
import pytest

from kapea.engines.estimation.panel import Panel, run_panel
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.table import CaptureTable

PEOPLE = 5_000
CHANCES = np.array([0.12, 0.2, 0.08, 0.15])
Found = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
Draw = Callable[[np.random.Generator], Found]


def by_chance(generator: np.random.Generator, chances: np.ndarray | None = None) -> Found:
    wanted = np.tile(CHANCES, (PEOPLE, 1)) if chances is None else chances
    return generator.random(wanted.shape) < wanted


def of_two_kinds(generator: np.random.Generator) -> Found:
    hard, easy = np.array([0.06, 0.1, 0.05, 0.08]), np.array([0.25, 0.35, 0.2, 0.3])
    return by_chance(generator, np.where(generator.random((PEOPLE, 1)) < 0.6, hard, easy))


def passed_on(generator: np.random.Generator) -> Found:
    found = by_chance(generator)
    found[:, 1] |= found[:, 0] & (generator.random(PEOPLE) < 0.3)
    return found


def avoiding(generator: np.random.Generator) -> Found:
    found = by_chance(generator)
    found[:, 2] &= ~(found[:, 0] & (generator.random(PEOPLE) < 0.8))
    return found


def three_together(generator: np.random.Generator) -> Found:
    found = by_chance(generator)
    found[:, 3] |= found[:, 0] & found[:, 1] & (generator.random(PEOPLE) < 0.5)
    return found


def of_groups(generator: np.random.Generator) -> Found:
    chances = np.array(
        [[0.2, 0.1, 0.1, 0.1], [0.05, 0.25, 0.1, 0.15], [0.1, 0.2, 0.2, 0.1], [0.15, 0.1, 0.1, 0.3]]
    )
    return by_chance(generator, chances[generator.integers(0, 4, PEOPLE)])


def with_missed_links(generator: np.random.Generator) -> Found:
    found = by_chance(generator)
    lost = found & (generator.random(found.shape) < 0.02) & (found.sum(axis=1, keepdims=True) > 1)
    alone = np.zeros((int(lost.sum()), found.shape[1]), dtype=np.bool_)
    alone[np.arange(len(alone)), np.nonzero(lost)[1]] = True
    return np.vstack([found & ~lost, alone])


POPULATIONS: tuple[Draw, ...] = (
    by_chance,
    of_two_kinds,
    passed_on,
    avoiding,
    three_together,
    of_groups,
    with_missed_links,
)


def answered(draw: Draw, *, seed: int) -> Panel:
    found = draw(np.random.default_rng(seed))
    counts = np.bincount(found @ (1 << np.arange(found.shape[1])), minlength=1 << found.shape[1])
    counts[0] = 0
    names = tuple("ABCD"[: found.shape[1]])
    return run_panel(CaptureTable(lists=names, counts=counts), Settings(resamples=1_000, seed=1))


@pytest.mark.slow
def test_the_whole_range_holds_the_truth_and_an_interval_that_misses_it_is_doubted() -> None:
    panels = [answered(draw, seed=seed) for seed in (1, 2) for draw in POPULATIONS]
    ranges = [panel.envelope or (0.0, 0.0) for panel in panels]
    # People of two kinds are the hardest: of one of their two tables the range ends one in a hundred below the truth.
    assert sum(low <= PEOPLE <= high for low, high in ranges) >= len(panels) - 1
    answers = [panel.answer() for panel in panels]
    told = [
        answer.interval is not None and answer.interval.low.value <= PEOPLE <= answer.interval.high.value
        for answer in answers
    ]
    doubts = [any(check.state == "doubted" for check in answer.checks) for answer in answers]
    assert sum(is_in or is_doubted for is_in, is_doubted in zip(told, doubts, strict=True)) >= len(panels) - 2
