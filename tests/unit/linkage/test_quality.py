"""Figures of quality, on cases small enough to count by hand."""

import numpy as np
import pytest

from kapea.engines.linkage.quality import (
    quality_of_clusters,
    quality_of_pairs,
    quality_of_selection,
    share_of_persons_whole,
)

CLUSTERS = ["x", "x", "x", "y", "z"]
PERSONS = ["a", "a", "b", "b", "c"]


def test_pairs_within_clusters_are_counted() -> None:
    quality = quality_of_pairs(CLUSTERS, PERSONS)
    assert (quality.precision, quality.recall) == (pytest.approx(1 / 3), pytest.approx(1 / 2))
    assert quality.f1 == pytest.approx(0.4)


def test_chosen_pairs_are_counted_against_all_true_ones() -> None:
    quality = quality_of_selection(np.array([0, 0]), np.array([1, 2]), PERSONS)
    assert (quality.precision, quality.recall) == (0.5, 0.5)


def test_each_record_asks_how_pure_and_how_complete_its_cluster_is() -> None:
    quality = quality_of_clusters(CLUSTERS, PERSONS)
    assert quality.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert quality.recall == pytest.approx((1 + 1 + 1 / 2 + 1 / 2 + 1) / 5)


def test_a_person_is_whole_only_alone_and_complete() -> None:
    quality = share_of_persons_whole(CLUSTERS, PERSONS)
    assert (quality.precision, quality.recall) == (pytest.approx(1 / 3), pytest.approx(1 / 3))


def test_the_truth_itself_is_perfect() -> None:
    for measure in (quality_of_pairs, quality_of_clusters, share_of_persons_whole):
        assert measure(PERSONS, PERSONS).f1 == 1.0
