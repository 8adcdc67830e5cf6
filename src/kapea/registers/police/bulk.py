"""Many incidents at once, for imports and fictitious data. Rows come whole; constraints check them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.db import transaction

from kapea.engines.dates import PartialDate
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.vault.models import DataKey
from kapea.guard.vault.sealing import make_data_key, seal
from kapea.registers.bulk_rows import next_ids, store_rows
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.police import sealed
from kapea.registers.police.keys import suspect_tokens
from kapea.registers.police.models import (
    CustodyStep,
    EvidenceItem,
    Incident,
    IncidentInterview,
    IncidentSuspect,
    IncidentVictim,
    OffenceAlleged,
    PostStay,
    SuspectKey,
)

KEY_FIELDS = ("id", "wrapped", "wrap_version")
INCIDENT_FIELDS = (
    "id", "version", "code", "agency_code", "unit_code", "station_code", "book_number", "book_year",
    "province_code", "place_code", "status", "forms", "setting", "via_hotline", "occurred_from",
    "occurred_to", "occurred_precision", "reported_on", "confirmed_on", "investigated_on", "clearance",
    "cleared_on", "sent_to_court_on", "officer_id", "source_kind", "source_code", "data_key_id",
    "narrative_sealed", "form_code_sealed", "form_code_blind", "form_digest", "created_at", "created_by",
    "created_by_user", "fictitious",
)  # fmt: skip
VICTIM_FIELDS = (
    "id", "incident_id", "code", "person_code", "sex", "age_low", "age_high", "nationality", "rescued_on",
    "assistance", "assisted_on", "recorded_at", "recorded_by",
)  # fmt: skip
SUSPECT_FIELDS = (
    "id", "incident_id", "code", "person_code", "name_sealed", "sex", "age_low", "age_high", "nationality",
    "is_foreign", "arrested_on", "sent_to_court_on", "recorded_at", "recorded_by",
)  # fmt: skip
KEY_ROW_FIELDS = ("suspect_id", "kind", "token")
OFFENCE_FIELDS = (
    "incident_id", "suspect_id", "offence", "recorded_at", "recorded_by", "withdrawn_at", "withdrawn_by",
)  # fmt: skip
INTERVIEW_FIELDS = (
    "victim_id", "number", "held_at", "place", "interviewer_sealed", "trusted_adult", "alone_reason_sealed",
    "suspect_absent", "suspect_reason_sealed", "again_reason_sealed", "statement_sealed", "recorded_at",
    "recorded_by",
)  # fmt: skip
EVIDENCE_FIELDS = (
    "id", "incident_id", "code", "kind", "description_sealed", "algorithm", "digest", "recorded_at",
    "recorded_by",
)  # fmt: skip
CUSTODY_FIELDS = (
    "item_id", "number", "act", "at", "holder_sealed", "reference_sealed", "digest_agrees", "recorded_at",
    "recorded_by",
)  # fmt: skip
STAY_FIELDS = (
    "victim_id", "station_code", "kept_at", "lowest_age", "arrived_at", "clock_from", "due_at", "rule_code",
    "rule_version", "left_at", "left_to", "late_reason_sealed", "recorded_at", "recorded_by",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class StayRow:
    """A stay at the incident's station, in time. left_at: None while there."""

    arrived_at: datetime
    due_at: datetime
    rule_code: str
    rule_version: str
    left_at: datetime | None = None
    left_to: str = ""


@dataclass(frozen=True, kw_only=True)
class InterviewRow:
    """The first interview of a victim, a trusted adult beside, every suspect kept away."""

    held_at: datetime
    place: str
    interviewer: str
    trusted_adult: str


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
    rescued_on: date | None = None
    stay: StayRow | None = None
    interview: InterviewRow | None = None


@dataclass(frozen=True, kw_only=True)
class SuspectRow:
    """A suspect. person: what the keys are made of; name: as it is written."""

    code: str
    name: str = ""
    person: PersonDraft | None = None
    nationality: str = ""
    is_foreign: bool | None = None
    arrested_on: date | None = None
    sent_to_court_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """An item seized with the report, in one pair of hands."""

    code: str
    kind: str
    description: str
    holder: str
    algorithm: str = ""
    digest: str = ""


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
    book_number: str = ""
    occurred: PartialDate | None = None
    clearance: str = ""
    cleared_on: date | None = None
    offences: tuple[str, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()

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
    _store_parties(together, by=by)
    record_event("incident.bulk_loaded", by=by, details={"incidents": len(loaded)}, at=now)
    return len(loaded)


Stored = tuple[int, DataKey, IncidentRow]


def _store_parties(together: Sequence[Stored], *, by: Viewer) -> None:
    """Store those who stand in the incidents, with what hangs on each."""
    victims = [(number, key, row, each) for number, key, row in together for each in row.victims]
    victim_ids = next_ids(IncidentVictim, len(victims))
    numbered = list(zip(victim_ids, victims, strict=True))
    store_rows(
        IncidentVictim,
        VICTIM_FIELDS,
        ((pk, *_victim(number, each, row, by=by)) for pk, (number, _key, row, each) in numbered),
    )
    store_rows(
        PostStay,
        STAY_FIELDS,
        (_stay(pk, each, row, by=by) for pk, (_n, _k, row, each) in numbered if each.stay),
    )
    store_rows(
        IncidentInterview,
        INTERVIEW_FIELDS,
        (_interview(pk, key, each, row, by=by) for pk, (_n, key, row, each) in numbered if each.interview),
    )
    _store_suspects(together, by=by)
    _store_evidence(together, by=by)
    store_rows(
        OffenceAlleged,
        OFFENCE_FIELDS,
        (
            (number, None, offence, row.created_at, by.username, None, "")
            for number, _key, row in together
            for offence in row.offences
        ),
    )


def _store_suspects(together: Sequence[Stored], *, by: Viewer) -> None:
    suspects = [(number, key, row, each) for number, key, row in together for each in row.suspects]
    ids = next_ids(IncidentSuspect, len(suspects))
    numbered = list(zip(ids, suspects, strict=True))
    store_rows(
        IncidentSuspect,
        SUSPECT_FIELDS,
        ((pk, *_suspect(number, key, each, row, by=by)) for pk, (number, key, row, each) in numbered),
    )
    store_rows(
        SuspectKey,
        KEY_ROW_FIELDS,
        (
            (pk, kind, token)
            for pk, (_n, _k, _row, each) in numbered
            if each.person
            for kind, token in suspect_tokens(each.person)
        ),
    )


def _store_evidence(together: Sequence[Stored], *, by: Viewer) -> None:
    items = [(number, key, row, each) for number, key, row in together for each in row.evidence]
    numbered = list(zip(next_ids(EvidenceItem, len(items)), items, strict=True))
    store_rows(
        EvidenceItem,
        EVIDENCE_FIELDS,
        (
            (
                pk, number, each.code, each.kind, seal(key, each.description, field=sealed.EVIDENCE),
                each.algorithm, each.digest, row.created_at, by.username,
            )
            for pk, (number, key, row, each) in numbered
        ),
    )  # fmt: skip
    store_rows(
        CustodyStep,
        CUSTODY_FIELDS,
        (
            (
                pk, 1, "seized", row.created_at, seal(key, each.holder, field=sealed.HOLDER), b"", None,
                row.created_at, by.username,
            )
            for pk, (_number, key, row, each) in numbered
        ),
    )  # fmt: skip


def _incident(
    number: int, key: DataKey, row: IncidentRow, *, by: Viewer, fictitious: bool
) -> tuple[object, ...]:
    done = row.occurred
    book = (row.unit_code or row.agency_code, row.book_number, row.reported_on.year)
    return (
        number, 1, row.code, row.agency_code, row.unit_code, *(book if row.book_number else ("", "", None)),
        row.province_code, row.place_code, row.status, list(row.forms), row.setting, row.via_hotline,
        done.earliest if done else None, done.latest if done else None, done.precision.value if done else "",
        row.reported_on, row.confirmed_on, row.investigated_on, row.clearance, row.cleared_on,
        row.sent_to_court_on, row.officer_id, "contact" if row.source_code else "", row.source_code, key.id,
        seal(key, row.narrative, field=sealed.NARRATIVE), b"", "", "", row.created_at, by.username, None,
        fictitious,
    )  # fmt: skip


def _victim(number: int, victim: VictimRow, row: IncidentRow, *, by: Viewer) -> tuple[object, ...]:
    return (
        number, victim.code, victim.person_code, victim.sex, victim.age_low, victim.age_high,
        victim.nationality, victim.rescued_on, victim.assistance, victim.assisted_on, row.created_at,
        by.username,
    )  # fmt: skip


def _stay(victim_id: int, victim: VictimRow, row: IncidentRow, *, by: Viewer) -> tuple[object, ...]:
    stay = cast(StayRow, victim.stay)
    return (
        victim_id, row.unit_code or row.agency_code, "interview_room", victim.age_low, stay.arrived_at,
        stay.arrived_at, stay.due_at, stay.rule_code, stay.rule_version, stay.left_at, stay.left_to, b"",
        stay.arrived_at, by.username,
    )  # fmt: skip


def _interview(
    victim_id: int, key: DataKey, victim: VictimRow, row: IncidentRow, *, by: Viewer
) -> tuple[object, ...]:
    held = cast(InterviewRow, victim.interview)
    return (
        victim_id, 1, held.held_at, held.place, seal(key, held.interviewer, field=sealed.INTERVIEWER),
        held.trusted_adult, b"", True, b"", b"", b"", held.held_at, by.username,
    )  # fmt: skip


def _suspect(
    number: int, key: DataKey, suspect: SuspectRow, row: IncidentRow, *, by: Viewer
) -> tuple[object, ...]:
    person = suspect.person
    return (
        number, suspect.code, "", seal(key, suspect.name, field=sealed.SUSPECT_NAME),
        person.sex if person else "", None, None, suspect.nationality, suspect.is_foreign,
        suspect.arrested_on, suspect.sent_to_court_on, row.created_at, by.username,
    )  # fmt: skip
