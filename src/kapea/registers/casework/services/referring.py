"""A child referred to another agency: sent, answered, ended. The case stays with the sender."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from kapea.guard.access.viewer import Viewer, background
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotAllowed, NotFound
from kapea.guard.pack import current_pack, local_day
from kapea.guard.saving import save_current
from kapea.packs.labels import Label
from kapea.registers.agencies.queries import unit_for
from kapea.registers.casework import access, sealed
from kapea.registers.casework.errors import (
    AlreadyDone,
    DayNotPossible,
    NothingChosen,
    ReceiverNotPossible,
    ReferralNotOpen,
    StepNotReached,
)
from kapea.registers.casework.models import Case, LegalGround, Referral
from kapea.registers.casework.moments import CLOCKS
from kapea.registers.casework.rules.clocks import due_at
from kapea.registers.casework.rules.referrals import CARRIED, is_live, may_become
from kapea.registers.casework.services.acting import case_to_write
from kapea.registers.casework.services.asking_for_care import ask_for_care
from kapea.registers.codes import new_code
from kapea.registers.worklist.services import complete_tasks, open_task

LONGEST_DAYS = 365
"""How long a referral may stay open at most. Proposed: a share ends by itself."""


RECEIVING = frozenset({"casework", "shelter", "legal_aid", "health", "community", "police"})
"""What an agency of the pack takes on, of which any makes it a receiver of referrals."""


def receivers() -> list[tuple[str, Label]]:
    """Return (code, names) of the agencies that may receive a referral."""
    return [
        (agency.code, agency.name) for agency in current_pack().agencies if RECEIVING & set(agency.receives)
    ]


def can_receive(agency_code: str) -> bool:
    """Whether an agency may receive a referral of a child's case."""
    return any(code == agency_code for code, _names in receivers())


@transaction.atomic
def send_referral(
    code: str,
    *,
    to_agency_code: str,
    service: str,
    sections: Sequence[str],
    reason: str,
    expires_on: date,
    by: Viewer,
    now: datetime,
) -> str:
    """Refer the child to another agency for a service; return the referral's code.

    sections: what of the case goes along. Raises NotFound, NotAllowed; StepNotReached without a
    legal ground, ReceiverNotPossible, DayNotPossible, NothingChosen; AlreadyDone when the same
    referral is open.
    """
    case = case_to_write(code, section="referral", by=by, now=now, permission=access.SEND)
    today = local_day(now)
    if not LegalGround.objects.filter(case=case).exists():
        raise StepNotReached(("ground_recorded",))
    if to_agency_code == case.agency_code or not can_receive(to_agency_code):
        raise ReceiverNotPossible
    if not today <= expires_on <= today + timedelta(days=LONGEST_DAYS):
        raise DayNotPossible(code="casework.expiry_not_possible")
    if not reason.strip():
        raise NothingChosen
    live = Referral.objects.filter(
        case=case, to_agency_code=to_agency_code, service=service, status__in=("sent", "accepted")
    )
    if live.exists():
        raise AlreadyDone
    referral = Referral.objects.create(
        code=new_code("R"),
        case=case,
        from_agency_code=case.agency_code,
        to_agency_code=to_agency_code,
        service=service,
        sections=sorted(set(sections) & CARRIED),
        reason=sealed.close_text(case, reason, sealed.REFERRAL_REASON),
        sent_at=now,
        sent_by=by.username,
        expires_on=expires_on,
    )
    _ask_for_answer(referral, case, by=by, now=now)
    record_event(
        "casework.referral.sent",
        by=by,
        on=("case", code),
        details={"referral": referral.code, "to": to_agency_code, "sections": referral.sections},
        at=now,
    )
    return referral.code


def _ask_for_answer(referral: Referral, case: Case, *, by: Viewer, now: datetime) -> None:
    pack = current_pack()
    rule = pack.rule(CLOCKS)
    open_task(
        kind="referral.answer",
        subject=("referral", referral.code),
        agency_code=referral.to_agency_code,
        unit_code=unit_for(referral.to_agency_code, case.province_code),
        province_code=case.province_code,
        due_at=due_at(
            rule.values,
            "contact",
            risk=case.risk_level,
            start=now,
            calendar=pack.calendar,
            time_zone=pack.time_zone,
        ),
        priority="urgent" if case.risk_level == "high" else "",
        rule_code=CLOCKS,
        rule_version=str(rule.version),
        by=by,
        now=now,
    )


@transaction.atomic
def answer_referral(
    code: str, *, accepted: bool, refusal: str = "", words: str = "", version: int, by: Viewer, now: datetime
) -> str:
    """Accept a referral, or refuse it with a reason of the pack; return the referral's code.

    Raises NotFound, NotAllowed, ReferralNotOpen, NothingChosen; StaleSave when it was answered meanwhile.
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
    save_current(referral, version=version, changes=changes)
    complete_tasks(subject=("referral", code), kind="referral.answer", by=by, now=now)
    if accepted:
        ask_for_care(referral, by=by, now=now)
    else:
        _tell_sender(referral, by=by, now=now)
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
    _tell_sender(referral, by=by, now=now)
    return referral.code


@transaction.atomic
def revoke_referral(code: str, *, version: int, by: Viewer, now: datetime) -> str:
    """Take a referral back; the receiving agency reads nothing more; return the referral's code.

    Raises NotFound, NotAllowed, ReferralNotOpen, StaleSave.
    """
    referral = _found(code)
    case = case_to_write(referral.case.code, section="referral", by=by, now=now, permission=access.SEND)
    if referral.from_agency_code != case.agency_code:
        raise NotAllowed
    if not may_become(referral.status, "revoked"):
        raise ReferralNotOpen
    _end(referral, "revoked", version=version, by=by, now=now)
    return referral.code


@transaction.atomic
def expire_referrals(*, now: datetime, most: int = 500) -> int:
    """End the referrals whose last day has passed; return how many. For the background."""
    by = background("referral-expiry")
    rows = Referral.objects.select_related("case__data_key").filter(
        status__in=("sent", "accepted"), expires_on__lt=local_day(now)
    )
    ended = list(rows.order_by("expires_on", "pk")[:most])
    for referral in ended:
        _end(referral, "expired", version=referral.version, by=by, now=now)
    return len(ended)


def receivers_referral(code: str, *, by: Viewer, now: datetime) -> Referral:
    """Return a live referral that the viewer may answer for their agency. Raises NotFound, NotAllowed."""
    referral = _found(code)
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
    referral: Referral, status: str, *, version: int, by: Viewer, now: datetime, outcome: str = ""
) -> None:
    changes = {
        "status": status,
        "ended_at": now,
        "ended_by": by.username,
        "outcome": sealed.close_text(referral.case, outcome, sealed.REFERRAL_OUTCOME),
    }
    save_current(referral, version=version, changes=changes)
    complete_tasks(subject=("referral", referral.code), by=by, now=now)
    record_event(f"casework.referral.{status}", by=by, on=("referral", referral.code), at=now)


def _tell_sender(referral: Referral, *, by: Viewer, now: datetime) -> None:
    """Give the sender a task to read what came of the referral."""
    case = referral.case
    open_task(
        kind="referral.read_outcome",
        subject=("referral", referral.code),
        agency_code=referral.from_agency_code,
        unit_code=case.unit_code,
        province_code=case.province_code,
        assignee_id=case.owner_id,
        by=by,
        now=now,
    )
