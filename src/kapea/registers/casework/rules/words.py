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
PURPOSES: Final = ("case_work", "service", "transfer", "conference")
CARERS_CONSENTS: Final = ("given", "refused", "not_asked", "no_carer")
WITHDRAWERS: Final = ("child", "carer", "agency")
APPROVED_KINDS: Final = ("assessment", "plan")
TRANSITIONS: Final = ("referral", "transfer")
CHANNELS: Final = ("account", "file")
ASSENTS: Final = ("given", "refused", "not_able")
NOTE_VISIBILITIES: Final = ("supervision", "agency", "case")
IDENTIFICATION_DECISIONS: Final = ("victim", "presumed_victim", "at_risk", "not_victim")
AGE_DECISIONS: Final = ("child", "adult")
ACTION_STATES: Final = ("open", "done", "dropped")
REFERRAL_STATUSES: Final = ("sent", "accepted", "refused", "done", "revoked", "expired")
LIVE_REFERRAL_STATUSES: Final = ("sent", "accepted")
