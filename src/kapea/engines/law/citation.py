"""Where a value of the law was read: a source by its alias, and the place in it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, order=True)
class Citation:
    """A place in a source.

    >>> str(Citation(source="S4", locator="OCSEA fn15"))
    'S4 OCSEA fn15'
    """

    source: str
    locator: str

    def __str__(self) -> str:
        return f"{self.source} {self.locator}".strip()


def without_doubles(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The citations in their order, each once."""
    return tuple(dict.fromkeys(citations))
