"""The acts on reported addresses: storing, handing over in a sealed file, writing down the answer, erasing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer, background
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.guard.saving import save_current
from kapea.guard.vault.sealed_file import new_pass_phrase, seal_file
from kapea.guard.vault.sealing import blind, new_data_key, open_sealed, seal
from kapea.registers.agencies.queries import agency_receives
from kapea.registers.codes import new_code
from kapea.registers.hotline.addresses import addresses_in, compared
from kapea.registers.hotline.models import AddressFile, AddressReport, Contact
from kapea.registers.hotline.queries.addresses import ADDRESS, REFERENCE, WRITE, address_for
from kapea.registers.hotline.services.clocks import after
from kapea.registers.worklist.services import complete_tasks, open_task

RULE = "url_report.clocks"
TOLD = ("assessed_at", "police_told_at", "removed_at")
MOST_AT_ONCE = 200


class NoAddressChosen(KapeaError):
    """Nothing was chosen to hand over."""

    code = "hotline.no_address_chosen"


class AddressReceiverNotPossible(KapeaError):
    """That body is neither an authorised hotline nor the police."""

    code = "hotline.address_receiver_not_possible"


class DaysOutOfOrder(KapeaError):
    """An answer cannot be older than the report, nor lie in the future."""

    code = "hotline.days_out_of_order"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the receiver wrote back. label: a code of "address_label", "" while nobody has assessed.

    reference: the receiver's own number, sealed. depicted_*: what the receiver assessed;
    nobody here looks. The instants are None when not told.
    """

    label: str = ""
    reference: str = ""
    hosting_country: str = ""
    site_type: str = ""
    depicted_age: str = ""
    depicted_sex: str = ""
    commerciality: str = ""
    assessed_at: datetime | None = None
    police_told_at: datetime | None = None
    removed_at: datetime | None = None
    is_final: bool = False


def store_addresses(
    text: str, *, contact: Contact, by: Viewer, now: datetime, clock_from: datetime
) -> list[AddressReport]:
    """Store each address of a text as a report of its own; inside the caller's transaction."""
    return [
        _store(address, contact=contact, by=by, now=now, clock_from=clock_from)
        for address in addresses_in(text)
    ]


def _store(
    address: str, *, contact: Contact, by: Viewer, now: datetime, clock_from: datetime
) -> AddressReport:
    key, index = new_data_key(), blind("hotline:address", compared(address))
    rule = current_pack().rule(RULE)
    report = AddressReport.objects.create(
        code=new_code("U"),
        agency_code=contact.agency_code,
        contact=contact,
        data_key=key,
        address_sealed=seal(key, address, field=ADDRESS),
        address_blind=index,
        is_first=not AddressReport.objects.filter(address_blind=index).exists(),
        received_at=now,
        hand_over_due_at=after(rule.values["hand_over"], now=clock_from),  # type: ignore[arg-type]
    )
    open_task(
        kind="address.hand_over",
        subject=("address", report.code),
        agency_code=report.agency_code,
        due_at=report.hand_over_due_at,
        rule_code=rule.code,
        rule_version=str(rule.version),
        by=by,
        now=now,
    )
    record_event("address.reported", by=by, on=("address", report.code), at=now)
    return report


@transaction.atomic
def hand_over_addresses(codes: Sequence[str], *, receiver: str, by: Viewer, now: datetime) -> tuple[str, str]:
    """Make one sealed file of the reports for an authorised hotline or the police; return its code and pass phrase.

    The pass phrase is told once and never kept. Raises NotFound, NoAddressChosen, AddressReceiverNotPossible.
    """
    is_police = agency_receives(receiver, "police")
    if not is_police and not agency_receives(receiver, "hotline"):
        raise AddressReceiverNotPossible(receiver)
    if not codes:
        raise NoAddressChosen
    reports = [address_for(code, by=by, permission=WRITE) for code in sorted(set(codes))[:MOST_AT_ONCE]]
    pass_phrase = new_pass_phrase()
    file = AddressFile.objects.create(
        code=new_code("F"),
        agency_code=by.agency,
        receiver_code=receiver,
        receiver_is_police=is_police,
        contents_sealed=seal_file(_told(reports), pass_phrase=pass_phrase, about="addresses"),
        made_at=now,
        made_by=by.username,
    )
    for report in reports:
        _handed_over(report, file, by=by, now=now)
    record_event(
        "address.handed_over",
        by=by,
        on=("address_file", file.code),
        details={"receiver": receiver, "reports": [report.code for report in reports]},
        at=now,
    )
    return file.code, pass_phrase


def _handed_over(report: AddressReport, file: AddressFile, *, by: Viewer, now: datetime) -> None:
    report.handed_in = file
    report.handed_over_at = report.handed_over_at or now
    if file.receiver_is_police:
        report.police_told_at = report.police_told_at or now
    report.version += 1
    report.save(update_fields=["handed_in", "handed_over_at", "police_told_at", "version"])
    complete_tasks(subject=("address", report.code), by=by, now=now)


def _told(reports: Sequence[AddressReport]) -> str:
    """Return what the receiver gets of each report: the address and when it came; nobody's words or name."""
    return json.dumps(
        {
            "reports": [
                {
                    "code": report.code,
                    "address": open_sealed(report.data_key, report.address_sealed, field=ADDRESS),
                    "received_on": report.received_at.date().isoformat(),
                    "site_type": report.site_type,
                }
                for report in reports
            ]
        },
        ensure_ascii=False,
        indent=1,
    )


@transaction.atomic
def file_contents(code: str, *, by: Viewer, now: datetime) -> bytes:
    """Return a sealed file's bytes for download; each download is written down. Raises NotFound."""
    file = AddressFile.objects.filter(code=code, agency_code=by.agency).first() if by.agency else None
    if file is None or not by.may(WRITE):
        raise NotFound
    record_event("address.file_downloaded", by=by, on=("address_file", code), at=now)
    return bytes(file.contents_sealed)


@transaction.atomic
def record_answer(code: str, answer: Answer, *, version: int, by: Viewer, now: datetime) -> None:
    """Write down what the receiver answered. Raises NotFound, DaysOutOfOrder, StaleSave."""
    report = address_for(code, by=by, permission=WRITE)
    answer = replace(answer, **{name: _on_its_day(getattr(answer, name), report, now=now) for name in TOLD})
    changes: dict[str, object] = {
        "label": answer.label,
        "site_type": answer.site_type,
        "hosting_country": answer.hosting_country,
        "depicted_age": answer.depicted_age,
        "depicted_sex": answer.depicted_sex,
        "commerciality": answer.commerciality,
        "assessed_at": (answer.assessed_at or report.assessed_at or now) if answer.label else None,
        "police_told_at": answer.police_told_at or report.police_told_at,
        "removed_at": answer.removed_at,
        "confirmed_at": report.confirmed_at or now,
        "reference_sealed": seal(report.data_key, answer.reference, field=REFERENCE),
        "closed_at": now if answer.is_final else None,
    }
    save_current(report, version=version, changes=changes)
    record_event("address.answered", by=by, on=("address", code), details={"label": answer.label}, at=now)


def _on_its_day(at: datetime | None, report: AddressReport, *, now: datetime) -> datetime | None:
    """Return an instant of the day that was told, neither before the report nor in the future.

    Only the day is told: it is compared as the country's day. Raises DaysOutOfOrder.
    """
    if at is None:
        return None
    if not local_day(report.received_at) <= local_day(at) <= local_day(now):
        raise DaysOutOfOrder
    return min(max(at, report.received_at), now)


@transaction.atomic
def erase_addresses(*, now: datetime) -> int:
    """Destroy the text of addresses whose time is over by the pack; the outcome stays. Returns how many."""
    keep = current_pack().rule("retention.classes").values["url_text"]["keep"]  # type: ignore[index]
    by = background("retention")
    waiting = AddressReport.objects.filter(confirmed_at__isnull=False, erased_at__isnull=True)
    due = [report for report in waiting.iterator() if after(keep, now=report.confirmed_at) <= now]  # type: ignore[arg-type]
    for report in due:
        AddressReport.objects.filter(pk=report.pk).update(
            address_sealed=b"", reference_sealed=b"", erased_at=now
        )
        record_event("address.erased", by=by, on=("address", report.code), at=now)
    return len(due)
