"""Who must agree before two records are one person, and what a masked record may tell."""

import pytest

from kapea.engines.linkage.comparisons import COMPARISONS
from kapea.registers.people.index.clusters import homes_of_groups
from kapea.registers.people.index.rules import (
    APART,
    SAME,
    UNSURE,
    Answer,
    act_kind,
    degree,
    falls,
    kind_of_run,
    likelihood,
    speaks,
    verdict,
)


def said(*answers: tuple[int, str]) -> str:
    return verdict([Answer(by=by, answer=answer) for by, answer in answers])


def test_one_person_alone_decides_nothing_however_often_they_answer():
    assert said((1, SAME)) == said((1, SAME), (1, SAME)) == ""


def test_two_people_who_agree_decide():
    assert said((1, SAME), (2, SAME)) == SAME
    assert said((1, APART), (2, APART)) == APART


def test_two_people_who_differ_wait_for_a_third():
    assert said((1, SAME), (2, APART)) == ""
    assert said((1, SAME), (2, APART), (3, SAME)) == SAME


def test_doubt_decides_nothing():
    assert said((1, UNSURE), (2, UNSURE)) == ""


@pytest.mark.parametrize(
    ("unseen", "total", "has_model", "kind"),
    [
        (0, 1_000, True, ""),
        (0, 1_000, False, "full"),
        (50, 1_000, True, "new"),
        (51, 1_000, True, "full"),
        (1, 20, True, "full"),
    ],
)
def test_a_run_compares_only_what_is_new_while_that_is_little(unseen, total, has_model, kind):
    assert kind_of_run(unseen=unseen, total=total, has_model=has_model) == kind


def test_an_act_is_called_by_what_it_does():
    assert act_kind(answer=SAME, is_undoing=False, largest=1) == "link"
    assert act_kind(answer=SAME, is_undoing=False, largest=2) == "merge"
    assert act_kind(answer=APART, is_undoing=False, largest=2) == "unlink"
    assert act_kind(answer=APART, is_undoing=True, largest=2) == "unmerge"


def test_each_level_of_the_engine_has_a_coarse_degree():
    degrees = {degree(label) for comparison in COMPARISONS for label in comparison.labels}
    assert degrees == {"same", "near", "differs"}
    assert degree("same commune, villages differ") == "near"
    assert degree("other days, further") == "differs"


def test_a_step_speaks_in_words():
    assert [speaks(bits) for bits in (5, 2, 0.3, -2, -5)] == [
        "strongly_for",
        "somewhat_for",
        "hardly",
        "somewhat_against",
        "strongly_against",
    ]
    assert [likelihood(share) for share in (0.97, 0.6, 0.2, 0.01)] == [
        "nearly_sure",
        "likely",
        "possible",
        "unlikely",
    ]


def test_a_cluster_stays_with_most_of_its_records():
    assert homes_of_groups([[1, 2, 3], [4, 5]], {1: 70, 2: 70, 4: 70, 5: None}) == [70, None]
    assert homes_of_groups([[1], [2, 3]], {1: 70, 2: 70, 3: 70}) == [None, 70]
    assert homes_of_groups([[1, 2]], {1: 70, 2: 80}) == [70]


def test_the_bars_of_a_weight_meet_and_end_where_it_stands():
    shown = falls([("before", -17.3), ("given_name", 9.8), ("birth", 12.1), ("siblings instead", -0.4)])
    assert [one.end for one in shown[:-2]] == [one.start for one in shown[1:-1]]
    assert abs(shown[-1].end - 4.2) <= 1.0
    assert (shown[-1].start, shown[-1].end) == (0.0, shown[-2].end)


def test_two_names_of_like_rarity_look_the_same():
    """What is told of a name that is closed to the reader must not tell which name it is."""
    commoner, rarer = falls([("given_name", 7.1)]), falls([("given_name", 8.9)])
    assert commoner == rarer
