"""The fast sums give what slow loops give, and probabilities stay probabilities."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapea.engines.linkage.mixture import (
    CAUTION,
    PRIOR_PAIRS,
    Evidence,
    Mixture,
    level_shares,
    log_joint,
    match_log_odds,
    names_together,
    posterior,
    reached_levels,
)

SIZES = (3, 2, 4)
share = st.floats(0.01, 1.0)
shares = st.tuples(*(st.lists(share, min_size=size, max_size=size) for size in SIZES)).map(
    lambda lists: tuple(np.array(values) / sum(values) for values in lists)
)
mixtures = st.builds(
    Mixture,
    match=shares,
    sibling=shares,
    stranger=shares,
    match_share=st.floats(1e-6, 0.25),
    sibling_share=st.floats(1e-6, 0.25),
)
pair_levels = st.lists(
    st.tuples(*(st.integers(-1, size - 1) for size in SIZES)), min_size=1, max_size=12
).map(lambda rows: np.array(rows, dtype=np.int8))


def seen(levels: np.ndarray, common: float = 0.0, own: float = 0.0) -> Evidence:
    return Evidence(
        reached=reached_levels(levels, SIZES),
        commonness=np.full(len(levels), common),
        own_commonness=np.full(len(levels), own),
    )


def slow_joint(mixture: Mixture, levels: tuple[int, ...], common: float, own: float) -> list[float]:
    kinds = (
        (mixture.match_share, mixture.match, 0.0),
        (mixture.sibling_share, mixture.sibling, own),
        (1 - mixture.match_share - mixture.sibling_share, mixture.stranger, common),
    )
    return [
        math.log(prior)
        + extra
        + sum(math.log(of[place][level]) for place, level in enumerate(levels) if level >= 0)
        for prior, of, extra in kinds
    ]


@given(mixtures, pair_levels, st.floats(-9, 3), st.floats(-9, 3))
def test_fast_joint_probabilities_are_the_slow_ones(
    mixture: Mixture, levels: np.ndarray, common: float, own: float
) -> None:
    fast = log_joint(mixture, seen(levels, common, own))
    slow = [slow_joint(mixture, tuple(row), common, own) for row in levels.tolist()]
    assert fast == pytest.approx(np.array(slow), rel=1e-5, abs=1e-4)


@given(mixtures, pair_levels)
def test_the_three_kinds_of_a_pair_share_all_probability(mixture: Mixture, levels: np.ndarray) -> None:
    kinds = posterior(log_joint(mixture, seen(levels)))
    assert kinds.sum(axis=1) == pytest.approx(np.ones(len(levels)))
    odds = match_log_odds(mixture, seen(levels)) / CAUTION
    assert 1 / (1 + np.exp(-odds)) == pytest.approx(kinds[:, 0], abs=1e-9)


@given(mixtures, pair_levels)
def test_a_rarer_shared_value_never_speaks_for_strangers(mixture: Mixture, levels: np.ndarray) -> None:
    common, rare = match_log_odds(mixture, seen(levels)), match_log_odds(mixture, seen(levels, -2.0))
    assert np.all(rare >= common)


@given(pair_levels, st.data())
def test_level_shares_are_weighted_counts(levels: np.ndarray, data: st.DataObject) -> None:
    weights = np.array(data.draw(st.lists(share, min_size=len(levels), max_size=len(levels))))
    guess = [np.ones(size) / size for size in SIZES]
    for place, found in enumerate(level_shares(reached_levels(levels, SIZES), guess, weights=weights)):
        counted = [
            weights[levels[:, place] == level].sum() + 0.5 / SIZES[place] for level in range(SIZES[place])
        ]
        assert found == pytest.approx(np.array(counted) / sum(counted), rel=1e-5)


lifts = st.lists(
    st.lists(st.floats(-3, 3), min_size=SIZES[2], max_size=SIZES[2]), min_size=SIZES[0], max_size=SIZES[0]
).map(np.array)


@given(mixtures, pair_levels, lifts)
def test_what_two_names_say_together_counts_for_one_child_only(
    mixture: Mixture, levels: np.ndarray, names: np.ndarray
) -> None:
    reached = reached_levels(levels, SIZES, together=(0, 2))
    evidence = replace(seen(levels), reached=reached)
    apart = log_joint(mixture, seen(levels))
    together = log_joint(replace(mixture, names=names), evidence)
    beside = [names[row[0], row[2]] if row[0] >= 0 and row[2] >= 0 else 0.0 for row in levels.tolist()]
    assert together[:, 0] - apart[:, 0] == pytest.approx(np.array(beside), abs=1e-4)
    assert together[:, 1:] == pytest.approx(apart[:, 1:], abs=1e-4)
    assert log_joint(mixture, evidence) == pytest.approx(apart, abs=1e-4)


@given(pair_levels, st.data())
def test_names_that_meet_as_often_as_by_chance_say_nothing_together(
    levels: np.ndarray, data: st.DataObject
) -> None:
    weights = np.array(data.draw(st.lists(share, min_size=len(levels), max_size=len(levels))))
    reached = reached_levels(levels, SIZES, together=(0, 2))
    found = names_together(reached, (SIZES[0], SIZES[2]), weights=weights)
    known = (levels[:, 0] >= 0) & (levels[:, 2] >= 0)
    total = max(weights[known].sum(), 1.0)
    for one in range(SIZES[0]):
        for other in range(SIZES[2]):
            is_one, is_other = known & (levels[:, 0] == one), known & (levels[:, 2] == other)
            chance = weights[is_one].sum() * weights[is_other].sum() / total
            both = weights[is_one & is_other].sum()
            assert found[one, other] == pytest.approx(
                math.log((both + PRIOR_PAIRS) / (chance + PRIOR_PAIRS)), abs=1e-5
            )
