"""The chain of what was read and done. Rows are only ever added (database triggers refuse the rest)."""

import json
from collections.abc import Mapping

from django.db import models


class AuditEvent(models.Model):
    """One read, act, refusal, export or sign-in, chained to the one before by an HMAC.

    body: codes and counts as canonical JSON text, kept as text so that not one character of it
    can change unnoticed.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=150)
    role = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    action = models.CharField(max_length=80)
    outcome = models.CharField(max_length=20)
    object_kind = models.CharField(max_length=40, blank=True)
    object_code = models.CharField(max_length=60, blank=True)
    body = models.TextField(default="{}")
    mac = models.CharField(max_length=64)

    class Meta:
        app_label = "guard"
        indexes = [
            models.Index(fields=["object_code", "seq"]),
            models.Index(fields=["actor", "seq"]),
            models.Index(fields=["action", "seq"]),
        ]

    @property
    def details(self) -> Mapping[str, object]:
        """The codes and counts of the event."""
        found: Mapping[str, object] = json.loads(self.body)
        return found


class AuditHead(models.Model):
    """The end of the chain: the lock that puts events in one order."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    mac = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        app_label = "guard"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="guard_one_audit_head")]
