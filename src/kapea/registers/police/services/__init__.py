"""The acts of the police on an incident: one act, one transaction, one audit event."""

from kapea.registers.police.services.custody import Arrival, look_into, record_arrival, record_leaving
from kapea.registers.police.services.evidence import Hands, record_custody, record_evidence
from kapea.registers.police.services.handing import AgencyNotPossible, hand_child_over
from kapea.registers.police.services.interviewing import Interview, next_number, record_interview
from kapea.registers.police.services.parties import (
    NewSuspect,
    VictimFacts,
    allege_offence,
    correct_victim,
    record_arrest,
    record_assistance,
    record_suspect,
    record_victim,
    register_victim_person,
    withdraw_offence,
)
from kapea.registers.police.services.registering import (
    BookEntry,
    NewIncident,
    correct_facts,
    receive_hand_over,
    register_incident,
    stations_of,
)
from kapea.registers.police.services.stepping import record_clearance, record_step

__all__ = [
    "AgencyNotPossible",
    "Arrival",
    "BookEntry",
    "Hands",
    "Interview",
    "NewIncident",
    "NewSuspect",
    "VictimFacts",
    "allege_offence",
    "correct_facts",
    "correct_victim",
    "hand_child_over",
    "look_into",
    "next_number",
    "receive_hand_over",
    "record_arrest",
    "record_arrival",
    "record_assistance",
    "record_clearance",
    "record_custody",
    "record_evidence",
    "record_interview",
    "record_leaving",
    "record_step",
    "record_suspect",
    "record_victim",
    "register_incident",
    "register_victim_person",
    "stations_of",
    "withdraw_offence",
]
