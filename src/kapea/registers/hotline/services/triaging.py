"""What an operator decides on a contact: triage, hand-over, closing."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed
from kapea.guard.saving import once, save_current
from kapea.registers.agencies.queries import agency_receives
from kapea.registers.hotline.models import Complaint, Contact
from kapea.registers.hotline.queries import contact_for
from kapea.registers.hotline.routing import is_in_line
from kapea.registers.hotline.rules import check_step
from kapea.registers.hotline.services.child import child_names
from kapea.registers.hotline.services.clocks import acted_on, due_of, open_contact_task
from kapea.registers.worklist.handover import HandOver, hand_over, outcomes
from kapea.registers.worklist.services import assign_tasks, complete_tasks

OPENS = {"police": "incident", "casework": "case"}
"""What a hand-over opens, by the register that receives it."""


class ReceiverNotPossible(KapeaError):
    """That body does not take such hand-overs."""

    code = "hotline.receiver_not_possible"


class HandedOverAlready(KapeaError):
    """That body has the contact already, and has not closed what it opened."""

    code = "hotline.handed_over_already"


class ReceiverIsAccused(KapeaError):
    """The caller complains about that body, or one above or below it."""

    code = "hotline.receiver_is_accused"


@dataclass(frozen=True, kw_only=True)
class Triage:
    """What the operator decides on a contact."""

    kind: str
    priority: str
    topics: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    child_age_years: int | None = None
    child_sex: str = ""
    province_code: str = ""
    place_code: str = ""


@transaction.atomic
def triage(code: str, decided: Triage, *, version: int, by: Viewer, now: datetime) -> None:
    """Record the operator's decision on a contact and set the hand-over task.

    Raises NotFound, StepNotOpen, StaleSave.
    """
    contact = contact_for(code, by=by, permission="hotline.contact.triage")
    check_step(contact.status, "triage")
    changes = {
        "kind": decided.kind,
        "priority": decided.priority,
        "topics": list(decided.topics),
        "categories": list(decided.categories),
        "child_age_years": decided.child_age_years,
        "child_sex": decided.child_sex,
        "province_code": decided.province_code,
        "place_code": decided.place_code,
        "status": "triaged",
        "operator_id": contact.operator_id or by.user_id,
        "first_action_at": contact.first_action_at or now,
    }
    if decided.priority != contact.priority:
        changes["referral_due_at"] = due_of(
            decided.priority, "referral", start=contact.typed_at or contact.received_at
        )
    save_current(contact, version=version, changes=changes)
    complete_tasks(subject=("contact", code), kind="contact.triage", by=by, now=now)
    open_contact_task(contact, kind="contact.hand_over", by=by, now=now, start=now)
    record_event(
        "contact.triaged", by=by, on=("contact", code), details={"priority": decided.priority}, at=now
    )


def hand_over_contact(
    code: str, *, to: str, agency_code: str, summary: str, submission: str, by: Viewer, now: datetime
) -> str:
    """Hand a contact on to the police or to a casework body; return the receiver's record kind.

    Raises NotFound, StepNotOpen, ReceiverNotPossible, ReceiverIsAccused, HandedOverAlready.
    """

    def act() -> str:
        contact = contact_for(code, by=by, permission="hotline.contact.hand_over")
        Contact.objects.select_for_update().get(pk=contact.pk)
        contact.refresh_from_db()
        check_step(contact.status, "hand_over")
        if not agency_receives(agency_code, to):
            raise ReceiverNotPossible(f"{agency_code} does not receive {to}.")
        _check_not_accused(contact, agency_code)
        _check_not_there(contact, to=to, agency_code=agency_code)
        kind, target = hand_over(
            _package(
                contact, child_names(contact, by=by, now=now), to=to, agency_code=agency_code, summary=summary
            ),
            by=by,
            now=now,
        )
        Contact.objects.filter(pk=contact.pk).update(
            status="handed_over", version=contact.version + 1, referred_at=contact.referred_at or now
        )
        acted_on(contact, now=now)
        complete_tasks(subject=("contact", code), kind="contact.hand_over", by=by, now=now)
        record_event(
            "contact.handed_over",
            by=by,
            on=("contact", code),
            details={"to": to, "agency": agency_code, "record": target},
            at=now,
        )
        return kind

    return once(submission, act="hotline.hand_over", do=act)


def _check_not_there(contact: Contact, *, to: str, agency_code: str) -> None:
    """Two operators at once, or one twice, must not make two records of one child at a body."""
    earlier = outcomes("contact", contact.code)
    if any(
        each.agency_code == agency_code and each.target_kind == OPENS[to] and each.outcome != "closed"
        for each in earlier
    ):
        raise HandedOverAlready(f"{agency_code} has {contact.code}.")


def _check_not_accused(contact: Contact, agency_code: str) -> None:
    accused = Complaint.objects.filter(from_contact_code=contact.code).values_list(
        "accused_agency_code", flat=True
    )
    if any(is_in_line(agency_code, each) for each in accused):
        raise ReceiverIsAccused(f"A complaint was taken about {agency_code}.")


def _package(contact: Contact, child: dict[str, str], *, to: str, agency_code: str, summary: str) -> HandOver:
    return HandOver(
        source_kind="contact",
        source_code=contact.code,
        to=to,
        agency_code=agency_code,
        priority=contact.priority,
        place_code=contact.place_code,
        province_code=contact.province_code,
        summary=summary,
        via_hotline=True,
        child_age_years=contact.child_age_years,
        child_sex=contact.child_sex,
        **child,
    )


@transaction.atomic
def claim(code: str, *, by: Viewer, now: datetime) -> None:
    """Take a waiting contact to oneself: the first human action. Raises NotFound, NotAllowed."""
    contact = contact_for(code, by=by, permission="hotline.contact.triage")
    free = Contact.objects.filter(Q(operator_id__isnull=True) | Q(operator_id=by.user_id), pk=contact.pk)
    if not free.update(operator_id=by.user_id):
        raise NotAllowed
    acted_on(contact, now=now)
    assign_tasks(subject=("contact", code), assignee_id=by.user_id or 0, agency_code=contact.agency_code)
    record_event("contact.claimed", by=by, on=("contact", code), at=now)


@transaction.atomic
def close_contact(code: str, *, outcome: str, version: int, by: Viewer, now: datetime) -> None:
    """Close a contact with its outcome. Raises NotFound, StepNotOpen, StaleSave."""
    contact = contact_for(code, by=by, permission="hotline.contact.triage")
    check_step(contact.status, "close")
    if contact.version != version:
        save_current(contact, version=version, changes={"outcome": outcome})
    close_now(contact, outcome=outcome, by=by, now=now)


def close_now(contact: Contact, *, outcome: str, by: Viewer, now: datetime) -> None:
    """Close a contact with its outcome and end its tasks."""
    save_current(
        contact,
        version=contact.version,
        changes={"status": "closed", "outcome": outcome, "closed_at": now, "closed_by": by.username},
    )
    complete_tasks(subject=("contact", contact.code), by=by, now=now)
    record_event("contact.closed", by=by, on=("contact", contact.code), details={"outcome": outcome}, at=now)
