"""How a viewer stands to a facility and to a placement. What each sees stands in the country's matrix.

"assigned" is the manager of the facility; to a placement also the worker of the child's own case.
"""

from django.db.models import Q

from kapea.guard.access.viewer import Viewer
from kapea.guard.break_glass.kinds import RecordOwner
from kapea.registers.care.models import Facility, Placement
from kapea.registers.sheets.keeping import Keeper
from kapea.registers.worklist.own_records import own_codes, owns

READ = "care.facility.read"
WRITE = "care.facility.write"
LICENSE = "care.licence.write"
INSPECT = "care.inspection.write"
COMPLAIN = "care.complaint.record"
REVIEW_COMPLAINT = "care.complaint.review"
SUSPECT = "care.suspect.write"
READ_PLACEMENT = "care.placement.read"
ASK = "care.placement.ask"
WRITE_PLACEMENT = "care.placement.write"
REVIEW_PLACEMENT = "care.placement.review"
PROLONG = "care.placement.prolong"


def facility_scopes(by: Viewer) -> dict[str, Q]:
    """Return, for each scope, the facilities that stand so to the viewer."""
    return {
        "own": Q(created_by_user=by.user_id),
        "assigned": Q(manager_id=by.user_id),
        "unit": Q(agency_code=by.agency, unit_code=by.unit) & ~Q(unit_code=""),
        "agency": Q(agency_code=by.agency),
        "province": Q(province_code__in=by.provinces) & ~Q(province_code=""),
        "national": Q(),
    }


def facility_relations(facility: Facility, by: Viewer) -> dict[str, bool]:
    """Return in which ways the viewer stands to a facility."""
    return {
        "own": by.user_id is not None and facility.created_by_user == by.user_id,
        "assigned": by.user_id is not None and facility.manager_id == by.user_id,
        "unit": bool(facility.unit_code)
        and (facility.agency_code, facility.unit_code) == (by.agency, by.unit),
        "agency": bool(by.agency) and facility.agency_code == by.agency,
        "province": bool(facility.province_code) and facility.province_code in by.provinces,
    }


def placement_scopes(by: Viewer) -> dict[str, Q]:
    """Return, for each scope, the placements that stand so to the viewer."""
    ours = own_codes("case", by=by)
    return {
        "own": Q(created_by_user=by.user_id),
        "assigned": Q(facility__manager_id=by.user_id) | Q(case_code__in=ours),
        "unit": Q(agency_code=by.agency, unit_code=by.unit) & ~Q(unit_code=""),
        "agency": Q(agency_code=by.agency),
        "province": Q(province_code__in=by.provinces) & ~Q(province_code=""),
        "national": Q(),
    }


def placement_relations(placement: Placement, by: Viewer) -> dict[str, bool]:
    """Return in which ways the viewer stands to a placement."""
    manages = placement.facility is not None and placement.facility.manager_id == by.user_id
    is_childs_worker = owns("case", placement.case_code, by=by)
    return {
        "own": by.user_id is not None and placement.created_by_user == by.user_id,
        "assigned": by.user_id is not None and (manages or is_childs_worker),
        "unit": bool(placement.unit_code)
        and (placement.agency_code, placement.unit_code) == (by.agency, by.unit),
        "agency": bool(by.agency) and placement.agency_code == by.agency,
        "province": bool(placement.province_code) and placement.province_code in by.provinces,
    }


FACILITIES: Keeper[Facility] = Keeper(
    kind="facility", model=Facility, read=READ, scopes=facility_scopes, relations=facility_relations
)
PLACEMENTS: Keeper[Placement] = Keeper(
    kind="placement",
    model=Placement,
    read=READ_PLACEMENT,
    scopes=placement_scopes,
    relations=placement_relations,
)


def owner_of(code: str) -> RecordOwner | None:
    """Return whose a placement is, None when there is none; for openings in danger."""
    found = Placement.objects.select_related("facility").filter(code=code).first()
    if found is None:
        return None
    manager = found.facility.manager_id if found.facility else None
    return RecordOwner(agency_code=found.agency_code, unit_code=found.unit_code, worker_id=manager)
