"""Which of many like events are written, so that a flood tells itself without filling the chain.

The first twenty in an hour are written one by one; after that only each doubling (32nd, 64th …),
with the count. So nothing is hidden, and an attacker cannot drown the rest.
"""

from datetime import datetime, timedelta
from typing import Final

from kapea.guard.accounts.clients import keyed
from kapea.guard.accounts.throttle import count

WRITTEN_ONE_BY_ONE: Final = 20
WINDOW: Final = timedelta(hours=1)


def is_written(number: int) -> bool:
    """Whether the n-th like event within the window is written.

    >>> [n for n in range(1, 200) if is_written(n) and n > 20]
    [32, 64, 128]
    """
    return number <= WRITTEN_ONE_BY_ONE or number & (number - 1) == 0


def number_of(*parts: str, now: datetime) -> int:
    """Return which happening of its kind this is within the hour."""
    hour = f"{now:%Y-%m-%dT%H}"
    return count(keyed("flood", hour, *parts), now=now, kept=WINDOW)
