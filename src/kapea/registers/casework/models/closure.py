"""Visits to the child after the plan is under way, and how a case is closed by two persons."""

from django.db import models
from django.db.models import F, Q

from kapea.registers.casework.models.case import Case
from kapea.registers.sheets.conditions import at_with_by, one_of


class Visit(models.Model):
    """One visit made. due_on: the planned day it answers, None for a visit out of the calendar.

    makes_up_month: the planned visit that was missed and that this one makes up for; it then answers no other.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="visits")
    visited_on = models.DateField()
    due_on = models.DateField(null=True)
    place_sealed = models.BinaryField(blank=True, default=bytes)
    child_seen_alone = models.BooleanField()
    safety = models.CharField(max_length=40, blank=True)
    findings = models.BinaryField(blank=True)
    makes_up_month = models.PositiveSmallIntegerField(null=True)
    missed_because = models.BinaryField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "visited_on"], name="visit_once_a_day"),
            models.UniqueConstraint(fields=["case", "makes_up_month"], name="visit_made_up_once"),
        ]


class Closure(models.Model):
    """One request to close a case.

    checklist: code and state of each item when it was asked. waiver: why follow-up after return
    may end early; goals_reason: why goals stay unmet. The second person decides on both too.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="closures")
    reason = models.CharField(max_length=40)
    checklist = models.JSONField(default=list)
    childs_view = models.BinaryField(blank=True)
    feedback_asked = models.BooleanField(default=False)
    no_protective_measure = models.BooleanField(default=False)
    goals_reason = models.BinaryField(blank=True)
    waiver = models.BinaryField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    decision = models.CharField(max_length=10, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)
    refusal = models.BinaryField(blank=True)

    class Meta:
        constraints = [
            one_of("decision", ("", "approved", "refused"), name="closure_decision_known"),
            at_with_by("decided_at", "decided_by", name="closure_decided_at_with_by"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="closure_decision_with_its_time",
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="closure_by_two_persons"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(decision=""), name="closure_one_open_request"
            ),
        ]
