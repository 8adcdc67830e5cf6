from datetime import timedelta

from kapea.guard.accounts.throttling import CLIENT, DEVICE, FACTOR, PAIR


def test_the_wait_never_shrinks_with_more_failures_and_never_passes_its_limit():
    for allowance in (PAIR, CLIENT, DEVICE, FACTOR):
        waits = [allowance.wait_after(failures) for failures in range(400)]
        assert waits == sorted(waits)
        assert waits[allowance.free] == timedelta(0)
        assert waits[allowance.free + 1] == allowance.first_wait
        assert waits[-1] == allowance.longest_wait


def test_nobody_is_shut_out_for_longer_than_a_quarter_of_an_hour():
    assert max(each.longest_wait for each in (PAIR, CLIENT, DEVICE, FACTOR)) == timedelta(minutes=15)


def test_a_shared_address_waits_at_most_a_minute():
    assert CLIENT.longest_wait == timedelta(minutes=1)
