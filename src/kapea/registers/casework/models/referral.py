"""A child referred to another agency for a service: what goes along, and what came of it."""

from django.db import models
from django.db.models import Q

from kapea.guard.saving import Versioned
from kapea.registers.casework import rules
from kapea.registers.casework.models.case import Case
from kapea.registers.sheets.conditions import at_with_by, one_of


class Referral(Versioned):
    """One referral. sections: what of the case the receiving agency may read, until it ends.

    kind: a referral leaves the case where it is; a transfer gives it over when it is accepted.
    channel: "file" for an agency that has no account here; its answers are recorded by the sender.
    """

    code = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    from_agency_code = models.CharField(max_length=60)
    to_agency_code = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, default="referral")
    channel = models.CharField(max_length=10, default="account")
    service = models.CharField(max_length=40, blank=True)
    sections = models.JSONField(default=list)
    reason = models.BinaryField()
    status = models.CharField(max_length=10, default="sent")
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=150)
    expires_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=150, blank=True)
    refusal = models.CharField(max_length=40, blank=True)
    answer = models.BinaryField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=150, blank=True)
    outcome = models.BinaryField(blank=True)
    revocation = models.BinaryField(blank=True, default=b"")
    file_made_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["to_agency_code", "status", "-id"], name="referral_by_receiver"),
            models.Index(fields=["from_agency_code", "status", "-id"], name="referral_by_sender"),
            models.Index(
                fields=["expires_on"], condition=Q(status__in=("sent", "accepted")), name="referral_live"
            ),
        ]
        constraints = [
            one_of("kind", rules.TRANSITIONS, name="referral_kind_known"),
            one_of("channel", rules.CHANNELS, name="referral_channel_known"),
            one_of("status", rules.REFERRAL_STATUSES, name="referral_status_known"),
            at_with_by("answered_at", "answered_by", name="referral_answered_at_with_by"),
            at_with_by("ended_at", "ended_by", name="referral_ended_at_with_by"),
            models.CheckConstraint(
                condition=Q(status__in=("sent", "revoked", "expired")) | Q(answered_at__isnull=False),
                name="referral_answer_when_answered",
            ),
            models.CheckConstraint(
                condition=Q(status="refused") & ~Q(refusal="") | ~Q(status="refused") & Q(refusal=""),
                name="referral_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("done", "revoked", "expired"), ended_at__isnull=False)
                | Q(status__in=("sent", "accepted", "refused"), ended_at__isnull=True),
                name="referral_end_when_ended",
            ),
            models.CheckConstraint(
                condition=~Q(from_agency_code=models.F("to_agency_code")), name="referral_to_another_agency"
            ),
        ]
