"""Conditions that several tables of the courts' register share."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q


def one_of(field: str, words: Iterable[str], *, name: str) -> models.CheckConstraint:
    """The field holds one of the words."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": sorted(words)}), name=name)


def range_of(low: str, high: str, *, name: str) -> models.CheckConstraint:
    """Both ends of a range are given in order, or neither."""
    return models.CheckConstraint(
        condition=Q(**{f"{low}__isnull": True, f"{high}__isnull": True})
        | Q(**{f"{low}__isnull": False, f"{high}__gte": models.F(low)}),
        name=name,
    )


class Recorded(models.Model):
    """A row that says when and by whom it was recorded."""

    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        abstract = True
