"""All tables of the register of returns, gathered for Django."""

from kapea.registers.returns.models.following import (
    PlanGoal,
    ReintegrationPlan,
    ReturnClosure,
    ReturnServiceGiven,
    ReturnVisit,
)
from kapea.registers.returns.models.preparing import (
    Consent,
    Escort,
    FamilyAssessment,
    Handing,
    Paper,
    Recognition,
    Tracing,
)
from kapea.registers.returns.models.returning import Return

__all__ = [
    "Consent",
    "Escort",
    "FamilyAssessment",
    "Handing",
    "Paper",
    "PlanGoal",
    "Recognition",
    "ReintegrationPlan",
    "Return",
    "ReturnClosure",
    "ReturnServiceGiven",
    "ReturnVisit",
    "Tracing",
]
