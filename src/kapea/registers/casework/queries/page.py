"""One case as one viewer may see it: only the sections open to them are read at all."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import local_day
from kapea.registers.casework import access, sealed
from kapea.registers.casework.acts import granted_acts, open_acts
from kapea.registers.casework.facts import facts_of, what_is_there
from kapea.registers.casework.models import Case
from kapea.registers.casework.queries import parts, sections
from kapea.registers.casework.queries.referrals import ReferralView, open_referral
from kapea.registers.casework.rules.closure import ChecklistItem
from kapea.registers.casework.rules.steps import CaseFacts, missing_in
from kapea.registers.casework.services.closing import ClosureRequest, closing_checklist
from kapea.registers.people.queries import Identity, identity_through, record_identity_read


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """A case for its page. What the viewer's sections do not hold is empty.

    granted: codes of the acts that are the viewer's on this case; acts: those possible now.
    missing: what the step still needs.
    is_referred: the viewer sees the case through a referral, and only what it carries.
    """

    code: str
    version: int
    step: str
    status: str
    risk_level: str
    risk_assessed_at: datetime | None
    priority: str
    agency_code: str
    province_code: str
    worker: str
    owner_id: int | None
    opened_at: datetime
    returned_on: date | None
    follow_up_since: date | None
    closed_at: datetime | None
    forms: tuple[str, ...]
    sections: frozenset[str]
    granted: frozenset[str]
    acts: frozenset[str]
    facts: CaseFacts
    missing: tuple[str, ...]
    is_referred: bool
    told: parts.Told | None = None
    child: Identity | None = field(default=None, repr=False)
    grounds: tuple[parts.GroundView, ...] = ()
    identification: parts.IdentificationView | None = None
    age: parts.AgeView | None = None
    risks: tuple[parts.RiskView, ...] = ()
    assessments: tuple[parts.AssessmentView, ...] = ()
    plan: parts.PlanView | None = None
    services: tuple[parts.ServiceView, ...] = ()
    referrals: tuple[ReferralView, ...] = ()
    visits: tuple[parts.VisitView, ...] = ()
    planned_visits: tuple[parts.PlannedVisitView, ...] = ()
    closures: tuple[parts.ClosureView, ...] = ()
    notes: tuple[parts.NoteView, ...] = ()


@transaction.atomic
def accessible_case(code: str, *, by: Viewer, now: datetime) -> CasePage:
    """Return the case as the viewer may see it; the read is audited. Raises NotFound."""
    today = local_day(now)
    standing = access.standing_on(code, by=by, today=today)
    case, seen = standing.case, standing.sections
    there = what_is_there(case)
    facts, granted = facts_of(case, there), granted_acts(standing)
    page = CasePage(
        **_summary(case),
        sections=seen,
        granted=granted,
        acts=open_acts(granted, facts),
        facts=facts,
        missing=missing_in(case.step, facts),
        is_referred=bool(standing.referrals),
        told=_told(standing),
        child=_child(standing, today=today),
        **_opened(standing, there, today=today),  # type: ignore[arg-type]
    )
    if page.child is not None:
        record_identity_read(page.child, sections=seen, on=("case", code), by=by, now=now)
    record_event("casework.case.read", by=by, on=("case", code), details={"sections": sorted(seen)}, at=now)
    return page


def _summary(case: Case) -> dict[str, object]:
    owner = case.owner
    return {
        "code": case.code,
        "version": case.version,
        "step": case.step,
        "status": case.status,
        "risk_level": case.risk_level,
        "risk_assessed_at": case.risk_assessed_at,
        "priority": case.priority,
        "agency_code": case.agency_code,
        "province_code": case.province_code,
        "worker": (owner.display_name or owner.username) if owner else "",
        "owner_id": case.owner_id,
        "opened_at": case.opened_at,
        "returned_on": case.returned_on,
        "follow_up_since": case.follow_up_since,
        "closed_at": case.closed_at,
        "forms": tuple(case.forms.order_by("form").values_list("form", flat=True)),
    }


def _told(standing: access.Standing) -> parts.Told | None:
    """Return what came with the hand-over; another agency sees its own referral's words instead."""
    case = standing.case
    if standing.referrals or "referral" not in standing.sections:
        return None
    names = "identity" in standing.sections
    return parts.Told(
        words=sealed.open_text(case, case.summary, sealed.SUMMARY),
        age_years=case.told_age_years,
        sex=case.told_sex,
        name_km=sealed.open_text(case, case.told_name_km, sealed.TOLD_NAME_KM) if names else "",
        name_latin=sealed.open_text(case, case.told_name_latin, sealed.TOLD_NAME_LATIN) if names else "",
    )


def _child(standing: access.Standing, *, today: date) -> Identity | None:
    """Return the child; without names when identity is closed, nothing when the referral is too."""
    case = standing.case
    if case.child_id is None or not standing.sections & {"identity", "referral"}:
        return None
    return identity_through(case.child_id, sections=standing.sections, today=today)


def _opened(standing: access.Standing, there: frozenset[str], *, today: date) -> dict[str, object]:
    """Return the sections that are open to the viewer, read; the others are not even asked for."""
    case, seen = standing.case, standing.sections
    found: dict[str, object] = {}
    if "identification" in seen:
        found["grounds"] = sections.grounds(case) if "ground" in there else ()
        found["identification"] = sections.identification(case) if "identification" in there else None
        found["age"] = sections.age(case) if "age" in there else sections.UNDOUBTED
    for section, read in _READ.items():
        if section in seen and section in there:
            found[_FIELD.get(section, section)] = read(case)
    if "plan" in seen and "plan" in there:
        found["plan"] = sections.plan(case, today=today)
    if "referral" in seen and "referral" in there:
        found["referrals"] = _referrals(standing, today=today)
    if "visit" in seen:
        found["visits"], found["planned_visits"] = sections.visits(case, today=today)
    if "notes" in seen and "notes" in there:
        found["notes"] = sections.notes(case, is_our_agency=case.agency_code == standing.by.agency)
    return found


_READ = {
    "risk": sections.risks,
    "assessment": sections.assessments,
    "services": sections.services,
    "closure": sections.closures,
}
_FIELD = {"risk": "risks", "assessment": "assessments", "closure": "closures"}


def _referrals(standing: access.Standing, *, today: date) -> tuple[ReferralView, ...]:
    """Return the case's referrals; another agency sees only those it came through."""
    rows = standing.referrals or standing.case.referrals.order_by("-pk")[: sections.MOST_SHOWN]
    return tuple(open_referral(row, standing.case, by=standing.by, today=today) for row in rows)


def closing_items(
    code: str, request: ClosureRequest, *, by: Viewer, now: datetime
) -> tuple[ChecklistItem, ...]:
    """Return each item of the closing checklist with its state, were closure asked so. Raises NotFound."""
    standing = access.standing_on(code, by=by, today=local_day(now))
    if not standing.may(access.ASK_CLOSURE, "closure"):
        raise NotFound
    return closing_checklist(standing.case, request, now=now)
