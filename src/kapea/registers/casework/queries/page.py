"""One case as one viewer may see it: only the sections open to them are read at all."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import Happening, record_events
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import local_day
from kapea.registers.casework import access, sealed
from kapea.registers.casework.acts import granted_acts, open_acts
from kapea.registers.casework.errors import ReferralNotOpen
from kapea.registers.casework.facts import facts_of, what_is_there
from kapea.registers.casework.models import Case, Referral
from kapea.registers.casework.queries import parts, sections
from kapea.registers.casework.queries.referrals import ReferralView, open_referral
from kapea.registers.casework.rules.closure import ChecklistItem
from kapea.registers.casework.rules.referrals import is_live, readable
from kapea.registers.casework.rules.steps import CaseFacts, missing_in, step_of
from kapea.registers.casework.services.closing import ClosureRequest, closing_checklist
from kapea.registers.people.queries import Identity, identity_read, identity_through


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
    flags: tuple[parts.FlagView, ...] = ()
    needs: tuple[str, ...] = ()
    conferences: tuple[parts.ConferenceView, ...] = ()
    approvals: tuple[parts.ApprovalView, ...] = ()

    @property
    def missed_visits(self) -> list[tuple[int, date]]:
        """The planned visits that were missed and are not made up for, by month and due day."""
        return [
            (visit.month, visit.due_on)
            for visit in self.planned_visits
            if visit.state == "missed" and visit.made_up_on is None
        ]


@transaction.atomic
def accessible_case(code: str, *, by: Viewer, now: datetime) -> CasePage:
    """Return the case as the viewer may see it; the read is audited. Raises NotFound."""
    today = local_day(now)
    standing = access.standing_on(code, by=by, today=today)
    case, seen = standing.case, standing.sections
    there = what_is_there(case, today=today)
    facts, granted = facts_of(case, there), granted_acts(standing)
    page = CasePage(
        **_summary(case) | {"step": step_of(facts)},  # type: ignore[arg-type]
        sections=seen,
        granted=granted,
        acts=open_acts(granted, facts),
        facts=facts,
        missing=missing_in(step_of(facts), facts),
        is_referred=bool(standing.referrals),
        told=_told(standing),
        child=_child(standing, today=today),
        **_opened(standing, there, today=today),  # type: ignore[arg-type]
    )
    read = Happening(action="casework.case.read", on=("case", code), details={"sections": sorted(seen)})
    opened = identity_read(page.child, sections=seen, on=("case", code))
    record_events((*opened, read), by=by, at=now)
    return page


@transaction.atomic
def package_page(referral_code: str, *, by: Viewer, now: datetime) -> tuple[CasePage, ReferralView]:
    """Return what of a case goes along with a referral by file, and the referral.

    Only what was chosen, what a ground covers today and what the sender may read themselves; contact
    details once the agency has accepted.
    Raises NotFound, NotAllowed, ReferralNotOpen.
    """
    today = local_day(now)
    referral = Referral.objects.select_related("case__data_key").filter(code=referral_code).first()
    if referral is None:
        raise NotFound
    standing = access.standing_on(referral.case.code, by=by, today=today)
    if not standing.may(access.SEND, "referral"):
        raise NotAllowed
    if referral.channel != "file" or not is_live(
        referral.status, expires_on=referral.expires_on, today=today
    ):
        raise ReferralNotOpen
    shared = readable(
        carried=access.shared_by(referral, today=today), granted=standing.sections, status=referral.status
    )
    narrowed = replace(standing, sections=shared | {"summary"})
    there = what_is_there(standing.case, today=today)
    page = CasePage(
        **_summary(standing.case),
        sections=narrowed.sections,
        granted=frozenset(),
        acts=frozenset(),
        facts=facts_of(standing.case, there),
        missing=(),
        is_referred=True,
        child=_child(narrowed, today=today),
        **_opened(narrowed, there, today=today),  # type: ignore[arg-type]
    )
    record_events(identity_read(page.child, sections=shared, on=("referral", referral_code)), by=by, at=now)
    return page, open_referral(referral, standing.case, by=by, today=today)


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
        found["grounds"] = sections.grounds(case, today=today) if "ground" in there else ()
        found["identification"] = sections.identification(case) if "identification" in there else None
        found["age"] = sections.age(case) if "age" in there else sections.UNDOUBTED
        found["needs"] = sections.needs(case) if "needs" in there else ()
    for section, read in _READ.items():
        if section in seen and section in there:
            found[_FIELD.get(section, section)] = read(case)
    if "assessment" in seen and "assessment" in there:
        found["assessments"] = sections.assessments(case, seen=seen)
    if "plan" in seen and "plan" in there:
        found["plan"] = sections.plan(case, today=today)
    if "referral" in seen and "referral" in there:
        found["referrals"] = _referrals(standing, today=today)
    if "visit" in seen:
        found["visits"], found["planned_visits"] = sections.visits(case, today=today)
    if "notes" in seen:
        found |= _notes(standing, there)
    if "plan" in seen and "conferences" in there:
        found["conferences"] = sections.conferences(case)
    if "approval" in there:
        found["approvals"] = tuple(each for each in sections.approvals(case) if each.kind in seen)
    return found


def _notes(standing: access.Standing, there: frozenset[str]) -> dict[str, object]:
    case, found = standing.case, {}
    if "notes" in there:
        found["notes"] = sections.notes(
            case,
            is_our_agency=case.agency_code == standing.by.agency,
            decides=standing.may(access.APPROVE_CLOSURE, "closure"),
            reader=standing.by.username,
        )
    if "flags" in there:
        found["flags"] = sections.flags(case)
    return found


_READ = {
    "risk": sections.risks,
    "services": sections.services,
    "closure": sections.closures,
}
_FIELD = {"risk": "risks", "closure": "closures"}


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
