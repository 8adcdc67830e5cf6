"""Whether a child was exploited, and how old the child is when that is in doubt."""

from django.db import models
from django.db.models import F, Q

from kapea.guard.saving import Versioned
from kapea.registers.casework import rules
from kapea.registers.casework.models.case import Case
from kapea.registers.sheets.conditions import at_with_by, one_of


class VictimIdentification(Versioned):
    """The screening of one case: indicators seen, and what was decided on them.

    reflection_from, reflection_until: the days in which the child is asked for no statement and moved
    nowhere, ends included; both or neither.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="identification")
    indicators = models.JSONField(default=list)
    decision = models.CharField(max_length=30)
    reasons = models.BinaryField(blank=True)
    reflection_from = models.DateField(null=True)
    reflection_until = models.DateField(null=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            one_of("decision", rules.IDENTIFICATION_DECISIONS, name="identification_decision_known"),
            models.CheckConstraint(
                condition=Q(reflection_from__isnull=True, reflection_until__isnull=True)
                | Q(reflection_from__isnull=False, reflection_until__gte=F("reflection_from")),
                name="identification_reflection_whole",
            ),
        ]


class AgeDetermination(models.Model):
    """The procedure that settles a doubt about age. Until it is decided, childhood is presumed."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="age_determination")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=150)
    decision = models.CharField(max_length=10, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            one_of("decision", ("", *rules.AGE_DECISIONS), name="age_decision_known"),
            at_with_by("decided_at", "decided_by", name="age_decided_at_with_by"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="age_decision_with_its_time",
            ),
        ]


class AgeMethod(models.Model):
    """One method of age determination: what it found, with its margin, or why it does not apply.

    youngest_years, oldest_years: the range of age the method gives, ends included.
    """

    determination = models.ForeignKey(AgeDetermination, on_delete=models.CASCADE, related_name="methods")
    method = models.CharField(max_length=40)
    applies = models.BooleanField(default=True)
    done_on = models.DateField()
    youngest_years = models.PositiveSmallIntegerField(null=True)
    oldest_years = models.PositiveSmallIntegerField(null=True)
    finding = models.BinaryField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["determination", "method"], name="age_method_once"),
            models.CheckConstraint(
                condition=Q(applies=False, youngest_years__isnull=True, oldest_years__isnull=True)
                | Q(applies=True, youngest_years__isnull=False, oldest_years__gte=F("youngest_years")),
                name="age_method_range_when_applied",
            ),
        ]
