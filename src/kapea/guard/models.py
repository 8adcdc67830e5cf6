"""All tables of the guard, gathered for Django."""

from kapea.guard.accounts.models import SignedIn, Throttle, User
from kapea.guard.audit.models import AuditEvent, AuditHead
from kapea.guard.break_glass.models import BreakGlass
from kapea.guard.drafts.models import Draft
from kapea.guard.saving import Submission
from kapea.guard.vault.models import DataKey

__all__ = [
    "AuditEvent",
    "AuditHead",
    "BreakGlass",
    "DataKey",
    "Draft",
    "SignedIn",
    "Submission",
    "Throttle",
    "User",
]
