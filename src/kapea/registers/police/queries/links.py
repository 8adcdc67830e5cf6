"""Which suspects of other incidents may be the same person as one of this incident.

Shown to whoever may see the suspects of the incident at hand, as a possible link and nothing
more: nothing is joined. Of an incident that is not theirs they learn only which body to ask.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.registers.police import access
from kapea.registers.police.keys import DOCUMENT, WHOLE
from kapea.registers.police.models import EvidenceItem, Incident, IncidentSuspect, SuspectKey
from kapea.registers.police.rules.likeness import WORTH_SHOWING, Traits, likeness

MOST_COMPARED: Final = 300
MOST_SHOWN: Final = 10


@dataclass(frozen=True, kw_only=True)
class PossibleLink:
    """A suspect of another incident. incident_code: "" when that incident is not the viewer's to open."""

    suspect_code: str
    incident_code: str
    agency_code: str
    unit_code: str
    year: int
    shares_document: bool
    shares_whole_name: bool
    names_shared: int
    likeness: int


@dataclass(frozen=True, kw_only=True)
class SameDigest:
    """An item of another incident with the same digest. incident_code: as in PossibleLink."""

    item_code: str
    incident_code: str
    agency_code: str
    unit_code: str


@transaction.atomic
def possible_links(code: str, *, by: Viewer, now: datetime) -> tuple[PossibleLink, ...]:
    """Return the suspects of other incidents most like those of this one; the look-up is audited.

    Raises NotFound.
    """
    incident = access.incident_for(code, by=by, section="suspect")
    found: dict[str, PossibleLink] = {}
    for suspect in incident.suspects.order_by("pk").prefetch_related("keys"):
        for link in _links_of(suspect, by=by):
            earlier = found.get(link.suspect_code)
            if earlier is None or link.likeness > earlier.likeness:
                found[link.suspect_code] = link
    shown = sorted(found.values(), key=lambda link: (-link.likeness, link.suspect_code))[:MOST_SHOWN]
    record_event(
        "incident.suspect_links_read",
        by=by,
        on=("incident", code),
        details={"shown": [link.suspect_code for link in shown]},
        at=now,
    )
    return tuple(shown)


def _links_of(suspect: IncidentSuspect, *, by: Viewer) -> Iterable[PossibleLink]:
    kinds = {key.token: key.kind for key in suspect.keys.all()}
    if not kinds:
        return
    hits: dict[int, list[str]] = {}
    rows = SuspectKey.objects.filter(token__in=kinds).exclude(suspect__incident=suspect.incident_id)
    for other, token in rows.order_by("-suspect_id").values_list("suspect_id", "token")[: 4 * MOST_COMPARED]:
        hits.setdefault(other, []).append(kinds[token])
    others = IncidentSuspect.objects.filter(pk__in=list(hits)[:MOST_COMPARED]).select_related("incident")
    for other_row in others:
        link = _link(suspect, other_row, hits[other_row.pk])
        if link.likeness >= WORTH_SHOWING:
            yield _as_seen(link, other_row.incident, by=by)


def _link(ours: IncidentSuspect, theirs: IncidentSuspect, shared: list[str]) -> PossibleLink:
    names = sum(kind not in (WHOLE, DOCUMENT) for kind in shared)
    return PossibleLink(
        suspect_code=theirs.code,
        incident_code=theirs.incident.code,
        agency_code=theirs.incident.agency_code,
        unit_code=theirs.incident.unit_code,
        year=theirs.incident.reported_on.year,
        shares_document=DOCUMENT in shared,
        shares_whole_name=WHOLE in shared,
        names_shared=names,
        likeness=likeness(
            shares_document=DOCUMENT in shared,
            shares_whole_name=WHOLE in shared,
            names_shared=names,
            ours=_traits(ours),
            theirs=_traits(theirs),
        ),
    )


def _traits(suspect: IncidentSuspect) -> Traits:
    on: date = suspect.incident.reported_on
    birth = None
    if suspect.age_low is not None and suspect.age_high is not None:
        birth = (on.year - suspect.age_high - 1, on.year - suspect.age_low)
    return Traits(sex=suspect.sex, nationality=suspect.nationality, birth=birth)


def _as_seen(link: PossibleLink, incident: Incident, *, by: Viewer) -> PossibleLink:
    if "suspect" in access.sections_of(incident, by=by):
        return link
    return replace(link, incident_code="")


def same_digests(code: str, *, by: Viewer) -> tuple[SameDigest, ...]:
    """Return the items of other incidents whose digest is one of this incident's. Raises NotFound."""
    incident = access.incident_for(code, by=by, section="evidence")
    digests = [digest for digest in incident.evidence.values_list("digest", flat=True) if digest]
    rows = EvidenceItem.objects.filter(digest__in=digests).exclude(incident=incident)
    return tuple(
        SameDigest(
            item_code=row.code,
            incident_code=row.incident.code if "evidence" in access.sections_of(row.incident, by=by) else "",
            agency_code=row.incident.agency_code,
            unit_code=row.incident.unit_code,
        )
        for row in rows.select_related("incident").order_by("-pk")[:MOST_SHOWN]
    )
