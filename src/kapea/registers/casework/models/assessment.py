"""How high the risk is judged, and what the assessment found."""

from django.db import models

from kapea.registers.casework.models.case import Case


class RiskAssessment(models.Model):
    """One judgement of risk; the newest one is the case's."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="risk_assessments")
    level = models.CharField(max_length=20)
    factors = models.JSONField(default=list)
    reasons = models.BinaryField(blank=True)
    assessed_at = models.DateTimeField()
    assessed_by = models.CharField(max_length=150)


class Assessment(models.Model):
    """One assessment with a tool of the pack.

    kind: of the tool. answers: chosen codes by question; words that the worker wrote are in `texts`,
    sealed. score, level: what the answers add up to by the tool, where it counts.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assessments")
    kind = models.CharField(max_length=20, default="initial")
    tool = models.CharField(max_length=60)
    tool_version = models.CharField(max_length=30)
    answers = models.JSONField(default=dict)
    texts = models.BinaryField(blank=True)
    summary = models.BinaryField(blank=True)
    score = models.SmallIntegerField(null=True)
    level = models.CharField(max_length=20, blank=True, default="")
    done_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)
