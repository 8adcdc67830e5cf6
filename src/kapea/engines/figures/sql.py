"""One measure as one query that any SQL engine of the house can run.

The text is standard SQL (DuckDB and Spark read it): filter, put into intervals and codes, count
once, group. Totals are not its business. Nothing in it comes from a person: names are checked
against `NAME_SHAPE`, values are quoted here.
"""

from collections.abc import Sequence
from datetime import date

from kapea.engines.figures.codes import TOTAL, UNKNOWN
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


def count_query(
    measure: Measure, dimensions: Sequence[Dimension], *, period: Period, identity: Sequence[str]
) -> str:
    """Return the query: columns `interval_number`, `d0`, `d1`, ... and `counted`.

    identity: the columns that tell one record of the unit from another.
    """
    codes = [f"d{place}" for place in range(len(dimensions))]
    picked = ", ".join(
        [f"{_interval_number(name(measure.reference_on), period.by)} AS interval_number"]
        + [f"{code_expression(axis)} AS {code}" for axis, code in zip(dimensions, codes, strict=True)]
        + ([f"{_place(measure, period, identity)} AS place"] if measure.distinct_on else [])
    )
    records = f"SELECT {picked} FROM {name(measure.unit)} WHERE {_where(measure, dimensions, period)}"  # noqa: S608
    once = " WHERE place = 1" if measure.counting is Counting.DISTINCT else ""
    groups = ", ".join(["interval_number", *codes])
    return f"SELECT {groups}, COUNT(*) AS counted FROM ({records}) AS records{once} GROUP BY {groups}"  # noqa: S608


def code_expression(dimension: Dimension) -> str:
    """Return the expression for the code of a record on a dimension."""
    if dimension.bands:
        low, high = (name(column) for column in dimension.columns)
        cases = " ".join(
            f"WHEN COALESCE({low}, 0) >= {band.low or 0}"
            f" AND COALESCE({high}, {UNBOUNDED_AGE_YEARS})"
            f" <= {UNBOUNDED_AGE_YEARS if band.high is None else band.high} THEN {text(band.code)}"
            for band in dimension.bands
        )
        # Both ends unknown is unknown even where one band has no limit on either side.
        both_missing = f"WHEN {low} IS NULL AND {high} IS NULL THEN {text(UNKNOWN)}"
        return f"CASE {both_missing} {cases} ELSE {text(UNKNOWN)} END"
    column = name(dimension.columns[0])
    if dimension.code_list.is_open:
        return f"COALESCE(NULLIF({column}, {text(TOTAL)}), {text(UNKNOWN)})"
    return f"CASE WHEN {_in_list(column, dimension)} THEN {column} ELSE {text(UNKNOWN)} END"


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


def _day(value: date) -> str:
    return f"DATE '{value.isoformat()}'"


def _interval_number(column: str, by: By) -> str:
    year, month = f"EXTRACT(YEAR FROM {column})", f"EXTRACT(MONTH FROM {column})"
    return {
        By.YEAR: year,
        By.QUARTER: f"{year} * 10 + EXTRACT(QUARTER FROM {column})",
        By.MONTH: f"{year} * 100 + {month}",
        By.WHOLE: "0",
    }[by]


def _place(measure: Measure, period: Period, identity: Sequence[str]) -> str:
    reference = name(measure.reference_on)
    keys = [_interval_number(reference, period.by)]
    own = name(identity[0])
    for column in map(name, measure.distinct_on):
        # A record without the key is nobody's double: it stands for itself.
        keys += [f"{column} IS NULL", f"COALESCE({column}, {own})"] if column != own else [own]
    order = ", ".join([reference, *map(name, identity)])
    return f"ROW_NUMBER() OVER (PARTITION BY {', '.join(keys)} ORDER BY {order})"


def _where(measure: Measure, dimensions: Sequence[Dimension], period: Period) -> str:
    reference = name(measure.reference_on)
    tests = [f"{reference} >= {_day(period.first_on)}", f"{reference} <= {_day(period.last_on)}"]
    tests += [_condition(condition) for condition in measure.where]
    tests += [f"{code_expression(axis)} <> {text(UNKNOWN)}" for axis in dimensions if not axis.has_unknown]
    return " AND ".join(tests)


def _condition(condition: Condition) -> str:
    column = name(condition.column)
    if not condition.one_of:
        return f"{column} IS NOT NULL"
    values = [str(value).upper() if isinstance(value, bool) else text(value) for value in condition.one_of]
    return f"{column} IN ({', '.join(values)})"


def _in_list(column: str, dimension: Dimension) -> str:
    return f"{column} IN ({', '.join(text(code.id) for code in dimension.code_list.codes)})"
