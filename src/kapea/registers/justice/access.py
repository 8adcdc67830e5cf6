"""How a viewer stands to a proceeding, and which sections that opens.

"assigned" is the officer of the matter, and the worker of the child's own case; "referred" is the
body that gives legal aid in it. What each sees stands in the country's matrix.
"""

from typing import Final

from django.db.models import Q, QuerySet

from kapea.guard.access.viewer import Viewer
from kapea.guard.break_glass.kinds import RecordOwner
from kapea.registers.justice.models import LegalAid, Proceeding, ProceedingVictim
from kapea.registers.sheets.keeping import Keeper, Standing
from kapea.registers.worklist.own_records import own_codes, owns

READ = "justice.proceeding.read"
WRITE = "justice.proceeding.write"
CHOOSE = "justice.charge.choose"
JUDGE = "justice.judgment.write"
ASK = "justice.protection.ask"
DECIDE = "justice.protection.decide"
AID = "justice.legal_aid.write"
CONCERN = "justice.concern.record"
REVIEW = "justice.concern.review"
VET = "justice.vetting.answer"
INDICATOR = "justice.indicator.write"

_NARROW: Final = frozenset({"own", "assigned", "unit"})
"""The ways to stand to a proceeding whose keys an index holds whole."""


def scopes(by: Viewer) -> dict[str, Q]:
    """Return, for each scope, the proceedings that stand so to the viewer."""
    aided = LegalAid.objects.filter(agency_code=by.agency, ended_on__isnull=True)
    return {
        "own": Q(created_by_user=by.user_id),
        "assigned": _assigned(by),
        "unit": Q(agency_code=by.agency, unit_code=by.unit) & ~Q(unit_code=""),
        "agency": Q(agency_code=by.agency),
        "province": Q(province_code__in=by.provinces) & ~Q(province_code=""),
        "referred": Q(pk__in=aided.values("proceeding_id")),
        "national": Q(),
    }


def _assigned(by: Viewer) -> Q:
    """The officer's matters, and those of a worker's own cases: as one set where there are both, so that it is small."""
    cases = own_codes("case", by=by)
    mine = Q(officer_id=by.user_id)
    if isinstance(cases, tuple):
        return mine
    ours = ProceedingVictim.objects.filter(case_code__in=cases).values("proceeding_id")
    return Q(pk__in=Proceeding.objects.filter(mine).values("pk").union(ours))


def stands_narrowly(by: Viewer) -> bool:
    """Whether the viewer lists only proceedings of their own, their unit's or given to them."""
    return by.scopes(READ, "summary") & by.standing <= _NARROW


def seen_as_set(by: Viewer) -> "QuerySet[Proceeding, dict[str, int]]":
    """Return the keys of the proceedings of a viewer who stands narrowly, each way to stand asked apart.

    For a question that meets another set: of two sets the database goes through the smaller, with the same
    conditions joined by "or" it looks at every row.
    """
    ways, conditions = by.scopes(READ, "summary") & by.standing, scopes(by)
    opened = sorted(by.opened_codes("proceeding"))
    asked = [*(conditions[way] for way in sorted(ways)), Q(code__in=opened)]
    first, *others = (Proceeding.objects.filter(condition).values("pk") for condition in asked)
    return first.union(*others)


def relations(proceeding: Proceeding, by: Viewer) -> dict[str, bool]:
    """Return in which ways the viewer stands to a proceeding."""
    user = by.user_id
    return {
        "own": user is not None and proceeding.created_by_user == user,
        "assigned": user is not None and (proceeding.officer_id == user or _is_childs_worker(proceeding, by)),
        "unit": bool(proceeding.unit_code)
        and (proceeding.agency_code, proceeding.unit_code) == (by.agency, by.unit),
        "agency": bool(by.agency) and proceeding.agency_code == by.agency,
        "province": bool(proceeding.province_code) and proceeding.province_code in by.provinces,
        "referred": bool(by.agency)
        and proceeding.legal_aid.filter(agency_code=by.agency, ended_on__isnull=True).exists(),
    }


def _is_childs_worker(proceeding: Proceeding, by: Viewer) -> bool:
    return owns("case", *proceeding.victims.values_list("case_code", flat=True), by=by)


PROCEEDINGS: Keeper[Proceeding] = Keeper(
    kind="proceeding", model=Proceeding, read=READ, scopes=scopes, relations=relations
)


def seen_proceedings(*, by: Viewer, section: str = "summary") -> "QuerySet[Proceeding]":
    """Return the proceedings whose section the viewer may see."""
    return PROCEEDINGS.seen(by=by, section=section)


def standing_on(code: str, *, by: Viewer) -> Standing[Proceeding]:
    """Return how the viewer stands to the proceeding. Raises NotFound, also when it is not theirs to see."""
    return PROCEEDINGS.standing_on(code, by=by)


def writable(code: str, *, by: Viewer, permission: str, section: str) -> Proceeding:
    """Return the proceeding, locked, if the viewer may do this act on it. Raises NotFound, NotAllowed."""
    return PROCEEDINGS.writable(code, by=by, permission=permission, section=section)


def owner_of(code: str) -> RecordOwner | None:
    """Return whose the proceeding is, None when there is none; for openings in danger."""
    record = Proceeding.objects.filter(code=code).first()
    if record is None:
        return None
    return RecordOwner(
        agency_code=record.agency_code, unit_code=record.unit_code, worker_id=record.officer_id
    )
