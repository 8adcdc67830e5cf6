"""How many protective measures of a child are still to hold, asked by a register that does not keep them.

A case may not be closed while a court still protects the child. The register of proceedings says at
start-up how the measures of a case's child are counted. A number is all that comes back, no kind, no
hearing, no code of a proceeding: it stops whoever would close the case, also one who may not see the court's record.
"""

from collections.abc import Callable

Count = Callable[[str], int]
_COUNTERS: list[Count] = []


def register_live_measures(count: Count) -> None:
    """Say how the measures still to hold are counted, by the case's code."""
    if count not in _COUNTERS:
        _COUNTERS.append(count)


def live_measures(case_code: str) -> int:
    """Return how many measures are asked or granted for the case's child and still to hold; 0 when none is kept."""
    return sum(count(case_code) for count in _COUNTERS)
