"""What is to be reached with the child, who does what until when, and what was given."""

from django.db import models
from django.db.models import Q

from kapea.guard.saving import Versioned
from kapea.registers.casework import rules
from kapea.registers.casework.models.case import Case
from kapea.registers.sheets.conditions import at_with_by, one_of


class CasePlan(Versioned):
    """The plan of a case, with the child's own view of it."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="plan")
    child_took_part = models.BooleanField()
    childs_view = models.BinaryField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    review_on = models.DateField(null=True)


class Goal(models.Model):
    """Something to reach, in one domain of the child's life."""

    plan = models.ForeignKey(CasePlan, on_delete=models.CASCADE, related_name="goals")
    domain = models.CharField(max_length=40)
    text = models.BinaryField()


class Action(models.Model):
    """One step towards a goal: who does it, until when, and how it ended."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="actions")
    text = models.BinaryField()
    responsible = models.CharField(max_length=60, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=10, default="open")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=150, blank=True)
    reason = models.BinaryField(blank=True)

    class Meta:
        constraints = [
            one_of("state", rules.ACTION_STATES, name="action_state_known"),
            at_with_by("ended_at", "ended_by", name="action_ended_at_with_by"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="action_open_until_ended",
            ),
        ]


class ServiceGiven(models.Model):
    """A service that the child has received."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="services")
    service = models.CharField(max_length=40)
    given_on = models.DateField()
    agency_code = models.CharField(max_length=60)
    words = models.BinaryField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "service", "given_on", "agency_code"], name="service_given_once_a_day"
            ),
        ]
