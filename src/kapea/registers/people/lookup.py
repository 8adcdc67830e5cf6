"""Who may already be recorded, and who is searched for: through blind indexes only.

Before a person is created, records of all agencies are compared; what comes back is codes and
coarse facts, never a name. A search opens names, but of the viewer's own records only.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Count, Q

from kapea.engines.dates import AgeRange
from kapea.engines.linkage.judging import Judgement
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import local_day
from kapea.registers.people import queries, sealed
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.index.candidates import nearest, tokens_of
from kapea.registers.people.index.judge import judge
from kapea.registers.people.index.records import row_of_draft, rows_of
from kapea.registers.people.index.rules import LIKELIHOODS, likelihood
from kapea.registers.people.models import ContactPoint, Identifier, NameKey, Person
from kapea.registers.people.rules import (
    IDENTIFIER_KINDS,
    ages_on,
    identifier_key,
    partial_birth,
    phone_key,
)

MOST_SHOWN: Final = 8
MOST_FOUND: Final = 25
LEAST_PROBABILITY: Final = 0.02
"""Below it, lists drown the one that matters. Proposed."""

CODE: Final = re.compile(r"P-[0-9A-HJKMNP-TV-Z]{8}", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A record that may be the same person: coarse facts only.

    is_ours: the viewer may open it. likeness: percent, by the linkage engine; 100 more for the same
    document.
    """

    code: str
    agency_code: str
    is_ours: bool
    shares_whole_name: bool
    shares_identifier: bool
    names_shared: int
    sex: str
    ages: AgeRange | None
    province_code: str
    likeness: int


@transaction.atomic
def possible_duplicates(draft: PersonDraft, *, by: Viewer, now: datetime) -> tuple[Candidate, ...]:
    """Return the records most like the person told, the likeliest first; the look-up is audited.

    Blind indexes bring the nearest records together; the linkage engine judges them in memory.
    """
    tokens = tokens_of(draft)
    same_number = _holders_of_identifier(draft)
    ids = nearest(tokens, told=draft)
    ids += [pk for pk in same_number if pk not in ids]
    persons = list(Person.objects.filter(pk__in=ids).select_related("data_key")) if ids else []
    judged = _judged(draft, persons, by=by, now=now)
    likely = [
        person
        for person in sorted(persons, key=lambda person: ids.index(person.pk))
        if judged[person.pk].probability >= LEAST_PROBABILITY or person.pk in same_number
    ]
    likely.sort(key=lambda person: _band(judged[person.pk].probability, person.pk in same_number))
    nearest_few = likely[:MOST_SHOWN]
    shared = _shared([person.pk for person in nearest_few], tokens["whole"], tokens["single"])
    shown = [
        _candidate(
            person,
            probability=judged[person.pk].probability,
            shared=shared.get(person.pk, (0, 0)),
            by=by,
            now=now,
            same_number=same_number,
        )
        for person in nearest_few
    ]
    record_event(
        "people.duplicates.looked_up",
        by=by,
        details={"shown": [candidate.code for candidate in shown]},
        at=now,
    )
    return tuple(shown)


def _band(probability: float, shares_identifier: bool) -> int:
    """Return the place of a record's band: within one, the nearest by blind keys and facts stand first."""
    if shares_identifier:
        return -1
    return LIKELIHOODS.index(likelihood(round(100 * probability) / 100))


def _judged(draft: PersonDraft, persons: list[Person], *, by: Viewer, now: datetime) -> dict[int, Judgement]:
    """Return how likely each record is the person told."""
    if not persons:
        return {}
    told = row_of_draft(draft, source=by.agency or "unknown", told_on=local_day(now).isoformat())
    rows = [told, *rows_of(persons)]
    found = judge(rows, [(0, place + 1) for place in range(len(persons))])
    return {person.pk: one for person, one in zip(persons, found, strict=True)}


def _shared(ids: list[int], whole: list[str], single: list[str]) -> dict[int, tuple[int, int]]:
    """Return for each person how many whole-name and single-name keys are shared."""
    if not ids:
        return {}
    rows = (
        NameKey.objects.filter(person_id__in=ids, token__in=[*whole, *single])
        .values("person_id")
        .annotate(
            whole=Count("token", filter=Q(token__in=whole), distinct=True),
            single=Count("token", filter=Q(token__in=single), distinct=True),
        )
    )
    return {row["person_id"]: (row["whole"], row["single"]) for row in rows}


def _holders_of_identifier(draft: PersonDraft) -> frozenset[int]:
    token = sealed.identifier_token(draft.identifier_kind, identifier_key(draft.identifier))
    if not token:
        return frozenset()
    rows = Identifier.objects.filter(blind=token).order_by("pk")
    return frozenset(rows.values_list("person_id", flat=True)[:MOST_SHOWN])


def _candidate(
    person: Person,
    *,
    probability: float,
    shared: tuple[int, int],
    by: Viewer,
    now: datetime,
    same_number: frozenset[int],
) -> Candidate:
    whole, single = shared
    birth = partial_birth(
        born_on=person.born_on,
        born_precision=person.born_precision,
        age_years=person.age_years,
        age_as_of=person.age_as_of,
    )
    return Candidate(
        code=person.code,
        agency_code=person.agency_code,
        is_ours="identity" in by.sections(queries.READ, queries.relations(person, by=by)),
        shares_whole_name=whole > 0,
        shares_identifier=person.pk in same_number,
        names_shared=single,
        sex=person.sex,
        ages=ages_on(now.date(), birth),
        province_code=person.province_code,
        likeness=round(100 * probability) + (100 if person.pk in same_number else 0),
    )


@transaction.atomic
def search_people(text: str, *, by: Viewer, now: datetime) -> tuple[queries.Identity, ...]:
    """Return persons the viewer may see by code, phone, document number or name; audited.

    At most MOST_FOUND, the closest first.
    """
    wanted = text.strip()
    ids = _matching(wanted, by=by) if wanted else []
    persons = (
        Person.objects.filter(pk__in=ids).select_related("data_key").prefetch_related("names", "identifiers")
    )
    by_pk = {person.pk: person for person in persons}
    found = tuple(
        queries.open_identity(
            by_pk[pk],
            sections=by.sections(queries.READ, queries.relations(by_pk[pk], by=by)) & {"summary", "identity"},
            today=now.date(),
        )
        for pk in ids
        if pk in by_pk
    )
    record_event("people.searched", by=by, details={"found": [identity.code for identity in found]}, at=now)
    return tuple(sorted(found, key=lambda identity: -_spelled(identity, wanted)))


def _spelled(identity: queries.Identity, wanted: str) -> int:
    """Return how many of the words typed stand so in the person's names: more is nearer than sounding alike."""
    words = {word for name in identity.names for word in name.whole.casefold().split()}
    return len(words & set(wanted.casefold().split()))


def _matching(wanted: str, *, by: Viewer) -> list[int]:
    seen = queries.seen_persons(by=by)
    if CODE.fullmatch(wanted):
        return list(seen.filter(code=wanted.upper()).values_list("pk", flat=True))
    named = queries.seen_persons(by=by, section="identity")
    if phone_key(wanted) and not any(letter.isalpha() for letter in wanted):
        reached = queries.seen_persons(by=by, section="contact_details")
        holders = ContactPoint.objects.filter(blind=sealed.phone_token(phone_key(wanted))).values("person_id")
        found = list(reached.filter(pk__in=holders).order_by("-pk").values_list("pk", flat=True)[:MOST_FOUND])
        if found:
            return found
    return _by_identifier(wanted, named=named) or _by_name(wanted, named=named)


def _by_identifier(wanted: str, *, named: "queries.QuerySet[Person]") -> list[int]:
    """Return who of the viewer's persons has the number; that another body knows it changes nothing."""
    if not any(letter.isdigit() for letter in wanted):
        return []
    key = identifier_key(wanted)
    tokens = [sealed.identifier_token(kind, key) for kind in IDENTIFIER_KINDS]
    holders = Identifier.objects.filter(blind__in=tokens).values("person_id")
    return list(named.filter(pk__in=holders).order_by("-pk").values_list("pk", flat=True)[:MOST_FOUND])


def _by_name(wanted: str, *, named: "queries.QuerySet[Person]") -> list[int]:
    tokens = tokens_of(_as_typed(wanted))
    found = _named_so(tokens["whole"], named=named)
    if len(found) < MOST_FOUND:
        found += [pk for pk in _named_so(tokens["single"], named=named) if pk not in found]
    return found[:MOST_FOUND]


def _as_typed(text: str) -> PersonDraft:
    """Return a name typed in one box: the first word may be the family name, or the whole a nickname."""
    family, _space, given = text.strip().partition(" ")
    if not given.strip():
        return PersonDraft(given_km=text, nickname=text)
    return PersonDraft(family_km=family, given_km=given, nickname=text)


def _named_so(tokens: list[str], *, named: "queries.QuerySet[Person]") -> list[int]:
    if not tokens:
        return []
    rows = named.filter(name_keys__token__in=tokens).order_by("-pk").distinct()
    return list(rows.values_list("pk", flat=True)[:MOST_FOUND])


def persons_told(text: str) -> "tuple[queries.QuerySet[Person], ...]":
    """Return, as subqueries, the keys of persons with this phone or name. They open and show nothing.

    The closest first: whole names, then single names. Another register narrows each to its own
    records before anything is read.
    """
    if phone_key(text) and not any(letter.isalpha() for letter in text):
        return (ContactPoint.objects.filter(blind=sealed.phone_token(phone_key(text))).values("person_id"),)
    found = (NameKey.objects.filter(token__in=tokens).values("person_id") for tokens in _typed_tokens(text))
    return tuple(found)


def _typed_tokens(text: str) -> list[list[str]]:
    typed = tokens_of(_as_typed(text))
    return [tokens for tokens in (typed["whole"], typed["single"]) if tokens]
