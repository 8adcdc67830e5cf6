"""What the police register stores: an incident, and those who stand in it."""

from kapea.registers.police.models.custody import PostStay
from kapea.registers.police.models.evidence import CustodyStep, EvidenceItem
from kapea.registers.police.models.incident import Incident, IncidentSuspect, IncidentVictim
from kapea.registers.police.models.interview import IncidentInterview
from kapea.registers.police.models.offence import OffenceAlleged
from kapea.registers.police.models.suspect_key import SuspectKey
from kapea.registers.police.models.waiting_form import WaitingForm

__all__ = [
    "CustodyStep",
    "EvidenceItem",
    "Incident",
    "IncidentInterview",
    "IncidentSuspect",
    "IncidentVictim",
    "OffenceAlleged",
    "PostStay",
    "SuspectKey",
    "WaitingForm",
]
