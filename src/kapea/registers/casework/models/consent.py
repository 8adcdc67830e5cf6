"""The ledger of grounds: for what, with whom and about what the agency may work and share."""

from django.db import models
from django.db.models import F, Q

from kapea.registers.casework import rules
from kapea.registers.casework.models.case import Case
from kapea.registers.sheets.conditions import at_with_by, one_of


class LegalGround(models.Model):
    """One ground: consent or another one, with the child's own word and the carer's.

    purpose: own work, a service by referral, a transfer, a conference. recipient_agency_code: who may
    work with what. categories: the sections of the case it covers. until_on: its last day, None while
    nobody ends it. A withdrawal ends it at its instant, and nothing of it is ever changed.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="legal_grounds")
    purpose = models.CharField(max_length=20, default="case_work")
    recipient_agency_code = models.CharField(max_length=60, blank=True, default="")
    categories = models.JSONField(default=list)
    ground = models.CharField(max_length=40)
    childs_assent = models.CharField(max_length=20)
    carers_consent = models.CharField(max_length=20, default="not_asked")
    words = models.BinaryField(blank=True, default=b"")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True, default="")
    withdrawn_word = models.CharField(max_length=20, blank=True, default="")
    withdrawal = models.BinaryField(blank=True, default=b"")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            one_of("childs_assent", rules.ASSENTS, name="legal_ground_assent_known"),
            one_of("purpose", rules.PURPOSES, name="legal_ground_purpose_known"),
            one_of("carers_consent", rules.CARERS_CONSENTS, name="legal_ground_carer_known"),
            one_of("withdrawn_word", ("", *rules.WITHDRAWERS), name="legal_ground_withdrawer_known"),
            at_with_by("withdrawn_at", "withdrawn_by", name="legal_ground_withdrawn_at_with_by"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="legal_ground_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(purpose="case_work") | ~Q(recipient_agency_code=""),
                name="legal_ground_names_its_recipient",
            ),
        ]
