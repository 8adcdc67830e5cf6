"""What bodies decide together on a case, what must not be overlooked in it, and what the child needs."""

from django.db import models
from django.db.models import Q

from kapea.registers.casework.models.case import Case
from kapea.registers.sheets.conditions import at_with_by


class CaseConference(models.Model):
    """A meeting of several bodies on one case: who was there, and what was decided."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="conferences")
    held_on = models.DateField()
    agencies = models.JSONField(default=list)
    child_took_part = models.BooleanField()
    childs_view = models.BinaryField(blank=True)
    decisions = models.BinaryField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "held_on"], name="conference_once_a_day")]


class Flag(models.Model):
    """Something that must not be overlooked in a case, until someone clears it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="flags")
    words = models.BinaryField()
    until_on = models.DateField(null=True)
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=150)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.CharField(max_length=150, blank=True)
    clearing = models.BinaryField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["case"], condition=Q(cleared_at__isnull=True), name="flag_open")]
        constraints = [at_with_by("cleared_at", "cleared_by", name="flag_cleared_at_with_by")]


class CaseNeed(models.Model):
    """A need that services must meet for this child: a disability, an interpreter, papers."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="needs")
    need = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "need"], name="case_need_once")]
