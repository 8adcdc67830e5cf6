"""A proceeding, its parties, and what was done in it, act by act."""

from django.db import models
from django.db.models import Q

from kapea.guard.saving import Versioned
from kapea.registers.justice.rules.stages import ACTS, STAGES
from kapea.registers.sheets.conditions import Recorded, one_of, range_of

KINDS = ("criminal", "civil")
CUSTODY = ("", "free", "detained", "bail", "serving", "fled")


class Proceeding(Versioned):
    """One matter before a prosecutor or court. Free text is sealed; `facts` holds coded words only."""

    code = models.CharField(max_length=20, unique=True)
    agency_code = models.CharField(max_length=60)
    unit_code = models.CharField(max_length=60, blank=True)
    province_code = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=10, default="criminal")
    stage = models.CharField(max_length=20, default="complaint")
    stage_since = models.DateField()
    received_on = models.DateField()
    occurred_from = models.DateField(null=True)
    occurred_to = models.DateField(null=True)
    forms = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    first_acted_on = models.DateField(null=True)
    tried_on = models.DateField(null=True)
    final_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    principal_offence = models.CharField(max_length=40, blank=True)
    officer_id = models.BigIntegerField(null=True)
    source_kind = models.CharField(max_length=20, blank=True)
    source_code = models.CharField(max_length=20, blank=True)
    data_key = models.ForeignKey("guard.DataKey", on_delete=models.PROTECT, related_name="+")
    narrative_sealed = models.BinaryField(default=bytes)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    created_by_user = models.BigIntegerField(null=True)
    fictitious = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["agency_code", "unit_code", "stage", "-received_on", "id"], name="proceeding_of_unit"
            ),
            models.Index(fields=["agency_code", "stage", "-received_on"], name="proceeding_by_stage"),
            models.Index(fields=["officer_id", "stage", "-received_on", "id"], name="proceeding_of_officer"),
            models.Index(fields=["created_by_user", "stage", "id"], name="proceeding_of_recorder"),
            models.Index(fields=["source_kind", "source_code"], name="proceeding_by_source"),
            models.Index(fields=["-received_on", "-code"], name="proceeding_newest_first"),
        ]
        constraints = [
            one_of("stage", STAGES, name="proceeding_stage_is_known"),
            one_of("kind", KINDS, name="proceeding_kind_is_known"),
            range_of("occurred_from", "occurred_to", name="proceeding_occurred_is_a_range"),
            models.CheckConstraint(
                condition=Q(stage="ended", ended_on__isnull=False)
                | (~Q(stage="ended") & Q(ended_on__isnull=True)),
                name="proceeding_ended_has_its_day",
            ),
        ]


class StageEvent(Recorded):
    """One act of prosecutor, investigating judge or court, and the stage after it."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=30)
    stage = models.CharField(max_length=20)
    on = models.DateField()
    words_sealed = models.BinaryField(default=bytes)

    class Meta:
        indexes = [models.Index(fields=["proceeding", "on"], name="stage_event_by_day")]
        constraints = [
            one_of("stage", STAGES, name="stage_event_stage_is_known"),
            one_of("act", ("received", *ACTS), name="stage_event_act_is_known"),
        ]


class ProceedingVictim(Recorded):
    """A child or adult harmed. case_code: the child's case, so that its worker sees the outcome."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="victims")
    code = models.CharField(max_length=20, unique=True)
    case_code = models.CharField(max_length=20, blank=True, db_index=True)
    source_code = models.CharField(max_length=20, blank=True)
    name_sealed = models.BinaryField(default=bytes)
    sex = models.CharField(max_length=10, blank=True)
    age_low = models.PositiveSmallIntegerField(null=True)
    age_high = models.PositiveSmallIntegerField(null=True)
    nationality = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = [range_of("age_low", "age_high", name="court_victim_age_is_a_range")]


class Accused(Versioned, Recorded):
    """Someone said to have done it. Name, birth date and document are sealed; two keys serve vetting."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="accused")
    code = models.CharField(max_length=20, unique=True)
    source_code = models.CharField(max_length=20, blank=True)
    name_sealed = models.BinaryField(default=bytes)
    born_sealed = models.BinaryField(default=bytes)
    document_sealed = models.BinaryField(default=bytes)
    name_blind = models.CharField(max_length=32, blank=True, db_index=True)
    person_blind = models.CharField(max_length=32, blank=True, db_index=True)
    document_blind = models.CharField(max_length=32, blank=True, db_index=True)
    sex = models.CharField(max_length=10, blank=True)
    age_low = models.PositiveSmallIntegerField(null=True)
    age_high = models.PositiveSmallIntegerField(null=True)
    nationality = models.CharField(max_length=3, blank=True)
    is_foreign = models.BooleanField(null=True)
    residence = models.CharField(max_length=3, blank=True)
    capacity = models.CharField(max_length=20, blank=True)
    is_exploited = models.BooleanField(null=True)
    custody = models.CharField(max_length=10, blank=True)
    custody_since = models.DateField(null=True)
    convicted_finally_on = models.DateField(null=True)

    class Meta:
        constraints = [
            range_of("age_low", "age_high", name="accused_age_is_a_range"),
            one_of("custody", CUSTODY, name="accused_custody_is_known"),
        ]
