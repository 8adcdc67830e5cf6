"""What one person asks and another decides: an assessment, a plan, a best interests decision."""

from django.db import models
from django.db.models import F, Q

from kapea.registers.casework import rules
from kapea.registers.casework.models.case import Case
from kapea.registers.sheets.conditions import at_with_by, one_of


class Approval(models.Model):
    """One request for approval. subject_id: the row of that kind it is about."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="approvals")
    kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    decision = models.CharField(max_length=10, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)
    words = models.BinaryField(blank=True)

    class Meta:
        constraints = [
            one_of("kind", rules.APPROVED_KINDS, name="approval_kind_known"),
            one_of("decision", ("", "approved", "returned"), name="approval_decision_known"),
            at_with_by("decided_at", "decided_by", name="approval_decided_at_with_by"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="approval_decision_with_its_time",
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="approval_by_two_persons"),
            models.UniqueConstraint(
                fields=["case", "kind", "subject_id"], condition=Q(decision=""), name="approval_asked_once"
            ),
        ]
