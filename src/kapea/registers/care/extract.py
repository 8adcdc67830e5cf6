"""What alternative care hands to the figures: facilities and children at the end of each year, no names.

A stock is counted on a day: the last of each year, and today in the year that runs. Knows no table.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import pyarrow as pa
from django.utils import timezone

from kapea.engines.figures.extracts import SCHEMAS
from kapea.guard.pack import current_pack, local_day
from kapea.registers.care.models import Facility, Placement
from kapea.registers.people.index.counting import person_keys

NAMES = ("care_facility", "child_in_care")
"""The extracts that this register hands over."""
SEXES = ("female", "male")


def extracts(*, today: date | None = None) -> Mapping[str, pa.Table]:
    """Return both extracts. today: the day on which the running year is counted; the clock's when not given."""
    day = today or local_day(timezone.now())
    return {"care_facility": _facilities(day), "child_in_care": _children(day)}


def year_ends(start: date, end: date | None, *, today: date) -> list[date]:
    """Return the last day of each year at whose end, or now in the year that runs, something was there.

    >>> year_ends(date(2024, 5, 1), date(2025, 12, 31), today=date(2026, 3, 2))
    [datetime.date(2024, 12, 31)]
    """
    found = []
    for year in range(start.year, today.year + 1):
        last = date(year, 12, 31)
        looked_at = min(last, today)
        if start <= looked_at and (end is None or end > looked_at):
            found.append(last)
    return found


def _table(name: str, rows: Sequence[tuple[object, ...]], columns: Sequence[str]) -> pa.Table:
    schema = SCHEMAS[name].columns
    fields = [schema.field(column) for column in columns]
    values = list(zip(*rows, strict=True)) if rows else [() for _column in columns]
    return pa.table(
        [pa.array(list(each), type=one.type) for one, each in zip(fields, values, strict=True)],
        schema=pa.schema(fields),
    )


def _facilities(today: date) -> pa.Table:
    kinds = current_pack().code_list("facility_kind")
    rows = []
    names = ("pk", "kind", "stay", "opened_on", "closed_on", "province_code")
    for pk, kind, stay, opened, closed, province in Facility.objects.values_list(*names):
        about = kinds.item(kind).attributes if kind in kinds else {}
        for last in year_ends(opened, closed, today=today):
            rows.append(
                (
                    str(pk),
                    last,
                    about.get("operator") or None,
                    about.get("residential") == "yes",
                    stay == "long",
                    province or None,
                )
            )
    columns = ("facility_id", "counted_on", "operator", "residential", "long_stay", "province_code")
    return _table("care_facility", rows, columns)


def _children(today: date) -> pa.Table:
    rows = []
    names = (
        "pk", "person_code", "arrived_on", "ended_on", "is_residential", "facility__stay", "sex", "age_years",
        "province_code",
    )  # fmt: skip
    stays = list(Placement.objects.filter(arrived_on__isnull=False).values_list(*names))
    keys = person_keys([stay[1] for stay in stays])
    for found, (pk, _person, arrived, ended, residential, stay, sex, age, province) in zip(
        keys, stays, strict=True
    ):
        key = found or f"placement-{pk}"
        for last in year_ends(arrived, ended, today=today):
            grown = None if age is None else age + last.year - arrived.year
            rows.append(
                (
                    str(pk),
                    key,
                    last,
                    residential,
                    stay == "long",
                    sex if sex in SEXES else None,
                    grown if grown is None else max(age, grown - 1),
                    grown,
                    province or None,
                )
            )
    columns = (
        "placement_id", "person_key", "counted_on", "residential", "long_stay", "sex", "age_years_low",
        "age_years_high", "province_code",
    )  # fmt: skip
    return _table("child_in_care", rows, columns)
