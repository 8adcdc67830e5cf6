"""Which tables there are, and what the registers' records make of them for a period."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from kapea.engines.figures.beside import PublishedCell
from kapea.engines.figures.cells import Table
from kapea.engines.figures.codes import TOTAL, UNKNOWN
from kapea.engines.figures.compute import compute
from kapea.engines.figures.errors import NotProvenSafe
from kapea.engines.figures.periods import By, Period
from kapea.engines.figures.safe import safe
from kapea.engines.figures.specification import TableSpecification
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack
from kapea.monitoring.statistics.gathering import gathered
from kapea.packs.figures import UnknownTable, list_tables, load_table, published_cells

PERMISSION = "statistics.table.read"
PROVINCE = "province"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A table from the records of a period, and what others have printed of the same kind."""

    specification: TableSpecification
    period: Period
    table: Table
    published: tuple[PublishedCell, ...]
    is_safe: bool


def tables(*, by: Viewer) -> tuple[TableSpecification, ...]:
    """Return the tables that the pack defines. Raises NotFound for who may not read figures."""
    _check(by)
    return list_tables(current_pack().path)


def small_count_threshold() -> int:
    """Return the count below which a published cell could point to a child."""
    return int(str(current_pack().rule("figures.disclosure").values["smallest_published"]))


def counted(
    name: str, period: Period, *, by: Viewer, also_by: tuple[str, ...] = (), is_safe: bool = False
) -> Counted:
    """Return one table counted over a period; the read is audited.

    also_by: further dimensions of the specification. is_safe: small counts are suppressed.
    Raises NotFound, InvalidSpecification, NotProvenSafe.
    """
    _check(by)
    try:
        spec = load_table(current_pack().path, name)
    except UnknownTable as error:
        raise NotFound from error
    return counted_by(spec, period, by=by, also_by=also_by, is_safe=is_safe)


def counted_by(
    spec: TableSpecification,
    period: Period,
    *,
    by: Viewer,
    also_by: tuple[str, ...] = (),
    is_safe: bool = False,
) -> Counted:
    """Return the table of a specification counted over a period; the read is audited.

    As `counted`, for who has read the specification. Raises NotFound, InvalidSpecification, NotProvenSafe.
    """
    _check(by)
    table = compute(spec, gathered(spec), period, also_by=also_by)
    if is_safe:
        table = safe(table, threshold=small_count_threshold())
    with transaction.atomic():
        details = {
            "from": str(period.first_on),
            "to": str(period.last_on),
            "by": list(also_by),
            "safe": is_safe,
        }
        record_event("table.read", by=by, on=("table", spec.id), details=details)
    return Counted(
        specification=spec,
        period=period,
        table=table,
        published=published_cells(current_pack().path, spec, also_by=also_by) if spec.published else (),
        is_safe=is_safe,
    )


def by_province(name: str, period: Period, *, by: Viewer) -> tuple[str, dict[str, int | None]]:
    """Return the first measure's code and its count in each province over the whole period.

    Small counts are always suppressed here (None): a map travels further than a table. Nothing
    when the table has no provinces or cannot be shown safely.
    """
    _check(by)
    spec = load_table(current_pack().path, name)
    if not any(dimension.id == PROVINCE for dimension in spec.dimensions):
        return "", {}
    measure = spec.measures[0]
    whole = Period(first_on=period.first_on, last_on=period.last_on, by=By.WHOLE)
    shown = tuple(replace(each, is_shown=each.id == PROVINCE) for each in spec.dimensions)
    narrowed = replace(spec, measures=(measure,), dimensions=shown)
    table = compute(narrowed, gathered(narrowed), whole)
    try:
        table = safe(table, threshold=small_count_threshold())
    except NotProvenSafe:
        return "", {}
    return measure.code, {
        cell.key[1]: cell.value for cell in table.cells if cell.key[1] not in (TOTAL, UNKNOWN)
    }


def usual_period(today: date) -> tuple[date, date]:
    """Return the period that a page opens with: this calendar year and the two before."""
    return date(today.year - 2, 1, 1), date(today.year, 12, 31)


def _check(by: Viewer) -> None:
    if not by.may(PERMISSION):
        raise NotFound
