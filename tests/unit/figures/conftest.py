"""A fictitious country's table of victims and of cases, and a few records to count."""

from datetime import date

import pyarrow as pa
import pytest

from kapea.engines.figures.codes import Code, CodeList
from kapea.engines.figures.specification import (
    Band,
    Condition,
    Counting,
    Dimension,
    Measure,
    TableSpecification,
)

AGE = Dimension(
    id="age",
    label={"en": "Age"},
    code_list=CodeList(
        id="age",
        codes=(
            Code(id="below_15", label={"en": "Below 15"}, sdmx="Y_LT15"),
            Code(id="15_17", label={"en": "15 to 17"}, sdmx="Y15T17"),
            Code(id="18_plus", label={"en": "18 and above"}, sdmx="Y_GE18"),
        ),
    ),
    columns=("age_years_low", "age_years_high"),
    bands=(
        Band(code="below_15", low=None, high=14),
        Band(code="15_17", low=15, high=17),
        Band(code="18_plus", low=18, high=None),
    ),
)
PROVINCE = Dimension(
    id="province",
    label={"en": "Province"},
    code_list=CodeList(id="province", codes=(), is_open=True),
    columns=("province_code",),
    is_shown=False,
)
VICTIMS = Measure(
    code="victims",
    label={"en": "Victims"},
    unit="victim",
    reference_on="reported_on",
    counting=Counting.DISTINCT,
    distinct_on=("person_key",),
)
REPORTED = Measure(
    code="reported",
    label={"en": "Confirmed cases reported"},
    unit="incident",
    reference_on="reported_on",
    where=(Condition(column="confirmed", one_of=(True,)),),
)
ARRESTED = Measure(
    code="arrested", label={"en": "Suspects arrested"}, unit="suspect", reference_on="arrested_on"
)


def specification(**changes: object) -> TableSpecification:
    values: dict[str, object] = {
        "id": "victims_by_age",
        "version": "1.0.0",
        "title": {"en": "Victims by age"},
        "source": "X1 §1",
        "measures": (VICTIMS,),
        "dimensions": (AGE, PROVINCE),
    }
    return TableSpecification(**{**values, **changes})  # type: ignore[arg-type]


def victims(*rows: tuple[str, str | None, date, int | None, int | None, str | None]) -> pa.Table:
    names = ["victim_id", "person_key", "reported_on", "age_years_low", "age_years_high", "province_code"]
    types = [pa.string(), pa.string(), pa.date32(), pa.int16(), pa.int16(), pa.string()]
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return pa.table(
        [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)], names=names
    )


@pytest.fixture
def spec() -> TableSpecification:
    return specification()
