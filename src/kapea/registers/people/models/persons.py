"""Persons as a body has recorded them: who they are is sealed, what is counted is not.

A person is apart from any case: victim in one, sibling or witness in another. Nothing here says
in which matter a person appears. What is sealed is found again through blind indexes only.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kapea.guard.models import DataKey
from kapea.guard.saving import Versioned

BLIND_LENGTH = 32
NAME_KINDS = ("official", "nickname", "alias")
SCRIPTS = ("km", "latin")
PRECISIONS = ("", "exact", "month", "year")
LINK_KINDS = ("same_person", "mother", "father", "sibling", "carer", "other_relative")


class Person(Versioned):
    """A human being, as one agency recorded them.

    Age is known by a birth date with its precision, or as an estimate on a day, or not at all.
    birth_year: the year of birth or its estimate; what look-ups compare.
    """

    code = models.CharField(max_length=20, unique=True)
    agency_code = models.CharField(max_length=60)
    unit_code = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    born_on = models.DateField(null=True)
    born_precision = models.CharField(max_length=5, blank=True)
    age_years = models.PositiveSmallIntegerField(null=True)
    age_as_of = models.DateField(null=True)
    birth_year = models.SmallIntegerField(null=True)
    nationality = models.CharField(max_length=3, blank=True)
    province_code = models.CharField(max_length=20, blank=True)
    commune_code = models.CharField(max_length=20, blank=True)
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now)
    fictitious = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["agency_code", "-id"], name="person_by_agency"),
            models.Index(fields=["recorded_by", "-id"], name="person_by_recorder"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(born_precision__in=PRECISIONS), name="person_precision_known"),
            models.CheckConstraint(
                condition=Q(born_on__isnull=True, born_precision="")
                | (Q(born_on__isnull=False) & ~Q(born_precision="")),
                name="person_birth_with_precision",
            ),
            models.CheckConstraint(
                condition=Q(age_years__isnull=True, age_as_of__isnull=True)
                | Q(age_years__isnull=False, age_as_of__isnull=False, born_on__isnull=True),
                name="person_age_with_its_day",
            ),
        ]


class PersonName(models.Model):
    """A name in one script. Sealed; found again by its keys only."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    script = models.CharField(max_length=5)
    kind = models.CharField(max_length=10, default="official")
    family = models.BinaryField(blank=True)
    given = models.BinaryField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(script__in=SCRIPTS), name="person_name_script_known"),
            models.CheckConstraint(condition=Q(kind__in=NAME_KINDS), name="person_name_kind_known"),
        ]


class NameKey(models.Model):
    """A blind index of one key of a person's names, with what narrows a look-up beside it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_keys")
    token = models.CharField(max_length=BLIND_LENGTH)
    birth_year = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "birth_year", "person"], name="name_key_once"),
        ]


class Identifier(models.Model):
    """A number that a document or another system gives the person. Sealed; found by its blind index."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=40)
    value = models.BinaryField()
    blind = models.CharField(max_length=BLIND_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blind", "person"], name="identifier_once_a_person"),
        ]


class ContactPoint(models.Model):
    """A phone or an address: whose it is, and when it is safe to use it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=20)
    whose = models.CharField(max_length=40, blank=True)
    safe = models.BooleanField(null=True)
    value = models.BinaryField()
    safe_when = models.BinaryField(blank=True)
    blind = models.CharField(max_length=BLIND_LENGTH, blank=True)

    class Meta:
        indexes = [models.Index(fields=["blind"], condition=~Q(blind=""), name="contact_point_by_blind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("phone", "address")), name="contact_point_kind_known"
            ),
        ]


class PersonLink(models.Model):
    """How a person stands to another: `other` is the mother, the sibling … of `person`.

    "same_person": somebody takes two records for one person; noted only, the national index decides.
    A link that no longer holds is ended and stays.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=20, default="same_person")
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "other", "kind"], name="person_link_once"),
            models.CheckConstraint(condition=~Q(person=models.F("other")), name="person_link_of_two"),
            models.CheckConstraint(condition=Q(kind__in=LINK_KINDS), name="person_link_kind_known"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="person_link_ended_by_someone",
            ),
        ]
