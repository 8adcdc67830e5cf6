"""How a viewer stands to a proceeding, and which sections that opens.

"assigned" is the officer of the matter, and the worker of the child's own case; "referred" is the
body that gives legal aid in it. What each sees stands in the country's matrix.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.guard.break_glass.kinds import RecordOwner
from kapea.guard.errors import NotAllowed, NotFound
from kapea.registers.justice.models import LegalAid, Proceeding, ProceedingVictim
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


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A proceeding as one viewer stands to it."""

    proceeding: Proceeding
    by: Viewer
    relations: frozenset[str]
    sections: frozenset[str]

    def may(self, permission: str, section: str) -> bool:
        """Whether the viewer holds a permission on a section of this proceeding."""
        return section in self.by.sections(permission, self.relations)


def scopes(by: Viewer) -> dict[str, Q]:
    """Return, for each scope, the proceedings that stand so to the viewer."""
    ours = ProceedingVictim.objects.filter(
        proceeding_id=OuterRef("pk"), case_code__in=own_codes("case", by=by)
    )
    aided = LegalAid.objects.filter(agency_code=by.agency, ended_on__isnull=True)
    return {
        "own": Q(created_by_user=by.user_id),
        "assigned": Q(officer_id=by.user_id) | Q(Exists(ours)),
        "unit": Q(agency_code=by.agency, unit_code=by.unit) & ~Q(unit_code=""),
        "agency": Q(agency_code=by.agency),
        "province": Q(province_code__in=by.provinces) & ~Q(province_code=""),
        "referred": Q(pk__in=aided.values("proceeding_id")),
        "national": Q(),
    }


def relations(proceeding: Proceeding, *, by: Viewer) -> frozenset[str]:
    """Return how the viewer stands to a proceeding."""
    user = by.user_id
    found = {
        "own": user is not None and proceeding.created_by_user == user,
        "assigned": user is not None and (proceeding.officer_id == user or _is_childs_worker(proceeding, by)),
        "unit": bool(proceeding.unit_code)
        and (proceeding.agency_code, proceeding.unit_code) == (by.agency, by.unit),
        "agency": bool(by.agency) and proceeding.agency_code == by.agency,
        "province": bool(proceeding.province_code) and proceeding.province_code in by.provinces,
        "referred": bool(by.agency)
        and proceeding.legal_aid.filter(agency_code=by.agency, ended_on__isnull=True).exists(),
        "break_glass": by.has_opened("proceeding", proceeding.code),
        "national": True,
    }
    return frozenset(name for name, holds in found.items() if holds)


def _is_childs_worker(proceeding: Proceeding, by: Viewer) -> bool:
    return owns("case", *proceeding.victims.values_list("case_code", flat=True), by=by)


def seen_proceedings(*, by: Viewer, section: str = "summary") -> "QuerySet[Proceeding]":
    """Return the proceedings whose section the viewer may see."""
    return visible(
        Proceeding.objects.all(),
        by=by,
        permission=READ,
        section=section,
        scopes=scopes(by),
        kind="proceeding",
    )


def standing_on(code: str, *, by: Viewer, lock: bool = False) -> Standing:
    """Return how the viewer stands to the proceeding. Raises NotFound, also when it is not theirs to see."""
    rows = Proceeding.objects.select_for_update(of=("self",)) if lock else Proceeding.objects
    proceeding = rows.select_related("data_key").filter(code=code).first()
    if proceeding is None:
        raise NotFound
    held = relations(proceeding, by=by)
    sections = by.sections(READ, held)
    if "summary" not in sections:
        raise NotFound
    return Standing(proceeding=proceeding, by=by, relations=held, sections=sections)


def writable(code: str, *, by: Viewer, permission: str, section: str) -> Proceeding:
    """Return the proceeding, locked, if the viewer may do this act on it.

    Raises NotFound when they may not even see it, NotAllowed when the act is not theirs.
    """
    standing = standing_on(code, by=by, lock=True)
    if not standing.may(permission, section):
        raise NotAllowed
    return standing.proceeding


def owner_of(code: str) -> RecordOwner | None:
    """Return whose the proceeding is, None when there is none; for openings in danger."""
    record = Proceeding.objects.filter(code=code).first()
    if record is None:
        return None
    return RecordOwner(
        agency_code=record.agency_code, unit_code=record.unit_code, worker_id=record.officer_id
    )
