"""A child in alternative care: asked, answered, arrived, reviewed, ended."""

from django.db import models
from django.db.models import F, Q

from kapea.guard.saving import Versioned
from kapea.registers.care.models.facility import Facility
from kapea.registers.care.rules.placements import STATES
from kapea.registers.sheets.conditions import Recorded, in_order, one_of


class Placement(Versioned):
    """One stay of one child in one place.

    arrangement: a code of the country; a placement with relatives has no facility. tried: what was
    considered before residential care. longest_until: the last day of residential care, by the rule.
    """

    code = models.CharField(max_length=20, unique=True)
    case_code = models.CharField(max_length=20, blank=True, db_index=True)
    person_code = models.CharField(max_length=20, blank=True, db_index=True)
    agency_code = models.CharField(max_length=60)
    unit_code = models.CharField(max_length=60, blank=True)
    province_code = models.CharField(max_length=20, blank=True)
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="placements", null=True, db_index=False
    )
    arrangement = models.CharField(max_length=40, blank=True)
    is_residential = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="asked")
    sex = models.CharField(max_length=10, blank=True)
    age_years = models.PositiveSmallIntegerField(null=True)
    asked_on = models.DateField()
    refusal = models.CharField(max_length=40, blank=True)
    arrived_on = models.DateField(null=True)
    authority = models.CharField(max_length=40, blank=True)
    authority_sealed = models.BinaryField(default=bytes)
    reasons = models.JSONField(default=list)
    tried = models.JSONField(default=list)
    why_sealed = models.BinaryField(default=bytes)
    over_capacity = models.BooleanField(default=False)
    next_review_on = models.DateField(null=True)
    longest_until = models.DateField(null=True)
    rule_version = models.CharField(max_length=30, blank=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=40, blank=True)
    end_sealed = models.BinaryField(default=bytes)
    source_kind = models.CharField(max_length=20, blank=True)
    source_code = models.CharField(max_length=20, blank=True)
    data_key = models.ForeignKey("guard.DataKey", on_delete=models.PROTECT, related_name="+")
    name_sealed = models.BinaryField(default=bytes)
    summary_sealed = models.BinaryField(default=bytes)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    created_by_user = models.BigIntegerField(null=True)
    fictitious = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["agency_code", "state", "-asked_on"], name="placement_by_agency"),
            models.Index(fields=["facility", "state"], name="placement_by_facility"),
            models.Index(fields=["state", "next_review_on"], name="placement_by_review"),
        ]
        constraints = [
            one_of("state", STATES, name="placement_state_is_known"),
            in_order("arrived_on", "ended_on", name="placement_ended_after_arrived"),
            models.CheckConstraint(
                condition=~Q(state="in_care")
                | (Q(arrived_on__isnull=False) & ~Q(authority="") & Q(ended_on__isnull=True)),
                name="placement_in_care_has_day_and_authority",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) & ~Q(end_reason="")
                | ~Q(state="ended") & Q(ended_on__isnull=True),
                name="placement_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refusal="") | ~Q(state="refused") & Q(refusal=""),
                name="placement_refused_with_reason",
            ),
        ]


class PlacementReview(Recorded):
    """One look at whether the child still has to be there. outcome: stay, prolong, or move towards family."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    outcome = models.CharField(max_length=20)
    child_heard = models.BooleanField()
    family_contact = models.BooleanField()
    view_sealed = models.BinaryField(default=bytes)
    words_sealed = models.BinaryField(default=bytes)
    prolonged_until = models.DateField(null=True)

    class Meta:
        constraints = [
            one_of("outcome", ("stay", "prepare_family", "prolonged"), name="placement_review_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome="prolonged", prolonged_until__gt=F("on"))
                | ~Q(outcome="prolonged") & Q(prolonged_until__isnull=True),
                name="placement_prolonged_has_its_day",
            ),
        ]
