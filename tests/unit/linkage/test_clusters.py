"""Groups weigh their evidence together, so one weak link cannot chain two children."""

import numpy as np

from kapea.engines.linkage.clusters import join


def clusters(records: int, *edges: tuple[int, int, float], unseen: float = -1.0) -> list[int]:
    left, right, odds = (np.array(column) for column in zip(*edges, strict=True))
    return join(records=records, left=left, right=right, log_odds=odds.astype(float), unseen=unseen).tolist()


def test_three_records_that_agree_are_one_child() -> None:
    assert clusters(4, (0, 1, 3.0), (1, 2, 3.0), (0, 2, 1.0)) == [0, 0, 0, 3]


def test_a_weak_link_does_not_chain_two_children() -> None:
    found = clusters(4, (0, 1, 6.0), (2, 3, 6.0), (1, 2, 0.5), (0, 2, -3.0), (1, 3, -3.0), (0, 3, -3.0))
    assert found == [0, 0, 2, 2]


def test_records_that_two_people_held_apart_stay_apart() -> None:
    assert clusters(3, (0, 1, 6.0), (1, 2, 6.0), (0, 2, -np.inf)) in ([0, 0, 2], [0, 1, 1])


def test_strong_evidence_outweighs_a_doubtful_pair() -> None:
    assert clusters(3, (0, 1, 4.0), (1, 2, 4.0), (0, 2, -1.0)) == [0, 0, 0]


def test_a_pair_never_compared_counts_a_little_against() -> None:
    assert clusters(3, (0, 1, 4.0), (1, 2, 0.5), unseen=-1.0) == [0, 0, 2]
    assert clusters(3, (0, 1, 4.0), (1, 2, 2.0), unseen=-1.0) == [0, 0, 0]


def test_records_without_any_pair_are_persons_of_their_own() -> None:
    assert clusters(3, (0, 1, -2.0)) == [0, 1, 2]
