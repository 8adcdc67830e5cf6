"""Who is whose mother, brother or carer: links between records of persons.

A link is said by a worker who may write the one record and see the other; it opens neither. Brothers and
sisters follow from a shared parent too. A link is ended, never erased.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event, record_events
from kapea.guard.errors import NotFound
from kapea.registers.people import queries
from kapea.registers.people.models import Person, PersonLink
from kapea.registers.people.rules import BOTH_WAYS, LINK_KINDS, PARENTS
from kapea.registers.people.services import WRITE

NOT_YET_ENDED = Q(ended_at__isnull=True)


class LinkNotPossible(KapeaError):
    """Choose how the person stands to the other, and give the code of another record open to you."""

    code = "people.link_not_possible"


@dataclass(frozen=True, kw_only=True)
class Relative:
    """Somebody who stands to a person. kind: what they are to the person, "" when it only follows.

    is_inverse: said on the other's record ("this person is the mother of …"). name: "" when not open.
    """

    link_id: int | None
    code: str
    kind: str
    is_inverse: bool
    name: str
    is_open: bool


@transaction.atomic
def relatives(code: str, *, by: Viewer, language: str, now: datetime) -> tuple[Relative, ...]:
    """Return who stands to a person that the viewer may see; codes of closed records stay closed.

    Each name that is opened is audited, as read through this person. Raises NotFound.
    """
    person = queries.person_for(code, by=by)
    said = PersonLink.objects.filter(NOT_YET_ENDED).exclude(kind="same_person")
    rows = said.filter(Q(person=person) | Q(other=person)).select_related(
        "person__data_key", "other__data_key"
    )
    found = []
    for link in rows.order_by("pk"):
        is_inverse = link.other_id == person.pk
        relative = link.person if is_inverse else link.other
        inverse = is_inverse and link.kind not in BOTH_WAYS
        found.append(
            _relative(relative, link.pk, link.kind, is_inverse=inverse, by=by, language=language, now=now)
        )
    known = {one.code for one in found if one.kind == "sibling"}
    for sibling in _siblings(person):
        if sibling.code not in known:
            found.append(
                _relative(sibling, None, "sibling", is_inverse=False, by=by, language=language, now=now)
            )
    opened = sorted({one.code for one in found if one.name})
    record_events([queries.name_read(each, on=("person", code)) for each in opened], by=by, at=now)
    return tuple(found)


def _siblings(person: Person) -> list[Person]:
    """Return who shares a parent, by the links that hold."""
    said = PersonLink.objects.filter(NOT_YET_ENDED, kind__in=PARENTS)
    parents = said.filter(person=person).values("other_id")
    others = said.filter(other_id__in=parents).exclude(person=person).values("person_id")
    return list(Person.objects.filter(pk__in=others).select_related("data_key").order_by("pk"))


def _relative(
    person: Person,
    link_id: int | None,
    kind: str,
    *,
    is_inverse: bool,
    by: Viewer,
    language: str,
    now: datetime,
) -> Relative:
    sections = by.sections(queries.READ, queries.relations(person, by=by))
    identity = queries.open_identity(person, sections=sections & {"identity"}, today=now.date())
    return Relative(
        link_id=link_id,
        code=person.code,
        kind=kind,
        is_inverse=is_inverse,
        name=identity.name_in(language),
        is_open="summary" in sections,
    )


@transaction.atomic
def link_relative(code: str, *, other_code: str, kind: str, by: Viewer, now: datetime) -> PersonLink:
    """Say how another person stands to this one; saying it twice changes nothing.

    Raises NotFound, LinkNotPossible.
    """
    person = queries.person_for(code, by=by, permission=WRITE, section="identity")
    try:
        other = queries.person_for(other_code.strip().upper(), by=by)
    except NotFound as absent:
        raise LinkNotPossible from absent
    if kind not in LINK_KINDS or other.pk == person.pk:
        raise LinkNotPossible
    link, made = PersonLink.objects.get_or_create(
        person=person, other=other, kind=kind, defaults={"said_at": now, "said_by": by.username}
    )
    if not made and link.ended_at is None:
        return link
    if not made:
        PersonLink.objects.filter(pk=link.pk).update(
            ended_at=None, ended_by="", said_at=now, said_by=by.username
        )
    record_event(
        "people.link.said", by=by, on=("person", code), details={"other": other.code, "kind": kind}, at=now
    )
    return link


@transaction.atomic
def end_link(code: str, *, link_id: int, by: Viewer, now: datetime) -> None:
    """End a link of this person; ended once, it stays so. Raises NotFound."""
    person = queries.person_for(code, by=by, permission=WRITE, section="identity")
    rows = PersonLink.objects.filter(NOT_YET_ENDED, Q(person=person) | Q(other=person), pk=link_id)
    link = rows.exclude(kind="same_person").select_related("person", "other").first()
    if link is None:
        raise NotFound
    link.ended_at, link.ended_by = now, by.username
    link.save(update_fields=["ended_at", "ended_by"])
    details = {"records": [link.person.code, link.other.code], "kind": link.kind}
    record_event("people.link.ended", by=by, on=("person", code), details=details, at=now)
