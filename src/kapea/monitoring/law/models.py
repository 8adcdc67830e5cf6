"""Scenarios that people write in the workbench: what would be changed in the law, and by whom.

Nothing here is about a person but the author. A scenario is never the law.
"""

from django.db import models
from django.db.models import Q

from kapea.guard.saving import Versioned


class Scenario(Versioned):
    """A set of changes that somebody proposes. assumptions: what it takes for granted, in words.

    commences_on: before this day nothing of it holds. started_from: the proposal of the pack it began with.
    """

    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=300, blank=True)
    assumptions = models.TextField(blank=True)
    commences_on = models.DateField(null=True)
    status = models.CharField(max_length=10, default="draft")
    started_from = models.CharField(max_length=60, blank=True)
    author_id = models.BigIntegerField(db_index=True)
    author_name = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=["draft", "shared"]), name="law_scenario_status"),
            models.CheckConstraint(condition=~Q(title=""), name="law_scenario_has_a_title"),
        ]


class Change(Versioned):
    """One change of a scenario; `content` is what a scenario file would hold of it."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    target = models.CharField(max_length=100)
    content = models.JSONField(default=dict)
    author_id = models.BigIntegerField()
    author_name = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "number"], name="law_change_number"),
            models.UniqueConstraint(fields=["scenario", "kind", "target"], name="law_change_once"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["change", "add", "repeal", "define", "fact", "commence", "displace", "stated"]
                ),
                name="law_change_kind",
            ),
        ]
