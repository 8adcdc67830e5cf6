"""All tables of casework, gathered for Django."""

from kapea.registers.casework.models.assessment import Assessment, RiskAssessment
from kapea.registers.casework.models.case import Case, CaseForm, LegalGround, Note
from kapea.registers.casework.models.closure import Closure, Visit
from kapea.registers.casework.models.identification import AgeDetermination, AgeMethod, VictimIdentification
from kapea.registers.casework.models.plan import Action, CasePlan, Goal, ServiceGiven
from kapea.registers.casework.models.referral import Referral

__all__ = [
    "Action",
    "AgeDetermination",
    "AgeMethod",
    "Assessment",
    "Case",
    "CaseForm",
    "CasePlan",
    "Closure",
    "Goal",
    "LegalGround",
    "Note",
    "Referral",
    "RiskAssessment",
    "ServiceGiven",
    "VictimIdentification",
    "Visit",
]
