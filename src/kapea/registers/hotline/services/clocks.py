"""Which deadline the pack gives a contact, and the tasks that keep it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kapea.engines.dates import deadline
from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack
from kapea.registers.hotline.models import Complaint, Contact
from kapea.registers.worklist.services import open_task

RULE, COMPLAINT_RULE = "contact.clocks", "complaint.clocks"


def after(duration: Mapping[str, int], *, now: datetime) -> datetime:
    """Return the instant at which a duration of the pack ends, counted in the country's calendar."""
    pack = current_pack()
    return deadline(now, duration, calendar=pack.calendar, time_zone=pack.time_zone)


def due_of(priority: str, clock: str, *, start: datetime) -> datetime:
    """Return the deadline of a clock ("first_action", "referral") for a priority.

    A priority without a first clock of its own is first looked at before its referral is due.
    """
    clocks: Any = current_pack().rule(RULE).values[priority]
    return after(clocks.get(clock, clocks["referral"]), now=start)


def open_contact_task(contact: Contact, *, kind: str, by: Viewer, now: datetime, start: datetime) -> None:
    """Set a task on a contact with the deadline of its clock.

    now: what is written down as the time of setting (the hour only, for a public report). start: from
    when the clock counts.
    """
    rule = current_pack().rule(RULE)
    due_at = {
        "contact.triage": contact.first_action_due_at,
        "contact.hand_over": contact.referral_due_at,
        "contact.reply": after(rule.values["anonymous_reply"], now=start),  # type: ignore[arg-type]
    }[kind]
    open_task(
        kind=kind,
        subject=("contact", contact.code),
        agency_code=contact.agency_code,
        due_at=due_at,
        priority=contact.priority,
        earlier_stands=kind == "contact.reply",
        rule_code=rule.code,
        rule_version=str(rule.version),
        by=by,
        now=now,
    )


def acted_on(contact: Contact, *, now: datetime) -> None:
    """Stop the clock of the first human action, if it still runs."""
    Contact.objects.filter(pk=contact.pk, first_action_at__isnull=True).update(first_action_at=now)
    contact.refresh_from_db(fields=["first_action_at"])


def ask_examiner(complaint: Complaint, *, kind: str, by: Viewer, now: datetime, start: datetime) -> None:
    """Set a task for the body that examines a complaint, with the pack's deadline."""
    rule = current_pack().rule(COMPLAINT_RULE)
    duration = rule.values["answer" if kind == "complaint.answer" else "begin"]
    open_task(
        kind=kind,
        subject=("complaint", complaint.code),
        agency_code=complaint.agency_code,
        assignee_id=complaint.officer_id,
        due_at=complaint.answer_due_at if kind == "complaint.answer" else after(duration, now=start),  # type: ignore[arg-type]
        earlier_stands=kind == "complaint.reply",
        rule_code=rule.code,
        rule_version=str(rule.version),
        by=by,
        now=now,
    )
