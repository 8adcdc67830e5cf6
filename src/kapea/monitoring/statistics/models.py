"""Estimates of those who were never found: what they rest on, how far they are, what was answered.

Nothing here is about one person: capture histories are counts. An estimate is never changed; another
one is asked for.
"""

from django.db import models
from django.db.models import Q

STATES = ("waiting", "running", "answered", "refused", "failed")
ENDED = ("answered", "refused", "failed")


class Estimate(models.Model):
    """One estimate. table: the counts as a CSV; table_version: a digest of them.

    who: children only, or everyone.
    index_version: which state of the national index told who is one person; "" for a table that was given.
    not_linked: records of the registers that named no person and were left out.
    step: the part of the work under way; steps_done of steps_all are behind it.
    """

    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=10)
    first_on = models.DateField()
    last_on = models.DateField()
    lists = models.JSONField()
    by = models.JSONField(default=list)
    who = models.CharField(max_length=10, default="everyone")
    table = models.TextField()
    table_version = models.CharField(max_length=64)
    index_version = models.CharField(max_length=64, blank=True)
    program_version = models.CharField(max_length=40)
    not_linked = models.PositiveIntegerField(default=0)
    resamples = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default="waiting")
    step = models.CharField(max_length=40, blank=True)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps_all = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(null=True)
    asked_by_id = models.BigIntegerField(null=True)
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    fictitious = models.BooleanField(default=False)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="estimate_state_is_known"),
            models.CheckConstraint(
                condition=Q(origin__in=("registers", "table")), name="estimate_origin_is_known"
            ),
            models.CheckConstraint(
                condition=Q(who__in=("children", "everyone")), name="estimate_who_is_known"
            ),
            models.CheckConstraint(condition=Q(first_on__lte=models.F("last_on")), name="estimate_period"),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
                name="estimate_ended_when_it_has_a_result",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("answered", "refused")) | Q(answer__isnull=False),
                name="estimate_answer_is_kept",
            ),
        ]
