"""What a table counts: unit, reference date, counting rule, dimensions.

A specification is read from a pack and is complete: two people who follow it on the same
extracts get the same figures. It holds no figure and knows no engine.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from kapea.engines.figures.codes import CodeList
from kapea.engines.figures.errors import InvalidSpecification

NAME_SHAPE: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")
MEASURE_AXIS: Final = "measure"
TIME_AXIS: Final = "time_period"


class Counting(StrEnum):
    """What is counted once.

    OCCURRENCE: every record. DISTINCT: the first record of each combination of `distinct_on`
    within an interval, so a person met twice in a year is one person of that year.
    """

    OCCURRENCE = "occurrence"
    DISTINCT = "distinct"


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A record is counted only if its column holds one of the values.

    one_of: codes, or true/false; empty: the column must be known, whatever it holds.
    """

    column: str
    one_of: tuple[str | bool, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One row of figures: which records, on which day, counted how.

    unit: the extract, hence the unit of count (`incident`, `victim`, `suspect`, `assistance`).
    reference_on: the date column that puts a record into an interval.
    rule_status: `sourced` when a text states the rule, `proposed` when we had to choose.
    """

    code: str
    label: Mapping[str, str]
    unit: str
    reference_on: str
    where: tuple[Condition, ...] = ()
    counting: Counting = Counting.OCCURRENCE
    distinct_on: tuple[str, ...] = ()
    rule_status: str = "proposed"
    note: str = ""

    def __post_init__(self) -> None:
        if (self.counting is Counting.DISTINCT) != bool(self.distinct_on):
            raise InvalidSpecification(f"Measure {self.code}: `distinct_on` goes with counting `distinct`.")
        if self.rule_status not in {"sourced", "proposed"}:
            raise InvalidSpecification(
                f"Measure {self.code}: the state of a rule is `sourced` or `proposed`."
            )

    def in_words(self) -> str:
        """Return the rule in one line, for the notes of a published table."""
        tests = [
            f"{test.column} is {' or '.join(str(value).lower() for value in test.one_of)}"
            if test.one_of
            else f"{test.column} is known"
            for test in self.where
        ]
        once = (
            f"once per {' and '.join(self.distinct_on)} in an interval"
            if self.distinct_on
            else "every record"
        )
        parts = [f"unit {self.unit}", f"by {self.reference_on}", *tests, once, f"rule {self.rule_status}"]
        return f"{self.code}: {', '.join(parts)}. {self.note}".strip()


@dataclass(frozen=True, kw_only=True)
class Band:
    """Completed years from `low` to `high`, both included; None: no limit on that side."""

    code: str
    low: int | None
    high: int | None


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """One way to divide the counted records.

    columns: one column that holds the code, or two that hold the lowest and the highest
    possible age in completed years; an age range that crosses a band is `unknown`.
    has_unknown: records without a code of the list are shown as `unknown`; otherwise left out.
    is_shown: False for a breakdown that is shown only when asked for.
    """

    id: str
    label: Mapping[str, str]
    code_list: CodeList
    columns: tuple[str, ...]
    bands: tuple[Band, ...] = ()
    has_unknown: bool = True
    is_shown: bool = True

    def __post_init__(self) -> None:
        if len(self.columns) != (2 if self.bands else 1):
            raise InvalidSpecification(f"Dimension {self.id}: one column for codes, two for bands.")
        if self.bands:
            _require_bands_that_meet(self)


@dataclass(frozen=True, kw_only=True)
class PublishedAs:
    """Where the same figures stand in print.

    publication: the published table. columns: for each axis of ours, its column there; an axis
    with one code needs none. codes: for each axis, their code for ours where they differ.
    only: of their columns, the codes whose rows are meant; a column that is not named means all.
    """

    publication: str
    columns: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TableSpecification:
    """A table as an institution publishes it.

    source: alias and locator of the printed table, for instance `S2 §14`.
    """

    id: str
    version: str
    title: Mapping[str, str]
    source: str
    measures: tuple[Measure, ...]
    dimensions: tuple[Dimension, ...] = ()
    published: PublishedAs | None = None

    def __post_init__(self) -> None:
        names = [
            self.id,
            *(measure.code for measure in self.measures),
            *(axis.id for axis in self.dimensions),
        ]
        for name in names:
            if not NAME_SHAPE.fullmatch(name):
                raise InvalidSpecification(f"Not a name: {name!r}. Use a-z, 0-9 and _.")
        if len(set(names[1:])) != len(names[1:]) or {MEASURE_AXIS, TIME_AXIS} & set(names[1:]):
            raise InvalidSpecification(f"Table {self.id}: a measure or dimension is named twice.")
        if not self.measures:
            raise InvalidSpecification(f"Table {self.id}: it counts nothing.")

    def dimensions_with(self, also_by: tuple[str, ...]) -> tuple[Dimension, ...]:
        """Return the dimensions that are shown, and those asked for, in the table's order."""
        unknown = set(also_by) - {dimension.id for dimension in self.dimensions}
        if unknown:
            raise InvalidSpecification(
                f"Table {self.id} cannot be broken down by {', '.join(sorted(unknown))}."
            )
        return tuple(axis for axis in self.dimensions if axis.is_shown or axis.id in also_by)


def _require_bands_that_meet(dimension: Dimension) -> None:
    bands = dimension.bands
    if [band.code for band in bands] != [code.id for code in dimension.code_list.codes]:
        raise InvalidSpecification(f"Dimension {dimension.id}: bands and codes must be the same, in order.")
    for earlier, later in pairwise(bands):
        if earlier.high is None or later.low != earlier.high + 1:
            raise InvalidSpecification(
                f"Dimension {dimension.id}: {earlier.code} and {later.code} do not meet."
            )
