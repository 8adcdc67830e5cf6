"""What follows from what in a child's case. Pure: no database, no clock, no country."""

from kapea.registers.casework.rules.words import (
    ACTION_STATES,
    AGE_DECISIONS,
    ASSENTS,
    IDENTIFICATION_DECISIONS,
    LIVE_REFERRAL_STATUSES,
    NOTE_VISIBILITIES,
    OPEN_STATUSES,
    REFERRAL_STATUSES,
    STATUSES,
    STEPS,
)

__all__ = [
    "ACTION_STATES",
    "AGE_DECISIONS",
    "ASSENTS",
    "IDENTIFICATION_DECISIONS",
    "LIVE_REFERRAL_STATUSES",
    "NOTE_VISIBILITIES",
    "OPEN_STATUSES",
    "REFERRAL_STATUSES",
    "STATUSES",
    "STEPS",
]
