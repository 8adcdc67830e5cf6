"""Many persons at once, for imports and fictitious data. Rows come whole; constraints check them.

Each batch is one transaction with one audit event. Names are sealed and keyed as for a person
recorded by hand, so that look-ups find them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.models import DataKey
from kapea.guard.vault.sealing import make_data_key
from kapea.registers.bulk_rows import next_ids, store_rows
from kapea.registers.codes import new_code
from kapea.registers.people import sealed
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.models import ContactPoint, NameKey, Person, PersonName
from kapea.registers.people.rules import phone_key

KEY_FIELDS = ("id", "wrapped", "wrap_version")
PERSON_FIELDS = (
    "id", "version", "code", "agency_code", "unit_code", "sex", "born_on", "born_precision", "age_years",
    "age_as_of", "birth_year", "nationality", "province_code", "commune_code", "data_key_id",
    "recorded_by_id",
    "created_at", "fictitious",
)  # fmt: skip
NAME_FIELDS = ("person_id", "script", "kind", "family", "given")
NAME_KEY_FIELDS = ("person_id", "token", "birth_year")
CONTACT_FIELDS = ("person_id", "kind", "whose", "safe", "value", "safe_when", "blind")


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """A person to be stored: what is told, and by which agency. code "" makes a fresh one."""

    draft: PersonDraft
    agency_code: str
    created_at: datetime
    unit_code: str = ""
    recorded_by_id: int | None = None
    code: str = ""


class _Tokens:
    """Blind indexes of name keys, remembered: a load repeats the same names many times."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, draft: PersonDraft) -> list[str]:
        keys = draft.index_keys
        for key in keys - self._known.keys():
            self._known[key] = sealed.name_tokens([key])[0]
        return [self._known[key] for key in sorted(keys)]


def bulk_people(
    rows: Iterable[PersonRow], *, by: Viewer, now: datetime, fictitious: bool, batch_size: int = 5_000
) -> list[int]:
    """Store persons and return their primary keys in the order of `rows`.

    `rows` may be a generator: one batch is held at a time.
    """
    tokens, made, source = _Tokens(), list[int](), iter(rows)
    while batch := list(islice(source, batch_size)):
        made += _store(batch, tokens, by=by, now=now, fictitious=fictitious)
    return made


@transaction.atomic
def _store(
    batch: list[PersonRow], tokens: _Tokens, *, by: Viewer, now: datetime, fictitious: bool
) -> list[int]:
    ids = next_ids(Person, len(batch))
    keys = [make_data_key() for _row in batch]
    store_rows(DataKey, KEY_FIELDS, ((key.id, key.wrapped, key.wrap_version) for key in keys))
    store_rows(
        Person,
        PERSON_FIELDS,
        (_person(pk, key, row, fictitious) for pk, key, row in zip(ids, keys, batch, strict=True)),
    )
    store_rows(PersonName, NAME_FIELDS, _names(ids, keys, batch))
    store_rows(
        NameKey,
        NAME_KEY_FIELDS,
        (
            (pk, token, row.draft.birth_year)
            for pk, row in zip(ids, batch, strict=True)
            for token in tokens.of(row.draft)
        ),
    )
    store_rows(ContactPoint, CONTACT_FIELDS, _contacts(ids, keys, batch))
    record_event("people.bulk_loaded", by=by, details={"persons": len(batch)}, at=now)
    return ids


def _person(pk: int, key: DataKey, row: PersonRow, fictitious: bool) -> tuple[object, ...]:
    told = row.draft
    return (
        pk, 1, row.code or new_code("P"), row.agency_code, row.unit_code, told.sex, told.born_on,
        told.born_precision, told.age_years, told.age_as_of, told.birth_year, told.nationality,
        told.province_code, told.commune_code, key.id, row.recorded_by_id, row.created_at, fictitious,
    )  # fmt: skip


def _names(ids: list[int], keys: list[DataKey], batch: list[PersonRow]) -> Iterator[tuple[object, ...]]:
    for pk, key, row in zip(ids, keys, batch, strict=True):
        told = row.draft
        for script, kind, family, given in (
            ("km", "official", told.family_km, told.given_km),
            ("latin", "official", told.family_latin, told.given_latin),
            ("latin" if told.nickname.isascii() else "km", "nickname", "", told.nickname),
        ):
            if family or given:
                yield (
                    pk,
                    script,
                    kind,
                    sealed.seal(key, family, field=sealed.FAMILY),
                    sealed.seal(key, given, field=sealed.GIVEN),
                )


def _contacts(ids: list[int], keys: list[DataKey], batch: list[PersonRow]) -> Iterator[tuple[object, ...]]:
    for pk, key, row in zip(ids, keys, batch, strict=True):
        told = row.draft
        if told.phone:
            yield (
                pk,
                "phone",
                told.phone_whose,
                told.phone_safe,
                sealed.seal(key, told.phone, field=sealed.CONTACT),
                sealed.seal(key, told.phone_safe_when, field=sealed.SAFE_WHEN),
                sealed.phone_token(phone_key(told.phone)),
            )
