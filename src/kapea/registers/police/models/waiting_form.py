"""A provincial form from a file that waits until an officer has said who its persons are."""

from django.db import models
from django.db.models import Q


class WaitingForm(models.Model):
    """One form with all its rows as they were typed, sealed, until it is stored or put aside.

    form_code_blind: the blind index of its secret code; form_digest: a keyed digest of its content.
    incident_code: the incident that it became, "" when it was put aside. Settled, its rows are empty.
    """

    code = models.CharField(max_length=20, unique=True)
    agency_code = models.CharField(max_length=60)
    unit_code = models.CharField(max_length=60, blank=True)
    form_code_blind = models.CharField(max_length=32)
    form_digest = models.CharField(max_length=32)
    data_key = models.ForeignKey("guard.DataKey", on_delete=models.PROTECT, related_name="+")
    rows_sealed = models.BinaryField(default=bytes)
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=150)
    brought_by_user = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=150, blank=True, default="")
    incident_code = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["agency_code", "settled_at"], name="waiting_form_by_agency")]
        constraints = [
            models.UniqueConstraint(
                fields=["form_code_blind"], condition=Q(settled_at__isnull=True), name="waiting_form_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by="", incident_code="")
                | Q(settled_at__isnull=False) & ~Q(settled_by=""),
                name="waiting_form_settled_by_somebody",
            ),
        ]
