"""Who the child of a contact is: recorded past those who may already be, and named to the receiver."""

from datetime import datetime

from django.db import transaction

from kapea.engines.errors import KapeaError
from kapea.guard.access.viewer import Viewer
from kapea.guard.audit.chain import record_event
from kapea.registers.hotline.models import Contact
from kapea.registers.hotline.queries import contact_for
from kapea.registers.hotline.rules import StepNotOpen
from kapea.registers.people.drafts import PersonDraft
from kapea.registers.people.queries import names_through
from kapea.registers.people.services import register_person

WRITE = "hotline.contact.hand_over"


class ChildRecorded(KapeaError):
    """It is recorded already who the child is."""

    code = "hotline.child_recorded"


@transaction.atomic
def record_child(
    code: str, draft: PersonDraft, *, chosen: str = "", same_as: str = "", by: Viewer, now: datetime
) -> str:
    """Record who the child of a contact is; return the code of the child's record.

    chosen: a record that the operator may open and takes as it is; same_as: another body's, only noted.
    Raises NotFound, StepNotOpen, ChildRecorded.
    """
    contact = contact_for(code, by=by, permission=WRITE, section="identity")
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.status == "closed":
        raise StepNotOpen(f"The child of a contact that is {contact.status} stays as it is.")
    if contact.child_code:
        raise ChildRecorded
    person = chosen or register_person(draft, by=by, now=now, same_as=same_as, for_case=True).code
    contact.child_code = person
    contact.child_sex = contact.child_sex or draft.sex
    if contact.child_age_years is None:
        contact.child_age_years = draft.age_years
    contact.version += 1
    contact.save(update_fields=["child_code", "child_sex", "child_age_years", "version"])
    record_event("contact.child_recorded", by=by, on=("contact", code), details={"person": person}, at=now)
    return person


def child_names(contact: Contact, *, by: Viewer, now: datetime) -> dict[str, str]:
    """Return what goes along of who the child is; opening the names is audited."""
    if not contact.child_code:
        return {}
    names = names_through(contact.child_code, on=("contact", contact.code), by=by, now=now)
    return {
        "child_code": contact.child_code,
        "child_name_km": names.get("km", ""),
        "child_name_latin": names.get("latin", ""),
    }
