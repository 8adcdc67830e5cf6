"""What the police may record of an incident, and when. Pure."""

from kapea.registers.police.rules.steps import (
    CourtNotPossible,
    DayNotPossible,
    Stages,
    StepNotOpen,
    check_step,
    is_arrest_possible,
    next_steps,
)

__all__ = [
    "CourtNotPossible",
    "DayNotPossible",
    "Stages",
    "StepNotOpen",
    "check_step",
    "is_arrest_possible",
    "next_steps",
]
