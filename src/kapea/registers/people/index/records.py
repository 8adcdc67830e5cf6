"""A register's persons as the linkage engine reads them: names opened in memory, and nowhere written.

Only the background run and the judge of a pair call it; what they give back holds no name.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
from django.db.models import QuerySet

from kapea.engines.linkage.records import COLUMNS
from kapea.guard.pack import local_day
from kapea.guard.vault.sealing import SealBroken
from kapea.registers.people import sealed
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.models import Person, PersonLink, PersonName

log = logging.getLogger(__name__)
BATCH = 2_000
Row = dict[str, str | None]
PARENTS: Mapping[str, str] = {"father": "father_name", "mother": "mother_name"}
WRITTEN = {"exact": 10, "month": 7, "year": 4}
"""How many letters of an ISO date a precision leaves."""


def rows_of(persons: Sequence[Person]) -> list[Row]:
    """Return the given persons as records, in their order; `record_id` is the primary key."""
    names = _names([person.pk for person in persons])
    parents = _parents([person.pk for person in persons])
    return [_row(person, names.get(person.pk, ()), parents.get(person.pk, {})) for person in persons]


def row_of_draft(draft: PersonDraft, *, source: str, told_on: str) -> Row:
    """Return a person just told as a record. told_on: the day, as an ISO date."""
    return _facts(
        draft,
        record_id="",
        source=source,
        name_km=_joined(draft.family_km, draft.given_km),
        name_latin=_joined(draft.family_latin, draft.given_latin),
        alias=draft.nickname or None,
        event_date=draft.age_as_of.isoformat() if draft.age_as_of else told_on,
    )


def batches(persons: "QuerySet[Person]", *, size: int = BATCH) -> Iterator[list[Person]]:
    """Yield persons in the order of their keys, a batch at a time; a batch is read when it is wanted."""
    last = 0
    rows = persons.select_related("data_key").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:size]):
        last = batch[-1].pk
        yield batch


def table_of(rows: Iterable[Row]) -> pa.Table:
    """Return records as the table that is linked."""
    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    return pa.Table.from_pylist(list(rows), schema=schema)


def _names(ids: Sequence[int]) -> dict[int, list[PersonName]]:
    found: dict[int, list[PersonName]] = {}
    for name in PersonName.objects.filter(person_id__in=ids).order_by("pk"):
        found.setdefault(name.person_id, []).append(name)
    return found


def _parents(ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return the names of linked parents; most records have none."""
    links = list(PersonLink.objects.filter(person_id__in=ids, kind__in=PARENTS, ended_at__isnull=True))
    if not links:
        return {}
    parents = Person.objects.select_related("data_key").in_bulk({link.other_id for link in links})
    names = _names(list(parents))
    found: dict[int, dict[str, str]] = {}
    for link in links:
        whole = _whole(parents[link.other_id], names.get(link.other_id, ()))
        if whole:
            found.setdefault(link.person_id, {})[PARENTS[link.kind]] = whole
    return found


def _whole(person: Person, names: Sequence[PersonName]) -> str:
    official = sorted((name for name in names if name.kind == "official"), key=lambda name: name.script)
    return _opened(person, official[0]) or "" if official else ""


def _row(person: Person, names: Sequence[PersonName], parents: Mapping[str, str]) -> Row:
    official = {name.script: name for name in names if name.kind == "official"}
    others = [_opened(person, name) for name in names if name.kind != "official"]
    told_on = person.age_as_of or local_day(person.created_at)
    return _facts(
        person,
        record_id=str(person.pk),
        source=person.agency_code or "unknown",
        name_km=_opened(person, official["km"]) if "km" in official else None,
        name_latin=_opened(person, official["latin"]) if "latin" in official else None,
        alias=next((name for name in others if name), None),
        event_date=told_on.isoformat(),
        **parents,
    )


def _opened(person: Person, name: PersonName) -> str | None:
    """Return a name; None where it does not open, so that one broken seal stops no comparison of others."""
    try:
        return _unsealed(person, name)
    except SealBroken:
        log.error("a name of %s does not open; the record is compared without it", person.code)
        return None


def _unsealed(person: Person, name: PersonName) -> str | None:
    opened = sealed.open_fields(person.data_key, {sealed.FAMILY: name.family, sealed.GIVEN: name.given})
    return _joined(opened[sealed.FAMILY], opened[sealed.GIVEN])


def _joined(family: str, given: str) -> str | None:
    return " ".join(part for part in (family, given) if part) or None


def _facts(told: Person | PersonDraft, **more: str | None) -> Row:
    born = told.born_on.isoformat()[: WRITTEN[told.born_precision]] if told.born_on else None
    return {
        **dict.fromkeys(COLUMNS),
        "sex": told.sex or None,
        "birth_date": born,
        "age": str(told.age_years) if told.age_years is not None else None,
        "home_code": told.commune_code or told.province_code or None,
        "nationality": told.nationality or None,
        **more,
    }
