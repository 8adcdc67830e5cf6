"""What may be counted: one row per counted unit, pseudonymous, typed.

A register hands over extracts of exactly these columns. A column that is not listed is
refused, so that no name, phone or free text can travel with the figures. Identifiers are
opaque and mean nothing outside the extract. This module counts nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from kapea.engines.figures.errors import ExtractNotUsable


@dataclass(frozen=True, kw_only=True)
class ExtractSchema:
    """The columns of one extract.

    identity: the columns that tell one row from another; they must be there.
    Every other column may be absent: what depends on it is then `not_collected`.
    """

    name: str
    identity: tuple[str, ...]
    columns: pa.Schema


def _schema(name: str, *identity: str, **columns: pa.DataType) -> ExtractSchema:
    return ExtractSchema(name=name, identity=identity, columns=pa.schema(list(columns.items())))


_TEXT, _DAY, _TRUTH, _YEARS = pa.string(), pa.date32(), pa.bool_(), pa.int16()

INCIDENT: Final = _schema(
    "incident",
    "incident_id",
    incident_id=_TEXT,
    reported_on=_DAY,
    occurred_on=_DAY,
    confirmed=_TRUTH,
    via_hotline=_TRUTH,
    is_online=_TRUTH,
    investigated_on=_DAY,
    sent_to_court_on=_DAY,
    principal_offence=_TEXT,
    province_code=_TEXT,
)
VICTIM: Final = _schema(
    "victim",
    "victim_id",
    victim_id=_TEXT,
    person_key=_TEXT,
    incident_id=_TEXT,
    reported_on=_DAY,
    sex=_TEXT,
    age_years_low=_YEARS,
    age_years_high=_YEARS,
    nationality=_TEXT,
    province_code=_TEXT,
)
SUSPECT: Final = _schema(
    "suspect",
    "suspect_id",
    suspect_id=_TEXT,
    person_key=_TEXT,
    incident_id=_TEXT,
    arrested_on=_DAY,
    sent_to_court_on=_DAY,
    nationality_foreign=_TRUTH,
    sex=_TEXT,
    province_code=_TEXT,
)
ASSISTANCE: Final = _schema(
    "assistance",
    "victim_id",
    "kind",
    "given_on",
    victim_id=_TEXT,
    kind=_TEXT,
    given_on=_DAY,
    province_code=_TEXT,
)
PROCEEDING: Final = _schema(
    "proceeding",
    "proceeding_id",
    proceeding_id=_TEXT,
    received_on=_DAY,
    first_acted_on=_DAY,
    tried_on=_DAY,
    final_on=_DAY,
    principal_offence=_TEXT,
    iccs_code=_TEXT,
    province_code=_TEXT,
)
PROCEEDING_VICTIM: Final = _schema(
    "proceeding_victim",
    "victim_id",
    victim_id=_TEXT,
    proceeding_id=_TEXT,
    received_on=_DAY,
    sex=_TEXT,
    age_years_low=_YEARS,
    age_years_high=_YEARS,
    principal_offence=_TEXT,
    iccs_code=_TEXT,
    province_code=_TEXT,
)
ACCUSED: Final = _schema(
    "accused",
    "accused_id",
    accused_id=_TEXT,
    proceeding_id=_TEXT,
    received_on=_DAY,
    first_acted_on=_DAY,
    convicted_on=_DAY,
    imprisoned_on=_DAY,
    detained=_TRUTH,
    nationality=_TEXT,
    nationality_foreign=_TRUTH,
    sex=_TEXT,
    principal_offence=_TEXT,
    iccs_code=_TEXT,
    province_code=_TEXT,
)
CHARGE: Final = _schema(
    "charge",
    "charge_id",
    charge_id=_TEXT,
    accused_id=_TEXT,
    chosen_on=_DAY,
    offence=_TEXT,
    iccs_code=_TEXT,
    is_principal=_TRUTH,
    verdict=_TEXT,
    province_code=_TEXT,
)
SENTENCE: Final = _schema(
    "sentence",
    "sentence_id",
    sentence_id=_TEXT,
    accused_id=_TEXT,
    sentenced_on=_DAY,
    offence=_TEXT,
    iccs_code=_TEXT,
    within_range=_TRUTH,
    imprisonment=_TRUTH,
    province_code=_TEXT,
)
LEGAL_AID: Final = _schema(
    "legal_aid",
    "aid_id",
    aid_id=_TEXT,
    proceeding_id=_TEXT,
    provider=_TEXT,
    appointed_on=_DAY,
    defends=_TEXT,
    sex=_TEXT,
    minor=_TRUTH,
    woman=_TRUTH,
    province_code=_TEXT,
)
PROTECTIVE_MEASURE: Final = _schema(
    "protective_measure",
    "measure_id",
    measure_id=_TEXT,
    proceeding_id=_TEXT,
    kind=_TEXT,
    asked_on=_DAY,
    granted=_TRUTH,
    used=_TRUTH,
    province_code=_TEXT,
)
CHILD_IN_CONFLICT: Final = _schema(
    "child_in_conflict",
    "child_id",
    child_id=_TEXT,
    indicator=_TEXT,
    period_ends_on=_DAY,
    sex=_TEXT,
    age_band=_TEXT,
    province_code=_TEXT,
)
"""One row a counted child: a register that only keeps counts writes as many rows as it counted."""
CARE_FACILITY: Final = _schema(
    "care_facility",
    "facility_id",
    "counted_on",
    facility_id=_TEXT,
    counted_on=_DAY,
    operator=_TEXT,
    residential=_TRUTH,
    long_stay=_TRUTH,
    province_code=_TEXT,
)
"""One row a facility for each year at whose end it stood open: a stock is counted on a day."""
CHILD_IN_CARE: Final = _schema(
    "child_in_care",
    "placement_id",
    "counted_on",
    placement_id=_TEXT,
    person_key=_TEXT,
    counted_on=_DAY,
    residential=_TRUTH,
    long_stay=_TRUTH,
    sex=_TEXT,
    age_years_low=_YEARS,
    age_years_high=_YEARS,
    province_code=_TEXT,
)
"""One row a placement for each year at whose end the child was there."""
RETURN: Final = _schema(
    "return",
    "return_id",
    return_id=_TEXT,
    person_key=_TEXT,
    direction=_TEXT,
    received_from=_TEXT,
    from_country=_TEXT,
    to_country=_TEXT,
    received_on=_DAY,
    arrived_on=_DAY,
    reintegrated_on=_DAY,
    closed_on=_DAY,
    child=_TRUTH,
    sexual=_TRUTH,
    sex=_TEXT,
    age_years_low=_YEARS,
    age_years_high=_YEARS,
    province_code=_TEXT,
)
RETURN_SERVICE: Final = _schema(
    "return_service",
    "service_id",
    service_id=_TEXT,
    return_id=_TEXT,
    person_key=_TEXT,
    kind=_TEXT,
    given_on=_DAY,
    sex=_TEXT,
    province_code=_TEXT,
)
SCHEMAS: Final[Mapping[str, ExtractSchema]] = {
    schema.name: schema
    for schema in (
        INCIDENT,
        VICTIM,
        SUSPECT,
        ASSISTANCE,
        PROCEEDING,
        PROCEEDING_VICTIM,
        ACCUSED,
        CHARGE,
        SENTENCE,
        LEGAL_AID,
        PROTECTIVE_MEASURE,
        CHILD_IN_CONFLICT,
        CARE_FACILITY,
        CHILD_IN_CARE,
        RETURN,
        RETURN_SERVICE,
    )
}


def conform(name: str, table: pa.Table) -> pa.Table:
    """Return the table with the columns and types of its schema.

    Raises ExtractNotUsable when a column is not of the schema, has another type, or when the
    identity is missing.
    """
    schema = schema_of(name)
    check_columns(schema, tuple(table.column_names))
    try:
        return table.cast(pa.schema([schema.columns.field(column) for column in table.column_names]))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as wrong:
        # The message of Arrow may quote a value; it is not passed on.
        raise ExtractNotUsable(f"Extract {name}: a column has another type than the schema.") from wrong


def schema_of(name: str) -> ExtractSchema:
    """Return the schema of an extract. Raises ExtractNotUsable for a name that is none."""
    if name not in SCHEMAS:
        raise ExtractNotUsable(f"There is no extract {name!r}; there are {', '.join(SCHEMAS)}.")
    return SCHEMAS[name]


def check_columns(schema: ExtractSchema, columns: tuple[str, ...]) -> None:
    """Raise ExtractNotUsable if a column is not allowed or the identity is missing."""
    strange = [column for column in columns if column not in schema.columns.names]
    if strange:
        raise ExtractNotUsable(
            f"Extract {schema.name}: column {strange[0]!r} is not part of the extract and may not travel."
        )
    missing = [column for column in schema.identity if column not in columns]
    if missing:
        raise ExtractNotUsable(f"Extract {schema.name}: the column {missing[0]!r} is missing.")
