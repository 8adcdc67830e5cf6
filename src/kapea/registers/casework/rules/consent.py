"""On which grounds an agency may work on a case, and what of it may go to whom today.

A ground is live from its first day to its last, both included, and ends at once when it is
withdrawn. Consent rests on the child's assent, or on the carer's consent where the child cannot say;
a child's refusal is never consent. Any other ground needs its reasons in words.

Source: the ledger's parts (purpose, recipient, categories, child's assent, carer's consent, other
ground, from, to, withdrawn) follow the inter-agency practice of informed consent and assent
(S2 §113: views heard, confidentiality). It knows no storage and no country.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from kapea.registers.casework.rules.referrals import CARRIED

CONSENT: Final = "consent"
OWN_WORK: Final = "case_work"
TRANSFER: Final = "transfer"
SHARING: Final = frozenset({"service", "transfer", "conference"})
PURPOSE_OF: Final = {"referral": "service", "transfer": "transfer"}
"""For which purpose a ground must be given, by the kind of what is sent."""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A ground of the ledger. recipient: the agency that it names; until_on None has no last day."""

    purpose: str
    recipient: str
    categories: frozenset[str]
    from_on: date
    until_on: date | None = None
    is_withdrawn: bool = False

    def is_live(self, today: date) -> bool:
        """Whether the ground holds on a day."""
        if self.is_withdrawn or today < self.from_on:
            return False
        return self.until_on is None or today <= self.until_on


def allows_own_work(grounds: Iterable[Ground], *, agency: str, today: date) -> bool:
    """Whether the agency that holds the case may work on it: by a ground of its own or its transfer."""
    return any(
        ground.is_live(today)
        and (
            (ground.purpose == OWN_WORK and ground.recipient in ("", agency))
            or (ground.purpose == TRANSFER and ground.recipient == agency)
        )
        for ground in grounds
    )


def may_share(grounds: Iterable[Ground], *, purpose: str, recipient: str, today: date) -> bool:
    """Whether anything at all may be shared with this agency for this purpose."""
    return any(
        ground.purpose == purpose and ground.recipient == recipient and ground.is_live(today)
        for ground in grounds
    )


def covered(grounds: Iterable[Ground], *, purpose: str, recipient: str, today: date) -> frozenset[str]:
    """Return the categories that may go to an agency for a purpose on a day."""
    return frozenset(
        category
        for ground in grounds
        if ground.purpose == purpose and ground.recipient == recipient and ground.is_live(today)
        for category in ground.categories & CARRIED
    )


def why_no_ground(*, ground: str, childs_assent: str, carers_consent: str, words: str) -> str:
    """Return "" when the ground may be recorded, else the code of what stands against it.

    >>> why_no_ground(ground="consent", childs_assent="refused", carers_consent="given", words="")
    'child_refuses'
    """
    if ground != CONSENT:
        return "" if words.strip() or childs_assent == "given" else "reasons_needed"
    if childs_assent == "refused":
        return "child_refuses"
    if childs_assent == "not_able" and carers_consent != "given":
        return "carer_needed"
    return "carer_refuses" if carers_consent == "refused" else ""
