"""The wrapped data keys: one for each person, contact or case."""

import uuid

from django.db import models


class DataKey(models.Model):
    """A key that seals the sensitive fields of one record, itself wrapped by the keyring.

    To destroy the row's `wrapped` bytes is to destroy what they sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped = models.BinaryField(max_length=64)
    wrap_version = models.PositiveIntegerField(db_index=True)

    class Meta:
        app_label = "guard"
