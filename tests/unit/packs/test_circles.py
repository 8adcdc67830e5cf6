"""A code must not lie in itself, however far round."""

import pytest

from kapea.packs.checking.codes import is_in_a_circle


@pytest.mark.parametrize(
    ("parents", "code", "circle"),
    [
        ({"a": "", "b": "a"}, "b", False),
        ({"a": "a"}, "a", True),
        ({"a": "b", "b": "a"}, "a", True),
        ({"a": "b", "b": "c", "c": "b"}, "a", True),
        ({"a": "nowhere"}, "a", False),
    ],
)
def test_a_circle_of_parents_is_seen(parents: dict[str, str], code: str, circle: bool) -> None:
    assert is_in_a_circle(parents, code) is circle
