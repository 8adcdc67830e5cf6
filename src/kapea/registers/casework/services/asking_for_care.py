"""A referral for care that a shelter accepts asks that shelter's own register for a placement.

What goes along is what the referral carries: the name only when it carries the identity and a ground
of the ledger covers that today.
"""

from datetime import datetime

from kapea.guard.access.viewer import Viewer
from kapea.guard.pack import current_pack, local_day
from kapea.registers.agencies.queries import agency_receives
from kapea.registers.casework import sealed
from kapea.registers.casework.access import shared_by
from kapea.registers.casework.models import Referral
from kapea.registers.casework.packing import package_for
from kapea.registers.worklist.handover import hand_over

SERVICES = "care.referred_services"


def ask_for_care(referral: Referral, *, by: Viewer, now: datetime) -> None:
    """Open a placement that is asked for, when the accepted referral is for care and its receiver gives some."""
    services = current_pack().rule(SERVICES).values.get("services", [])
    if not isinstance(services, list | tuple) or referral.service not in services:
        return
    if not agency_receives(referral.to_agency_code, "shelter"):
        return
    package = package_for(
        referral.case,
        to="care",
        agency_code=referral.to_agency_code,
        by=by,
        now=now,
        sections=shared_by(referral, today=local_day(now)),
        summary=sealed.open_text(referral.case, referral.reason, sealed.REFERRAL_REASON),
    )
    hand_over(package, by=by, now=now)
