"""A settlement out of court: recorded as a concern, never as an outcome."""

from django.db import models
from django.db.models import F, Q

from kapea.registers.justice.models.proceeding import Proceeding
from kapea.registers.sheets.conditions import Recorded, one_of

TOLD_BY = ("child", "family", "lawyer", "social_worker", "police", "court", "other")
OUTCOMES = ("", "goes_on", "reported_further", "unfounded")


class SettlementConcern(Recorded):
    """That someone may have settled with the child's family. A second person looks at it."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="concerns")
    learned_on = models.DateField()
    told_by = models.CharField(max_length=20)
    complaint_withdrawn = models.BooleanField(null=True)
    words_sealed = models.BinaryField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=150, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    review_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            one_of("told_by", TOLD_BY, name="concern_told_by_is_known"),
            one_of("outcome", OUTCOMES, name="concern_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by="", outcome="")
                | (Q(reviewed_at__isnull=False) & ~Q(reviewed_by="") & ~Q(outcome="")),
                name="concern_reviewed_at_with_by",
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("recorded_by")), name="concern_reviewed_by_another"
            ),
        ]
