"""The country's places as its pack gives them: province, district, commune, village."""

from django.db import models


class Place(models.Model):
    """One place with its official code; `names` by language."""

    code = models.CharField(max_length=20, primary_key=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30)
    names = models.JSONField()
    search = models.TextField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["level", "code"]), models.Index(fields=["parent", "code"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=4), name="places_level_is_1_to_4"
            ),
            models.CheckConstraint(
                condition=models.Q(level=1, parent__isnull=True)
                | models.Q(level__gt=1, parent__isnull=False),
                name="places_only_provinces_stand_alone",
            ),
        ]
