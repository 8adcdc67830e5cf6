"""How a viewer stands to a case or a referral, and which sections that opens."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kapea.guard.access.viewer import Viewer
from kapea.guard.break_glass.kinds import RecordOwner
from kapea.guard.errors import NotAllowed, NotFound
from kapea.registers.casework.ledger import grounds_of
from kapea.registers.casework.models import Case, Referral
from kapea.registers.casework.rules import LIVE_REFERRAL_STATUSES
from kapea.registers.casework.rules.consent import PURPOSE_OF, covered, may_share
from kapea.registers.casework.rules.referrals import is_live, readable

READ = "casework.case.read"
WRITE = "casework.case.write"
ACCEPT = "casework.case.accept"
ASSIGN = "casework.case.assign"
SEND = "casework.referral.send"
ANSWER = "casework.referral.answer"
ASK_CLOSURE = "casework.closure.ask"
APPROVE = "casework.work.approve"
APPROVE_CLOSURE = "casework.closure.approve"
ALWAYS_CARRIED = frozenset({"summary", "referral"})


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a viewer stands to a case: their relations and the sections these open for reading.

    referrals: the live referrals through which the case is seen, none when it is seen as one's own.
    """

    case: Case
    by: Viewer
    relations: frozenset[str]
    sections: frozenset[str]
    referrals: tuple[Referral, ...] = ()

    def may(self, permission: str, section: str) -> bool:
        """Whether the viewer holds a permission on a section of this case."""
        return section in self.by.sections(permission, self.relations)


def scopes(by: Viewer) -> dict[str, Q]:
    """Return, for each scope, the cases that stand so to the viewer."""
    return {
        "own": Q(recorded_by_id=by.user_id),
        "assigned": Q(owner_id=by.user_id),
        "unit": Q(agency_code=by.agency, unit_code=by.unit) & ~Q(unit_code=""),
        "agency": Q(agency_code=by.agency) & ~Q(agency_code=""),
        "province": Q(province_code__in=by.provinces) & ~Q(province_code=""),
        "referred": waiting_for(by),
        "national": Q(),
    }


def waiting_for(by: Viewer) -> Q:
    """The cases handed over to the viewer's agency (and unit) that nobody has accepted yet."""
    condition = Q(agency_code=by.agency, step="contact", status__in=("open", "reopened"))
    if by.unit:
        condition &= Q(unit_code__in=("", by.unit))
    return condition & ~Q(agency_code="")


def own_relations(case: Case, *, by: Viewer) -> frozenset[str]:
    """Return how the viewer stands to a case, referrals aside."""
    ours = bool(by.agency) and case.agency_code == by.agency
    same_unit = not case.unit_code or not by.unit or case.unit_code == by.unit
    found = {
        "own": by.user_id is not None and case.recorded_by_id == by.user_id,
        "assigned": by.user_id is not None and case.owner_id == by.user_id,
        "unit": ours and bool(case.unit_code) and case.unit_code == by.unit,
        "agency": ours,
        "province": bool(case.province_code) and case.province_code in by.provinces,
        "referred": ours and case.step == "contact" and same_unit,
        "break_glass": by.has_opened("case", case.code),
        "national": True,
    }
    return frozenset(name for name, holds in found.items() if holds)


def standing_on(code: str, *, by: Viewer, today: date, lock: bool = False) -> Standing:
    """Return how the viewer stands to the case of this code.

    A live referral to the viewer's agency opens only what it carries, while a ground covers it.
    Raises NotFound, also when the case exists and is not the viewer's to see.
    """
    rows = Case.objects.select_for_update(of=("self",)) if lock else Case.objects
    case = rows.select_related("data_key", "owner").filter(code=code).first()
    if case is None:
        raise NotFound
    relations = own_relations(case, by=by)
    sections = by.sections(READ, relations)
    referrals = _live_referrals(case, by=by, today=today)
    for referral in referrals:
        sections |= _carried(referral, by=by, today=today)
        relations |= {"referred"}
    if "summary" not in sections:
        raise NotFound
    return Standing(case=case, by=by, relations=relations, sections=sections, referrals=referrals)


def writable_case(code: str, *, by: Viewer, permission: str, section: str, today: date) -> Case:
    """Return the case, locked, if the viewer may do this act on it.

    Raises NotFound when they may not even see it, NotAllowed when the act is not theirs.
    """
    standing = standing_on(code, by=by, today=today, lock=True)
    relations = own_relations(standing.case, by=by)
    if section not in by.sections(permission, relations):
        raise NotAllowed
    return standing.case


def _live_referrals(case: Case, *, by: Viewer, today: date) -> tuple[Referral, ...]:
    """Return the live referrals of the case to the viewer's agency, the newest first."""
    if not by.agency or case.agency_code == by.agency or "referred" not in by.scopes(READ):
        return ()
    rows = case.referrals.filter(to_agency_code=by.agency, status__in=LIVE_REFERRAL_STATUSES)
    live = [
        row for row in rows.order_by("-pk") if is_live(row.status, expires_on=row.expires_on, today=today)
    ]
    grounds = grounds_of(case) if live else ()
    return tuple(
        row
        for row in live
        if may_share(grounds, purpose=PURPOSE_OF[row.kind], recipient=row.to_agency_code, today=today)
    )


def shared_by(referral: Referral, *, today: date) -> frozenset[str]:
    """Return what of the case may go along with a referral today: what was chosen and a ground covers."""
    live = covered(
        grounds_of(referral.case),
        purpose=PURPOSE_OF[referral.kind],
        recipient=referral.to_agency_code,
        today=today,
    )
    return frozenset(referral.sections) & live


def _carried(referral: Referral, *, by: Viewer, today: date) -> frozenset[str]:
    """Return what of the case a live referral opens to the viewer."""
    granted = by.sections(READ, frozenset({"referred"}))
    carried = readable(carried=shared_by(referral, today=today), granted=granted, status=referral.status)
    return carried | (granted & ALWAYS_CARRIED)


def owner_of(code: str) -> RecordOwner | None:
    """Return whose the case is, None when there is none; for openings in danger."""
    case = Case.objects.filter(code=code).first()
    if case is None:
        return None
    return RecordOwner(agency_code=case.agency_code, unit_code=case.unit_code, worker_id=case.owner_id)


def owned_codes(by: Viewer) -> "QuerySet[Case, str] | tuple[str, ...]":
    """Return the codes of the open cases whose worker the viewer is, for a court that shows them outcomes."""
    if "assigned" not in by.scopes(READ):
        return ()
    rows = Case.objects.filter(owner_id=by.user_id, status__in=("open", "reopened"))
    return rows.values_list("code", flat=True)
