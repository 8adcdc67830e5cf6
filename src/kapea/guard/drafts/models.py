"""What a person has typed into a form and not yet sent."""

from django.conf import settings
from django.db import models

from kapea.guard.vault.models import DataKey


class Draft(models.Model):
    """The fields of one opened form, sealed under a key of their own.

    form: the address that the form is sent to; key: its submission key.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=200)
    key = models.CharField(max_length=64)
    fields = models.BinaryField()
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "guard"
        constraints = [models.UniqueConstraint(fields=["owner", "form", "key"], name="draft_once_per_form")]
