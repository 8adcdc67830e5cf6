"""Conferences of several bodies, and flags that stay up until someone clears them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.errors import NotFound
from kapea.guard.pack import local_day
from kapea.registers.casework import sealed
from kapea.registers.casework.errors import (
    AlreadyDone,
    DayNotPossible,
    NoGroundToShare,
    NothingChosen,
)
from kapea.registers.casework.ledger import grounds_of
from kapea.registers.casework.models import CaseConference, Flag
from kapea.registers.casework.rules.consent import may_share
from kapea.registers.casework.services.acting import case_to_write
from kapea.registers.casework.work import settle


@transaction.atomic
def record_conference(
    code: str,
    *,
    held_on: date,
    agencies: Sequence[str],
    child_took_part: bool,
    childs_view: str,
    decisions: str,
    by: Viewer,
    now: datetime,
) -> str:
    """Record a case conference: which bodies met and what they decided; return the case's code.

    A body may sit in it only by a ground of the ledger that was live on that day.
    Raises NotFound, NotAllowed, DayNotPossible, NothingChosen, AlreadyDone, NoGroundToShare.
    """
    case = case_to_write(code, section="plan", by=by, now=now)
    if not local_day(case.opened_at) <= held_on <= local_day(now):
        raise DayNotPossible
    if not decisions.strip() or not agencies:
        raise NothingChosen
    others = sorted({each for each in agencies if each != case.agency_code})
    grounds = grounds_of(case)
    closed = [
        each for each in others if not may_share(grounds, purpose="conference", recipient=each, today=held_on)
    ]
    if closed:
        raise NoGroundToShare(closed)
    if CaseConference.objects.filter(case=case, held_on=held_on).exists():
        raise AlreadyDone
    CaseConference.objects.create(
        case=case,
        held_on=held_on,
        agencies=[case.agency_code, *others],
        child_took_part=child_took_part,
        childs_view=sealed.close_text(case, childs_view, sealed.CONFERENCE_VIEW),
        decisions=sealed.close_text(case, decisions, sealed.CONFERENCE),
        recorded_at=now,
        recorded_by=by.username,
    )
    record_event("casework.conference.held", by=by, on=("case", code), details={"agencies": others}, at=now)
    return case.code


@transaction.atomic
def raise_flag(code: str, *, words: str, until_on: date | None = None, by: Viewer, now: datetime) -> str:
    """Put up a flag on the case; return the case's code.

    Raises NotFound, NotAllowed, NothingChosen, DayNotPossible.
    """
    case = case_to_write(code, section="notes", by=by, now=now)
    if not words.strip():
        raise NothingChosen
    if until_on is not None and until_on < local_day(now):
        raise DayNotPossible(code="casework.day_passed")
    Flag.objects.create(
        case=case,
        words=sealed.close_text(case, words, sealed.FLAG),
        until_on=until_on,
        raised_at=now,
        raised_by=by.username,
    )
    settle(case, by=by, now=now)
    record_event("casework.flag.raised", by=by, on=("case", code), at=now)
    return case.code


@transaction.atomic
def clear_flag(code: str, *, flag_id: int, words: str, by: Viewer, now: datetime) -> str:
    """Take a flag down, with what was done about it; return the case's code.

    Raises NotFound, NotAllowed, AlreadyDone, NothingChosen.
    """
    case = case_to_write(code, section="notes", by=by, now=now)
    flag = Flag.objects.filter(case=case, pk=flag_id).first()
    if flag is None:
        raise NotFound
    if flag.cleared_at is not None:
        raise AlreadyDone
    if not words.strip():
        raise NothingChosen
    flag.cleared_at, flag.cleared_by = now, by.username
    flag.clearing = sealed.close_text(case, words, sealed.FLAG_CLEARED)
    flag.save(update_fields=["cleared_at", "cleared_by", "clearing"])
    settle(case, by=by, now=now)
    record_event("casework.flag.cleared", by=by, on=("case", code), details={"flag": flag_id}, at=now)
    return case.code
