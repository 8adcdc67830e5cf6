"""Conditions that several tables of casework share: an instant is never without its person."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q


def at_with_by(at: str, by: str, *, name: str) -> models.CheckConstraint:
    """Both of a pair are given, or neither."""
    return models.CheckConstraint(
        condition=Q(**{f"{at}__isnull": True, by: ""}) | (Q(**{f"{at}__isnull": False}) & ~Q(**{by: ""})),
        name=name,
    )


def one_of(field: str, words: Iterable[str], *, name: str) -> models.CheckConstraint:
    """The field holds one of the words of the workflow."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": sorted(words)}), name=name)
