"""How long the next attempt must wait after so many failures.

Pure. Failures are counted for a person at a client, for a client, and for a person at a device
they have signed in with before; never for a person alone, so that nobody can lock another out.
The one exception is the second factor: whoever fails there already knows the password, and a
known device is not counted in it.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """How many failures are free, and how the wait grows after them.

    first_wait doubles with each further failure up to longest_wait; all is forgotten
    `forgotten_after` the last failure.
    """

    free: int
    first_wait: timedelta
    longest_wait: timedelta
    forgotten_after: timedelta = timedelta(hours=24)

    def wait_after(self, failures: int) -> timedelta:
        """Return how long to wait after this many failures.

        >>> PAIR.wait_after(5), PAIR.wait_after(6), PAIR.wait_after(8).seconds
        (datetime.timedelta(0), datetime.timedelta(seconds=2), 8)
        >>> PAIR.wait_after(500) == PAIR.longest_wait
        True
        """
        over = failures - self.free
        if over <= 0:
            return timedelta(0)
        doublings = min(over - 1, 30)
        return min(self.first_wait * 2**doublings, self.longest_wait)


PAIR: Final = Allowance(free=5, first_wait=timedelta(seconds=2), longest_wait=timedelta(minutes=15))
"""One person's name tried from one client."""

CLIENT: Final = Allowance(free=60, first_wait=timedelta(seconds=1), longest_wait=timedelta(minutes=1))
"""All names tried from one client: many people may share its address."""

DEVICE: Final = Allowance(free=10, first_wait=timedelta(seconds=2), longest_wait=timedelta(minutes=15))
"""One person's name tried from a device where they have signed in before."""

FACTOR: Final = Allowance(free=50, first_wait=timedelta(minutes=1), longest_wait=timedelta(minutes=15))
"""Second factors tried after the right password, over all unknown clients.
Source: NIST SP 800-63B-4, rate limiting (no more than 100 consecutive failures)."""
