"""What follows from what in a child's case. Pure: no database, no clock, no country."""

from kapea.registers.casework.rules.words import (
    ACTION_STATES,
    AGE_DECISIONS,
    APPROVED_KINDS,
    ASSENTS,
    CARERS_CONSENTS,
    CHANNELS,
    IDENTIFICATION_DECISIONS,
    LIVE_REFERRAL_STATUSES,
    NOTE_VISIBILITIES,
    OPEN_STATUSES,
    PURPOSES,
    REFERRAL_STATUSES,
    STATUSES,
    STEPS,
    TRANSITIONS,
    WITHDRAWERS,
)

__all__ = [
    "ACTION_STATES",
    "AGE_DECISIONS",
    "APPROVED_KINDS",
    "ASSENTS",
    "CARERS_CONSENTS",
    "CHANNELS",
    "IDENTIFICATION_DECISIONS",
    "LIVE_REFERRAL_STATUSES",
    "NOTE_VISIBILITIES",
    "OPEN_STATUSES",
    "PURPOSES",
    "REFERRAL_STATUSES",
    "STATUSES",
    "STEPS",
    "TRANSITIONS",
    "WITHDRAWERS",
]
