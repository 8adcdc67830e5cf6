"""All tables of the register of alternative care, gathered for Django."""

from kapea.registers.care.models.concern import Complaint, FacilityPerson, SuspectTie
from kapea.registers.care.models.facility import Facility, Inspection, Licence
from kapea.registers.care.models.placement import Placement, PlacementReview

__all__ = [
    "Complaint",
    "Facility",
    "FacilityPerson",
    "Inspection",
    "Licence",
    "Placement",
    "PlacementReview",
    "SuspectTie",
]
