"""Whether one more attempt may be made now; kept in the database, so that all processes agree.

An attempt is counted before the password is looked at and taken back when it was right: a hundred
attempts at once pass no more often than one after another.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from kapea.engines.errors import KapeaError
from kapea.guard.accounts.clients import client_key, keyed
from kapea.guard.accounts.devices import device_of
from kapea.guard.accounts.models import Throttle
from kapea.guard.accounts.throttling import CLIENT, DEVICE, FACTOR, PAIR, Allowance


class TooManyAttempts(KapeaError):
    """Too many attempts failed: wait before the next one. seconds: how long."""

    code = "guard.too_many_attempts"

    def __init__(self, *, seconds: int) -> None:
        super().__init__(f"Too many attempts. Try again in {seconds} s.")
        self.seconds = seconds


def password_keys(request: HttpRequest, username: str, *, now: datetime) -> Mapping[str, Allowance]:
    """Return what an attempt with a password counts for: the known device alone, or name and client."""
    device = device_of(request)
    if device and device.knows(username):
        return {keyed("device", device.number, username.casefold()): DEVICE}
    client = client_key(request, today=now.date())
    return {keyed("pair", client, username.casefold()): PAIR, keyed("client", client): CLIENT}


def factor_keys(request: HttpRequest, username: str, *, now: datetime) -> Mapping[str, Allowance]:
    """Return what an attempt with a second factor counts for."""
    device = device_of(request)
    if device and device.knows(username):
        return {keyed("factor device", device.number, username.casefold()): DEVICE}
    client = client_key(request, today=now.date())
    return {
        keyed("factor pair", client, username.casefold()): PAIR,
        keyed("factor", username.casefold()): FACTOR,
    }


def take_attempt(keys: Mapping[str, Allowance], *, now: datetime) -> None:
    """Count one attempt for each key. Raises TooManyAttempts, counting nothing, when one must wait."""
    with transaction.atomic():
        rows = {key: _locked(key, now=now) for key in sorted(keys)}
        waits = [row.wait_until - now for row in rows.values() if row.wait_until and row.wait_until > now]
        if waits:
            raise TooManyAttempts(seconds=max(1, round(max(waits).total_seconds())))
        for key, row in rows.items():
            failures = row.failures + 1
            wait = keys[key].wait_after(failures)
            Throttle.objects.filter(key=key).update(
                failures=failures,
                wait_until=now + wait if wait else None,
                forget_at=now + keys[key].forgotten_after,
            )


def give_back(keys: Mapping[str, Allowance]) -> None:
    """Take the attempt back, for it was right. A person's own count ends; a client's falls by one."""
    with transaction.atomic():
        own = [key for key, allowance in keys.items() if allowance in (PAIR, DEVICE)]
        Throttle.objects.filter(key__in=own).delete()
        shared = [key for key in keys if key not in own]
        Throttle.objects.filter(key__in=shared, failures__gt=0).update(
            failures=F("failures") - 1, wait_until=None
        )


def count(key: str, *, now: datetime, kept: timedelta) -> int:
    """Count one happening for a key and return the count (how floods of events are noticed)."""
    with transaction.atomic():
        row = _locked(key, now=now)
        Throttle.objects.filter(key=key).update(failures=row.failures + 1, forget_at=now + kept)
        return row.failures + 1


def forget_old(*, now: datetime) -> int:
    """Delete the counts that are void; return how many."""
    deleted, _ = Throttle.objects.filter(forget_at__lte=now).delete()
    return deleted


def _locked(key: str, *, now: datetime) -> Throttle:
    """Return the row of a key, locked; one whose time is over starts from nothing."""
    Throttle.objects.bulk_create([Throttle(key=key, forget_at=now)], ignore_conflicts=True)
    row = Throttle.objects.select_for_update().get(key=key)
    if row.forget_at <= now:
        row.failures, row.wait_until = 0, None
    return row
