"""How many people each combination of lists saw: the only data that estimation needs.

A capture history says on which lists a person was found; the table counts people per history. No row is
a person, and the people on no list are what the engine estimates, so the table never counts them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kapea.engines.errors import KapeaError
from kapea.engines.estimation.arrays import Floats, Ints
from kapea.engines.estimation.lattice import members, memberships, subsets_of_size, superset_sums

FEWEST_LISTS, MOST_LISTS = 2, 20


class InvalidTable(KapeaError):
    """These counts of capture histories cannot be used."""

    code = "estimation.table"


@dataclass(frozen=True, kw_only=True, eq=False)
class CaptureTable:
    """Counts of people by capture history.

    lists: names, in the order of the bits of a history (the first list is bit 0).
    counts: int (2**t,); entry w counts the people seen exactly by the lists in w; entry 0 is 0.

    >>> CaptureTable.of(["police", "shelter"], {"10": 4, "01": 3, "11": 2}).observed
    9
    """

    lists: tuple[str, ...]
    counts: Ints

    def __post_init__(self) -> None:
        if not FEWEST_LISTS <= len(self.lists) <= MOST_LISTS:
            raise InvalidTable(f"{FEWEST_LISTS} to {MOST_LISTS} lists are needed, not {len(self.lists)}.")
        if len(set(self.lists)) < len(self.lists):
            raise InvalidTable("Two lists have one name.")
        if self.counts.shape != (1 << len(self.lists),):
            raise InvalidTable("The counts do not have one entry per capture history.")
        if (self.counts < 0).any():
            raise InvalidTable("A count is negative.")
        if self.counts[0]:
            raise InvalidTable("People on no list cannot have been counted.")
        self.counts.setflags(write=False)

    @staticmethod
    def of(lists: Sequence[str], counts: Mapping[str, int]) -> "CaptureTable":
        """Return the table of histories written as 0/1 strings, one character per list."""
        whole = np.zeros(1 << len(lists), dtype=np.int64)
        for history, count in counts.items():
            whole[sum(1 << index for index, mark in enumerate(history) if mark == "1")] += count
        return CaptureTable(lists=tuple(lists), counts=whole)

    @property
    def size(self) -> int:
        """How many lists."""
        return len(self.lists)

    @property
    def observed(self) -> int:
        """How many people were on at least one list."""
        return int(self.counts.sum())

    @property
    def column(self) -> Floats:
        """The counts as one column (2**t, 1) of a batch."""
        return self.counts.astype(np.float64)[:, None]

    @property
    def contained(self) -> Ints:
        """Entry w counts the people seen by at least the lists in w."""
        sums: Ints = superset_sums(self.column)[:, 0].astype(np.int64)
        return sums

    def seen_by_exactly(self, number: int) -> int:
        """Return how many people were on exactly this many lists."""
        on = memberships(self.size).sum(axis=1)
        return int(self.counts[on == number].sum())

    def overlaps(self) -> dict[tuple[str, str], int]:
        """Return how many people each pair of lists shares."""
        contained = self.contained
        return {
            (self.lists[low], self.lists[high]): int(contained[pair])
            for pair in subsets_of_size(self.size, 2)
            for low, high in [members(pair)]
        }

    def without(self, name: str) -> "CaptureTable":
        """Return the table as if one list did not exist; the people only it saw are gone."""
        index = self.lists.index(name)
        return self._projected([[other] for other in range(self.size) if other != index])

    def merging(self, *names: str) -> "CaptureTable":
        """Return the table with these lists made one, named `A+B`, at the place of the first."""
        merged = sorted(self.lists.index(name) for name in names)
        groups = [merged if i == merged[0] else [i] for i in range(self.size) if i not in merged[1:]]
        return self._projected(groups)

    def within(self, name: str) -> "CaptureTable":
        """Return the table of the people on this list, as the other lists saw them.

        Those whom no other list saw are dropped: they are the "no list" of this smaller question.
        """
        index = self.lists.index(name)
        inside = np.where(np.arange(len(self.counts)) >> index & 1, self.counts, 0)
        others = [[other] for other in range(self.size) if other != index]
        return CaptureTable(lists=self.lists, counts=inside)._projected(others)

    def reordered(self, names: Sequence[str]) -> "CaptureTable":
        """Return the same table with its lists in another order."""
        return self._projected([[self.lists.index(name)] for name in names])

    def _projected(self, groups: Sequence[Sequence[int]]) -> "CaptureTable":
        old = np.arange(len(self.counts))
        new = np.zeros_like(old)
        for bit, group in enumerate(groups):
            new |= (np.any([old >> index & 1 for index in group], axis=0)).astype(np.int64) << bit
        counts = np.bincount(new, weights=self.counts, minlength=1 << len(groups)).astype(np.int64)
        counts[0] = 0
        names = tuple("+".join(self.lists[index] for index in group) for group in groups)
        return CaptureTable(lists=names, counts=counts)
