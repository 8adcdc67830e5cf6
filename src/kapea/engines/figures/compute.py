"""What the extracts say: a specification, extracts and a period give a table.

Every combination of codes has a cell. What an extract does not hold is `not_collected`, what it
holds and is none is `zero`. Totals are sums of the counted records, so a table always adds up.
Disclosure control comes after, in `disclosure`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from kapea.engines.figures.cells import Axis, Cell, CellState, Table, counted, without_number
from kapea.engines.figures.codes import CODE_SHAPE, SDMX_UNKNOWN, TOTAL, UNKNOWN
from kapea.engines.figures.duckdb_engine import DuckDBEngine, Extract
from kapea.engines.figures.errors import InvalidSpecification
from kapea.engines.figures.extracts import SCHEMAS, schema_of
from kapea.engines.figures.periods import Interval, Period
from kapea.engines.figures.specification import (
    MEASURE_AXIS,
    TIME_AXIS,
    Dimension,
    Measure,
    TableSpecification,
)
from kapea.engines.figures.sql import Codes, codes_query, count_query, split, with_unknown

TOTAL_LABEL: Mapping[str, str] = {"en": "Total", "km": "សរុប"}
UNKNOWN_LABEL: Mapping[str, str] = {"en": "Unknown", "km": "មិនដឹង"}

Leaf = tuple[str, ...]
"""The codes of one record on the dimensions, then the label of its interval."""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The days for which an extract is complete; an interval not wholly inside is not collected."""

    first_on: date
    last_on: date

    def holds(self, interval: Interval) -> bool:
        """Whether every day of the interval is covered."""
        return self.first_on <= interval.first_on and interval.last_on <= self.last_on


def compute(
    spec: TableSpecification,
    extracts: Mapping[str, Extract],
    period: Period,
    *,
    also_by: tuple[str, ...] = (),
    coverage: Mapping[str, Coverage] | None = None,
) -> Table:
    """Return the table of a specification over a period.

    also_by: breakdowns of the specification to show besides its printed dimensions.
    coverage: per extract, the days it is complete for; an extract not named is complete.
    Raises ExtractNotUsable, InvalidSpecification.
    """
    dimensions = spec.dimensions_with(also_by)
    _require_known_columns(spec)
    with DuckDBEngine({name: extracts[name] for name in _units(spec) if name in extracts}) as engine:
        tallies = [_count(measure, dimensions, engine=engine, period=period) for measure in spec.measures]
    axes = _axes(spec, dimensions, period, tallies)
    cells: list[Cell] = []
    for measure, tally in zip(spec.measures, tallies, strict=True):
        uncovered = _uncovered((coverage or {}).get(measure.unit), period)
        cells += _cells(measure, tally, axes=axes, uncovered=uncovered)
    return Table(
        id=spec.id,
        version=spec.version,
        title=spec.title,
        source=spec.source,
        rules=tuple(measure.in_words() for measure in spec.measures),
        axes=axes,
        cells=tuple(cells),
    )


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What was counted for one measure.

    counts: with all totals; None when the extract does not hold what is counted.
    held: for each dimension, whether the extract has its columns.
    """

    counts: Counter[Leaf] | None
    held: tuple[bool, ...]


def _cells(
    measure: Measure, tally: Tally, *, axes: Sequence[Axis], uncovered: frozenset[str]
) -> Iterator[Cell]:
    for leaf in product(*(axis.codes for axis in axes[1:])):
        key = (measure.code, *leaf)
        *codes, interval = leaf
        divided = any(code != TOTAL and not held for code, held in zip(codes, tally.held, strict=True))
        if tally.counts is None or divided or interval in uncovered:
            yield without_number(key, CellState.NOT_COLLECTED)
        else:
            yield counted(key, tally.counts[leaf])


def _units(spec: TableSpecification) -> list[str]:
    return list(dict.fromkeys(measure.unit for measure in spec.measures))


def _columns_of(measure: Measure) -> set[str]:
    return {
        measure.reference_on,
        *measure.distinct_on,
        *(condition.column for condition in measure.where),
    }


def _require_known_columns(spec: TableSpecification) -> None:
    """A misspelt column must not read as `not_collected`."""
    for measure in spec.measures:
        strange = sorted(_columns_of(measure) - set(schema_of(measure.unit).columns.names))
        if strange:
            raise InvalidSpecification(
                f"Measure {measure.code}: {measure.unit} has no column {strange[0]!r}."
            )
    known = {column for schema in SCHEMAS.values() for column in schema.columns.names}
    for dimension in spec.dimensions:
        strange = sorted(set(dimension.columns) - known)
        if strange:
            raise InvalidSpecification(f"Dimension {dimension.id}: no extract has a column {strange[0]!r}.")


def _count(
    measure: Measure, dimensions: Sequence[Dimension], *, engine: DuckDBEngine, period: Period
) -> Tally:
    columns = engine.columns(measure.unit)
    is_held = tuple(columns.issuperset(axis.columns) for axis in dimensions)
    if not columns.issuperset(_columns_of(measure)):
        return Tally(counts=None, held=is_held)
    held = [axis for axis, its_held in zip(dimensions, is_held, strict=True) if its_held]
    codes = [_codes(measure, axis, engine) for axis in held]
    query = count_query(measure, held, codes, period=period, identity=schema_of(measure.unit).identity)
    labels = {interval.number: interval.label for interval in period.intervals()}
    counts: Counter[Leaf] = Counter()
    for number, combination, count in engine.rows(query):
        known = iter(split(int(combination), codes))
        leaf = [next(known) if its_held else TOTAL for its_held in is_held]
        for totals in product(*({code, TOTAL} for code in leaf)):
            counts[(*totals, labels[int(number)])] += int(count)
    return Tally(counts=counts, held=is_held)


def _codes(measure: Measure, dimension: Dimension, engine: DuckDBEngine) -> Codes:
    """The codes of a dimension, then `unknown`; a code that no format could carry is unknown."""
    if not dimension.code_list.is_open:
        return with_unknown([code.id for code in dimension.code_list.codes])
    found = sorted(str(code) for (code,) in engine.rows(codes_query(measure, dimension)))
    return with_unknown(
        [code for code in found if CODE_SHAPE.fullmatch(code) and code not in {TOTAL, UNKNOWN}]
    )


def _uncovered(coverage: Coverage | None, period: Period) -> frozenset[str]:
    if coverage is None:
        return frozenset()
    return frozenset(interval.label for interval in period.intervals() if not coverage.holds(interval))


def _axes(
    spec: TableSpecification,
    dimensions: Sequence[Dimension],
    period: Period,
    tallies: Sequence[Tally],
) -> tuple[Axis, ...]:
    measures = Axis(
        id=MEASURE_AXIS,
        codes=tuple(measure.code for measure in spec.measures),
        labels={measure.code: measure.label for measure in spec.measures},
        sdmx={measure.code: measure.code.upper() for measure in spec.measures},
    )
    intervals = period.intervals()
    time = Axis(
        id=TIME_AXIS,
        codes=tuple(interval.label for interval in intervals),
        labels={},
        sdmx={interval.label: interval.sdmx for interval in intervals},
    )
    leaves = [leaf for tally in tallies if tally.counts for leaf in tally.counts]
    found = [{leaf[place] for leaf in leaves} for place in range(len(dimensions))]
    return (measures, *(_axis(axis, met) for axis, met in zip(dimensions, found, strict=True)), time)


def _axis(dimension: Dimension, met: Iterable[str]) -> Axis:
    listed = [code.id for code in dimension.code_list.codes]
    if dimension.code_list.is_open:
        listed = sorted(set(met) - {TOTAL, UNKNOWN})
    codes = (*listed, *([UNKNOWN] if dimension.has_unknown else []), TOTAL)
    labels = {code.id: code.label for code in dimension.code_list.codes}
    sdmx = {code.id: code.sdmx for code in dimension.code_list.codes if code.sdmx}
    return Axis(
        id=dimension.id,
        codes=codes,
        labels={**labels, UNKNOWN: UNKNOWN_LABEL, TOTAL: TOTAL_LABEL},
        sdmx={**sdmx, UNKNOWN: SDMX_UNKNOWN},
    )
