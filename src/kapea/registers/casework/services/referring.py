"""A child referred to another agency: sent, answered, ended. The case stays with the sender.

Only a transfer gives it over, when it is accepted (`transferring`).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from types import MappingProxyType

from django.db import transaction

from kapea.guard.access.viewer import Viewer, background
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.guard.saving import save_current
from kapea.guard.vault.sealed_archive import sealed_archive
from kapea.packs.labels import Label
from kapea.registers.casework import access, sealed
from kapea.registers.casework.errors import (
    AlreadyDone,
    DayNotPossible,
    NoGroundToShare,
    NothingChosen,
    ReceiverNotPossible,
    ReferralNotOpen,
    StepNotReached,
)
from kapea.registers.casework.ledger import grounds_of
from kapea.registers.casework.models import Case, Referral
from kapea.registers.casework.rules import LIVE_REFERRAL_STATUSES
from kapea.registers.casework.rules.consent import PURPOSE_OF, allows_own_work, covered, may_share
from kapea.registers.casework.rules.referrals import CARRIED, is_live, may_become
from kapea.registers.casework.services.acting import case_to_write
from kapea.registers.casework.services.asking_for_care import ask_for_care
from kapea.registers.casework.services.transferring import give_over
from kapea.registers.casework.services.watching import ask_for_answer, is_answered, tell_sender
from kapea.registers.codes import new_code
from kapea.registers.worklist.services import complete_tasks

LONGEST_DAYS = 365
"""How long a referral may stay open at most. Proposed: a share ends by itself."""


RECEIVING = frozenset({"casework", "shelter", "legal_aid", "health", "community", "police"})
"""What an agency of the pack takes on, of which any makes it a receiver of referrals."""


OUTSIDE_KINDS = frozenset({"ngo", "network", "private", "professional_body"})
"""Kinds of bodies that give services without an account here."""


def receivers() -> list[tuple[str, Label]]:
    """Return (code, names) of the agencies that may receive a referral."""
    return [
        (agency.code, agency.name) for agency in current_pack().agencies if RECEIVING & set(agency.receives)
    ]


def channel_to(agency_code: str) -> str:
    """Return how a referral reaches an agency: "account", "file" for one without, "" when not at all."""
    if any(code == agency_code for code, _names in receivers()):
        return "account"
    return "file" if any(code == agency_code for code, _names in outsiders()) else ""


def outsiders() -> list[tuple[str, Label]]:
    """Return (code, names) of the service bodies without an account here: reached by a sealed file."""
    known = {code for code, _names in receivers()}
    return [
        (agency.code, agency.name)
        for agency in current_pack().agencies
        if agency.kind in OUTSIDE_KINDS and agency.code not in known
    ]


@transaction.atomic
def send_referral(
    code: str,
    *,
    to_agency_code: str,
    service: str,
    sections: Sequence[str],
    reason: str,
    expires_on: date,
    kind: str = "referral",
    by: Viewer,
    now: datetime,
) -> str:
    """Refer the child to another agency for a service, or offer it the whole case; return the code.

    sections: what of the case goes along; each must be covered by a live ground for this agency and
    purpose. kind: "transfer" gives the case over once it is accepted. An agency without an account
    gets a sealed file. Raises NotFound, NotAllowed; StepNotReached without a ground of one's own,
    NoGroundToShare, ReceiverNotPossible, DayNotPossible, NothingChosen; AlreadyDone when the same
    referral is open.
    """
    case = case_to_write(code, section="referral", by=by, now=now, permission=access.SEND)
    today, chosen = local_day(now), set(sections) & CARRIED
    grounds = grounds_of(case)
    if not allows_own_work(grounds, agency=case.agency_code, today=today):
        raise StepNotReached(("ground_recorded",))
    channel = channel_to(to_agency_code)
    if to_agency_code == case.agency_code or not channel or (kind == "transfer" and channel == "file"):
        raise ReceiverNotPossible
    if not today <= expires_on <= today + timedelta(days=LONGEST_DAYS):
        raise DayNotPossible(code="casework.expiry_not_possible")
    if not reason.strip() or (kind == "referral" and not service):
        raise NothingChosen
    purpose = PURPOSE_OF[kind]
    asked = {"purpose": purpose, "recipient": to_agency_code, "today": today}
    closed = chosen - covered(grounds, **asked)  # type: ignore[arg-type]
    if closed or not may_share(grounds, **asked):  # type: ignore[arg-type]
        raise NoGroundToShare(sorted(closed))
    _refuse_second(case, to_agency_code=to_agency_code, service=service, kind=kind)
    referral = Referral.objects.create(
        code=new_code("R"),
        case=case,
        from_agency_code=case.agency_code,
        to_agency_code=to_agency_code,
        kind=kind,
        channel=channel,
        service="" if kind == "transfer" else service,
        sections=sorted(chosen),
        reason=sealed.close_text(case, reason, sealed.REFERRAL_REASON),
        sent_at=now,
        sent_by=by.username,
        expires_on=expires_on,
    )
    ask_for_answer(referral, by=by, now=now)
    told = {"referral": referral.code, "to": to_agency_code, "sections": referral.sections, "kind": kind}
    record_event("casework.referral.sent", by=by, on=("case", code), details=told, at=now)
    return referral.code


def _refuse_second(case: Case, *, to_agency_code: str, service: str, kind: str) -> None:
    live = Referral.objects.filter(case=case, kind=kind, status__in=("sent", "accepted"))
    if kind == "referral":
        live = live.filter(to_agency_code=to_agency_code, service=service)
    if live.exists():
        raise AlreadyDone


@transaction.atomic
def answer_referral(
    code: str, *, accepted: bool, refusal: str = "", words: str = "", version: int, by: Viewer, now: datetime
) -> str:
    """Accept a referral, or refuse it with a reason of the pack; return the referral's code.

    Accepting a transfer makes the viewer the case's worker. Raises NotFound, NotAllowed,
    ReferralNotOpen, NothingChosen; StaleSave when it was answered meanwhile.
    """
    referral = receivers_referral(code, by=by, now=now)
    status = "accepted" if accepted else "refused"
    if not may_become(referral.status, status):
        raise ReferralNotOpen
    if not accepted and not refusal:
        raise NothingChosen(code="casework.refusal_needed")
    changes = {
        "status": status,
        "refusal": "" if accepted else refusal,
        "answer": sealed.close_text(referral.case, words, sealed.REFERRAL_ANSWER),
        "answered_at": now,
        "answered_by": by.username,
    }
    moves = accepted and referral.kind == "transfer"
    if moves:
        changes |= {"status": "done", "ended_at": now, "ended_by": by.username}
    save_current(referral, version=version, changes=changes)
    is_answered(referral, by=by, now=now)
    if moves:
        give_over(referral, by=by, now=now)
    elif accepted:
        ask_for_care(referral, by=by, now=now)
    if (not accepted or moves) and referral.channel == "account":
        tell_sender(referral, by=by, now=now)
    record_event(
        f"casework.referral.{status}", by=by, on=("referral", code), details={"refusal": refusal}, at=now
    )
    return referral.code


@transaction.atomic
def finish_referral(code: str, *, outcome: str, version: int, by: Viewer, now: datetime) -> str:
    """Say what came of an accepted referral and end it; return the referral's code.

    Raises NotFound, NotAllowed, ReferralNotOpen, NothingChosen, StaleSave.
    """
    referral = receivers_referral(code, by=by, now=now)
    if not may_become(referral.status, "done"):
        raise ReferralNotOpen
    if not outcome.strip():
        raise NothingChosen
    _end(referral, "done", version=version, outcome=outcome, by=by, now=now)
    if referral.channel == "account":
        tell_sender(referral, by=by, now=now)
    return referral.code


@transaction.atomic
def revoke_referral(code: str, *, version: int, words: str = "", by: Viewer, now: datetime) -> str:
    """Take a referral back; the receiving agency reads nothing more; return the referral's code.

    A manager may take back what a worker sent. words: why; the receiver does not read them.
    Raises NotFound, NotAllowed, ReferralNotOpen, StaleSave.
    """
    referral = _found(code)
    case = case_to_write(referral.case.code, section="referral", by=by, now=now, permission=access.SEND)
    if referral.from_agency_code != case.agency_code:
        raise NotAllowed
    if not may_become(referral.status, "revoked"):
        raise ReferralNotOpen
    reason = sealed.close_text(referral.case, words, sealed.REFERRAL_REVOCATION)
    _end(referral, "revoked", version=version, by=by, now=now, more={"revocation": reason})
    return referral.code


@transaction.atomic
def seal_package(code: str, content: str, *, passphrase: str, by: Viewer, now: datetime) -> bytes:
    """Return the sealed file of a referral by file, and record that it was made.

    content: what `queries.package_page` opened, in words. Raises NotFound, NotAllowed, ReferralNotOpen.
    """
    referral = _found(code)
    case_to_write(referral.case.code, section="referral", by=by, now=now, permission=access.SEND)
    if referral.channel != "file" or not is_live(
        referral.status, expires_on=referral.expires_on, today=local_day(now)
    ):
        raise ReferralNotOpen
    archive = sealed_archive(f"{code}.txt", content, passphrase=passphrase)
    Referral.objects.filter(pk=referral.pk).update(file_made_at=now)
    told = {
        "to": referral.to_agency_code,
        "sections": sorted(access.shared_by(referral, today=local_day(now))),
        "sha256": sha256(archive).hexdigest(),
    }
    record_event("casework.referral.file_made", by=by, on=("referral", code), details=told, at=now)
    return archive


@transaction.atomic
def expire_referrals(*, now: datetime, most: int = 500) -> int:
    """End the referrals whose last day has passed, and tell who sent them; return how many. For the background."""
    by = background("referral-expiry")
    rows = Referral.objects.select_related("case__data_key").filter(
        status__in=("sent", "accepted"), expires_on__lt=local_day(now)
    )
    ended = list(rows.order_by("expires_on", "pk")[:most])
    for referral in ended:
        _end(referral, "expired", version=referral.version, by=by, now=now)
        tell_sender(referral, by=by, now=now)
    return len(ended)


def receivers_referral(code: str, *, by: Viewer, now: datetime) -> Referral:
    """Return a live referral that the viewer may answer: for their agency, or, when it went by a file,
    with what the agency has told them. Raises NotFound, NotAllowed."""
    referral = _found(code)
    if referral.channel == "file":
        return _told_by_file(referral, by=by, now=now)
    if not by.agency or referral.to_agency_code != by.agency:
        standing = access.standing_on(referral.case.code, by=by, today=local_day(now))
        if "referral" in standing.sections:
            raise NotAllowed
        raise NotFound
    if "referral" not in by.sections(access.ANSWER, frozenset({"referred"})):
        raise NotFound
    if not is_live(referral.status, expires_on=referral.expires_on, today=local_day(now)):
        raise ReferralNotOpen
    return referral


def _told_by_file(referral: Referral, *, by: Viewer, now: datetime) -> Referral:
    case_to_write(referral.case.code, section="referral", by=by, now=now, permission=access.SEND)
    if referral.status not in LIVE_REFERRAL_STATUSES:
        raise ReferralNotOpen
    return referral


def _found(code: str) -> Referral:
    found = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("case__data_key")
        .filter(code=code)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def _end(
    referral: Referral,
    status: str,
    *,
    version: int,
    by: Viewer,
    now: datetime,
    outcome: str = "",
    more: Mapping[str, object] = MappingProxyType({}),
) -> None:
    changes = {
        **more,
        "status": status,
        "ended_at": now,
        "ended_by": by.username,
        "outcome": sealed.close_text(referral.case, outcome, sealed.REFERRAL_OUTCOME),
    }
    save_current(referral, version=version, changes=changes)
    complete_tasks(subject=("referral", referral.code), by=by, now=now)
    record_event(f"casework.referral.{status}", by=by, on=("referral", referral.code), at=now)
