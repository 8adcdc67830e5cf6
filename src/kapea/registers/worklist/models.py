"""What somebody has to do, until when, and under which rule."""

from django.db import models
from django.db.models import Q

TOLD_BY_FREE_TASKS = ("kind", "province_code", "escalated_at", "priority", "assignee_id")
"""What a home asks of tasks that nobody has taken: answered from their index alone, without reading them."""


class Task(models.Model):
    """One thing to do on one record, for a person, a unit or an agency.

    due_at is computed when the task is set; rule_code and rule_version say by which rule.
    """

    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=20)
    subject_code = models.CharField(max_length=20)
    agency_code = models.CharField(max_length=60)
    unit_code = models.CharField(max_length=60, blank=True)
    province_code = models.CharField(max_length=20, blank=True)
    assignee_id = models.BigIntegerField(null=True)
    priority = models.CharField(max_length=20, blank=True)
    due_at = models.DateTimeField(null=True)
    rule_code = models.CharField(max_length=60, blank=True)
    rule_version = models.CharField(max_length=30, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=150)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=150, blank=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["agency_code", "due_at", "id", *TOLD_BY_FREE_TASKS, "unit_code"],
                condition=Q(done_at__isnull=True, assignee_id__isnull=True),
                name="task_free_by_agency",
            ),
            models.Index(
                fields=["agency_code", "unit_code", "due_at", "id", *TOLD_BY_FREE_TASKS],
                condition=Q(done_at__isnull=True, assignee_id__isnull=True),
                name="task_free_by_unit",
            ),
            models.Index(
                fields=["agency_code", "due_at"],
                condition=Q(done_at__isnull=True, escalated_at__isnull=False),
                name="task_escalated_by_agency",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(done_at__isnull=True, priority__in=["red", "urgent"]),
                name="task_urgent_by_due",
            ),
            models.Index(
                fields=["assignee_id", "due_at"],
                condition=Q(done_at__isnull=True),
                name="task_open_by_worker",
            ),
            models.Index(fields=["subject_kind", "subject_code"], name="task_by_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by="") | (Q(done_at__isnull=False) & ~Q(done_by="")),
                name="task_done_at_with_done_by",
            ),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_code", "kind", "agency_code"],
                condition=Q(done_at__isnull=True),
                name="task_open_once",
            ),
        ]


class HandOverRecord(models.Model):
    """That one record led to another in a different register, and what became of it."""

    source_kind = models.CharField(max_length=20)
    source_code = models.CharField(max_length=20)
    target_kind = models.CharField(max_length=20)
    target_code = models.CharField(max_length=20)
    agency_code = models.CharField(max_length=60)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=150)
    outcome = models.CharField(max_length=40, blank=True)
    outcome_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["source_kind", "source_code"], name="hand_over_by_source"),
            models.Index(fields=["target_kind", "target_code"], name="hand_over_by_target"),
        ]


class Notice(models.Model):
    """An e-mail that says only that something waits. recipient_by: the account's user name."""

    recipient_id = models.BigIntegerField()
    recipient_by = models.CharField(max_length=150)
    kind = models.CharField(max_length=20)
    status = models.CharField(max_length=10, default="waiting")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["status", "next_try_at"], name="notice_to_send"),
            models.Index(fields=["recipient_id", "kind", "-created_at"], name="notice_by_recipient"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "sent", "failed"]), name="notice_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False)
                | (~Q(status="sent") & Q(sent_at__isnull=True)),
                name="notice_sent_with_its_time",
            ),
        ]
