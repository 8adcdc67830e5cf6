"""Who answers when, and the calls that nobody answered."""

from django.db import models
from django.db.models import F, Q


class DutyShift(models.Model):
    """One operator's time on duty; the end does not count."""

    agency_code = models.CharField(max_length=60)
    operator_id = models.BigIntegerField()
    held_by = models.CharField(max_length=150)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    set_by = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["agency_code", "starts_at"], name="shift_by_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=["operator_id", "starts_at"], name="shift_once"),
        ]


class MissedCall(models.Model):
    """A call or chat that nobody answered. The phone is sealed; empty when it did not show."""

    code = models.CharField(max_length=20, unique=True)
    agency_code = models.CharField(max_length=60)
    channel = models.CharField(max_length=30)
    missed_at = models.DateTimeField()
    cause = models.CharField(max_length=30, blank=True)
    data_key = models.ForeignKey("guard.DataKey", on_delete=models.PROTECT, related_name="+")
    phone_sealed = models.BinaryField(default=bytes)
    caller_blind = models.CharField(max_length=32, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=150, blank=True)
    result = models.CharField(max_length=30, blank=True)
    contact_code = models.CharField(max_length=20, blank=True)
    fictitious = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["agency_code", "settled_at", "-missed_at"], name="missed_by_settled")]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by="", result="")
                | (Q(settled_at__isnull=False) & ~Q(settled_by="") & ~Q(result="")),
                name="missed_settled_whole",
            ),
        ]
