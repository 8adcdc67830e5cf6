"""A service that an agency offers to children, and the provinces it reaches."""

from django.db import models
from django.db.models import F, Q

from kapea.guard.saving import Versioned


class ServiceOffer(Versioned):
    """One kind of service of one agency.

    capacity: children at one time, None when it is not bounded or not told. free_places: at
    counted_on. sexes, languages, needs: codes of the country's lists; no sex named means every one.
    memorandum_*: the agreement under which it takes referred children.
    """

    code = models.CharField(max_length=20, unique=True)
    agency_code = models.CharField(max_length=60)
    service = models.CharField(max_length=40)
    about = models.CharField(max_length=500, blank=True)
    capacity = models.PositiveIntegerField(null=True)
    free_places = models.PositiveIntegerField(null=True)
    counted_on = models.DateField(null=True)
    sexes = models.JSONField(default=list)
    youngest_years = models.PositiveSmallIntegerField(null=True)
    oldest_years = models.PositiveSmallIntegerField(null=True)
    languages = models.JSONField(default=list)
    needs = models.JSONField(default=list)
    takes_foreign = models.BooleanField(default=False)
    memorandum_on = models.DateField(null=True)
    memorandum_until = models.DateField(null=True)
    is_open = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=150)
    fictitious = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["service", "is_open"], name="offer_by_service")]
        constraints = [
            models.CheckConstraint(
                condition=Q(oldest_years__isnull=True)
                | Q(youngest_years__isnull=True)
                | Q(oldest_years__gte=F("youngest_years")),
                name="offer_ages_ascend",
            ),
            models.CheckConstraint(
                condition=Q(free_places__isnull=True, counted_on__isnull=True)
                | Q(free_places__isnull=False, counted_on__isnull=False),
                name="offer_free_places_with_their_day",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True)
                | Q(free_places__isnull=True)
                | Q(free_places__lte=F("capacity")),
                name="offer_free_within_capacity",
            ),
            models.CheckConstraint(
                condition=Q(memorandum_until__isnull=True) | Q(memorandum_until__gte=F("memorandum_on")),
                name="offer_memorandum_ends_after_it_begins",
            ),
        ]


class ProvinceServed(models.Model):
    """A province that an offer reaches."""

    offer = models.ForeignKey(ServiceOffer, on_delete=models.CASCADE, related_name="provinces")
    province_code = models.CharField(max_length=20, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "province_code"], name="offer_province_once")]
