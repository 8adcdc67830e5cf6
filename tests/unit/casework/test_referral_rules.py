"""What a referral opens, and to which state it may go."""

from datetime import date, timedelta
from itertools import product

import pytest

from kapea.registers.casework.rules import REFERRAL_STATUSES
from kapea.registers.casework.rules.referrals import CARRIED, is_live, may_become, readable

LAST = date(2026, 6, 1)
ALLOWED = {
    ("sent", "accepted"),
    ("sent", "refused"),
    ("sent", "revoked"),
    ("sent", "expired"),
    ("accepted", "done"),
    ("accepted", "revoked"),
    ("accepted", "expired"),
}


@pytest.mark.parametrize(("now", "then"), list(product(REFERRAL_STATUSES, repeat=2)))
def test_a_referral_moves_only_forward(now, then):
    assert may_become(now, then) is ((now, then) in ALLOWED)


def test_a_referral_may_be_read_through_its_last_day():
    assert is_live("accepted", expires_on=LAST, today=LAST)
    assert not is_live("accepted", expires_on=LAST, today=LAST + timedelta(days=1))


@pytest.mark.parametrize("status", ["refused", "done", "revoked", "expired"])
def test_an_ended_referral_opens_nothing(status):
    assert not is_live(status, expires_on=LAST, today=LAST - timedelta(days=30))


def test_the_receiver_reads_what_was_chosen_within_what_the_role_may_read():
    carried, granted = frozenset({"risk", "plan"}), frozenset({"risk", "services"})
    assert readable(carried=carried, granted=granted, status="accepted") == {"risk"}


def test_nobody_gets_the_child_s_phone_before_they_accept():
    both = frozenset({"identity", "contact_details"})
    assert readable(carried=both, granted=both, status="sent") == {"identity"}
    assert readable(carried=both, granted=both, status="accepted") == both


@pytest.mark.parametrize("section", ["notes", "closure", "referral", "suspect", "statement", "therapy"])
def test_some_sections_never_travel(section):
    assert section not in CARRIED
