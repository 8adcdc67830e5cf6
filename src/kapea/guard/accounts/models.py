"""The accounts of the people who work with the system."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person who signs in: one role, one agency, the provinces or the commune they serve.

    A person with two jobs has two accounts, so that no job opens the other's compartment.
    must_change_password: the password was given by someone else and serves once, until
    password_expires_at.
    """

    first_name = None
    last_name = None
    display_name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=40)
    agency_code = models.CharField(max_length=60, blank=True, db_index=True)
    unit_code = models.CharField(max_length=60, blank=True, db_index=True)
    province_codes = models.JSONField(default=list, blank=True)
    commune_code = models.CharField(max_length=20, blank=True, default="")
    language = models.CharField(max_length=8, blank=True)
    fictitious = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)
    password_expires_at = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractUser.Meta):
        app_label = "guard"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(password_expires_at=None) | models.Q(must_change_password=True),
                name="guard_only_given_passwords_expire",
            )
        ]


class SignedIn(models.Model):
    """One place where a person is signed in, so that they can see it and end it.

    device: browser and system in two words; neither address nor full user agent is kept.
    """

    session_key = models.CharField(max_length=40, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="signed_in")
    device = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        app_label = "guard"


class Throttle(models.Model):
    """How often something failed for one key. The key is an HMAC: no name or address is in it.

    wait_until: nothing more is tried for this key before then. forget_at: the count is void after.
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    forget_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "guard"
