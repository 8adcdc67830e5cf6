"""Which answers a referral still allows, and what of a case the receiving agency may read."""

from datetime import date
from typing import Final

from kapea.registers.casework.rules.words import LIVE_REFERRAL_STATUSES

_NEXT: Final = {
    "sent": frozenset({"accepted", "refused", "revoked", "expired"}),
    "accepted": frozenset({"done", "revoked", "expired"}),
}
CARRIED: Final = frozenset(
    {
        "identity",
        "contact_details",
        "narrative",
        "identification",
        "risk",
        "assessment",
        "plan",
        "services",
        "visit",
        "health",
    }
)
"""Sections that a referral may carry. Notes, closure and other referrals stay with the sender."""


def may_become(status: str, new: str) -> bool:
    """Whether a referral in `status` may become `new`."""
    return new in _NEXT.get(status, frozenset())


def is_live(status: str, *, expires_on: date, today: date) -> bool:
    """Whether the receiving agency may still read what the referral carries (the last day counts)."""
    return status in LIVE_REFERRAL_STATUSES and today <= expires_on


def readable(*, carried: frozenset[str], granted: frozenset[str], status: str) -> frozenset[str]:
    """Return the sections a live referral opens: what was chosen, within what the role may read.

    Until it is accepted, the contact details stay closed: nobody calls a child on trial.
    """
    opened = carried & granted & CARRIED
    return opened if status == "accepted" else opened - {"contact_details"}
