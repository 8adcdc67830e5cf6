"""Which contacts an operator may see, and what of each; and a reporter's own thread."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from kapea.guard.access.queries import visible
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.break_glass.kinds import RecordOwner
from kapea.guard.errors import NotFound
from kapea.guard.vault.sealing import blind, open_sealed
from kapea.registers.hotline.models import AddressReport, Contact, Message, Receipt
from kapea.registers.hotline.receipts import is_verified, tag_of
from kapea.registers.hotline.rules import Clock, next_steps
from kapea.registers.hotline.words import PRIORITY, STATUS
from kapea.registers.people.rules import phone_key
from kapea.registers.worklist.handover import Outcome, outcomes
from kapea.registers.worklist.queues import counted

PERMISSION = "hotline.contact.read"
PAGE = 50
NARRATIVE = "hotline.Contact.narrative"
WEB_ADDRESS = "hotline.Contact.web_address"
RECONTACT = "hotline.Contact.recontact"
PHONE = "hotline.Contact.phone"
SAFE_WHEN = "hotline.Contact.safe_when"
CODE_WORD = "hotline.Contact.code_word"
PLACE_TOLD = "hotline.Contact.place_told"
MESSAGE = "hotline.Message.text"
LISTS = ("new", "triaged", "handed_over", "closed")
CALLER = "hotline:caller"
MOST_IN_DANGER = 50
EARLIER = 10


@dataclass(frozen=True, kw_only=True)
class ContactRow:
    """A contact as the queue shows it."""

    code: str
    channel: str
    kind: str
    status: str
    priority: str
    province_code: str
    received_at: datetime
    is_public: bool
    is_taken: bool
    clocks: tuple[Clock, ...]

    @property
    def status_words(self) -> tuple[object, str]:
        """The status in words, and its tone."""
        return STATUS[self.status]

    @property
    def priority_words(self) -> tuple[object, str]:
        """The priority in words, and its tone."""
        return PRIORITY[self.priority]


@dataclass(frozen=True, kw_only=True)
class MessageRow:
    """One message of a thread, opened."""

    from_reporter: bool
    text: str
    sent_at: datetime
    is_read: bool


@dataclass(frozen=True, kw_only=True)
class ContactPage:
    """A contact as one viewer may see it; what their sections do not hold is empty."""

    row: ContactRow
    version: int
    sections: frozenset[str]
    steps: tuple[str, ...]
    is_danger_now: bool | None
    topics: tuple[str, ...]
    relation_to_child: str
    child_age_years: int | None
    child_sex: str
    place_code: str
    outcome: str
    child_code: str = ""
    categories: tuple[str, ...] = ()
    paper_number: str = ""
    typed_at: datetime | None = None
    is_mine: bool = False
    addresses: tuple[str, ...] = ()
    narrative: str = ""
    place_told: str = ""
    web_address: str = ""
    recontact: str = ""
    phone: str = ""
    phone_whose: str = ""
    phone_is_safe: bool | None = None
    safe_when: str = ""
    code_word: str = ""
    earlier: tuple[ContactRow, ...] = ()
    messages: tuple[MessageRow, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


def receipt_key() -> bytes:
    """Return the key that keeps receipt codes apart from the table of their hashes."""
    found: bytes = settings.KAPEA_KEYRING.secret("receipt")
    return found


def _scopes(by: Viewer) -> dict[str, Q]:
    return {
        "own": Q(operator_id=by.user_id),
        "assigned": Q(operator_id=by.user_id),
        "agency": Q(agency_code=by.agency),
        "unit": Q(agency_code=by.agency),
        "province": Q(province_code__in=by.provinces) & ~Q(province_code=""),
        "national": Q(),
    }


def relations(contact: Contact, *, by: Viewer) -> frozenset[str]:
    """Return how the viewer stands to a contact."""
    is_operator = contact.operator_id is not None and contact.operator_id == by.user_id
    is_agency = bool(by.agency) and contact.agency_code == by.agency
    found = {
        "own": is_operator,
        "assigned": is_operator,
        "unit": is_agency,
        "agency": is_agency,
        "province": bool(contact.province_code) and contact.province_code in by.provinces,
        "break_glass": by.has_opened("contact", contact.code),
        "national": True,
    }
    return frozenset(name for name, holds in found.items() if holds)


def seen_contacts(*, by: Viewer) -> "QuerySet[Contact]":
    """Return the contacts that the viewer may see in a list."""
    rows = Contact.objects.filter(is_complaint=False)
    return visible(rows, by=by, permission=PERMISSION, section="summary", scopes=_scopes(by))


def contact_for(code: str, *, by: Viewer, permission: str, section: str = "summary") -> Contact:
    """Return the contact if the viewer holds the permission on it. Raises NotFound."""
    contact = Contact.objects.select_related("data_key").filter(code=code, is_complaint=False).first()
    if contact is None or section not in by.sections(permission, relations(contact, by=by)):
        raise NotFound
    return contact


def listed_contacts(*, by: Viewer, status: str = "", priority: str = "") -> "QuerySet[Contact]":
    """Return the contacts of a list, over all its pages."""
    rows = seen_contacts(by=by)
    if status:
        rows = rows.filter(status=status)
    return rows.filter(priority=priority) if priority else rows


def list_contacts(
    *, by: Viewer, status: str = "", priority: str = "", after: tuple[datetime, str] | None = None
) -> list[ContactRow]:
    """Return one page of contacts, newest first; `after` is the last row of the page before."""
    rows = listed_contacts(by=by, status=status, priority=priority)
    if after is not None:
        rows = rows.filter(Q(received_at__lt=after[0]) | Q(received_at=after[0], code__lt=after[1]))
    return [_row(contact) for contact in rows.order_by("-received_at", "-code")[:PAGE]]


def count_contacts(*, by: Viewer, status: str = "", priority: str = "") -> int:
    """Return how many contacts `list_contacts` lists over all its pages, as far as lists are counted."""
    return counted(listed_contacts(by=by, status=status, priority=priority))


def contacts_in_danger(*, by: Viewer) -> list[ContactRow]:
    """Return the contacts in danger that nobody has handed over yet, the one due first on top."""
    rows = seen_contacts(by=by).filter(priority="red", status__in=["new", "triaged"])
    return [_row(contact) for contact in rows.order_by("referral_due_at", "pk")[:MOST_IN_DANGER]]


def earlier_contacts(contact: Contact, *, by: Viewer) -> tuple[ContactRow, ...]:
    """Return the viewer's other contacts of the same caller, the newest first; none for a shared phone."""
    if not contact.caller_blind:
        return ()
    rows = seen_contacts(by=by).filter(caller_blind=contact.caller_blind).exclude(pk=contact.pk)
    return tuple(_row(each) for each in rows.order_by("-received_at", "-pk")[:EARLIER])


@transaction.atomic
def contacts_of_caller(phone: str, *, by: Viewer, now: datetime) -> tuple[ContactRow, ...]:
    """Return the viewer's contacts from a caller's own phone, the newest first; the search is audited.

    Raises NotFound for who may not see phones.
    """
    if not by.scopes(PERMISSION, "contact_details"):
        raise NotFound
    digits = phone_key(phone)
    index = blind(CALLER, digits) if digits else ""
    rows = seen_contacts(by=by).filter(caller_blind=index) if index else Contact.objects.none()
    found = tuple(_row(each) for each in rows.order_by("-received_at", "-pk")[:PAGE])
    record_event("contact.caller_searched", by=by, details={"found": len(found)}, at=now)
    return found


@transaction.atomic
def accessible_contact(code: str, *, by: Viewer, now: datetime) -> ContactPage:
    """Return the contact as the viewer may see it; the read is audited. Raises NotFound."""
    contact = contact_for(code, by=by, permission=PERMISSION)
    sections = by.sections(PERMISSION, relations(contact, by=by))
    page = ContactPage(
        row=_row(contact),
        version=contact.version,
        sections=sections,
        steps=next_steps(contact.status),
        is_danger_now=contact.is_danger_now,
        topics=tuple(contact.topics),
        relation_to_child=contact.relation_to_child,
        child_age_years=contact.child_age_years,
        child_sex=contact.child_sex,
        place_code=contact.place_code,
        outcome=contact.outcome,
        outcomes=tuple(outcomes("contact", code)),
        child_code=contact.child_code if "identity" in sections else "",
        categories=tuple(contact.categories),
        paper_number=contact.paper_number,
        typed_at=contact.typed_at,
        is_mine=contact.operator_id is not None and contact.operator_id == by.user_id,
        addresses=_addresses(contact, by=by),
        **_opened(contact, sections, by=by),
    )
    record_event("contact.read", by=by, on=("contact", code), details={"sections": sorted(sections)}, at=now)
    return page


def _addresses(contact: Contact, *, by: Viewer) -> tuple[str, ...]:
    if not by.may("hotline.address.read"):
        return ()
    return tuple(AddressReport.objects.filter(contact=contact).order_by("pk").values_list("code", flat=True))


def _opened(contact: Contact, sections: frozenset[str], *, by: Viewer) -> dict[str, object]:
    opened: dict[str, object] = {}
    if "narrative" in sections:
        opened["narrative"] = open_sealed(contact.data_key, contact.narrative_sealed, field=NARRATIVE)
        opened["place_told"] = open_sealed(contact.data_key, contact.place_told_sealed, field=PLACE_TOLD)
        opened["web_address"] = open_sealed(contact.data_key, contact.web_address_sealed, field=WEB_ADDRESS)
        opened["messages"] = thread_of(contact)
    if "contact_details" in sections:
        opened |= _how_to_reach(contact)
        opened["earlier"] = earlier_contacts(contact, by=by)
    return opened


def _how_to_reach(contact: Contact) -> dict[str, object]:
    key = contact.data_key
    return {
        "recontact": open_sealed(key, contact.recontact_sealed, field=RECONTACT),
        "phone": open_sealed(key, contact.phone_sealed, field=PHONE),
        "phone_whose": contact.phone_whose,
        "phone_is_safe": contact.phone_is_safe,
        "safe_when": open_sealed(key, contact.safe_when_sealed, field=SAFE_WHEN),
        "code_word": open_sealed(key, contact.code_word_sealed, field=CODE_WORD),
    }


def thread_of(contact: Contact) -> tuple[MessageRow, ...]:
    """Return a contact's messages, opened, oldest first."""
    return tuple(
        MessageRow(
            from_reporter=message.from_reporter,
            text=open_sealed(contact.data_key, message.text_sealed, field=MESSAGE),
            sent_at=message.sent_at,
            is_read=message.read_at is not None,
        )
        for message in Message.objects.filter(contact=contact).order_by("pk")
    )


def contact_by_receipt(code: str) -> tuple[Contact, Receipt] | None:
    """Return the contact and receipt that a typed, well-formed code opens, or None."""
    key = receipt_key()
    rows = Receipt.objects.select_related("contact__data_key").filter(
        tag=tag_of(code, key=key), replaced_at__isnull=True
    )
    return next(((row.contact, row) for row in rows if is_verified(code, row.verifier, key=key)), None)


def _row(contact: Contact) -> ContactRow:
    return ContactRow(
        code=contact.code,
        channel=contact.channel,
        kind=contact.kind,
        status=contact.status,
        priority=contact.priority,
        province_code=contact.province_code,
        received_at=contact.received_at,
        is_public=contact.is_public,
        is_taken=contact.operator_id is not None,
        clocks=clocks_of(contact),
    )


def clocks_of(contact: Contact) -> tuple[Clock, ...]:
    """Return the clocks of a contact; a contact that is closed needs no referral any more."""
    referral = Clock(
        name="referral", due_at=contact.referral_due_at, met_at=contact.referred_at or contact.closed_at
    )
    if contact.priority != "red":
        return (referral,)
    first = Clock(name="first_action", due_at=contact.first_action_due_at, met_at=contact.first_action_at)
    return (first, referral)


def owner_of(code: str) -> RecordOwner | None:
    """Return whose the contact is, None when there is none; for openings in danger."""
    record = Contact.objects.filter(code=code, is_complaint=False).first()
    if record is None:
        return None
    return RecordOwner(agency_code=record.agency_code, unit_code="", worker_id=record.operator_id)
