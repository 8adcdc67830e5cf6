"""How guessing of receipt codes is slowed without ever dropping a report.

A budget of failed look-ups a minute for each process; above it look-ups (never reports) are
asked to wait. No address is kept: phones behind one carrier, a school or a shelter share theirs.
"""

import time
from collections import deque
from threading import Lock

FAILED_A_MINUTE = 30
WINDOW_SECONDS = 60.0


class LookUpBudget:
    """Counts failed look-ups over the last minute."""

    def __init__(self, *, most: int = FAILED_A_MINUTE) -> None:
        self.most = most
        self._failed: deque[float] = deque()
        self._lock = Lock()

    def may_try(self, *, at: float | None = None) -> bool:
        """Whether another look-up may be tried now."""
        now = time.monotonic() if at is None else at
        with self._lock:
            while self._failed and self._failed[0] <= now - WINDOW_SECONDS:
                self._failed.popleft()
            return len(self._failed) < self.most

    def failed(self, *, at: float | None = None) -> None:
        """Count a failed look-up."""
        with self._lock:
            self._failed.append(time.monotonic() if at is None else at)


look_ups = LookUpBudget()
