"""The openings of records in danger, outside one's own scope."""

from django.db import models
from django.db.models import F, Q

from kapea.guard.vault.models import DataKey


class BreakGlass(models.Model):
    """One opening: who, which record, why, until when, and what the reviewer found.

    reason and review_note are free text and therefore sealed. owner_*: where the record stood
    when it was opened. review_due_at: the rule and its version are kept beside it.
    """

    code = models.CharField(max_length=20, unique=True)
    record_kind = models.CharField(max_length=40)
    record_code = models.CharField(max_length=60)
    opened_by_id = models.BigIntegerField(db_index=True)
    opened_by_name = models.CharField(max_length=150)
    opener_role = models.CharField(max_length=40)
    opener_agency_code = models.CharField(max_length=60, blank=True)
    owner_agency_code = models.CharField(max_length=60, blank=True)
    owner_unit_code = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=40)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    reason = models.BinaryField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    rule_code = models.CharField(max_length=60)
    rule_version = models.PositiveIntegerField()
    review_due_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by_name = models.CharField(max_length=150, blank=True)
    verdict = models.CharField(max_length=20, blank=True)
    review_note = models.BinaryField(default=b"")

    class Meta:
        app_label = "guard"
        indexes = [
            models.Index(fields=["opened_by_id", "closes_at"]),
            models.Index(fields=["reviewed_at", "review_due_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="guard_opening_has_a_length"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by_name="", verdict="")
                | (
                    Q(reviewed_at__isnull=False)
                    & ~Q(reviewed_by_name="")
                    & Q(verdict__in=["justified", "misused"])
                ),
                name="guard_review_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by_name=F("opened_by_name")),
                name="guard_nobody_reviews_their_own_opening",
            ),
        ]
