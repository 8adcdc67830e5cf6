"""The threshold follows from the probabilities alone."""

import numpy as np
import pytest

from kapea.engines.linkage.operating_point import choose_operating_point


def test_clear_pairs_are_linked_and_unclear_ones_left() -> None:
    point = choose_operating_point(np.array([0.99] * 90 + [0.02] * 900))
    assert 0.02 < point.threshold <= 0.99
    assert point.expected_precision == pytest.approx(0.99)


def test_the_threshold_has_the_best_expected_f1_of_all() -> None:
    probability = np.random.default_rng(3).beta(0.2, 0.6, 4000)
    point = choose_operating_point(probability)

    def expected_f1(threshold: float) -> float:
        chosen = probability >= threshold
        return float(2 * probability[chosen].sum() / (chosen.sum() + probability.sum()))

    assert expected_f1(point.threshold) >= max(expected_f1(t) for t in np.linspace(0.05, 0.95, 60)) - 1e-9


def test_links_without_review_need_more_than_links() -> None:
    point = choose_operating_point(np.linspace(0.01, 0.99, 50))
    assert point.review < point.threshold < point.automatic


def test_a_table_without_pairs_has_a_threshold_all_the_same() -> None:
    assert choose_operating_point(np.array([])).threshold == 0.5
