"""On which grounds an agency works and shares."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kapea.registers.casework.rules.consent import (
    Ground,
    allows_own_work,
    covered,
    may_share,
    why_no_ground,
)

DAY = date(2026, 3, 2)
SHARED = Ground(
    purpose="service",
    recipient="clinic",
    categories=frozenset({"risk", "health", "notes"}),
    from_on=DAY,
    until_on=DAY + timedelta(days=2),
)
OURS = Ground(purpose="case_work", recipient="ministry", categories=frozenset(), from_on=DAY)
ASKED = {"purpose": "service", "recipient": "clinic"}


@pytest.mark.parametrize(("days", "is_live"), [(-1, False), (0, True), (2, True), (3, False)])
def test_a_ground_holds_from_its_first_day_through_its_last(days, is_live):
    today = DAY + timedelta(days=days)
    assert SHARED.is_live(today) is is_live
    assert bool(covered([SHARED], today=today, **ASKED)) is is_live


def test_a_withdrawn_ground_holds_on_no_day():
    gone = replace(SHARED, is_withdrawn=True)
    assert not any(gone.is_live(DAY + timedelta(days=each)) for each in range(-1, 5))
    assert covered([gone], today=DAY, **ASKED) == frozenset()


def test_what_never_travels_is_not_covered_even_when_it_is_named():
    assert covered([SHARED], today=DAY, **ASKED) == {"risk", "health"}


@pytest.mark.parametrize("other", [{"recipient": "court"}, {"purpose": "transfer"}])
def test_a_ground_for_one_agency_and_purpose_serves_no_other(other):
    assert covered([SHARED], today=DAY, **{**ASKED, **other}) == frozenset()
    assert not may_share([SHARED], today=DAY, **{**ASKED, **other})


def test_sharing_with_another_is_no_ground_for_ones_own_work():
    assert not allows_own_work([SHARED], agency="ministry", today=DAY)
    assert allows_own_work([OURS], agency="ministry", today=DAY)


def test_after_a_transfer_the_former_agencys_ground_is_not_the_new_ones():
    moved = replace(OURS, purpose="transfer", recipient="clinic")
    assert not allows_own_work([OURS], agency="clinic", today=DAY)
    assert allows_own_work([OURS, moved], agency="clinic", today=DAY)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({}, ""),
        ({"childs_assent": "refused", "carers_consent": "given"}, "child_refuses"),
        ({"childs_assent": "not_able"}, "carer_needed"),
        ({"childs_assent": "not_able", "carers_consent": "given"}, ""),
        ({"carers_consent": "refused"}, "carer_refuses"),
        ({"ground": "vital_interests", "childs_assent": "refused"}, "reasons_needed"),
        ({"ground": "vital_interests", "childs_assent": "refused", "words": "Her life is at risk."}, ""),
    ],
)
def test_a_childs_refusal_is_never_consent_and_another_ground_says_why(told, why):
    given = {"ground": "consent", "childs_assent": "given", "carers_consent": "not_asked", "words": ""}
    assert why_no_ground(**{**given, **told}) == why
