"""The bodies that work with children, and their units: police offices, wards, teams."""

from django.db import models


class Agency(models.Model):
    """A body as the pack names it. `receives` are the registers that may hand over to it."""

    code = models.CharField(max_length=60, primary_key=True)
    acronym = models.CharField(max_length=40, blank=True)
    names = models.JSONField()
    kind = models.CharField(max_length=40)
    level = models.CharField(max_length=40)
    receives = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)


class Unit(models.Model):
    """A part of an agency with a place of its own."""

    code = models.CharField(max_length=60, primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    names = models.JSONField()
    province_code = models.CharField(max_length=20, blank=True, db_index=True)
