"""What was seized and who had it when. Never the content: a digest, a reference, and hands."""

from django.db import models
from django.db.models import Q

from kapea.registers.police.models.incident import Incident

ALGORITHMS = {"sha256": 64, "sha1": 40, "md5": 32}
"""Digest and the number of its hexadecimal digits. Source: FIPS 180-4; RFC 1321."""
ACTS = ("seized", "sealed", "handed_over", "examined", "returned", "destroyed", "sent_to_court")


class EvidenceItem(models.Model):
    """One item. digest: of the item's data, as its examiner worked it out; "" for things without."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="evidence")
    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=40)
    description_sealed = models.BinaryField()
    algorithm = models.CharField(max_length=10, blank=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(algorithm="", digest="") | (Q(algorithm__in=list(ALGORITHMS)) & ~Q(digest="")),
                name="evidence_digest_with_algorithm",
            ),
        ]


class CustodyStep(models.Model):
    """One change of hands or place. Steps are only added, never changed.

    reference_sealed: seal number and where it is kept. digest_agrees: None when nothing was worked out.
    """

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=20)
    at = models.DateTimeField()
    holder_sealed = models.BinaryField()
    reference_sealed = models.BinaryField(default=bytes)
    digest_agrees = models.BooleanField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="custody_step_in_order"),
            models.CheckConstraint(condition=Q(act__in=ACTS), name="custody_act_is_known"),
            models.CheckConstraint(condition=~Q(holder_sealed=b""), name="custody_says_in_whose_hands"),
        ]
