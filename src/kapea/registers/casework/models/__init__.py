"""All tables of casework, gathered for Django."""

from kapea.registers.casework.models.approval import Approval
from kapea.registers.casework.models.assessment import Assessment, RiskAssessment
from kapea.registers.casework.models.case import Case, CaseForm, Note
from kapea.registers.casework.models.closure import Closure, Visit
from kapea.registers.casework.models.conference import CaseConference, CaseNeed, Flag
from kapea.registers.casework.models.consent import LegalGround
from kapea.registers.casework.models.identification import AgeDetermination, AgeMethod, VictimIdentification
from kapea.registers.casework.models.plan import Action, CasePlan, Goal, ServiceGiven
from kapea.registers.casework.models.referral import Referral

__all__ = [
    "Action",
    "AgeDetermination",
    "AgeMethod",
    "Approval",
    "Assessment",
    "Case",
    "CaseConference",
    "CaseForm",
    "CaseNeed",
    "CasePlan",
    "Closure",
    "Flag",
    "Goal",
    "LegalGround",
    "Note",
    "Referral",
    "RiskAssessment",
    "ServiceGiven",
    "VictimIdentification",
    "Visit",
]
