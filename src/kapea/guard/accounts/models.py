"""The accounts of the people who work with the system."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person who signs in: one role, one agency, and the provinces they serve.

    A person with two jobs has two accounts, so that no job opens the other's compartment.
    """

    first_name = None
    last_name = None
    display_name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=40)
    agency_code = models.CharField(max_length=60, blank=True, db_index=True)
    unit_code = models.CharField(max_length=60, blank=True, db_index=True)
    province_codes = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=8, blank=True)
    fictitious = models.BooleanField(default=False)

    class Meta(AbstractUser.Meta):
        app_label = "guard"
