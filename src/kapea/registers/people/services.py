"""How a person is recorded and corrected. One act, one transaction, one audit event."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed
from kapea.guard.saving import save_current
from kapea.guard.vault.sealing import new_data_key
from kapea.registers.codes import new_code
from kapea.registers.people import queries, sealed
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.index.deciding import note_at_intake
from kapea.registers.people.index.drafts import draft_of
from kapea.registers.people.models import ContactPoint, Identifier, NameKey, Person, PersonLink, PersonName
from kapea.registers.people.rules import birth_year_of, identifier_key, phone_key

WRITE = "people.person.write"
CORRECTABLE = (
    "sex",
    "born_on",
    "born_precision",
    "age_years",
    "age_as_of",
    "nationality",
    "province_code",
    "commune_code",
)


class NothingToldOfPerson(KapeaError):
    """A person needs at least a name, a nickname or an age to be recorded."""

    code = "people.nothing_told"


@transaction.atomic
def register_person(
    draft: PersonDraft, *, by: Viewer, now: datetime, same_as: str = "", for_case: bool = False
) -> Person:
    """Record a person of the worker's agency and return them.

    same_as: code of another agency's record that the worker takes for the same person; it is
    only noted, no record of another agency is opened or changed.
    for_case: the caller holds the right to register a child in a case.
    Raises NotAllowed, NothingToldOfPerson.
    """
    if not (for_case or by.may(WRITE)):
        raise NotAllowed
    if not draft.keys and draft.birth_year is None and not draft.nickname:
        raise NothingToldOfPerson
    key = new_data_key()
    person = Person.objects.create(
        code=new_code("P"),
        agency_code=by.agency,
        unit_code=by.unit,
        sex=draft.sex,
        born_on=draft.born_on,
        born_precision=draft.born_precision,
        age_years=draft.age_years,
        age_as_of=draft.age_as_of,
        birth_year=draft.birth_year,
        nationality=draft.nationality,
        province_code=draft.province_code,
        commune_code=draft.commune_code,
        data_key=key,
        recorded_by_id=by.user_id,
        created_at=now,
        fictitious=settings.KAPEA_FICTITIOUS,
    )
    _store_names(person, draft)
    _store_contact(person, draft)
    _store_identifier(person, draft)
    linked = _note_same_person(person, same_as, by=by, now=now)
    record_event(
        "people.person.recorded", by=by, on=("person", person.code), details={"same_as": linked}, at=now
    )
    return person


@transaction.atomic
def correct_person(
    code: str, *, version: int, changes: Mapping[str, object], by: Viewer, now: datetime
) -> Person:
    """Correct what is known of a person beside the name.

    An age left as it was keeps the day on which it was told: else a child stays that young at each correction.
    Raises NotFound; StaleSave when someone saved meanwhile.
    """
    person = queries.person_for(code, by=by, permission=WRITE, section="identity")
    wanted = {name: changes[name] for name in CORRECTABLE if name in changes}
    if wanted.get("age_years") is not None and wanted["age_years"] == person.age_years:
        wanted["age_as_of"] = person.age_as_of
    known = {name: wanted.get(name, getattr(person, name)) for name in ("born_on", "age_years", "age_as_of")}
    year = birth_year_of(**known)  # type: ignore[arg-type]
    save_current(person, version=version, changes={**wanted, "birth_year": year})
    _key_anew(person)
    record_event(
        "people.person.corrected", by=by, on=("person", code), details={"fields": sorted(wanted)}, at=now
    )
    return person


def _store_names(person: Person, draft: PersonDraft) -> None:
    key = person.data_key
    told = (
        ("km", "official", draft.family_km, draft.given_km),
        ("latin", "official", draft.family_latin, draft.given_latin),
        (_script(draft.nickname), "nickname", "", draft.nickname),
    )
    PersonName.objects.bulk_create(
        PersonName(
            person=person,
            script=script,
            kind=kind,
            family=sealed.seal(key, family, field=sealed.FAMILY),
            given=sealed.seal(key, given, field=sealed.GIVEN),
        )
        for script, kind, family, given in told
        if family or given
    )
    NameKey.objects.bulk_create(
        NameKey(person=person, token=token, birth_year=person.birth_year)
        for token in sealed.name_tokens(draft.index_keys)
    )


def _key_anew(person: Person) -> None:
    """Key the names anew: what stands beside them has changed."""
    NameKey.objects.filter(person=person).delete()
    NameKey.objects.bulk_create(
        NameKey(person=person, token=token, birth_year=person.birth_year)
        for token in sealed.name_tokens(draft_of(person).index_keys)
    )


def _script(text: str) -> str:
    return "km" if any("\u1780" <= letter <= "\u17ff" for letter in text) else "latin"


def _store_contact(person: Person, draft: PersonDraft) -> None:
    if not draft.phone:
        return
    ContactPoint.objects.create(
        person=person,
        kind="phone",
        whose=draft.phone_whose,
        safe=draft.phone_safe,
        value=sealed.seal(person.data_key, draft.phone, field=sealed.CONTACT),
        safe_when=sealed.seal(person.data_key, draft.phone_safe_when, field=sealed.SAFE_WHEN),
        blind=sealed.phone_token(phone_key(draft.phone)),
    )


def _store_identifier(person: Person, draft: PersonDraft) -> None:
    if not draft.identifier:
        return
    Identifier.objects.create(
        person=person,
        kind=draft.identifier_kind,
        value=sealed.seal(person.data_key, draft.identifier, field=sealed.IDENTIFIER),
        blind=sealed.identifier_token(draft.identifier_kind, identifier_key(draft.identifier)),
    )


def _note_same_person(person: Person, same_as: str, *, by: Viewer, now: datetime) -> str:
    """Note that another record may be the same person; return its code, "" when there is none such."""
    other = Person.objects.filter(code=same_as).first() if same_as else None
    if other is None:
        return ""
    PersonLink.objects.create(person=person, other=other, said_at=now, said_by=by.username)
    note_at_intake(person, other, by=by, now=now)
    return other.code
