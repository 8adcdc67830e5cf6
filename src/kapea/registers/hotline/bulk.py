"""Many contacts at once, for paper typed in later and fictitious data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.vault.models import DataKey
from kapea.guard.vault.sealing import make_data_key, seal
from kapea.registers.bulk_rows import next_ids, store_rows
from kapea.registers.hotline.models import Contact, Message
from kapea.registers.hotline.queries import MESSAGE, NARRATIVE, RECONTACT
from kapea.registers.hotline.services.clocks import due_of

KEY_FIELDS = ("id", "wrapped", "wrap_version")
CONTACT_FIELDS = (
    "id", "version", "code", "agency_code", "channel", "kind", "status", "priority", "is_danger_now", "language",
    "topics", "relation_to_child", "child_age_years", "child_sex", "province_code", "place_code", "outcome",
    "received_at", "first_action_at", "closed_at", "closed_by", "operator_id", "is_public", "data_key_id",
    "narrative_sealed", "web_address_sealed", "recontact_sealed", "fictitious", "categories", "first_action_due_at",
    "referral_due_at", "referred_at", "phone_sealed", "phone_whose", "safe_when_sealed", "code_word_sealed",
    "caller_blind", "paper_number", "is_complaint", "place_told_sealed",
)  # fmt: skip
MESSAGE_FIELDS = ("contact_id", "from_reporter", "text_sealed", "sent_at", "sent_by", "read_at")


@dataclass(frozen=True, kw_only=True)
class ContactRow:
    """A whole contact; messages as (from the reporter, text, instant)."""

    code: str
    agency_code: str
    channel: str
    kind: str
    status: str
    priority: str
    is_danger_now: bool | None
    topics: tuple[str, ...]
    relation_to_child: str
    child_age_years: int | None
    child_sex: str
    province_code: str
    received_at: datetime
    first_action_at: datetime | None
    closed_at: datetime | None
    outcome: str
    operator_id: int | None
    is_public: bool
    narrative: str
    language: str = ""
    recontact: str = ""
    categories: tuple[str, ...] = ()
    referred_at: datetime | None = None
    messages: Sequence[tuple[bool, str, datetime]] = ()


@transaction.atomic
def bulk_contacts(rows: Iterable[ContactRow], *, by: Viewer, now: datetime, fictitious: bool) -> int:
    """Store contacts with their messages; one audit event for the load. Returns how many."""
    loaded = list(rows)
    keys = [make_data_key() for _row in loaded]
    ids = next_ids(Contact, len(loaded))
    together = list(zip(ids, keys, loaded, strict=True))
    store_rows(DataKey, KEY_FIELDS, ((key.id, key.wrapped, key.wrap_version) for key in keys))
    store_rows(Contact, CONTACT_FIELDS, (_contact(*each, by=by, fictitious=fictitious) for each in together))
    store_rows(
        Message,
        MESSAGE_FIELDS,
        (
            (number, mine, seal(key, text, field=MESSAGE), at, "" if mine else by.username, None)
            for number, key, row in together
            for mine, text, at in row.messages
        ),
    )
    record_event("contact.bulk_loaded", by=by, details={"contacts": len(loaded)}, at=now)
    return len(loaded)


def _contact(
    number: int, key: DataKey, row: ContactRow, *, by: Viewer, fictitious: bool
) -> tuple[object, ...]:
    return (
        number, 1, row.code, row.agency_code, row.channel, row.kind, row.status, row.priority, row.is_danger_now,
        row.language, list(row.topics), row.relation_to_child, row.child_age_years, row.child_sex, row.province_code, "",
        row.outcome, row.received_at, row.first_action_at, row.closed_at, by.username if row.closed_at else "",
        row.operator_id, row.is_public, key.id, seal(key, row.narrative, field=NARRATIVE), b"",
        seal(key, row.recontact, field=RECONTACT), fictitious, list(row.categories),
        due_of(row.priority, "first_action", start=row.received_at),
        due_of(row.priority, "referral", start=row.received_at), row.referred_at, b"", "", b"", b"", "", "", False, b"",
    )  # fmt: skip
