"""How a viewer stands to a return. What each sees stands in the country's matrix.

"assigned" is the worker of the return, and the worker of the child's own case; "referred" is the body
to which a return was handed over and that has not accepted it yet; "commune" is the focal point of the commune
in which the person lives after the arrival: they visit, and learn from the worker whom.
"""

from django.db.models import Q

from kapea.guard.access.viewer import Viewer
from kapea.guard.break_glass.kinds import RecordOwner
from kapea.registers.returns.models import Return
from kapea.registers.sheets.keeping import Keeper
from kapea.registers.worklist.own_records import own_codes, owns

READ = "returns.return.read"
ACCEPT = "returns.return.accept"
WRITE = "returns.return.write"
ASK_CLOSURE = "returns.closure.ask"
APPROVE_CLOSURE = "returns.closure.approve"


def scopes(by: Viewer) -> dict[str, Q]:
    """Return, for each scope, the returns that stand so to the viewer."""
    ours = own_codes("case", by=by)
    return {
        "own": Q(created_by_user=by.user_id),
        "assigned": Q(worker_id=by.user_id) | Q(case_code__in=ours),
        "unit": Q(agency_code=by.agency, unit_code=by.unit) & ~Q(unit_code=""),
        "agency": Q(agency_code=by.agency),
        "commune": Q(commune_code=by.commune) & ~Q(commune_code=""),
        "province": Q(province_code__in=by.provinces) & ~Q(province_code=""),
        "referred": Q(agency_code=by.agency, stage="received"),
        "national": Q(),
    }


def relations(the_return: Return, by: Viewer) -> dict[str, bool]:
    """Return in which ways the viewer stands to a return."""
    ours = bool(by.agency) and the_return.agency_code == by.agency
    is_childs_worker = owns("case", the_return.case_code, by=by)
    is_worker = by.user_id is not None and the_return.worker_id == by.user_id
    return {
        "own": by.user_id is not None and the_return.created_by_user == by.user_id,
        "assigned": by.user_id is not None and (is_worker or is_childs_worker),
        "unit": ours and bool(the_return.unit_code) and the_return.unit_code == by.unit,
        "agency": ours,
        "commune": bool(the_return.commune_code) and the_return.commune_code == by.commune,
        "province": bool(the_return.province_code) and the_return.province_code in by.provinces,
        "referred": ours and the_return.stage == "received",
    }


RETURNS: Keeper[Return] = Keeper(kind="return", model=Return, read=READ, scopes=scopes, relations=relations)


def owner_of(code: str) -> RecordOwner | None:
    """Return whose a return is, None when there is none; for openings in danger."""
    found = Return.objects.filter(code=code).first()
    if found is None:
        return None
    return RecordOwner(agency_code=found.agency_code, unit_code=found.unit_code, worker_id=found.worker_id)
