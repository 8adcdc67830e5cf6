"""What the police register hands to the figures: one row per counted unit, no names, opaque ids."""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from kapea.engines.figures.extracts import ASSISTANCE, INCIDENT, SUSPECT, VICTIM
from kapea.registers.people.index.counting import person_keys
from kapea.registers.police.models import Incident, IncidentSuspect, IncidentVictim

BATCH = 20_000
NAMES = ("incident", "victim", "suspect", "assistance")
"""The extracts that this register hands over."""


def extracts(*, since: date | None = None) -> Mapping[str, pa.Table]:
    """Return the incident, victim, suspect and assistance extracts of the register.

    since: leave out incidents reported before that day; None for all.
    """
    incidents = Incident.objects.all()
    if since is not None:
        incidents = incidents.filter(reported_on__gte=since)
    victims = IncidentVictim.objects.filter(incident__in=incidents) if since else IncidentVictim.objects.all()
    suspects = (
        IncidentSuspect.objects.filter(incident__in=incidents) if since else IncidentSuspect.objects.all()
    )
    return {
        "incident": _incidents(incidents),
        "victim": _victims(victims),
        "suspect": _suspects(suspects),
        "assistance": _assistance(victims),
    }


def _table(schema: pa.Schema, columns: Mapping[str, list[object]]) -> pa.Table:
    fields = [schema.field(name) for name in columns]
    return pa.table(
        [pa.array(values, type=field.type) for field, values in zip(fields, columns.values(), strict=True)],
        schema=pa.schema(fields),
    )


def _columns(rows: object, *names: str) -> list[list[object]]:
    found = list(rows.values_list(*names).iterator(chunk_size=BATCH))  # type: ignore[attr-defined]
    return [list(column) for column in zip(*found, strict=True)] if found else [[] for _name in names]


def _incidents(rows: object) -> pa.Table:
    ids, reported, confirmed, hotline, investigated, sent, province = _columns(
        rows,
        "pk",
        "reported_on",
        "confirmed_on",
        "via_hotline",
        "investigated_on",
        "sent_to_court_on",
        "province_code",
    )
    return _table(
        INCIDENT.columns,
        {
            "incident_id": [str(each) for each in ids],
            "reported_on": reported,
            "confirmed": [day is not None for day in confirmed],
            "via_hotline": hotline,
            "investigated_on": investigated,
            "sent_to_court_on": sent,
            "province_code": [code or None for code in province],
        },
    )


def _victims(rows: object) -> pa.Table:
    ids, person, incident, reported, sex, low, high, nation, province = _columns(
        rows,
        "pk",
        "person_code",
        "incident_id",
        "incident__reported_on",
        "sex",
        "age_low",
        "age_high",
        "nationality",
        "incident__province_code",
    )
    return _table(
        VICTIM.columns,
        {
            "victim_id": [str(each) for each in ids],
            "person_key": person_keys([str(each or "") for each in person]),
            "incident_id": [str(each) for each in incident],
            "reported_on": reported,
            "sex": [each if each in ("female", "male") else None for each in sex],
            "age_years_low": low,
            "age_years_high": high,
            "nationality": [each or None for each in nation],
            "province_code": [each or None for each in province],
        },
    )


def _suspects(rows: object) -> pa.Table:
    ids, incident, arrested, sent, foreign, province = _columns(
        rows, "pk", "incident_id", "arrested_on", "sent_to_court_on", "is_foreign", "incident__province_code"
    )
    return _table(
        SUSPECT.columns,
        {
            "suspect_id": [str(each) for each in ids],
            "incident_id": [str(each) for each in incident],
            "arrested_on": arrested,
            "sent_to_court_on": sent,
            "nationality_foreign": foreign,
            "province_code": [each or None for each in province],
        },
    )


def _assistance(rows: object) -> pa.Table:
    given = rows.exclude(assistance="")  # type: ignore[attr-defined]
    ids, kind, on, province = _columns(given, "pk", "assistance", "assisted_on", "incident__province_code")
    return _table(
        ASSISTANCE.columns,
        {
            "victim_id": [str(each) for each in ids],
            "kind": kind,
            "given_on": on,
            "province_code": [each or None for each in province],
        },
    )
