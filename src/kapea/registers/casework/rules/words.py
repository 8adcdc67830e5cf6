"""The words of the workflow that the engine itself acts on.

What a country calls them stands in its pack's code lists; a test holds the two together.
"""

from typing import Final

STEPS: Final = (
    "contact",
    "identification",
    "assessment",
    "planning",
    "implementation",
    "follow_up",
    "closure",
)
STATUSES: Final = ("open", "closed", "reopened")
OPEN_STATUSES: Final = ("open", "reopened")
ASSENTS: Final = ("given", "refused", "not_able")
NOTE_VISIBILITIES: Final = ("agency", "case")
IDENTIFICATION_DECISIONS: Final = ("victim", "presumed_victim", "at_risk", "not_victim")
AGE_DECISIONS: Final = ("child", "adult")
ACTION_STATES: Final = ("open", "done", "dropped")
REFERRAL_STATUSES: Final = ("sent", "accepted", "refused", "done", "revoked", "expired")
LIVE_REFERRAL_STATUSES: Final = ("sent", "accepted")
