"""How far extracts can be trusted before they are counted.

Each check says how many records it looked at and how many are doubtful; nothing is repaired and
no record is left out of a count because of it. Which share is still good is the caller's number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kapea.engines.figures.duckdb_engine import DuckDBEngine, Extract
from kapea.engines.figures.extracts import SCHEMAS
from kapea.engines.figures.specification import TableSpecification
from kapea.engines.figures.sql import name, text

ORDERS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "incident": (
        ("occurred_on", "reported_on"),
        ("reported_on", "investigated_on"),
        ("investigated_on", "sent_to_court_on"),
    ),
    "suspect": (("arrested_on", "sent_to_court_on"),),
}
"""Pairs of dates of which the first cannot be later than the second."""

PARENTS: Final[Mapping[str, tuple[str, str]]] = {
    "victim": ("incident", "incident_id"),
    "suspect": ("incident", "incident_id"),
    "assistance": ("victim", "victim_id"),
}
"""The extract, and its identity, to which each record of another must belong."""

OLDEST_YEARS: Final = 120
"""No one is older: 122 years is the longest documented life; above it an age is a slip."""


@dataclass(frozen=True, kw_only=True)
class QualityCheck:
    """One check of one extract. doubtful: how many of `records` did not pass."""

    check: str
    extract: str
    doubtful: int
    records: int
    message: str

    @property
    def doubtful_share(self) -> float:
        """Doubtful records among all, 0 to 1."""
        return self.doubtful / self.records if self.records else 0.0


def check_quality(spec: TableSpecification, extracts: Mapping[str, Extract]) -> tuple[QualityCheck, ...]:
    """Return the checks of the extracts that a table counts. Raises ExtractNotUsable."""
    with DuckDBEngine(extracts) as engine:
        units = dict.fromkeys(measure.unit for measure in spec.measures)
        return tuple(
            check
            for unit in units
            if engine.columns(unit)
            for check in (*_extract_checks(unit, engine), *_spec_checks(spec, unit, engine))
        )


def _extract_checks(unit: str, engine: DuckDBEngine) -> Iterator[QualityCheck]:
    columns = engine.columns(unit)
    identity = ", ".join(map(name, SCHEMAS[unit].identity))
    groups = f"SELECT COUNT(*) AS n FROM {name(unit)} GROUP BY {identity} HAVING COUNT(*) > 1"
    repeated = f"({groups}) AS doubles"
    yield _check(engine, unit, "repeated", "COALESCE(SUM(n), 0)", repeated, "stand there more than once")
    for earlier, later in ORDERS.get(unit, ()):
        if {earlier, later} <= columns:
            words = f"have {earlier} after {later}"
            yield _count_where(engine, unit, "date_order", f"{name(earlier)} > {name(later)}", words)
    if {"age_years_low", "age_years_high"} <= columns:
        slip = f"age_years_low > age_years_high OR age_years_low < 0 OR age_years_high > {OLDEST_YEARS}"
        yield _count_where(engine, unit, "age", slip, "have an age that cannot be")
    parent, key = PARENTS.get(unit, ("", ""))
    if parent and key in columns and engine.columns(parent):
        known = f"{name(key)} NOT IN (SELECT {name(key)} FROM {name(parent)} WHERE {name(key)} IS NOT NULL)"
        yield _count_where(engine, unit, "orphan", known, f"belong to no {parent} of the extracts")


def _spec_checks(spec: TableSpecification, unit: str, engine: DuckDBEngine) -> Iterator[QualityCheck]:
    columns = engine.columns(unit)
    for measure in spec.measures:
        if measure.unit == unit and measure.reference_on in columns:
            missing = f"{name(measure.reference_on)} IS NULL"
            words = f"have no {measure.reference_on} and are counted in no interval of {measure.code}"
            yield _count_where(engine, unit, "reference_date", missing, words)
    for dimension in spec.dimensions:
        if columns.issuperset(dimension.columns):
            missing = " AND ".join(f"{name(column)} IS NULL" for column in dimension.columns)
            yield _count_where(engine, unit, "unknown", missing, f"have no {dimension.id}")
        if columns.issuperset(dimension.columns) and not dimension.bands and not dimension.code_list.is_open:
            codes = ", ".join(text(code.id) for code in dimension.code_list.codes)
            strange = f"{name(dimension.columns[0])} NOT IN ({codes})"
            words = f"have a code that is not of the list {dimension.code_list.id}"
            yield _count_where(engine, unit, "code", strange, words)


def _count_where(engine: DuckDBEngine, unit: str, check: str, test: str, words: str) -> QualityCheck:
    return _check(engine, unit, check, "COUNT(*)", f"{name(unit)} WHERE {test}", words)


def _check(engine: DuckDBEngine, unit: str, check: str, what: str, source: str, words: str) -> QualityCheck:
    doubtful = int(engine.rows(f"SELECT {what} FROM {source}")[0][0])
    records = int(engine.rows(f"SELECT COUNT(*) FROM {name(unit)}")[0][0])
    return QualityCheck(
        check=check,
        extract=unit,
        doubtful=doubtful,
        records=records,
        message=f"{doubtful} of {records} {unit} records {words}.",
    )
