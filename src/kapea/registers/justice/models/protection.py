"""How a child is protected in court, and who stands beside the child."""

from django.db import models
from django.db.models import Q

from kapea.registers.justice.models.hearing import Hearing
from kapea.registers.justice.models.proceeding import Accused, Proceeding, ProceedingVictim
from kapea.registers.justice.rules.measures import STATES
from kapea.registers.sheets.conditions import Recorded, one_of

ASKED_BY = ("rule", "child", "lawyer", "prosecutor", "judge", "social_worker")
NEEDS = ("", "threats", "trauma", "very_young", "disability", "relative_of_accused", "other")


class ProtectiveMeasure(Recorded):
    """One measure for one child: asked, granted or refused, used or not. kind: a word of the pack."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="measures")
    victim = models.ForeignKey(ProceedingVictim, on_delete=models.PROTECT, related_name="measures")
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="measures", null=True)
    kind = models.CharField(max_length=30)
    state = models.CharField(max_length=10, default="asked")
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=20)
    special_need = models.CharField(max_length=30, blank=True)
    rule_code = models.CharField(max_length=60, blank=True)
    rule_version = models.CharField(max_length=30, blank=True)
    decided_on = models.DateField(null=True)
    refusal_sealed = models.BinaryField(default=bytes)
    person_sealed = models.BinaryField(default=bytes)
    was_used = models.BooleanField(null=True)
    used_on = models.DateField(null=True)
    not_used_sealed = models.BinaryField(default=bytes)

    class Meta:
        indexes = [models.Index(fields=["proceeding"], condition=Q(state="asked"), name="measure_to_decide")]
        constraints = [
            one_of("state", STATES, name="measure_state_is_known"),
            one_of("asked_by", ASKED_BY, name="measure_asked_by_is_known"),
            one_of("special_need", NEEDS, name="measure_need_is_known"),
            models.CheckConstraint(
                condition=Q(state="asked", decided_on__isnull=True)
                | (~Q(state="asked") & Q(decided_on__isnull=False)),
                name="measure_decided_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal_sealed=b""), name="measure_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(was_used__isnull=True) | Q(state="granted", used_on__isnull=False),
                name="measure_used_was_granted",
            ),
        ]


class LegalAid(Recorded):
    """A lawyer for a child or an accused, by the bar or an organisation."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="legal_aid")
    victim = models.ForeignKey(
        ProceedingVictim, on_delete=models.PROTECT, related_name="legal_aid", null=True
    )
    accused = models.ForeignKey(Accused, on_delete=models.PROTECT, related_name="legal_aid", null=True)
    provider = models.CharField(max_length=10)
    agency_code = models.CharField(max_length=60, db_index=True)
    lawyer_sealed = models.BinaryField(default=bytes)
    appointed_on = models.DateField()
    met_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("provider", ("bar", "ngo"), name="legal_aid_provider_is_known"),
            models.CheckConstraint(
                condition=Q(victim__isnull=True, accused__isnull=False)
                | Q(victim__isnull=False, accused__isnull=True),
                name="legal_aid_is_for_one_person",
            ),
        ]
