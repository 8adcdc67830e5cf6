"""What the hotline keeps: contacts, reported addresses, complaints, who is on duty."""

from kapea.registers.hotline.models.address import AddressFile, AddressReport
from kapea.registers.hotline.models.complaint import Complaint
from kapea.registers.hotline.models.contact import Contact, Message, Receipt
from kapea.registers.hotline.models.duty import DutyShift, MissedCall

__all__ = [
    "AddressFile",
    "AddressReport",
    "Complaint",
    "Contact",
    "DutyShift",
    "Message",
    "MissedCall",
    "Receipt",
]
