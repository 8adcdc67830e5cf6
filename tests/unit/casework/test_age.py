"""In doubt about age, the person is presumed a child. Source: S2 §113(1)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapea.registers.casework.rules.age import (
    AgeStanding,
    MethodResult,
    last_used,
    next_method,
    standing,
    why_not,
)

ORDER = ("paper", "school", "looks", "teeth")


def used(method: str, youngest: int, oldest: int) -> MethodResult:
    return MethodResult(method=method, applies=True, youngest_years=youngest, oldest_years=oldest)


def not_used(method: str) -> MethodResult:
    return MethodResult(method=method, applies=False)


def against(decision: str, *results: MethodResult) -> str:
    return why_not(decision, order=ORDER, results=results, adult_from_years=18)


def test_a_doubt_without_a_decision_means_childhood():
    assert standing(is_in_doubt=True, decision="") is AgeStanding.PRESUMED_CHILD
    assert standing(is_in_doubt=False, decision="") is AgeStanding.UNDOUBTED
    assert standing(is_in_doubt=True, decision="adult") is AgeStanding.DECIDED_ADULT


def test_methods_come_in_the_country_s_order():
    assert next_method(ORDER, ()) == "paper"
    assert next_method(ORDER, (not_used("paper"), used("school", 15, 16))) == "looks"
    assert next_method(ORDER, tuple(not_used(method) for method in ORDER)) == ""


def test_nobody_is_decided_an_adult_while_a_method_is_left():
    assert against("adult", used("paper", 20, 20)) == "methods_left"
    rest = [not_used(method) for method in ORDER[1:]]
    assert against("adult", used("paper", 20, 20), *rest) == ""


def test_a_margin_that_reaches_below_eighteen_leaves_the_presumption_standing():
    rest = [not_used(method) for method in ORDER[:3]]
    assert against("adult", *rest, used("teeth", 17, 21)) == "may_be_child"
    assert against("adult", *rest, used("teeth", 18, 21)) == ""


def test_the_last_method_that_applied_governs():
    results = (used("paper", 19, 19), not_used("school"), used("looks", 14, 20), not_used("teeth"))
    assert last_used(ORDER, results) == used("looks", 14, 20)
    assert against("adult", *results) == "may_be_child"


def test_a_child_is_decided_a_child_as_soon_as_one_method_allows_it():
    assert against("child", used("paper", 15, 15)) == ""
    assert against("child", used("paper", 17, 22)) == ""
    assert against("child", used("paper", 18, 18)) == "surely_adult"


@pytest.mark.parametrize("decision", ["child", "adult"])
def test_nothing_is_decided_before_a_method_was_used(decision):
    assert against(decision) == "no_method"
    assert against(decision, *(not_used(method) for method in ORDER)) == "no_method"


ranges = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)


@given(st.lists(st.one_of(st.none(), ranges), max_size=len(ORDER)))
def test_whoever_the_last_method_leaves_possibly_a_child_is_never_decided_an_adult(found):
    results = [
        not_used(method) if years is None else used(method, *years)
        for method, years in zip(ORDER, found, strict=False)
    ]
    last = last_used(ORDER, results)
    if against("adult", *results) == "":
        assert len(results) == len(ORDER)
        assert last is not None
        assert last.youngest_years is not None
        assert last.youngest_years >= 18
    assert all(ORDER.index(a.method) < ORDER.index(b.method) for a, b in pairwise(results))
