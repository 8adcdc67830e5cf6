"""Which provision of the law a report alleges; charges are the court's."""

from django.db import models
from django.db.models import Q

from kapea.registers.police.models.incident import Incident, IncidentSuspect


class OffenceAlleged(models.Model):
    """One provision alleged in an incident, against one suspect or against nobody known."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="offences")
    suspect = models.ForeignKey(IncidentSuspect, on_delete=models.PROTECT, related_name="offences", null=True)
    offence = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
                name="offence_withdrawn_at_and_by",
            ),
            models.UniqueConstraint(
                fields=["incident", "offence"],
                condition=Q(withdrawn_at__isnull=True, suspect__isnull=True),
                name="offence_alleged_once",
            ),
            models.UniqueConstraint(
                fields=["incident", "offence", "suspect"],
                condition=Q(withdrawn_at__isnull=True, suspect__isnull=False),
                name="offence_alleged_once_a_suspect",
            ),
        ]
