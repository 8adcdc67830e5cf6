"""The referrals that an agency has sent or received, and one referral as either side sees it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import local_day
from kapea.registers.casework import access, sealed
from kapea.registers.casework.models import Case, Referral
from kapea.registers.casework.rules import LIVE_REFERRAL_STATUSES
from kapea.registers.casework.rules.referrals import is_live, may_become
from kapea.registers.worklist.queues import counted

PAGE: Final = 25
BOXES: Final = ("to_answer", "accepted", "ended", "sent", "sent_all")


@dataclass(frozen=True, kw_only=True)
class ReferralRow:
    """A referral as a list shows it: codes and states only."""

    code: str
    case_code: str
    from_agency_code: str
    to_agency_code: str
    service: str
    status: str
    sent_at: datetime
    expires_on: date
    kind: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class ReferralView:
    """A referral as one side sees it, its words opened.

    closed_sections: what was chosen and no ground covers any more. is_given_over: the case
    is another agency's since. may_make_file: it goes by a sealed file, and the viewer may make it.
    """

    row: ReferralRow
    version: int
    sections: tuple[str, ...]
    reason: str
    refusal: str
    answer: str
    answered_at: datetime | None
    outcome: str
    ended_at: datetime | None
    is_received: bool
    may_answer: bool
    may_finish: bool
    may_revoke: bool
    closed_sections: tuple[str, ...] = ()
    revocation: str = ""
    may_make_file: bool = False
    file_made_at: datetime | None = None
    is_given_over: bool = False


def boxes_of(by: Viewer) -> tuple[str, ...]:
    """Return the boxes that the viewer has."""
    if not by.agency:
        return ()
    received = "referred" in by.scopes(access.ANSWER, "referral")
    sent = bool({"agency", "unit", "assigned", "own"} & by.scopes(access.SEND, "referral"))
    return tuple(box for box in BOXES if (sent if box.startswith("sent") else received))


def listed_referrals(box: str, *, by: Viewer, now: datetime) -> "QuerySet[Referral]":
    """Return the referrals of a box, over all its pages."""
    today = local_day(now)
    if box not in boxes_of(by):
        return Referral.objects.none()
    if box == "to_answer":
        return Referral.objects.filter(to_agency_code=by.agency, status="sent", expires_on__gte=today)
    if box == "accepted":
        return Referral.objects.filter(to_agency_code=by.agency, status="accepted", expires_on__gte=today)
    if box == "ended":
        ended = ("refused", "done", "revoked", "expired")
        return Referral.objects.filter(to_agency_code=by.agency, status__in=ended)
    rows = Referral.objects.filter(from_agency_code=by.agency).filter(_of_my_cases(by))
    return rows.filter(status="sent") if box == "sent" else rows


def _of_my_cases(by: Viewer) -> Q:
    """The referrals that `accessible_referral` opens to the sender's side: of their cases, or given over by them."""
    given = by.scopes(access.READ, "referral") & by.standing
    ours = Q(case__agency_code=by.agency)
    stands = {
        "agency": ours,
        "unit": ours & Q(case__unit_code=by.unit) & ~Q(case__unit_code=""),
        "assigned": Q(case__owner_id=by.user_id),
        "own": Q(case__recorded_by_id=by.user_id),
    }
    given_over = Q(kind="transfer", status="done") & ~ours
    if "agency" not in by.scopes(access.SEND, "referral"):
        given_over &= Q(sent_by=by.username)
    return reduce(or_, (stands[scope] for scope in sorted(given & stands.keys())), given_over)


def list_referrals(box: str, *, by: Viewer, now: datetime, after: str = "") -> list[ReferralRow]:
    """Return one page of a box, newest first. after: the code of the last row of the page before."""
    rows = listed_referrals(box, by=by, now=now)
    if after:
        last = Referral.objects.filter(code=after).values_list("pk", flat=True).first()
        rows = rows.filter(pk__lt=last) if last is not None else rows.none()
    return [referral_row(each, each.case) for each in rows.select_related("case").order_by("-pk")[:PAGE]]


def count_referrals(box: str, *, by: Viewer, now: datetime) -> int:
    """Return how many referrals the box holds over all its pages, as far as lists are counted."""
    return counted(listed_referrals(box, by=by, now=now))


def referral_row(referral: Referral, case: Case) -> ReferralRow:
    """Return the referral as a list shows it."""
    return ReferralRow(
        code=referral.code,
        case_code=case.code,
        from_agency_code=referral.from_agency_code,
        to_agency_code=referral.to_agency_code,
        service=referral.service,
        status=referral.status,
        sent_at=referral.sent_at,
        expires_on=referral.expires_on,
        kind=referral.kind,
        channel=referral.channel,
    )


@transaction.atomic
def accessible_referral(code: str, *, by: Viewer, now: datetime) -> ReferralView:
    """Return the referral to its sender or its receiver; the read is audited. Raises NotFound.

    When it has ended, the receiver sees that it ended and nothing of the child.
    """
    referral = Referral.objects.select_related("case__data_key").filter(code=code).first()
    if referral is None:
        raise NotFound
    today = local_day(now)
    received = bool(by.agency) and referral.to_agency_code == by.agency
    if received:
        if "referral" not in by.sections(access.READ, frozenset({"referred"})):
            raise NotFound
    elif not _gave_over(referral, by=by):
        standing = access.standing_on(referral.case.code, by=by, today=today)
        if standing.referrals or "referral" not in standing.sections:
            raise NotFound
    view = open_referral(referral, referral.case, by=by, today=today)
    record_event("casework.referral.read", by=by, on=("referral", code), at=now)
    return view


def _gave_over(referral: Referral, *, by: Viewer) -> bool:
    """Whether the viewer's agency gave this case over by this referral, and they may still read its outcome."""
    if referral.kind != "transfer" or referral.status != "done" or not by.agency:
        return False
    ours = referral.from_agency_code == by.agency and referral.case.agency_code != by.agency
    scopes = by.scopes(access.SEND, "referral")
    return ours and ("agency" in scopes or (referral.sent_by == by.username and bool(scopes)))


def open_referral(referral: Referral, case: Case, *, by: Viewer, today: date) -> ReferralView:
    """Return the referral opened for its side. The caller has checked and audits the read."""
    received = bool(by.agency) and referral.to_agency_code == by.agency
    live = is_live(referral.status, expires_on=referral.expires_on, today=today)
    answers = received and live and "referral" in by.sections(access.ANSWER, frozenset({"referred"}))
    sends = not received and "referral" in by.sections(access.SEND, access.own_relations(case, by=by))
    if referral.channel == "file":
        answers = sends and referral.status in LIVE_REFERRAL_STATUSES
    shown = live or not received
    closed = frozenset(referral.sections) - access.shared_by(referral, today=today) if live else frozenset()
    return ReferralView(
        row=referral_row(referral, case),
        version=referral.version,
        sections=tuple(referral.sections),
        reason=sealed.open_text(case, referral.reason, sealed.REFERRAL_REASON) if shown else "",
        refusal=referral.refusal,
        answer=sealed.open_text(case, referral.answer, sealed.REFERRAL_ANSWER),
        answered_at=referral.answered_at,
        outcome=sealed.open_text(case, referral.outcome, sealed.REFERRAL_OUTCOME),
        ended_at=referral.ended_at,
        is_received=received,
        may_answer=answers and may_become(referral.status, "accepted"),
        may_finish=answers and may_become(referral.status, "done"),
        may_revoke=sends and may_become(referral.status, "revoked"),
        closed_sections=tuple(sorted(closed)),
        revocation=sealed.open_text(case, referral.revocation, sealed.REFERRAL_REVOCATION) if sends else "",
        may_make_file=sends and live and referral.channel == "file",
        file_made_at=referral.file_made_at,
        is_given_over=_gave_over(referral, by=by),
    )
