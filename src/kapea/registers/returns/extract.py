"""What the register of returns hands to the figures: persons and services apart, no names, opaque ids."""

from collections.abc import Mapping, Sequence
from typing import Final

import pyarrow as pa
from django.db.models import QuerySet

from kapea.engines.figures.extracts import SCHEMAS
from kapea.registers.people.index.counting import person_keys
from kapea.registers.returns.models import Return, ReturnServiceGiven

NAMES = ("return", "return_service")
"""The extracts that this register hands over."""
CHILD_BELOW_YEARS: Final = 18
SEXES = ("female", "male")
BATCH = 20_000


def extracts() -> Mapping[str, pa.Table]:
    """Return both extracts of the register."""
    return {"return": _returns(), "return_service": _services()}


def _table(name: str, rows: Sequence[tuple[object, ...]], columns: Sequence[str]) -> pa.Table:
    schema = SCHEMAS[name].columns
    fields = [schema.field(column) for column in columns]
    values = list(zip(*rows, strict=True)) if rows else [() for _column in columns]
    return pa.table(
        [pa.array(list(each), type=one.type) for one, each in zip(fields, values, strict=True)],
        schema=pa.schema(fields),
    )


def _keys(returned: QuerySet[Return]) -> dict[int, str]:
    """Return, by return, who it is about; a person without a record stands for themselves."""
    found = list(returned.values_list("pk", "person_code"))
    keys = person_keys([code for _pk, code in found])
    return {pk: key or f"return-{pk}" for key, (pk, _code) in zip(keys, found, strict=True)}


def _returns() -> pa.Table:
    keys = _keys(Return.objects.all())
    names = (
        "pk", "direction", "from_country", "to_country", "received_on", "arrived_on",
        "reintegrated_on", "closed_on", "forms", "sex", "age_years", "province_code",
    )  # fmt: skip
    rows = []
    for (
        pk,
        way,
        start,
        end,
        received,
        arrived,
        reintegrated,
        closed,
        forms,
        sex,
        age,
        province,
    ) in Return.objects.values_list(*names).iterator(chunk_size=BATCH):
        rows.append(
            (
                str(pk),
                keys[pk],
                way,
                "within" if way == "within" else start or None,
                start or None,
                end or None,
                received,
                arrived,
                reintegrated,
                closed,
                age is None or age < CHILD_BELOW_YEARS,
                bool(set(forms) - {"unknown"}) if forms else None,
                sex if sex in SEXES else None,
                age,
                age,
                province or None,
            )
        )
    columns = (
        "return_id", "person_key", "direction", "received_from", "from_country", "to_country", "received_on",
        "arrived_on", "reintegrated_on", "closed_on", "child", "sexual", "sex", "age_years_low",
        "age_years_high", "province_code",
    )  # fmt: skip
    return _table("return", rows, columns)


def _services() -> pa.Table:
    names = (
        "pk", "the_return_id", "kind", "given_on", "the_return__sex",
        "the_return__province_code",
    )  # fmt: skip
    keys = _keys(Return.objects.filter(services__isnull=False).distinct())
    rows = [
        (
            str(pk),
            str(parent),
            keys[parent],
            kind,
            on,
            sex if sex in SEXES else None,
            province or None,
        )
        for pk, parent, kind, on, sex, province in ReturnServiceGiven.objects.values_list(*names).iterator(
            chunk_size=BATCH
        )
    ]
    columns = ("service_id", "return_id", "person_key", "kind", "given_on", "sex", "province_code")
    return _table("return_service", rows, columns)
