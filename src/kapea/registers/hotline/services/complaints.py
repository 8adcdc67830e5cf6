"""The acts on a complaint about an authority. It goes past the accused: to the body that the pack names.

Who took a complaint cannot read it afterwards: a hotline may itself be the accused.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import ANONYMOUS, Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import current_pack
from kapea.guard.saving import hour_of, once, save_current
from kapea.guard.vault.sealing import seal
from kapea.registers.agencies.queries import unit_for
from kapea.registers.codes import new_code
from kapea.registers.hotline.models import Complaint
from kapea.registers.hotline.queries import contact_for
from kapea.registers.hotline.queries.complaints import MEASURES, WRITE, complaint_for
from kapea.registers.hotline.routing import examiner_of, is_in_line
from kapea.registers.hotline.services.clocks import COMPLAINT_RULE, after, ask_examiner
from kapea.registers.hotline.services.taking import NewContact, store_contact, with_receipt
from kapea.registers.hotline.services.threads import add_message, fresh_receipt, store_receipt
from kapea.registers.worklist.notices import notify_agency
from kapea.registers.worklist.services import complete_tasks

TAKE = "hotline.complaint.take"


class UnknownAuthority(KapeaError):
    """The country's pack knows no such body."""

    code = "hotline.unknown_authority"


class ExaminerIsAccused(KapeaError):
    """That body stands in one line with the accused."""

    code = "hotline.examiner_is_accused"


class ComplaintNotOpen(KapeaError):
    """The complaint is closed."""

    code = "hotline.complaint_not_open"


@dataclass(frozen=True, kw_only=True)
class NewComplaint:
    """What is told about an authority. about: the contact's words; sealed at once.

    from_contact_code: the contact in which the caller complained, "" when there is none.
    """

    accused_agency: str
    about: NewContact
    subject: str = ""
    from_contact_code: str = ""


def take_public_complaint(new: NewComplaint, *, submission: str, now: datetime) -> str:
    """Store a complaint from the public site; return its receipt code. Raises UnknownAuthority."""
    _check_known(new.accused_agency)

    def store(code: str, verifier: str) -> str:
        complaint = _store(new, by=ANONYMOUS, now=hour_of(now), clock_from=now, is_public=True)
        store_receipt(complaint.contact, code, verifier=verifier, now=hour_of(now), is_one_time=False)
        return complaint.code

    return with_receipt(submission, act="hotline.complaint", store=store)


def take_complaint(new: NewComplaint, *, submission: str, by: Viewer, now: datetime) -> tuple[str, str]:
    """Store a complaint taken by an operator; return its code and a one-time receipt code for the caller.

    The receipt is "" when the same form comes again. Raises NotFound, UnknownAuthority.
    """
    if not by.may(TAKE):
        raise NotFound
    _check_known(new.accused_agency)
    if new.from_contact_code:
        contact_for(new.from_contact_code, by=by, permission="hotline.contact.read")
    receipt, verifier = fresh_receipt()
    made: list[str] = []

    def store() -> str:
        complaint = _store(new, by=by, now=now, clock_from=now, is_public=False)
        store_receipt(complaint.contact, receipt, verifier=verifier, now=now, is_one_time=True)
        made.append(receipt)
        return complaint.code

    code = once(submission, act="hotline.complaint", do=store)
    return code, made[0] if made else ""


def _check_known(agency: str) -> None:
    if agency not in {each.code for each in current_pack().agencies}:
        raise UnknownAuthority(agency)


def _store(
    new: NewComplaint, *, by: Viewer, now: datetime, clock_from: datetime, is_public: bool
) -> Complaint:
    examiner = examiner_of(new.accused_agency)
    rule = current_pack().rule(COMPLAINT_RULE)
    contact = store_contact(
        new.about, by=by, now=now, clock_from=clock_from, is_public=is_public, agency=examiner
    )
    complaint = Complaint.objects.create(
        code=new_code("B"),
        agency_code=examiner,
        contact=contact,
        from_contact_code=new.from_contact_code,
        accused_agency_code=new.accused_agency,
        accused_unit_code=unit_for(new.accused_agency, new.about.province_code),
        province_code=new.about.province_code,
        subject=new.subject,
        received_at=now,
        answer_due_at=after(rule.values["answer"], now=clock_from),  # type: ignore[arg-type]
        rule_code=rule.code,
        rule_version=str(rule.version),
    )
    ask_examiner(complaint, kind="complaint.begin", by=by, now=now, start=clock_from)
    notify_agency(examiner, permission=WRITE, kind="task", now=now)
    record_event("complaint.taken", by=by, on=("complaint", complaint.code), at=now)
    return complaint


@transaction.atomic
def begin_complaint(code: str, *, by: Viewer, now: datetime) -> None:
    """Take a complaint to examine. Raises NotFound, ComplaintNotOpen, NotAllowed."""
    complaint = _open(code, by=by)
    if complaint.officer_id not in (None, by.user_id):
        raise NotAllowed
    save_current(
        complaint,
        version=complaint.version,
        changes={"status": "examined", "officer_id": by.user_id, "begun_at": complaint.begun_at or now},
    )
    _show_in_thread(complaint, status="triaged")
    complete_tasks(subject=("complaint", code), kind="complaint.begin", by=by, now=now)
    ask_examiner(complaint, kind="complaint.answer", by=by, now=now, start=now)
    record_event("complaint.begun", by=by, on=("complaint", code), at=now)


def write_to_complainant(code: str, text: str, *, submission: str, by: Viewer, now: datetime) -> None:
    """Store a message that waits for the complainant behind their receipt code. Raises NotFound."""

    def store() -> str:
        complaint = complaint_for(code, by=by, permission=WRITE)
        add_message(complaint.contact, text, from_reporter=False, sent_by=by.username, now=now)
        complete_tasks(subject=("complaint", code), kind="complaint.reply", by=by, now=now)
        record_event("complaint.message_sent", by=by, on=("complaint", code), at=now)
        return code

    once(submission, act="hotline.complaint_answer", do=store)


@transaction.atomic
def pass_on_complaint(code: str, *, agency: str, by: Viewer, now: datetime) -> None:
    """Give a complaint to another body that may examine it; the giver sees it no more.

    Raises NotFound, ComplaintNotOpen, ExaminerIsAccused.
    """
    complaint = _open(code, by=by)
    if is_in_line(agency, complaint.accused_agency_code):
        raise ExaminerIsAccused(agency)
    save_current(
        complaint,
        version=complaint.version,
        changes={"agency_code": agency, "status": "new", "officer_id": None, "begun_at": None},
    )
    complaint.contact.agency_code = agency
    complaint.contact.save(update_fields=["agency_code"])
    complete_tasks(subject=("complaint", code), by=by, now=now)
    ask_examiner(complaint, kind="complaint.begin", by=by, now=now, start=now)
    record_event("complaint.passed_on", by=by, on=("complaint", code), details={"to": agency}, at=now)


@transaction.atomic
def close_complaint(
    code: str, *, finding: str, measures: str, version: int, by: Viewer, now: datetime
) -> None:
    """Close a complaint with what was found and what was done. Raises NotFound, ComplaintNotOpen, StaleSave."""
    complaint = _open(code, by=by)
    changes: dict[str, object] = {
        "status": "closed",
        "finding": finding,
        "measures_sealed": seal(complaint.contact.data_key, measures, field=MEASURES),
        "closed_at": now,
        "closed_by": by.username,
        "officer_id": complaint.officer_id or by.user_id,
    }
    save_current(complaint, version=version, changes=changes)
    complete_tasks(subject=("complaint", code), by=by, now=now)
    record_event("complaint.closed", by=by, on=("complaint", code), details={"finding": finding}, at=now)


def _show_in_thread(complaint: Complaint, *, status: str) -> None:
    """Let the complainant see behind their code how far it is."""
    complaint.contact.status = status
    complaint.contact.save(update_fields=["status"])


def _open(code: str, *, by: Viewer) -> Complaint:
    complaint = complaint_for(code, by=by, permission=WRITE)
    if complaint.status == "closed":
        raise ComplaintNotOpen
    return complaint
