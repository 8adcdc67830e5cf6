"""The return of one child or adult to a country, a community, a family."""

from django.db import models
from django.db.models import Q

from kapea.guard.saving import Versioned
from kapea.registers.returns.rules.steps import DIRECTIONS, STAGES
from kapea.registers.sheets.conditions import at_with_by, in_order, one_of


class Return(Versioned):
    """One return. direction: into the country, out of it, or within. stage: a copy for lists, worked out.

    person_code: the person's record, so that one person is counted once. partner: the body on the
    other side, sealed words. commune_code: where the person lives after the arrival, for who visits there.
    """

    code = models.CharField(max_length=20, unique=True)
    case_code = models.CharField(max_length=20, blank=True, db_index=True)
    person_code = models.CharField(max_length=20, blank=True, db_index=True)
    agency_code = models.CharField(max_length=60)
    unit_code = models.CharField(max_length=60, blank=True)
    province_code = models.CharField(max_length=20, blank=True)
    commune_code = models.CharField(max_length=20, blank=True, default="")
    worker_id = models.BigIntegerField(null=True)
    direction = models.CharField(max_length=10, default="in")
    from_country = models.CharField(max_length=3, blank=True)
    to_country = models.CharField(max_length=3, blank=True)
    stage = models.CharField(max_length=20, default="received")
    sex = models.CharField(max_length=10, blank=True)
    age_years = models.PositiveSmallIntegerField(null=True)
    forms = models.JSONField(default=list)
    received_on = models.DateField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=150, blank=True)
    arrived_on = models.DateField(null=True)
    arrival_care = models.CharField(max_length=40, blank=True)
    arrival_confirmed_by = models.CharField(max_length=20, blank=True)
    reintegrated_on = models.DateField(null=True)
    next_visit_on = models.DateField(null=True)
    stopped_on = models.DateField(null=True)
    stop_sealed = models.BinaryField(default=bytes)
    closed_on = models.DateField(null=True)
    source_kind = models.CharField(max_length=20, blank=True)
    source_code = models.CharField(max_length=20, blank=True)
    data_key = models.ForeignKey("guard.DataKey", on_delete=models.PROTECT, related_name="+")
    name_sealed = models.BinaryField(default=bytes)
    summary_sealed = models.BinaryField(default=bytes)
    partner_sealed = models.BinaryField(default=bytes)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    created_by_user = models.BigIntegerField(null=True)
    fictitious = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["commune_code", "-received_on"],
                condition=~Q(commune_code=""),
                name="return_by_commune",
            ),
            models.Index(fields=["agency_code", "stage", "-received_on"], name="return_by_agency"),
            models.Index(fields=["worker_id", "stage", "-received_on"], name="return_by_worker"),
            models.Index(fields=["stage", "next_visit_on"], name="return_by_visit"),
        ]
        constraints = [
            one_of("stage", STAGES, name="return_stage_is_known"),
            one_of("direction", DIRECTIONS, name="return_direction_is_known"),
            at_with_by("accepted_at", "accepted_by", name="return_accepted_at_with_by"),
            in_order("received_on", "arrived_on", name="return_arrived_after_received"),
            in_order("arrived_on", "closed_on", name="return_closed_after_arrived"),
            models.CheckConstraint(
                condition=Q(direction="within") | (~Q(from_country="") & ~Q(to_country="")),
                name="return_across_a_border_has_countries",
            ),
            models.CheckConstraint(
                condition=Q(stage="closed", closed_on__isnull=False)
                | (~Q(stage="closed") & Q(closed_on__isnull=True)),
                name="return_closed_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | ~Q(stop_sealed=b""), name="return_stopped_with_reason"
            ),
        ]
