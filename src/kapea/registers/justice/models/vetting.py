"""What was answered to whom asked whether a person has been convicted: yes or no, and nothing else."""

from django.db import models
from django.db.models import Q

from kapea.registers.sheets.conditions import Recorded, one_of


class VettingAnswer(Recorded):
    """One certificate. The person asked about is kept as a keyed index only, so that it cannot be read."""

    code = models.CharField(max_length=20, unique=True)
    purpose = models.CharField(max_length=30)
    asking_body = models.CharField(max_length=200)
    asked_on = models.DateField()
    subject_blind = models.CharField(max_length=32)
    has_conviction = models.BooleanField()


class ChildInConflictCount(Recorded):
    """How many children, never who: one indicator of one court, period, sex and age."""

    agency_code = models.CharField(max_length=60)
    unit_code = models.CharField(max_length=60, blank=True)
    province_code = models.CharField(max_length=20, blank=True)
    indicator = models.CharField(max_length=40)
    period_from = models.DateField()
    period_to = models.DateField()
    sex = models.CharField(max_length=10, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=models.F("period_from")), name="indicator_period_is_a_period"
            ),
            one_of("age_band", ("", "under_14", "14_15", "16_17"), name="indicator_age_band_is_known"),
            models.UniqueConstraint(
                fields=[
                    "agency_code",
                    "unit_code",
                    "indicator",
                    "period_from",
                    "period_to",
                    "sex",
                    "age_band",
                ],
                name="indicator_counted_once",
            ),
        ]
