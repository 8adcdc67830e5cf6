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
    others = case.referrals.filter(status__in=("sent", "accepted")).exclude(pk=referral.pk)
    others.filter(to_agency_code=to).update(status="revoked", ended_at=now, ended_by=by.username)
    others.exclude(to_agency_code=to).update(from_agency_code=to)
    settle(case, by=by, now=now)
    told = {"from": referral.from_agency_code, "to": to, "referral": referral.code}
    record_event("casework.case.transferred", by=by, on=("case", case.code), details=told, at=now)
