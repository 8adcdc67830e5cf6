"""How a viewer stands to an incident, and which sections that opens."""

from typing import Final

from django.db.models import Q, QuerySet

from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.guard.break_glass.kinds import RecordOwner
from kapea.guard.errors import NotFound
from kapea.registers.police.models import Incident

READ: Final = "police.incident.read"
WRITE: Final = "police.incident.write"
SEND: Final = "police.incident.send_to_court"
REVIEW: Final = "police.incident.review"


def scopes(by: Viewer) -> dict[str, Q]:
    """Return, for each scope, the incidents that stand so to the viewer."""
    return {
        "own": Q(created_by_user=by.user_id),
        "assigned": Q(officer_id=by.user_id),
        "unit": Q(agency_code=by.agency, unit_code=by.unit) & ~Q(unit_code=""),
        "agency": Q(agency_code=by.agency),
        "province": Q(province_code__in=by.provinces) & ~Q(province_code=""),
        "national": Q(),
    }


def relations(incident: Incident, *, by: Viewer) -> frozenset[str]:
    """Return how the viewer stands to an incident."""
    found = {
        "own": incident.created_by_user is not None and incident.created_by_user == by.user_id,
        "assigned": incident.officer_id is not None and incident.officer_id == by.user_id,
        "unit": bool(incident.unit_code)
        and (incident.agency_code, incident.unit_code) == (by.agency, by.unit),
        "agency": bool(by.agency) and incident.agency_code == by.agency,
        "province": bool(incident.province_code) and incident.province_code in by.provinces,
        "break_glass": by.has_opened("incident", incident.code),
        "national": True,
    }
    return frozenset(name for name, holds in found.items() if holds)


def sections_of(incident: Incident, *, by: Viewer, permission: str = READ) -> frozenset[str]:
    """Return the sections of an incident on which the viewer holds the permission."""
    return by.sections(permission, relations(incident, by=by))


def seen_incidents(*, by: Viewer, section: str = "summary") -> "QuerySet[Incident]":
    """Return the incidents whose section the viewer may see."""
    return visible(Incident.objects.all(), by=by, permission=READ, section=section, scopes=scopes(by))


def incident_for(
    code: str, *, by: Viewer, permission: str = READ, section: str = "summary", lock: bool = False
) -> Incident:
    """Return the incident if the viewer holds the permission on that section of it.

    Raises NotFound, also when it exists and is not theirs.
    """
    rows = Incident.objects.select_for_update(of=("self",)) if lock else Incident.objects
    incident = rows.select_related("data_key").filter(code=code).first()
    if incident is None or section not in sections_of(incident, by=by, permission=permission):
        raise NotFound
    return incident


def owner_of(code: str) -> RecordOwner | None:
    """Return whose the incident is, None when there is none; for openings in danger."""
    record = Incident.objects.filter(code=code).first()
    if record is None:
        return None
    return RecordOwner(
        agency_code=record.agency_code, unit_code=record.unit_code, worker_id=record.officer_id
    )
