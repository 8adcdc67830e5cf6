"""A child's case: where it stands, whose it is, and how high the risk is judged."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kapea.guard.models import DataKey
from kapea.guard.saving import Versioned
from kapea.registers.casework import rules
from kapea.registers.people.models import Person
from kapea.registers.sheets.conditions import at_with_by, one_of


class Case(Versioned):
    """One matter of one child with one agency.

    told_*: what the hand-over said of the child before the child was registered.
    step_since: when the case came to its step; the step's deadline counts from it.
    follow_up_since: when follow-up began; returned_on: when the child returned to family or
    community, None for a child who never left.
    """

    code = models.CharField(max_length=20, unique=True)
    child = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=20, default="contact")
    step_since = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=10, default="open")
    risk_level = models.CharField(max_length=20, blank=True)
    risk_assessed_at = models.DateTimeField(null=True)
    agency_code = models.CharField(max_length=60)
    unit_code = models.CharField(max_length=60, blank=True)
    province_code = models.CharField(max_length=20, blank=True)
    place_code = models.CharField(max_length=20, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    priority = models.CharField(max_length=20, blank=True)
    via_hotline = models.BooleanField(default=False)
    source_kind = models.CharField(max_length=20, blank=True)
    source_code = models.CharField(max_length=20, blank=True)
    told_age_years = models.PositiveSmallIntegerField(null=True)
    told_sex = models.CharField(max_length=20, blank=True)
    told_name_km = models.BinaryField(blank=True)
    told_name_latin = models.BinaryField(blank=True)
    summary = models.BinaryField(blank=True)
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=150, blank=True)
    follow_up_since = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=150, blank=True)
    fictitious = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["agency_code", "status", "step", "risk_level"], name="case_by_agency_step"),
            models.Index(fields=["agency_code", "status", "-id"], name="case_by_agency_newest"),
            models.Index(fields=["owner", "status", "-id"], name="case_by_owner"),
            models.Index(fields=["agency_code", "unit_code", "status", "-id"], name="case_by_unit"),
            models.Index(fields=["province_code", "status", "-id"], name="case_by_province"),
            models.Index(fields=["recorded_by", "status", "-id"], name="case_by_recorder"),
            models.Index(fields=["source_kind", "source_code"], name="case_by_source"),
        ]
        constraints = [
            one_of("step", rules.STEPS, name="case_step_known"),
            one_of("status", rules.STATUSES, name="case_status_known"),
            at_with_by("accepted_at", "accepted_by", name="case_accepted_at_with_by"),
            at_with_by("closed_at", "closed_by", name="case_closed_at_with_by"),
            models.CheckConstraint(
                condition=Q(status="closed", step="closure", closed_at__isnull=False)
                | (~Q(status="closed") & Q(closed_at__isnull=True)),
                name="case_closed_at_its_last_step",
            ),
            models.CheckConstraint(
                condition=Q(risk_level="", risk_assessed_at__isnull=True)
                | (~Q(risk_level="") & Q(risk_assessed_at__isnull=False)),
                name="case_risk_with_its_time",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(follow_up_since__isnull=False),
                name="case_return_begins_follow_up",
            ),
            models.CheckConstraint(
                condition=Q(step__in=("contact", "identification")) | Q(child__isnull=False),
                name="case_child_after_identification",
            ),
        ]


class CaseForm(models.Model):
    """A form of exploitation that the case is about."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="forms")
    form = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "form"], name="case_form_once")]


class Note(models.Model):
    """A worker's note.

    visibility: who else reads it: whoever decides on closing, the agency, or whoever sees the case.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    visibility = models.CharField(max_length=12)
    text = models.BinaryField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=150)

    class Meta:
        constraints = [one_of("visibility", rules.NOTE_VISIBILITIES, name="note_visibility_known")]
