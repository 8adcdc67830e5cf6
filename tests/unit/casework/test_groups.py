"""Small numbers of children are held back so that none is found out."""

import pytest

from kapea.registers.casework.rules.groups import held_back

WHOLE = {"children": 40, "girls": 22, "boys": 18, "with_disability": 9, "foreign": 0}


def numbers(**changed: int) -> dict[str, int | None]:
    return dict(held_back("legal", {**WHOLE, **changed}, smallest=5).numbers)


def test_numbers_that_are_large_enough_stand_and_zero_stays_zero():
    assert numbers() == WHOLE


@pytest.mark.parametrize("small", [1, 4])
def test_a_small_group_is_held_back(small):
    assert numbers(foreign=small)["foreign"] is None


def test_a_group_that_leaves_a_small_rest_is_held_back():
    assert numbers(with_disability=37)["with_disability"] is None


def test_where_one_sex_is_held_back_the_other_is_too():
    found = numbers(children=24, girls=22, boys=2)
    assert (found["girls"], found["boys"], found["children"]) == (None, None, 24)


def test_of_a_small_whole_nothing_is_told():
    found = numbers(children=3, girls=2, boys=1, with_disability=1)
    assert [found[group] for group in ("children", "girls", "boys", "with_disability")] == [None] * 4
