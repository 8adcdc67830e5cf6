"""How a suspect is found again in another incident: by blind indexes of this compartment alone."""

from django.db import models

from kapea.registers.police.models.incident import IncidentSuspect


class SuspectKey(models.Model):
    """A blind index of one key of a suspect's names, or of a document's number.

    kind: "whole" for a whole name, "single" for one name, "document".
    """

    suspect = models.ForeignKey(IncidentSuspect, on_delete=models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=10)
    token = models.CharField(max_length=32, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["suspect", "token"], name="suspect_key_once")]
