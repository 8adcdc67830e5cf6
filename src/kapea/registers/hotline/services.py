"""The acts of the hotline: taking a report, answering, triaging, handing over, closing."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from kapea.engines.dates import deadline
from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import ANONYMOUS, Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack
from kapea.guard.saving import hour_of, once, save_current
from kapea.guard.vault.sealing import new_data_key, open_sealed, seal
from kapea.registers.agencies.queries import agency_receives
from kapea.registers.codes import new_code
from kapea.registers.hotline.models import Contact, Message, Receipt
from kapea.registers.hotline.queries import (
    MESSAGE,
    NARRATIVE,
    RECONTACT,
    WEB_ADDRESS,
    contact_by_receipt,
    contact_for,
    receipt_key,
)
from kapea.registers.hotline.receipts import code_from, tag_of, verifier_of
from kapea.registers.hotline.rules import check_step, priority_of
from kapea.registers.worklist.handover import HandOver, hand_over
from kapea.registers.worklist.services import complete_tasks, open_task

FILED_DIRECTLY = ("silent", "joke", "wrong_number")
NO_CONCERN = "no_concern"


class ReceiverNotPossible(KapeaError):
    """That body does not take such hand-overs."""

    code = "hotline.receiver_not_possible"


@dataclass(frozen=True, kw_only=True)
class NewContact:
    """What is told. narrative and recontact are sealed at once; nothing names the device."""

    channel: str
    narrative: str = ""
    web_address: str = ""
    recontact: str = ""
    kind: str = ""
    language: str = ""
    is_danger_now: bool | None = None
    relation_to_child: str = ""
    child_age_years: int | None = None
    child_sex: str = ""
    province_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Triage:
    """What the operator decides on a contact."""

    kind: str
    priority: str
    topics: tuple[str, ...] = ()
    child_age_years: int | None = None
    child_sex: str = ""
    province_code: str = ""
    place_code: str = ""


def hotline_agency() -> str:
    """Return the code of the agency that answers reports of the public site."""
    return str(current_pack().rule("contact.public_reports").values["agency"])


def take_public_report(new: NewContact, *, submission: str, now: datetime) -> str:
    """Store a report from the public site; return its receipt code.

    submission: the form's key, known to the reporter's page only. Sending the same form again
    gives the same code and stores nothing: the code is derived from the key, and only a hash of
    the key is kept.
    """
    seed = hmac.new(receipt_key(), b"submission" + submission.encode(), sha256)
    code = code_from(seed.digest())
    verifier = verifier_of(code, key=receipt_key())

    def store() -> str:
        contact = _store(new, by=ANONYMOUS, now=hour_of(now), clock_from=now, is_public=True)
        _store_receipt(contact, code, verifier=verifier, now=hour_of(now), is_one_time=False)
        return contact.code

    once(f"report-{seed.hexdigest()[:48]}", act="hotline.report", do=store)
    return code


def take_contact(new: NewContact, *, submission: str, by: Viewer, now: datetime) -> str:
    """Store a call, visit or message taken by an operator; return the contact's code."""
    if not by.may("hotline.contact.take"):
        raise NotFound

    def store() -> str:
        contact = _store(new, by=by, now=now, clock_from=now, is_public=False)
        if new.kind in FILED_DIRECTLY:
            _close(contact, outcome=NO_CONCERN, by=by, now=now)
        return contact.code

    return once(submission, act="hotline.take", do=store)


def _store(new: NewContact, *, by: Viewer, now: datetime, clock_from: datetime, is_public: bool) -> Contact:
    key = new_data_key()
    contact = Contact.objects.create(
        code=new_code("K"),
        agency_code=by.agency or hotline_agency(),
        channel=new.channel,
        kind=new.kind,
        priority=priority_of(is_danger_now=new.is_danger_now, child_age_years=new.child_age_years),
        is_danger_now=new.is_danger_now,
        language=new.language,
        relation_to_child=new.relation_to_child,
        child_age_years=new.child_age_years,
        child_sex=new.child_sex,
        province_code=new.province_code,
        received_at=now,
        operator_id=by.user_id,
        is_public=is_public,
        data_key=key,
        narrative_sealed=seal(key, new.narrative, field=NARRATIVE),
        web_address_sealed=seal(key, new.web_address, field=WEB_ADDRESS),
        recontact_sealed=seal(key, new.recontact, field=RECONTACT),
    )
    record_event("contact.taken", by=by, on=("contact", contact.code), details={"public": is_public}, at=now)
    if new.kind not in FILED_DIRECTLY:
        _open_task(contact, kind="contact.triage", by=by, now=clock_from)
    return contact


def _open_task(contact: Contact, *, kind: str, by: Viewer, now: datetime) -> None:
    """Set the task with the deadline that the pack's clocks give for the contact's priority."""
    rule = current_pack().rule("contact.clocks")
    open_task(
        kind=kind,
        subject=("contact", contact.code),
        agency_code=contact.agency_code,
        province_code="",
        due_at=_due(rule.values, contact.priority, kind, now=now),
        priority=contact.priority,
        rule_code=rule.code,
        rule_version=str(rule.version),
        by=by,
        now=now,
    )


def _due(values: Mapping[str, Any], priority: str, kind: str, *, now: datetime) -> datetime:
    clocks = values[priority]
    duration = {
        "contact.triage": clocks.get("first_action", clocks["referral"]),
        "contact.hand_over": clocks["referral"],
        "contact.reply": values["anonymous_reply"],
    }[kind]
    pack = current_pack()
    return deadline(now, duration, calendar=pack.calendar, time_zone=pack.time_zone)


def _store_receipt(contact: Contact, code: str, *, verifier: str, now: datetime, is_one_time: bool) -> None:
    Receipt.objects.create(
        contact=contact,
        tag=tag_of(code, key=receipt_key()),
        verifier=verifier,
        is_one_time=is_one_time,
        made_at=now,
    )


def give_one_time_code(code: str, *, by: Viewer, now: datetime) -> str:
    """Return a receipt code that an operator reads out; it works once and is then replaced."""
    receipt = code_from(secrets.token_bytes(32))
    verifier = verifier_of(receipt, key=receipt_key())
    with transaction.atomic():
        contact = contact_for(code, by=by, permission="hotline.message.write")
        Receipt.objects.filter(contact=contact, replaced_at__isnull=True).update(replaced_at=now)
        _store_receipt(contact, receipt, verifier=verifier, now=now, is_one_time=True)
        record_event("contact.receipt_given", by=by, on=("contact", code), at=now)
    return receipt


@dataclass(frozen=True, kw_only=True)
class OpenedThread:
    """What a reporter finds behind their code. new_code: replaces a one-time code, else ""."""

    contact_code: str
    status: str
    messages: tuple[tuple[bool, str, datetime], ...]
    new_code: str = ""


def open_thread(receipt_code: str, *, now: datetime) -> OpenedThread | None:
    """Return the thread that a well-formed code opens, or None; marks the hotline's messages as read.

    The story told is not shown again: whoever finds the code finds no story.
    """
    found = contact_by_receipt(receipt_code)
    if found is None:
        return None
    contact, receipt = found
    replacement = code_from(secrets.token_bytes(32)) if receipt.is_one_time else ""
    verifier = verifier_of(replacement, key=receipt_key()) if replacement else ""
    with transaction.atomic():
        if replacement:
            rows = Receipt.objects.filter(pk=receipt.pk, replaced_at__isnull=True)
            if not rows.update(replaced_at=hour_of(now)):
                return None
            _store_receipt(contact, replacement, verifier=verifier, now=hour_of(now), is_one_time=False)
        Message.objects.filter(contact=contact, from_reporter=False, read_at__isnull=True).update(
            read_at=hour_of(now)
        )
        record_event("contact.thread_opened", by=ANONYMOUS, on=("contact", contact.code), at=hour_of(now))
    return _thread(contact, new_code=replacement)


def thread(contact_code: str) -> OpenedThread | None:
    """Return the thread of a reporter who has just shown their code."""
    contact = Contact.objects.select_related("data_key").filter(code=contact_code).first()
    return _thread(contact) if contact else None


def _thread(contact: Contact, *, new_code: str = "") -> OpenedThread:
    rows = Message.objects.filter(contact=contact).order_by("pk")
    return OpenedThread(
        contact_code=contact.code,
        status=contact.status,
        messages=tuple(
            (row.from_reporter, open_sealed(contact.data_key, row.text_sealed, field=MESSAGE), row.sent_at)
            for row in rows
        ),
        new_code=new_code,
    )


def write_as_reporter(contact_code: str, text: str, *, submission: str, now: datetime) -> None:
    """Store a message from a reporter who has shown their code, and tell the hotline."""

    def store() -> str:
        contact = Contact.objects.select_related("data_key").get(code=contact_code)
        _message(contact, text, from_reporter=True, sent_by="", now=hour_of(now))
        _open_task(contact, kind="contact.reply", by=ANONYMOUS, now=now)
        record_event("message.received", by=ANONYMOUS, on=("contact", contact_code), at=hour_of(now))
        return contact_code

    once(f"message-{sha256(submission.encode()).hexdigest()[:48]}", act="hotline.message", do=store)


def write_to_reporter(code: str, text: str, *, submission: str, by: Viewer, now: datetime) -> None:
    """Store a message that waits for the reporter behind their receipt code. Raises NotFound."""

    def store() -> str:
        contact = contact_for(code, by=by, permission="hotline.message.write")
        _message(contact, text, from_reporter=False, sent_by=by.username, now=now)
        complete_tasks(subject=("contact", code), kind="contact.reply", by=by, now=now)
        record_event("message.sent", by=by, on=("contact", code), at=now)
        return code

    once(submission, act="hotline.answer", do=store)


def _message(contact: Contact, text: str, *, from_reporter: bool, sent_by: str, now: datetime) -> None:
    Message.objects.create(
        contact=contact,
        from_reporter=from_reporter,
        text_sealed=seal(contact.data_key, text, field=MESSAGE),
        sent_at=now,
        sent_by=sent_by,
    )


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
        "child_age_years": decided.child_age_years,
        "child_sex": decided.child_sex,
        "province_code": decided.province_code,
        "place_code": decided.place_code,
        "status": "triaged",
        "operator_id": contact.operator_id or by.user_id,
        "first_action_at": contact.first_action_at or now,
    }
    save_current(contact, version=version, changes=changes)
    complete_tasks(subject=("contact", code), kind="contact.triage", by=by, now=now)
    _open_task(contact, kind="contact.hand_over", by=by, now=contact.received_at)
    record_event(
        "contact.triaged", by=by, on=("contact", code), details={"priority": decided.priority}, at=now
    )


def hand_over_contact(
    code: str, *, to: str, agency_code: str, summary: str, submission: str, by: Viewer, now: datetime
) -> str:
    """Hand a contact on to the police or to a casework body; return the receiver's record kind.

    Raises NotFound, StepNotOpen, ReceiverNotPossible.
    """

    def act() -> str:
        contact = contact_for(code, by=by, permission="hotline.contact.hand_over")
        check_step(contact.status, "hand_over")
        if not agency_receives(agency_code, to):
            raise ReceiverNotPossible(f"{agency_code} does not receive {to}.")
        kind, target = hand_over(
            _package(contact, to=to, agency_code=agency_code, summary=summary), by=by, now=now
        )
        Contact.objects.filter(pk=contact.pk).update(status="handed_over", version=contact.version + 1)
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


def _package(contact: Contact, *, to: str, agency_code: str, summary: str) -> HandOver:
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
    )


@transaction.atomic
def close_contact(code: str, *, outcome: str, version: int, by: Viewer, now: datetime) -> None:
    """Close a contact with its outcome. Raises NotFound, StepNotOpen, StaleSave."""
    contact = contact_for(code, by=by, permission="hotline.contact.triage")
    check_step(contact.status, "close")
    if contact.version != version:
        save_current(contact, version=version, changes={"outcome": outcome})
    _close(contact, outcome=outcome, by=by, now=now)


def _close(contact: Contact, *, outcome: str, by: Viewer, now: datetime) -> None:
    save_current(
        contact,
        version=contact.version,
        changes={"status": "closed", "outcome": outcome, "closed_at": now, "closed_by": by.username},
    )
    complete_tasks(subject=("contact", contact.code), by=by, now=now)
    record_event("contact.closed", by=by, on=("contact", contact.code), details={"outcome": outcome}, at=now)
