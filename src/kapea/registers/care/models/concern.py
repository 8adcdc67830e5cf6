"""What may endanger the children of a facility: complaints, who works there, suspects tied to it."""

from django.db import models
from django.db.models import F, Q

from kapea.registers.care.models.facility import Facility
from kapea.registers.sheets.conditions import Recorded, at_with_by, one_of

TOLD_BY = ("child", "family", "staff", "neighbour", "worker", "other")
OUTCOMES = ("", "unfounded", "corrected", "inspected", "to_police")
ROLES = ("head", "staff", "volunteer", "foster_carer", "donor", "visitor")
FOUND_BY = ("match", "told")
TIE_OUTCOMES = ("", "not_the_same", "kept_away", "to_police")


class Complaint(Recorded):
    """A complaint about a facility. Who runs the facility does not see it; another person reviews it."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="complaints")
    received_on = models.DateField()
    told_by = models.CharField(max_length=20)
    about = models.CharField(max_length=40)
    is_danger = models.BooleanField(default=False)
    words_sealed = models.BinaryField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=150, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    review_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            one_of("told_by", TOLD_BY, name="care_complaint_told_by_is_known"),
            one_of("outcome", OUTCOMES, name="care_complaint_outcome_is_known"),
            at_with_by("reviewed_at", "reviewed_by", name="care_complaint_reviewed_at_with_by"),
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("recorded_by")), name="care_complaint_reviewed_by_another"
            ),
        ]


class FacilityPerson(Recorded):
    """An adult who comes near the children of a facility. Name, birth date and document are sealed."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="adults")
    code = models.CharField(max_length=20, unique=True)
    role = models.CharField(max_length=20)
    name_sealed = models.BinaryField()
    born_sealed = models.BinaryField(default=bytes)
    document_sealed = models.BinaryField(default=bytes)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    was_checked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            one_of("role", ROLES, name="facility_adult_role_is_known"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="facility_adult_days_in_order",
            ),
        ]


class SuspectTie(Recorded):
    """That a suspect or accused may be an adult of a facility. A possible tie, until somebody has looked."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="ties")
    adult = models.ForeignKey(FacilityPerson, on_delete=models.PROTECT, related_name="ties", null=True)
    suspect_kind = models.CharField(max_length=20)
    suspect_code = models.CharField(max_length=20)
    found_by = models.CharField(max_length=10)
    words_sealed = models.BinaryField(default=bytes)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=150, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    settlement_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            one_of("found_by", FOUND_BY, name="tie_found_by_is_known"),
            one_of("outcome", TIE_OUTCOMES, name="tie_outcome_is_known"),
            at_with_by("settled_at", "settled_by", name="tie_settled_at_with_by"),
            models.UniqueConstraint(fields=["facility", "suspect_code"], name="tie_once_a_facility"),
        ]
