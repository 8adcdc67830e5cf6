"""All tables of the courts' register, gathered for Django."""

from kapea.registers.justice.models.charge import Charge
from kapea.registers.justice.models.compensation import Compensation, Payment
from kapea.registers.justice.models.concern import SettlementConcern
from kapea.registers.justice.models.cooperation import CooperationRequest, CooperationStep
from kapea.registers.justice.models.hearing import Hearing, Interview
from kapea.registers.justice.models.judgment import AdditionalPenalty, Appeal, Judgment, Release, Sentence
from kapea.registers.justice.models.proceeding import Accused, Proceeding, ProceedingVictim, StageEvent
from kapea.registers.justice.models.protection import LegalAid, ProtectiveMeasure
from kapea.registers.justice.models.vetting import ChildInConflictCount, VettingAnswer

__all__ = [
    "Accused",
    "AdditionalPenalty",
    "Appeal",
    "Charge",
    "ChildInConflictCount",
    "Compensation",
    "CooperationRequest",
    "CooperationStep",
    "Hearing",
    "Interview",
    "Judgment",
    "LegalAid",
    "Payment",
    "Proceeding",
    "ProceedingVictim",
    "ProtectiveMeasure",
    "Release",
    "Sentence",
    "SettlementConcern",
    "StageEvent",
    "VettingAnswer",
]
