"""How long a victim was kept by the police, and where.

A child is never kept in a place of detention, and who may be a child counts as one: the database
itself refuses such a row. Source: S2 §113(1) and (2).
"""

from django.db import models
from django.db.models import F, Q

from kapea.registers.police.models.incident import IncidentVictim

KEPT_AT = ("interview_room", "office", "hospital", "detention")
CHILD_BELOW_YEARS = 18
"""Source: Convention on the Rights of the Child, article 1. A constraint of a table cannot ask the pack."""


class PostStay(models.Model):
    """One stay of a victim with the police, from arrival to leaving.

    lowest_age: the lowest age the victim may have, as recorded then; null when nobody knows.
    clock_from: when the clock began; a move from one post to another does not begin it anew.
    rule_code, rule_version: the rule that sets due_at.
    """

    victim = models.ForeignKey(IncidentVictim, on_delete=models.PROTECT, related_name="stays")
    station_code = models.CharField(max_length=60)
    kept_at = models.CharField(max_length=20)
    lowest_age = models.PositiveSmallIntegerField(null=True)
    arrived_at = models.DateTimeField()
    clock_from = models.DateTimeField()
    due_at = models.DateTimeField()
    rule_code = models.CharField(max_length=60)
    rule_version = models.CharField(max_length=30)
    left_at = models.DateTimeField(null=True)
    left_to = models.CharField(max_length=40, blank=True)
    late_reason_sealed = models.BinaryField(default=bytes)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(left_at__isnull=True), name="post_stay_open_by_due")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kept_at__in=KEPT_AT), name="post_stay_place_is_known"),
            models.CheckConstraint(
                condition=~Q(kept_at="detention")
                | Q(lowest_age__isnull=False, lowest_age__gte=CHILD_BELOW_YEARS),
                name="post_stay_no_child_in_detention",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, left_to="")
                | (Q(left_at__isnull=False, left_at__gte=F("arrived_at")) & ~Q(left_to="")),
                name="post_stay_left_with_where_to",
            ),
            models.CheckConstraint(
                condition=Q(clock_from__lte=F("arrived_at")), name="post_stay_clock_not_after_arrival"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__lte=F("due_at")) | ~Q(late_reason_sealed=b""),
                name="post_stay_late_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["victim"], condition=Q(left_at__isnull=True), name="post_stay_one_at_a_time"
            ),
        ]
