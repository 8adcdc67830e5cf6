"""A place where children live in care: who runs it, its licence, and its inspections.

What a facility is called and where it is, is sealed: for a shelter the name alone tells the way.
"""

from django.db import models
from django.db.models import Q

from kapea.guard.saving import Versioned
from kapea.registers.sheets.conditions import Recorded, in_order, one_of

STAYS = ("short", "long")
SERVES = ("", "female", "male")


class Facility(Versioned):
    """One facility, a foster family included. kind: a code of the country; capacity: children at most."""

    code = models.CharField(max_length=20, unique=True)
    agency_code = models.CharField(max_length=60)
    unit_code = models.CharField(max_length=60, blank=True)
    province_code = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=40)
    stay = models.CharField(max_length=10, default="long")
    capacity = models.PositiveSmallIntegerField()
    serves_sex = models.CharField(max_length=10, blank=True)
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)
    manager_id = models.BigIntegerField(null=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    data_key = models.ForeignKey("guard.DataKey", on_delete=models.PROTECT, related_name="+")
    name_sealed = models.BinaryField(default=bytes)
    address_sealed = models.BinaryField(default=bytes)
    phone_sealed = models.BinaryField(default=bytes)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    created_by_user = models.BigIntegerField(null=True)
    fictitious = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["agency_code", "unit_code"], name="facility_by_unit"),
            models.Index(fields=["province_code", "kind"], name="facility_by_province"),
            models.Index(fields=["manager_id"], name="facility_by_manager"),
        ]
        constraints = [
            one_of("stay", STAYS, name="facility_stay_is_known"),
            one_of("serves_sex", SERVES, name="facility_serves_is_known"),
            in_order("opened_on", "closed_on", name="facility_closed_after_opened"),
            in_order("age_from", "age_to", name="facility_ages_are_a_range"),
        ]


class Licence(Recorded):
    """A licence of a facility and its last day; a newer one follows, none is overwritten."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="licences")
    number_sealed = models.BinaryField(default=bytes)
    issued_on = models.DateField()
    valid_until = models.DateField()
    capacity = models.PositiveSmallIntegerField()
    withdrawn_on = models.DateField(null=True)
    withdrawal_sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            in_order("issued_on", "valid_until", name="licence_ends_after_it_begins"),
            in_order("issued_on", "withdrawn_on", name="licence_withdrawn_after_issued"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawal_sealed=b""),
                name="licence_withdrawn_with_reason",
            ),
        ]


class Inspection(Recorded):
    """What was seen on one day against the country's minimum standards, by the version then in force."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="inspections")
    on = models.DateField()
    tool_code = models.CharField(max_length=60)
    tool_version = models.PositiveSmallIntegerField()
    answers = models.JSONField(default=dict)
    met = models.PositiveSmallIntegerField()
    partly = models.PositiveSmallIntegerField()
    not_met = models.PositiveSmallIntegerField()
    was_announced = models.BooleanField()
    children_seen = models.PositiveSmallIntegerField()
    findings_sealed = models.BinaryField(default=bytes)
    correct_by = models.DateField(null=True)
    corrected_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["facility", "-on"], name="inspection_by_day")]
        constraints = [in_order("on", "corrected_on", name="inspection_corrected_after")]
