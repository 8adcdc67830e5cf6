"""What the forms of an incident begin with: only what each form shows, and one event when it is read.

Knows nothing of what a form asks; the page of the whole incident is read elsewhere.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.registers.police import access, sealed
from kapea.registers.police.models import Incident
from kapea.registers.police.queries.lists import IncidentRow, row_of


@dataclass(frozen=True, kw_only=True)
class IncidentFacts:
    """Where an incident stands in the book; when, where and how it was done; how it was cleared.

    occurred: first day, last day and precision, None when nothing is known.
    """

    row: IncidentRow
    version: int
    agency_code: str
    place_code: str
    setting: str
    occurred: tuple[date, date, str] | None
    clearance: str
    cleared_on: date | None


def facts_of(incident: Incident) -> IncidentFacts:
    """Return the facts of an incident; the caller has checked that they may be read, and writes it down."""
    return IncidentFacts(
        row=row_of(incident),
        version=incident.version,
        agency_code=incident.agency_code,
        place_code=incident.place_code,
        setting=incident.setting,
        occurred=_occurred(incident),
        clearance=incident.clearance,
        cleared_on=incident.cleared_on,
    )


@transaction.atomic
def writable_facts(code: str, *, by: Viewer, now: datetime) -> IncidentFacts:
    """Return the facts as a form begins with them; the read is audited. Raises NotFound."""
    incident = access.incident_for(code, by=by, permission=access.WRITE)
    record_event("incident.read", by=by, on=("incident", code), details={"sections": ["summary"]}, at=now)
    return facts_of(incident)


@transaction.atomic
def named_suspects(code: str, *, by: Viewer, now: datetime) -> list[tuple[str, str]]:
    """Return code and name of each suspect open to the viewer; opening the names is audited. Raises NotFound."""
    incident = access.incident_for(code, by=by)
    if "suspect" not in access.sections_of(incident, by=by):
        return []
    rows = list(incident.suspects.order_by("pk"))
    if rows:
        record_event("incident.read", by=by, on=("incident", code), details={"sections": ["suspect"]}, at=now)
    return [(row.code, sealed.open_text(incident, row.name_sealed, sealed.SUSPECT_NAME)) for row in rows]


def suspect_codes(code: str, *, by: Viewer) -> list[str]:
    """Return the codes of the suspects open to the viewer, without a name. Raises NotFound."""
    incident = access.incident_for(code, by=by)
    if "suspect" not in access.sections_of(incident, by=by):
        return []
    return list(incident.suspects.order_by("pk").values_list("code", flat=True))


def has_item(code: str, item_code: str) -> bool:
    """Whether the item of evidence is of that incident; the caller checks what the viewer may see."""
    return Incident.objects.filter(code=code, evidence__code=item_code).exists()


def _occurred(incident: Incident) -> tuple[date, date, str] | None:
    if incident.occurred_from is None or incident.occurred_to is None:
        return None
    return incident.occurred_from, incident.occurred_to, incident.occurred_precision
