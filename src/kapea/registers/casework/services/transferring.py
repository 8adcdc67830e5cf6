"""How a case changes hands: only when the receiving agency accepts, in one transaction."""

from datetime import datetime

from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.guard.pack import local_day
from kapea.registers.agencies.queries import unit_for
from kapea.registers.casework.errors import NoGroundToShare
from kapea.registers.casework.ledger import grounds_of
from kapea.registers.casework.models import Case, Referral
from kapea.registers.casework.rules.consent import may_share
from kapea.registers.casework.services.watching import TO_AWAIT, await_answer
from kapea.registers.casework.work import settle
from kapea.registers.worklist.services import complete_tasks


def give_over(referral: Referral, *, by: Viewer, now: datetime) -> None:
    """Make the receiving agency the case's, and who accepted its worker.

    The former agency keeps its referral with the outcome, and sees the case no more. Referrals to
    other bodies go on with the new agency. Raises NoGroundToShare when the ground ended meanwhile.
    """
    today, to = local_day(now), referral.to_agency_code
    rows = Case.objects.select_for_update(of=("self",)).select_related("data_key")
    case = referral.case = rows.get(pk=referral.case_id)
    if not may_share(grounds_of(case), purpose="transfer", recipient=to, today=today):
        raise NoGroundToShare
    complete_tasks(subject=("case", case.code), by=by, now=now)
    case.agency_code, case.unit_code = to, by.unit or unit_for(to, case.province_code)
    case.owner_id, case.recorded_by_id = by.user_id, None
    case.version += 1
    case.save(update_fields=["agency_code", "unit_code", "owner", "recorded_by", "version"])
    _move_others(referral, by=by, now=now)
    settle(case, by=by, now=now)
    told = {"from": referral.from_agency_code, "to": to, "referral": referral.code}
    record_event("casework.case.transferred", by=by, on=("case", case.code), details=told, at=now)


def _move_others(referral: Referral, *, by: Viewer, now: datetime) -> None:
    """Let the new agency go on with the case's other referrals; one to itself has become needless."""
    case, to = referral.case, referral.to_agency_code
    for other in case.referrals.filter(status__in=("sent", "accepted")).exclude(pk=referral.pk):
        other.case = case
        if other.to_agency_code == to:
            other.status, other.ended_at, other.ended_by = "revoked", now, by.username
            other.version += 1
            other.save(update_fields=["status", "ended_at", "ended_by", "version"])
            complete_tasks(subject=("referral", other.code), by=by, now=now)
            continue
        other.from_agency_code = to
        other.save(update_fields=["from_agency_code"])
        complete_tasks(subject=("referral", other.code), kind=TO_AWAIT, by=by, now=now)
        if other.status == "sent":
            await_answer(other, by=by, now=now)
