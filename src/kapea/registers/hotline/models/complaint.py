"""A complaint about an authority, and the body that examines it instead of the accused."""

from django.db import models
from django.db.models import Q

from kapea.guard.saving import Versioned
from kapea.registers.hotline.models.contact import Contact


class Complaint(Versioned):
    """A complaint about a body or one of its units.

    contact: carries the complainant's receipt and messages, and is seen only through the complaint.
    agency_code: who examines it; never the accused, nor a body above or below the accused.
    """

    code = models.CharField(max_length=20, unique=True)
    agency_code = models.CharField(max_length=60)
    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="complaint")
    from_contact_code = models.CharField(max_length=20, blank=True, db_index=True)
    accused_agency_code = models.CharField(max_length=60)
    accused_unit_code = models.CharField(max_length=60, blank=True)
    province_code = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=20, default="new")
    finding = models.CharField(max_length=40, blank=True)
    measures_sealed = models.BinaryField(default=bytes)
    received_at = models.DateTimeField()
    answer_due_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    officer_id = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=150, blank=True)
    rule_code = models.CharField(max_length=60, blank=True)
    rule_version = models.CharField(max_length=30, blank=True)
    fictitious = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["agency_code", "status", "-received_at"], name="complaint_by_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["new", "examined", "closed"]), name="complaint_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
                name="complaint_closed_at_with_closed_by",
            ),
            models.CheckConstraint(
                condition=~Q(agency_code=models.F("accused_agency_code")),
                name="complaint_not_with_the_accused",
            ),
        ]
