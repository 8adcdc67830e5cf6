"""People who differ, links that are wrong, too few people: what they do to a total, against plain truth."""

import numpy as np
import pytest

from kapea.engines.estimation.by_chao import answer_by_chao
from kapea.engines.estimation.by_graphs import answer_by_graphs
from kapea.engines.estimation.by_stepwise import answer_by_stepwise
from kapea.engines.estimation.heterogeneity import SHAPES, people_who_differ
from kapea.engines.estimation.lattice import memberships
from kapea.engines.estimation.linking_errors import totals_if_mislinked, with_false_links, with_links_missed
from kapea.engines.estimation.newton import fit
from kapea.engines.estimation.panel import Panel
from kapea.engines.estimation.sensitivity import sensitivity
from kapea.engines.estimation.settings import Settings
from kapea.engines.estimation.simulation import independent_lists, two_kinds
from kapea.engines.estimation.stepwise import main_effects
from kapea.engines.estimation.table import CaptureTable
from kapea.engines.estimation.trajectory import SHARES, still_moves, trajectory

NAMES = ("A", "B", "C", "D")
ON = memberships(4)
CHANCES = np.array([0.12, 0.2, 0.08, 0.15])


def drawn(*, seed: int, population: int = 5_000) -> CaptureTable:
    (table,) = independent_lists(CHANCES, population=population).tables(
        number=1, generator=np.random.default_rng(seed)
    )
    return table


@pytest.mark.parametrize("shape", SHAPES)
def test_people_drawn_from_a_shape_are_as_many_as_there_were(shape: str) -> None:
    size = SHAPES[shape](ON.sum(axis=1).astype(np.float64))
    strength = {"poisson": 0.08, "darroch": 0.25, "gamma": 2.0}[shape]
    logs = 9.0 + ON @ np.log(CHANCES) + strength * size
    counts = np.rint(np.exp(logs)).astype(np.int64)
    counts[0] = 0
    found = {
        each.shape: each
        for each in people_who_differ(CaptureTable(lists=NAMES, counts=counts), main_effects(4))
    }
    truth = counts.sum() + np.exp(9.0)
    assert found[shape].estimate == pytest.approx(truth, rel=0.01)
    assert (found[shape].low or 0) < truth < (found[shape].high or 0)


def test_darroch_s_shape_is_one_strength_for_all_pairs() -> None:
    """The plain way: all pairs, three and four lists included, share one number, found by a search of a line."""
    table = drawn(seed=3)
    counts = table.counts[1:].astype(np.float64)
    pairs = ON[1:].sum(axis=1) * (ON[1:].sum(axis=1) - 1) / 2

    def dark(strength: float) -> tuple[float, float]:
        weights = np.exp(strength * pairs)
        rows, beta = np.column_stack([np.ones(15), ON[1:]]), np.array([8.0, -2, -2, -2, -2])
        for _ in range(100):
            mean = weights * np.exp(rows @ beta)
            beta = beta + np.linalg.solve((rows.T * mean) @ rows, rows.T @ (counts - mean))
        mean = weights * np.exp(rows @ beta)
        return float(counts @ np.log(mean) - mean.sum()), float(np.exp(beta[0]))

    best = max((dark(strength) for strength in np.linspace(-1, 1, 801)), key=lambda pair: pair[0])
    darroch = {each.shape: each for each in people_who_differ(table, main_effects(4))}["darroch"]
    assert darroch.estimate == pytest.approx(table.observed + best[1], rel=0.01)


def test_what_the_lists_cannot_tell_apart_has_no_number() -> None:
    three = CaptureTable(lists=("A", "B", "C"), counts=np.array([0, 30, 40, 6, 20, 5, 7, 2]))
    pairs = (*main_effects(3), 3, 5, 6)
    assert {each.estimate for each in people_who_differ(three, pairs)} == {None}


def test_an_error_of_links_leaves_each_list_as_long_as_it_was() -> None:
    table = drawn(seed=5)
    for changed in (with_links_missed(table, 0.05), with_false_links(table, 0.05)):
        assert changed @ ON == pytest.approx(table.counts @ ON, abs=8)
    assert with_links_missed(table, 0.05).sum() > table.observed > with_false_links(table, 0.05).sum()
    assert (with_links_missed(table, 0.0) == table.counts).all()


def test_missed_links_raise_the_total_and_false_ones_lower_it() -> None:
    table = drawn(seed=5, population=20_000)
    plain = table.observed + fit(table.column, np.array(main_effects(4))[:, None]).expected[0, 0]
    found = {(each.error, each.share): each.estimate or 0.0 for each in totals_if_mislinked(table)}
    assert found["missed", 0.05] > found["missed", 0.02] > plain > found["false", 0.05]


def test_many_independent_people_are_at_rest_and_a_total_that_halves_is_not() -> None:
    steps = trajectory(drawn(seed=1), np.random.default_rng(1))
    assert [step.share for step in steps] == list(SHARES)
    assert not still_moves(steps)
    last = steps[-1]
    assert still_moves((*steps[:-1], type(last)(share=2.0, ratio=(last.ratio or 0) / 2, low=1.0, high=2.0)))


def test_where_people_differ_the_whole_range_holds_the_truth_and_the_answer_is_doubted() -> None:
    truth = two_kinds(
        np.array([0.06, 0.1, 0.05, 0.08]), np.array([0.25, 0.35, 0.2, 0.3]), share=0.6, population=5_000
    )
    (table,) = truth.tables(number=1, generator=np.random.default_rng(1))
    settings = Settings(resamples=300, seed=1)
    panel = Panel(
        table=table,
        answers=(answer_by_stepwise(table, settings), answer_by_graphs(table, settings)),
        floor=answer_by_chao(table, settings),
        sensitivity=sensitivity(table, np.random.default_rng(1)),
        level=0.95,
    )
    low, high = panel.envelope or (0.0, 0.0)
    assert low < 5_000 < high
    assert "people_differ" in {check.name for check in panel.answer().checks if check.state == "doubted"}
