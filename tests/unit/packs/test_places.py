"""Places lie in each other."""

import pytest

from kapea.packs import PlaceIndex, PlaceRecord, UnknownPlace


def place(code: str, parent: str, level: int) -> PlaceRecord:
    return PlaceRecord(
        code=code,
        parent_code=parent,
        level=level,
        kind="place",
        name={"en": f"Place {code}"},
        valid_from=None,
        valid_to=None,
        aliases=(),
        attributes={},
        line=0,
    )


INDEX = PlaceIndex((place("1", "", 1), place("2", "", 1), place("11", "1", 2), place("111", "11", 3)))


def test_the_path_of_a_place_goes_from_the_highest_to_itself() -> None:
    assert [step.code for step in INDEX.path("111")] == ["1", "11", "111"]


def test_a_place_at_the_top_lies_in_nothing() -> None:
    assert [step.code for step in INDEX.path("2")] == ["2"]
    assert INDEX.children("2") == ()


def test_a_level_keeps_the_order_of_the_gazetteer() -> None:
    assert [each.code for each in INDEX.at_level(1)] == ["1", "2"]
    assert INDEX.at_level(4) == ()


def test_a_place_that_is_not_there_is_unknown() -> None:
    with pytest.raises(UnknownPlace):
        INDEX["9"]
    assert INDEX.get("9") is None
