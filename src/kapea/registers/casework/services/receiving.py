"""How a case comes to an agency, and to the worker who takes it on."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed
from kapea.guard.pack import local_day
from kapea.guard.saving import save_current
from kapea.guard.vault.sealing import new_data_key
from kapea.registers.agencies.queries import unit_for
from kapea.registers.casework import access, sealed
from kapea.registers.casework.colleagues import is_colleague
from kapea.registers.casework.errors import AlreadyAccepted, CaseIsClosed, NothingChosen
from kapea.registers.casework.models import Case, CaseForm, Note
from kapea.registers.casework.work import settle
from kapea.registers.codes import new_code
from kapea.registers.worklist.handover import HandOver, report_outcome
from kapea.registers.worklist.services import assign_tasks, complete_tasks


def receive_hand_over(package: HandOver, *, by: Viewer, now: datetime) -> tuple[str, str]:
    """Open a case for a child handed over; return its kind and code. Runs in the sender's transaction.

    The sender gains no sight of the case: they see its outcome only.
    """
    case = Case(
        code=new_code("C"),
        agency_code=package.agency_code,
        unit_code=package.unit_code or unit_for(package.agency_code, package.province_code),
        province_code=package.province_code,
        place_code=package.place_code,
        priority=package.priority,
        via_hotline=package.via_hotline,
        source_kind=package.source_kind,
        source_code=package.source_code,
        told_age_years=package.child_age_years,
        told_sex=package.child_sex,
        data_key=new_data_key(),
        opened_at=now,
        step_since=now,
        fictitious=settings.KAPEA_FICTITIOUS,
    )
    words = "\n\n".join(part for part in (package.summary, package.occurred_text) if part)
    case.summary = sealed.close_text(case, words, sealed.SUMMARY)
    case.told_name_km = sealed.close_text(case, package.child_name_km, sealed.TOLD_NAME_KM)
    case.told_name_latin = sealed.close_text(case, package.child_name_latin, sealed.TOLD_NAME_LATIN)
    case.save(force_insert=True)
    CaseForm.objects.bulk_create(CaseForm(case=case, form=form) for form in dict.fromkeys(package.forms))
    settle(case, by=by, now=now)
    record_event("casework.case.received", by=by, on=("case", case.code), at=now)
    return "case", case.code


def may_open(by: Viewer) -> bool:
    """Whether the viewer may open a case themselves: they could then register its child."""
    return bool(by.agency) and bool({"own", "assigned"} & by.scopes(access.WRITE, "identity"))


@transaction.atomic
def open_case(*, summary: str, forms: tuple[str, ...], province_code: str, by: Viewer, now: datetime) -> str:
    """Open a case for a child whom the worker met themselves; it is theirs at once; return its code.

    Raises NotAllowed, NothingChosen.
    """
    if not may_open(by):
        raise NotAllowed
    if not summary.strip():
        raise NothingChosen
    case = Case(
        code=new_code("C"),
        agency_code=by.agency,
        unit_code=by.unit,
        province_code=province_code,
        owner_id=by.user_id,
        recorded_by_id=by.user_id,
        data_key=new_data_key(),
        opened_at=now,
        step_since=now,
        accepted_at=now,
        accepted_by=by.username,
        fictitious=settings.KAPEA_FICTITIOUS,
    )
    case.summary = sealed.close_text(case, summary, sealed.SUMMARY)
    case.save(force_insert=True)
    CaseForm.objects.bulk_create(CaseForm(case=case, form=form) for form in dict.fromkeys(forms))
    settle(case, by=by, now=now)
    record_event("casework.case.opened", by=by, on=("case", case.code), at=now)
    return case.code


@transaction.atomic
def accept_case(code: str, *, by: Viewer, now: datetime) -> str:
    """Take a case on as its worker; return its code.

    Raises NotFound, NotAllowed; AlreadyAccepted when a colleague was quicker.
    """
    standing = access.standing_on(code, by=by, today=local_day(now), lock=True)
    case = standing.case
    if case.accepted_at is not None:
        if case.owner_id == by.user_id:
            return case.code
        raise AlreadyAccepted
    if "summary" not in by.sections(access.ACCEPT, access.own_relations(case, by=by)):
        raise NotAllowed
    case.accepted_at, case.accepted_by, case.owner_id = now, by.username, by.user_id
    case.save(update_fields=["accepted_at", "accepted_by", "owner"])
    complete_tasks(subject=("case", code), kind="case.accept", by=by, now=now)
    report_outcome("case", code, outcome="accepted", at=now)
    settle(case, by=by, now=now)
    record_event("casework.case.accepted", by=by, on=("case", code), at=now)
    return case.code


@transaction.atomic
def assign_case(code: str, *, worker_id: int, version: int, by: Viewer, now: datetime) -> str:
    """Give the case to another worker of the agency; return its code.

    Raises NotFound, NotAllowed, NothingChosen; StaleSave when it was changed meanwhile.
    """
    case = access.writable_case(
        code, by=by, permission=access.ASSIGN, section="summary", today=local_day(now)
    )
    if not is_colleague(worker_id, agency_code=case.agency_code):
        raise NothingChosen
    if case.accepted_at is None:
        case.accepted_at, case.accepted_by = now, by.username
        case.save(update_fields=["accepted_at", "accepted_by"])
        complete_tasks(subject=("case", code), kind="case.accept", by=by, now=now)
        report_outcome("case", code, outcome="accepted", at=now)
    save_current(case, version=version, changes={"owner_id": worker_id})
    sent = [("referral", each) for each in case.referrals.values_list("code", flat=True)]
    for subject in (("case", code), *sent):
        assign_tasks(subject=subject, assignee_id=worker_id, agency_code=case.agency_code)
    settle(case, by=by, now=now)
    record_event("casework.case.assigned", by=by, on=("case", code), details={"worker": worker_id}, at=now)
    return case.code


@transaction.atomic
def write_note(code: str, *, text: str, visibility: str, by: Viewer, now: datetime) -> str:
    """Add a note to the case; return the case's code. Raises NotFound, NotAllowed, NothingChosen."""
    case = access.writable_case(code, by=by, permission=access.WRITE, section="notes", today=local_day(now))
    if not text.strip():
        raise NothingChosen
    if case.status == "closed":
        raise CaseIsClosed
    Note.objects.create(
        case=case,
        visibility=visibility,
        text=sealed.close_text(case, text, sealed.NOTE),
        written_at=now,
        written_by=by.username,
    )
    record_event("casework.note.written", by=by, on=("case", code), at=now)
    return case.code
