"""Conditions that the tables of several registers share."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q


def one_of(field: str, words: Iterable[str], *, name: str) -> models.CheckConstraint:
    """The field holds one of the words."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": sorted(words)}), name=name)


def at_with_by(at: str, by: str, *, name: str) -> models.CheckConstraint:
    """Both of a pair are given, or neither."""
    return models.CheckConstraint(
        condition=Q(**{f"{at}__isnull": True, by: ""}) | (Q(**{f"{at}__isnull": False}) & ~Q(**{by: ""})),
        name=name,
    )


def in_order(first: str, last: str, *, name: str) -> models.CheckConstraint:
    """The last day, when there is one, is not before the first."""
    return models.CheckConstraint(
        condition=Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": models.F(first)}), name=name
    )


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
