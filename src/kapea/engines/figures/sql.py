"""One measure as one query that any SQL engine of the house can run.

The text is standard SQL (DuckDB and Spark read it): filter, put into intervals and codes, count
once, group. The codes of all dimensions travel as one whole number, `combination`, because
millions of persons are grouped faster by numbers than by words; `split` turns it back. Totals
are not its business. Nothing in the text comes from a person: names are checked against
`NAME_SHAPE`, values are quoted here.
"""

from collections.abc import Sequence
from datetime import date
from math import prod

from kapea.engines.figures.codes import UNKNOWN
from kapea.engines.figures.errors import InvalidSpecification
from kapea.engines.figures.periods import By, Period
from kapea.engines.figures.specification import (
    NAME_SHAPE,
    Condition,
    Counting,
    Dimension,
    Measure,
)

UNBOUNDED_AGE_YEARS = 9999

Codes = Sequence[str]
"""The codes of a dimension in order; the last one is `unknown`."""


def count_query(
    measure: Measure,
    dimensions: Sequence[Dimension],
    codes: Sequence[Codes],
    *,
    period: Period,
    identity: Sequence[str],
) -> str:
    """Return the query: columns `interval_number`, `combination` and `counted`.

    codes: per dimension. identity: the columns that tell one record of the unit from another.
    """
    places = [
        _place(number, axis, each) for number, (axis, each) in enumerate(zip(dimensions, codes, strict=True))
    ]
    combination = "0"
    for place, each in zip(places, codes, strict=True):
        combination = f"({combination}) * {len(each)} + {place}"
    number = _interval_number(name(measure.reference_on), period.by)
    source = f"FROM {name(measure.unit)}{_joins(dimensions, codes)}"
    where = f"WHERE {_where(measure, dimensions, places, codes, period)}"
    if measure.counting is Counting.OCCURRENCE:
        records = f"SELECT {number} AS interval_number, {combination} AS combination {source} {where}"
    else:
        # The first record decides: the earliest day, and on one day the first combination of codes.
        first = f"MIN({_day_number(measure.reference_on)} * {_size(codes)} + {combination})"
        keys = _distinct_keys(measure, identity)
        records = (
            f"SELECT interval_number, first % {_size(codes)} AS combination FROM ("
            f"SELECT {number} AS interval_number, {first} AS first {source} {where}"
            f" GROUP BY {', '.join([number, *keys])}) AS firsts"
        )
    return (
        "SELECT interval_number, combination, COUNT(*) AS counted"
        f" FROM ({records}) AS records GROUP BY interval_number, combination"
    )


def codes_query(measure: Measure, dimension: Dimension) -> str:
    """Return the query for the codes that records hold on an open dimension."""
    column = name(dimension.columns[0])
    return f"SELECT DISTINCT {column} FROM {name(measure.unit)} WHERE {column} IS NOT NULL"


def split(combination: int, codes: Sequence[Codes]) -> list[str]:
    """Return the code of each dimension.

    >>> split(5, [("f", "m", "unknown"), ("01", "02", "unknown")])
    ['m', 'unknown']
    """
    found = []
    for each in reversed(codes):
        combination, place = divmod(combination, len(each))
        found.append(each[place])
    return found[::-1]


def name(identifier: str) -> str:
    """Return a column or extract name that is safe to stand in a query."""
    if not NAME_SHAPE.fullmatch(identifier):
        raise InvalidSpecification(f"Not a column name: {identifier!r}.")
    return identifier


def text(value: str) -> str:
    """Return a text literal.

    >>> text("it's")
    "'it''s'"
    """
    if "\\" in value or "\0" in value:
        raise InvalidSpecification("A value may hold neither a backslash nor a zero byte.")
    return "'" + value.replace("'", "''") + "'"


def _size(codes: Sequence[Codes]) -> int:
    return prod(len(each) for each in codes)


def _place(number: int, dimension: Dimension, codes: Codes) -> str:
    """The place of a record's code among the codes of its dimension."""
    unknown = len(codes) - 1
    if not dimension.bands:
        return f"COALESCE(place{number}, {unknown})" if unknown else "0"
    low, high = (name(column) for column in dimension.columns)
    cases = " ".join(
        f"WHEN COALESCE({low}, 0) >= {band.low or 0}"
        f" AND COALESCE({high}, {UNBOUNDED_AGE_YEARS})"
        f" <= {UNBOUNDED_AGE_YEARS if band.high is None else band.high} THEN {place}"
        for place, band in enumerate(dimension.bands)
    )
    # Both ends unknown is unknown even where one band has no limit on either side.
    return f"CASE WHEN {low} IS NULL AND {high} IS NULL THEN {unknown} {cases} ELSE {unknown} END"


def _joins(dimensions: Sequence[Dimension], codes: Sequence[Codes]) -> str:
    joined = ""
    for number, (dimension, each) in enumerate(zip(dimensions, codes, strict=True)):
        if not dimension.bands and len(each) > 1:
            values = ", ".join(f"({text(code)}, {place})" for place, code in enumerate(each[:-1]))
            joined += (
                f" LEFT JOIN (VALUES {values}) AS codes{number}(code{number}, place{number})"
                f" ON {name(dimension.columns[0])} = code{number}"
            )
    return joined


def _interval_number(column: str, by: By) -> str:
    year, month = f"EXTRACT(YEAR FROM {column})", f"EXTRACT(MONTH FROM {column})"
    return {
        By.YEAR: year,
        By.QUARTER: f"{year} * 10 + EXTRACT(QUARTER FROM {column})",
        By.MONTH: f"{year} * 100 + {month}",
        By.WHOLE: f"{year} * 0",  # a bare 0 in GROUP BY would name a column
    }[by]


def _day_number(column: str) -> str:
    day = name(column)
    return f"(EXTRACT(YEAR FROM {day}) * 10000 + EXTRACT(MONTH FROM {day}) * 100 + EXTRACT(DAY FROM {day}))"


def _distinct_keys(measure: Measure, identity: Sequence[str]) -> list[str]:
    keys = []
    own = name(identity[0])
    for column in map(name, measure.distinct_on):
        # A record without the key is nobody's double: it stands for itself.
        keys += [column] if column in identity else [column, f"CASE WHEN {column} IS NULL THEN {own} END"]
    return keys


def _where(
    measure: Measure,
    dimensions: Sequence[Dimension],
    places: Sequence[str],
    codes: Sequence[Codes],
    period: Period,
) -> str:
    reference = name(measure.reference_on)
    tests = [f"{reference} >= {_day(period.first_on)}", f"{reference} <= {_day(period.last_on)}"]
    tests += [_condition(condition) for condition in measure.where]
    tests += [
        f"{place} <> {len(each) - 1}"
        for axis, place, each in zip(dimensions, places, codes, strict=True)
        if not axis.has_unknown
    ]
    return " AND ".join(tests)


def _day(value: date) -> str:
    return f"DATE '{value.isoformat()}'"


def _condition(condition: Condition) -> str:
    column = name(condition.column)
    if not condition.one_of:
        return f"{column} IS NOT NULL"
    values = [str(value).upper() if isinstance(value, bool) else text(value) for value in condition.one_of]
    return f"{column} IN ({', '.join(values)})"


def with_unknown(codes: Sequence[str]) -> Codes:
    """Return the codes of a dimension as `count_query` wants them."""
    return (*codes, UNKNOWN)
