"""An incident, and its victims and suspects as roles of persons."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kapea.guard.saving import Versioned

PRECISIONS = ("exact", "month", "year", "estimated")


class Incident(Versioned):
    """One reported incident. Each stage has its date; free text is sealed.

    station_code, book_number, book_year: where it stands in the station's book, once it does.
    occurred_from, occurred_to: the first and last day it may have been done, as far as known.
    form_code: the secret code of the provincial form, sealed and found by its blind index.
    form_digest: a keyed digest of the imported form, so that the same form is never stored twice.
    """

    STATUSES = ("reported", "confirmed", "investigated", "sent_to_court", "closed")

    code = models.CharField(max_length=20, unique=True)
    agency_code = models.CharField(max_length=60)
    unit_code = models.CharField(max_length=60, blank=True)
    station_code = models.CharField(max_length=60, blank=True, default="")
    book_number = models.CharField(max_length=20, blank=True, default="")
    book_year = models.PositiveSmallIntegerField(null=True)
    province_code = models.CharField(max_length=20, blank=True)
    place_code = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=20, default="reported")
    forms = models.JSONField(default=list)
    setting = models.CharField(max_length=40, blank=True)
    via_hotline = models.BooleanField(default=False)
    occurred_from = models.DateField(null=True)
    occurred_to = models.DateField(null=True)
    occurred_precision = models.CharField(max_length=10, blank=True, default="")
    reported_on = models.DateField()
    confirmed_on = models.DateField(null=True)
    investigated_on = models.DateField(null=True)
    clearance = models.CharField(max_length=40, blank=True, default="")
    cleared_on = models.DateField(null=True)
    sent_to_court_on = models.DateField(null=True)
    officer_id = models.BigIntegerField(null=True)
    source_kind = models.CharField(max_length=20, blank=True)
    source_code = models.CharField(max_length=20, blank=True)
    data_key = models.ForeignKey("guard.DataKey", on_delete=models.PROTECT, related_name="+")
    narrative_sealed = models.BinaryField(default=bytes)
    form_code_sealed = models.BinaryField(default=bytes)
    form_code_blind = models.CharField(max_length=32, blank=True, default="")
    form_digest = models.CharField(max_length=32, blank=True, default="")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    created_by_user = models.BigIntegerField(null=True)
    fictitious = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["agency_code", "unit_code", "status", "-reported_on"], name="incident_of_unit"
            ),
            models.Index(fields=["agency_code", "status", "-reported_on"], name="incident_by_status"),
            models.Index(fields=["-reported_on", "-code"], name="incident_newest_first"),
            models.Index(fields=["officer_id", "status", "-reported_on"], name="incident_of_officer"),
            models.Index(fields=["created_by_user", "status"], name="incident_of_recorder"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["reported", "confirmed", "investigated", "sent_to_court", "closed"]),
                name="incident_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(investigated_on__isnull=True) | Q(confirmed_on__isnull=False),
                name="incident_investigated_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(sent_to_court_on__isnull=True) | Q(investigated_on__isnull=False),
                name="incident_sent_to_court_is_investigated",
            ),
            models.CheckConstraint(
                condition=Q(book_number="", book_year__isnull=True)
                | (~Q(book_number="") & ~Q(station_code="") & Q(book_year__isnull=False)),
                name="incident_book_is_whole",
            ),
            models.UniqueConstraint(
                fields=["station_code", "book_year", "book_number"],
                condition=~Q(book_number=""),
                name="incident_once_in_the_book",
            ),
            models.CheckConstraint(
                condition=Q(occurred_from__isnull=True, occurred_to__isnull=True, occurred_precision="")
                | (
                    Q(occurred_from__isnull=False, occurred_to__gte=models.F("occurred_from"))
                    & Q(occurred_precision__in=PRECISIONS)
                ),
                name="incident_occurred_is_a_span",
            ),
            models.CheckConstraint(
                condition=Q(clearance="", cleared_on__isnull=True)
                | (~Q(clearance="") & Q(cleared_on__isnull=False)),
                name="incident_clearance_with_its_day",
            ),
            models.UniqueConstraint(
                fields=["form_code_blind"],
                condition=~Q(form_code_blind=""),
                name="incident_form_code_once",
            ),
        ]


class IncidentVictim(models.Model):
    """A child or adult harmed in an incident. Age as known on the day, with its doubt.

    told_name_km, told_name_latin: as the body said that handed the child over, until it is recorded who it is.
    FACTS: what is known of the victim and can be put right.
    """

    FACTS: ClassVar = ("sex", "age_low", "age_high", "nationality", "rescued_on")

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="victims")
    code = models.CharField(max_length=20, unique=True)
    person_code = models.CharField(max_length=20, blank=True, db_index=True)
    told_name_km = models.BinaryField(default=bytes)
    told_name_latin = models.BinaryField(default=bytes)
    sex = models.CharField(max_length=10, blank=True)
    age_low = models.PositiveSmallIntegerField(null=True)
    age_high = models.PositiveSmallIntegerField(null=True)
    nationality = models.CharField(max_length=3, blank=True)
    rescued_on = models.DateField(null=True)
    assistance = models.CharField(max_length=40, blank=True)
    assisted_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(age_low__isnull=True, age_high__isnull=True)
                | Q(age_low__isnull=False, age_high__gte=models.F("age_low")),
                name="victim_age_is_a_range",
            ),
            models.CheckConstraint(
                condition=Q(assistance="", assisted_on__isnull=True)
                | (~Q(assistance="") & Q(assisted_on__isnull=False)),
                name="victim_assistance_with_its_date",
            ),
        ]


class IncidentSuspect(models.Model):
    """Someone suspected in an incident; names are sealed and of the suspect compartment.

    person_code: the record of the person whose role this is, when who they are is known.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="suspects")
    code = models.CharField(max_length=20, unique=True)
    person_code = models.CharField(max_length=20, blank=True, default="", db_index=True)
    name_sealed = models.BinaryField(default=bytes)
    age_low = models.PositiveSmallIntegerField(null=True)
    age_high = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=10, blank=True)
    nationality = models.CharField(max_length=3, blank=True)
    is_foreign = models.BooleanField(null=True)
    arrested_on = models.DateField(null=True)
    sent_to_court_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["arrested_on"], name="suspect_by_arrest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(age_low__isnull=True, age_high__isnull=True)
                | Q(age_low__isnull=False, age_high__gte=models.F("age_low")),
                name="suspect_age_is_a_range",
            ),
        ]
