"""The talk with a reporter behind a receipt code: opening, writing, and codes that an operator reads out."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from kapea.guard.access.viewer import ANONYMOUS, Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.saving import hour_of, once
from kapea.guard.vault.sealing import open_sealed, seal
from kapea.registers.hotline.models import Contact, Message, Receipt
from kapea.registers.hotline.queries import MESSAGE, contact_by_receipt, contact_for, receipt_key
from kapea.registers.hotline.receipts import code_from, tag_of, verifier_of
from kapea.registers.hotline.services.clocks import acted_on, ask_examiner, open_contact_task
from kapea.registers.worklist.services import complete_tasks


def store_receipt(contact: Contact, code: str, *, verifier: str, now: datetime, is_one_time: bool) -> None:
    """Store a receipt: its lookup tag and its salted hash, never the code."""
    Receipt.objects.create(
        contact=contact,
        tag=tag_of(code, key=receipt_key()),
        verifier=verifier,
        is_one_time=is_one_time,
        made_at=now,
    )


def fresh_receipt() -> tuple[str, str]:
    """Return a new receipt code and the hash to keep of it."""
    receipt = code_from(secrets.token_bytes(32))
    return receipt, verifier_of(receipt, key=receipt_key())


def give_one_time_code(code: str, *, by: Viewer, now: datetime) -> str:
    """Return a receipt code that an operator reads out; it works once and is then replaced."""
    receipt, verifier = fresh_receipt()
    with transaction.atomic():
        contact = contact_for(code, by=by, permission="hotline.message.write")
        Receipt.objects.filter(contact=contact, replaced_at__isnull=True).update(replaced_at=now)
        store_receipt(contact, receipt, verifier=verifier, now=now, is_one_time=True)
        record_event("contact.receipt_given", by=by, on=("contact", code), at=now)
    return receipt


@dataclass(frozen=True, kw_only=True)
class OpenedThread:
    """What a reporter finds behind their code. new_code: replaces a one-time code, else ""."""

    contact_code: str
    status: str
    is_complaint: bool
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
            store_receipt(contact, replacement, verifier=verifier, now=hour_of(now), is_one_time=False)
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
        is_complaint=contact.is_complaint,
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
        add_message(contact, text, from_reporter=True, sent_by="", now=hour_of(now))
        _ask_for_answer(contact, now=now)
        record_event("message.received", by=ANONYMOUS, on=("contact", contact_code), at=hour_of(now))
        return contact_code

    once(f"message-{sha256(submission.encode()).hexdigest()[:48]}", act="hotline.message", do=store)


def write_to_reporter(code: str, text: str, *, submission: str, by: Viewer, now: datetime) -> None:
    """Store a message that waits for the reporter behind their receipt code. Raises NotFound."""

    def store() -> str:
        contact = contact_for(code, by=by, permission="hotline.message.write")
        add_message(contact, text, from_reporter=False, sent_by=by.username, now=now)
        complete_tasks(subject=("contact", code), kind="contact.reply", by=by, now=now)
        acted_on(contact, now=now)
        record_event("message.sent", by=by, on=("contact", code), at=now)
        return code

    once(submission, act="hotline.answer", do=store)


def _ask_for_answer(contact: Contact, *, now: datetime) -> None:
    """Tell who works on it that the reporter wrote: the examiner of a complaint, else the hotline."""
    if contact.is_complaint:
        complaint = contact.complaint
        ask_examiner(complaint, kind="complaint.reply", by=ANONYMOUS, now=hour_of(now), start=now)
    else:
        open_contact_task(contact, kind="contact.reply", by=ANONYMOUS, now=hour_of(now), start=now)


def add_message(contact: Contact, text: str, *, from_reporter: bool, sent_by: str, now: datetime) -> None:
    """Store one message, sealed."""
    Message.objects.create(
        contact=contact,
        from_reporter=from_reporter,
        text_sealed=seal(contact.data_key, text, field=MESSAGE),
        sent_at=now,
        sent_by=sent_by,
    )
