"""How a contact enters: a report of the public site, a call or visit taken, a paper form typed in later."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import ANONYMOUS, Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack
from kapea.guard.saving import hour_of, once
from kapea.guard.vault.models import DataKey
from kapea.guard.vault.sealing import blind, new_data_key, seal
from kapea.registers.codes import new_code
from kapea.registers.hotline.models import Contact
from kapea.registers.hotline.queries import (
    CALLER,
    CODE_WORD,
    NARRATIVE,
    PHONE,
    PLACE_TOLD,
    RECONTACT,
    SAFE_WHEN,
    WEB_ADDRESS,
    receipt_key,
)
from kapea.registers.hotline.queries.duty import on_duty
from kapea.registers.hotline.receipts import code_from, verifier_of
from kapea.registers.hotline.rules import is_callers_own, priority_of
from kapea.registers.hotline.services.addresses import store_addresses
from kapea.registers.hotline.services.clocks import due_of, open_contact_task
from kapea.registers.hotline.services.threads import store_receipt
from kapea.registers.hotline.services.triaging import close_now
from kapea.registers.people.rules import phone_key
from kapea.registers.worklist.notices import notify_agency

TAKE = "hotline.contact.take"
NO_CONCERN = "no_concern"
IN_DANGER = "red"


class NotYet(KapeaError):
    """A paper form cannot have been filled in in the future."""

    code = "hotline.not_yet"


@dataclass(frozen=True, kw_only=True)
class SafeContact:
    """How a caller may be reached again. phone, safe_when, code_word: sealed at once.

    whose: a code of "phone_owner". is_safe: whether one may call at all; None when nobody asked.
    """

    phone: str = ""
    whose: str = ""
    is_safe: bool | None = None
    safe_when: str = ""
    code_word: str = ""


@dataclass(frozen=True, kw_only=True)
class NewContact:
    """What is told. narrative, recontact and place_told are sealed at once; nothing names the device.

    told_at: when it was told, for a paper form typed in later; None: now.
    """

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
    place_told: str = ""
    categories: tuple[str, ...] = ()
    safe: SafeContact = SafeContact()
    told_at: datetime | None = None
    paper_number: str = ""


def hotline_agency() -> str:
    """Return the code of the agency that answers reports of the public site."""
    return str(current_pack().rule("contact.public_reports").values["agency"])


def is_filed_directly(kind: str) -> bool:
    """Whether contacts of a kind need nobody's work: the pack does not count them as contacts."""
    kinds = current_pack().code_list("contact_kind")
    return kind in kinds and kinds.item(kind).attributes.get("counts_as_contact") == "no"


def take_public_report(new: NewContact, *, submission: str, now: datetime) -> str:
    """Store a report from the public site; return its receipt code.

    submission: the form's key, known to the reporter's page only. Sending the same form again
    gives the same code and stores nothing: the code is derived from the key, and only a hash of
    the key is kept.
    """

    def store(code: str, verifier: str) -> str:
        contact = store_contact(new, by=ANONYMOUS, now=hour_of(now), clock_from=now, is_public=True)
        store_receipt(contact, code, verifier=verifier, now=hour_of(now), is_one_time=False)
        return contact.code

    return with_receipt(submission, act="hotline.report", store=store)


def with_receipt(submission: str, *, act: str, store) -> str:  # type: ignore[no-untyped-def]
    """Do a public act once for its form's key; return the receipt code that the key gives.

    store(code, verifier): stores the record with its receipt and returns the record's code.
    """
    seed = hmac.new(receipt_key(), b"submission" + submission.encode(), sha256)
    code = code_from(seed.digest())
    verifier = verifier_of(code, key=receipt_key())
    once(f"report-{seed.hexdigest()[:48]}", act=act, do=lambda: store(code, verifier))
    return code


def take_contact(new: NewContact, *, submission: str, by: Viewer, now: datetime) -> str:
    """Store a call, visit, message or paper form; return the contact's code. Raises NotFound, NotYet."""
    if not by.may(TAKE):
        raise NotFound
    if new.told_at is not None and new.told_at > now:
        raise NotYet

    def store() -> str:
        contact = store_contact(new, by=by, now=now, clock_from=now, is_public=False)
        if is_filed_directly(new.kind):
            close_now(contact, outcome=NO_CONCERN, by=by, now=now)
        return contact.code

    return once(submission, act="hotline.take", do=store)


def store_contact(
    new: NewContact, *, by: Viewer, now: datetime, clock_from: datetime, is_public: bool, agency: str = ""
) -> Contact:
    """Store a contact with its clocks, tasks and reported addresses; inside the caller's transaction."""
    key = new_data_key()
    priority = priority_of(is_danger_now=new.is_danger_now, child_age_years=new.child_age_years)
    contact = Contact.objects.create(
        code=new_code("K"),
        agency_code=agency or by.agency or hotline_agency(),
        channel=new.channel,
        kind=new.kind,
        priority=priority,
        is_danger_now=new.is_danger_now,
        language=new.language,
        categories=list(new.categories),
        relation_to_child=new.relation_to_child,
        child_age_years=new.child_age_years,
        child_sex=new.child_sex,
        province_code=new.province_code,
        received_at=new.told_at or now,
        typed_at=now if new.told_at else None,
        paper_number=new.paper_number,
        first_action_due_at=due_of(priority, "first_action", start=clock_from),
        first_action_at=None if is_public else now,
        referral_due_at=due_of(priority, "referral", start=clock_from),
        operator_id=by.user_id,
        is_public=is_public,
        is_complaint=bool(agency),
        data_key=key,
        narrative_sealed=seal(key, new.narrative, field=NARRATIVE),
        web_address_sealed=seal(key, new.web_address, field=WEB_ADDRESS),
        recontact_sealed=seal(key, new.recontact, field=RECONTACT),
        place_told_sealed=seal(key, new.place_told, field=PLACE_TOLD),
        **_safe(new.safe, key),
    )
    if agency:
        return contact
    record_event("contact.taken", by=by, on=("contact", contact.code), details={"public": is_public}, at=now)
    store_addresses(new.web_address, contact=contact, by=by, now=now, clock_from=clock_from)
    if not is_filed_directly(new.kind):
        _set_work(contact, by=by, now=now, clock_from=clock_from)
    return contact


def _set_work(contact: Contact, *, by: Viewer, now: datetime, clock_from: datetime) -> None:
    """Set the tasks: in danger the referral's clock runs from the start beside the first one."""
    open_contact_task(contact, kind="contact.triage", by=by, now=now, start=clock_from)
    if contact.priority == IN_DANGER:
        open_contact_task(contact, kind="contact.hand_over", by=by, now=now, start=clock_from)
        there = on_duty(contact.agency_code, now=clock_from)
        notify_agency(
            contact.agency_code, permission="hotline.contact.triage", kind="danger", now=now, on_duty=there
        )


def _safe(safe: SafeContact, key: DataKey) -> dict[str, object]:
    digits = phone_key(safe.phone)
    return {
        "phone_sealed": seal(key, safe.phone, field=PHONE),
        "phone_whose": safe.whose if safe.phone else "",
        "phone_is_safe": safe.is_safe,
        "safe_when_sealed": seal(key, safe.safe_when, field=SAFE_WHEN),
        "code_word_sealed": seal(key, safe.code_word, field=CODE_WORD),
        "caller_blind": caller_blind(digits) if digits and is_callers_own(safe.whose) else "",
    }


def caller_blind(digits: str) -> str:
    """Return the blind index under which a caller's own phone is found again."""
    return blind(CALLER, digits)
