"""Which persons a viewer may see, and who may already be recorded. The one door to read them.

Reading an identity is always audited, with the code of the person and through which record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from kapea.engines.dates import AgeRange
from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import Happening, record_event, record_events
from kapea.guard.break_glass.kinds import RecordOwner
from kapea.guard.errors import NotFound
from kapea.registers.people import sealed
from kapea.registers.people.models import Identifier, Person
from kapea.registers.people.rules import ages_on, partial_birth

READ = "people.person.read"


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name in one script, opened."""

    script: str
    kind: str
    family: str
    given: str

    @property
    def whole(self) -> str:
        return " ".join(part for part in (self.family, self.given) if part)


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A phone or address, opened: whose it is, and when it is safe to use."""

    kind: str
    whose: str
    safe: bool | None
    value: str
    safe_when: str


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who a person is. Names and contacts are empty when the viewer may not read them."""

    code: str
    agency_code: str
    sex: str
    born_on: date | None
    born_precision: str
    age_years: int | None
    age_as_of: date | None
    ages: AgeRange | None
    nationality: str
    province_code: str
    commune_code: str
    version: int
    names: tuple[Name, ...] = field(default=(), repr=False)
    contacts: tuple[Contact, ...] = field(default=(), repr=False)
    identifiers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def name_in(self, language: str) -> str:
        """The name in a reader's script, else in the other, else ""."""
        wanted = "km" if language == "km" else "latin"
        official = [name for name in self.names if name.kind == "official"] or list(self.names)
        ordered = sorted(official, key=lambda name: name.script != wanted)
        return ordered[0].whole if ordered else ""


def scopes(by: Viewer) -> dict[str, Q]:
    """Return, for each scope this register knows, the persons that stand so to the viewer."""
    return {
        "own": Q(recorded_by_id=by.user_id),
        "unit": Q(agency_code=by.agency, unit_code=by.unit) & ~Q(unit_code=""),
        "agency": Q(agency_code=by.agency) & ~Q(agency_code=""),
        "province": Q(province_code__in=by.provinces) & ~Q(province_code=""),
        "national": Q(),
    }


def relations(person: Person, *, by: Viewer) -> frozenset[str]:
    """Return how the viewer stands to a person."""
    ours = bool(by.agency) and person.agency_code == by.agency
    found = {
        "own": by.user_id is not None and person.recorded_by_id == by.user_id,
        "unit": ours and bool(by.unit) and person.unit_code == by.unit,
        "agency": ours,
        "province": bool(person.province_code) and person.province_code in by.provinces,
        "break_glass": by.has_opened("person", person.code),
        "national": True,
    }
    return frozenset(name for name, holds in found.items() if holds)


def relations_of(code: str, *, by: Viewer) -> frozenset[str]:
    """Return how the viewer stands to the person of a code, nothing when there is none."""
    person = Person.objects.filter(code=code).first()
    return relations(person, by=by) if person else frozenset()


def seen_persons(*, by: Viewer, section: str = "summary") -> "QuerySet[Person]":
    """Return the persons whose section the viewer may see."""
    return visible(Person.objects.all(), by=by, permission=READ, section=section, scopes=scopes(by))


def openable(codes: Iterable[str], *, by: Viewer) -> frozenset[str]:
    """Return those of the codes whose person the viewer may look up."""
    return frozenset(seen_persons(by=by).filter(code__in=set(codes)).values_list("code", flat=True))


def person_for(code: str, *, by: Viewer, permission: str = READ, section: str = "summary") -> Person:
    """Return the person if the viewer holds the permission on that section.

    Raises NotFound, also when the person exists and is not theirs to see.
    """
    person = Person.objects.select_related("data_key").filter(code=code).first()
    if person is None or section not in by.sections(permission, relations(person, by=by)):
        raise NotFound
    return person


@transaction.atomic
def accessible_person(code: str, *, by: Viewer, now: datetime) -> tuple[Identity, frozenset[str]]:
    """Return the person as the viewer may see them, and in which sections; the read is audited."""
    person = person_for(code, by=by)
    sections = by.sections(READ, relations(person, by=by))
    identity = open_identity(person, sections=sections, today=now.date())
    record_event(
        "people.person.read", by=by, on=("person", code), details={"sections": sorted(sections)}, at=now
    )
    return identity, sections


def identity_through(person_id: int, *, sections: frozenset[str], today: date) -> Identity:
    """Return a person's identity to who sees it through another record.

    That record's register has checked the sections; it writes down `identity_read` once it has
    read all it needs, so that the end of the audit's chain is held for as short as can be.
    """
    person = Person.objects.select_related("data_key").get(pk=person_id)
    return open_identity(person, sections=sections, today=today)


def identity_read(
    identity: Identity | None, *, sections: frozenset[str], on: tuple[str, str]
) -> tuple[Happening, ...]:
    """Return what is to be written when an identity was opened through another record, if it was."""
    if identity is None or not sections & {"identity", "contact_details"}:
        return ()
    return (name_read(identity.code, on=on),)


def name_read(code: str, *, on: tuple[str, str]) -> Happening:
    """Return what is to be written when a person's name was opened through another record."""
    return Happening(action="people.identity.read", on=("person", code), details={"through": list(on)})


def names_through(code: str, *, on: tuple[str, str], by: Viewer, now: datetime) -> dict[str, str]:
    """Return a person's official names by script to who sees them through another record; audited.

    That record's register has checked that the viewer may.
    """
    person = Person.objects.select_related("data_key").filter(code=code).first()
    if person is None:
        return {}
    sections = frozenset({"summary", "identity"})
    identity = open_identity(person, sections=sections, today=now.date())
    record_events(identity_read(identity, sections=sections, on=on), by=by, at=now)
    return {name.script: name.whole for name in identity.names if name.kind == "official"}


def open_identity(person: Person, *, sections: frozenset[str], today: date) -> Identity:
    """Open of a person what the sections allow. The caller has checked them and audits the read."""
    birth = partial_birth(
        born_on=person.born_on,
        born_precision=person.born_precision,
        age_years=person.age_years,
        age_as_of=person.age_as_of,
    )
    opens_identity = "identity" in sections
    return Identity(
        code=person.code,
        agency_code=person.agency_code,
        sex=person.sex,
        born_on=person.born_on if opens_identity else None,
        born_precision=person.born_precision if opens_identity else "",
        age_years=person.age_years,
        age_as_of=person.age_as_of,
        ages=ages_on(today, birth),
        nationality=person.nationality,
        province_code=person.province_code,
        commune_code=person.commune_code,
        version=person.version,
        names=_names(person) if opens_identity else (),
        contacts=_contacts(person) if "contact_details" in sections else (),
        identifiers=_identifiers(person) if opens_identity else (),
    )


def has_known_age(person_id: int) -> bool:
    """Whether a birth date to the day is recorded."""
    return Person.objects.filter(pk=person_id, born_precision="exact").exists()


def _names(person: Person) -> tuple[Name, ...]:
    key = person.data_key
    return tuple(
        Name(
            script=name.script,
            kind=name.kind,
            family=sealed.open_sealed(key, name.family, field=sealed.FAMILY),
            given=sealed.open_sealed(key, name.given, field=sealed.GIVEN),
        )
        for name in sorted(person.names.all(), key=lambda name: name.pk)
    )


def _contacts(person: Person) -> tuple[Contact, ...]:
    key = person.data_key
    return tuple(
        Contact(
            kind=point.kind,
            whose=point.whose,
            safe=point.safe,
            value=sealed.open_sealed(key, point.value, field=sealed.CONTACT),
            safe_when=sealed.open_sealed(key, point.safe_when, field=sealed.SAFE_WHEN),
        )
        for point in sorted(person.contact_points.all(), key=lambda point: point.pk)
    )


def _identifiers(person: Person) -> tuple[tuple[str, str], ...]:
    rows: Sequence[Identifier] = sorted(person.identifiers.all(), key=lambda row: row.pk)
    return tuple(
        (row.kind, sealed.open_sealed(person.data_key, row.value, field=sealed.IDENTIFIER)) for row in rows
    )


def owner_of(code: str) -> RecordOwner | None:
    """Return whose the record of a person is, None when there is none; for openings in danger."""
    person = Person.objects.filter(code=code).first()
    if person is None:
        return None
    return RecordOwner(
        agency_code=person.agency_code, unit_code=person.unit_code, worker_id=person.recorded_by_id
    )
