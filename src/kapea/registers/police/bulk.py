"""Many incidents at once, for imports and fictitious data. Rows come whole; constraints check them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.vault.models import DataKey
from kapea.guard.vault.sealing import make_data_key, seal
from kapea.registers.bulk_rows import next_ids, store_rows
from kapea.registers.police.models import Incident, IncidentSuspect, IncidentVictim
from kapea.registers.police.queries import NARRATIVE, SUSPECT_NAME

KEY_FIELDS = ("id", "wrapped", "wrap_version")
INCIDENT_FIELDS = (
    "id", "version", "code", "agency_code", "unit_code", "province_code", "place_code", "status", "forms",
    "setting", "via_hotline", "reported_on", "confirmed_on", "investigated_on", "sent_to_court_on",
    "officer_id", "source_kind", "source_code", "data_key_id", "narrative_sealed", "created_at", "created_by",
    "created_by_user", "fictitious",
)  # fmt: skip
VICTIM_FIELDS = (
    "incident_id", "code", "person_code", "sex", "age_low", "age_high", "nationality", "assistance",
    "assisted_on", "recorded_at", "recorded_by",
)  # fmt: skip
SUSPECT_FIELDS = (
    "incident_id", "code", "name_sealed", "sex", "nationality", "is_foreign", "arrested_on",
    "sent_to_court_on", "recorded_at", "recorded_by",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class VictimRow:
    code: str
    person_code: str = ""
    sex: str = ""
    age_low: int | None = None
    age_high: int | None = None
    nationality: str = ""
    assistance: str = ""
    assisted_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SuspectRow:
    code: str
    name: str = ""
    nationality: str = ""
    is_foreign: bool | None = None
    arrested_on: date | None = None
    sent_to_court_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class IncidentRow:
    """A whole incident. status follows from the days."""

    code: str
    agency_code: str
    unit_code: str
    province_code: str
    place_code: str
    forms: tuple[str, ...]
    setting: str
    via_hotline: bool
    reported_on: date
    confirmed_on: date | None
    investigated_on: date | None
    sent_to_court_on: date | None
    is_unfounded: bool
    officer_id: int | None
    source_code: str
    narrative: str
    created_at: datetime
    victims: Sequence[VictimRow]
    suspects: Sequence[SuspectRow]

    @property
    def status(self) -> str:
        if self.is_unfounded:
            return "closed"
        if self.sent_to_court_on:
            return "sent_to_court"
        if self.investigated_on:
            return "investigated"
        return "confirmed" if self.confirmed_on else "reported"


@transaction.atomic
def bulk_incidents(rows: Iterable[IncidentRow], *, by: Viewer, now: datetime, fictitious: bool) -> int:
    """Store incidents with their victims and suspects; one audit event for the load. Returns how many."""
    loaded = list(rows)
    keys = [make_data_key() for _row in loaded]
    ids = next_ids(Incident, len(loaded))
    together = list(zip(ids, keys, loaded, strict=True))
    store_rows(DataKey, KEY_FIELDS, ((key.id, key.wrapped, key.wrap_version) for key in keys))
    store_rows(
        Incident, INCIDENT_FIELDS, (_incident(*each, by=by, fictitious=fictitious) for each in together)
    )
    store_rows(
        IncidentVictim,
        VICTIM_FIELDS,
        (_victim(number, victim, row, by=by) for number, _key, row in together for victim in row.victims),
    )
    store_rows(
        IncidentSuspect,
        SUSPECT_FIELDS,
        (
            _suspect(number, key, suspect, row, by=by)
            for number, key, row in together
            for suspect in row.suspects
        ),
    )
    record_event("incident.bulk_loaded", by=by, details={"incidents": len(loaded)}, at=now)
    return len(loaded)


def _incident(
    number: int, key: DataKey, row: IncidentRow, *, by: Viewer, fictitious: bool
) -> tuple[object, ...]:
    return (
        number, 1, row.code, row.agency_code, row.unit_code, row.province_code, row.place_code, row.status,
        list(row.forms), row.setting, row.via_hotline, row.reported_on, row.confirmed_on, row.investigated_on,
        row.sent_to_court_on, row.officer_id, "contact" if row.source_code else "", row.source_code, key.id,
        seal(key, row.narrative, field=NARRATIVE), row.created_at, by.username, None, fictitious,
    )  # fmt: skip


def _victim(number: int, victim: VictimRow, row: IncidentRow, *, by: Viewer) -> tuple[object, ...]:
    return (
        number, victim.code, victim.person_code, victim.sex, victim.age_low, victim.age_high,
        victim.nationality, victim.assistance, victim.assisted_on, row.created_at, by.username,
    )  # fmt: skip


def _suspect(
    number: int, key: DataKey, suspect: SuspectRow, row: IncidentRow, *, by: Viewer
) -> tuple[object, ...]:
    return (
        number, suspect.code, seal(key, suspect.name, field=SUSPECT_NAME), "", suspect.nationality,
        suspect.is_foreign, suspect.arrested_on, suspect.sent_to_court_on, row.created_at, by.username,
    )  # fmt: skip
